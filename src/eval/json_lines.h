// Reading a file of JSON Lines, one object at a time.

#pragma once

#include <simdjson.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "collection.h"

namespace textkin::eval {

using JsonRow = simdjson::dom::object;

// Calls row(object) for each line; where it returns false, or the line is no JSON object,
// the line is added to *problems and to *unreadable. NotFound when there is no such file.
absl::Status ReadJsonLines(const std::string& path, const std::function<bool(const JsonRow&)>& row,
                           Problems* problems, std::uint64_t* unreadable);

bool FileExists(const std::string& path);

// The value of a key, which may be absent or null; these return false when it has another type.
bool OptionalName(const JsonRow& row, std::string_view key, Names* names, Name* value);
bool OptionalBool(const JsonRow& row, std::string_view key, bool* value);
bool OptionalWhole(const JsonRow& row, std::string_view key, std::optional<std::uint64_t>* value);
bool OptionalFraction(const JsonRow& row, std::string_view key, std::optional<double>* value);
// Strings, sorted, each once.
bool OptionalNames(const JsonRow& row, std::string_view key, Names* names,
                   std::vector<Name>* values);

// lost.jsonl of either folder, where it has one.
absl::Status ReadLost(const std::string& folder, Names* names, Problems* problems,
                      std::optional<std::vector<LostCopies>>* lost);

// A row of passages.jsonl.
bool ReadPassage(const JsonRow& row, Names* names, Passage* passage);

}  // namespace textkin::eval
