// Reading the files of a result, one JSON object a line.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/result.h"

namespace textkin::result {

// A parsed line (json_row.h): simdjson's header takes a minute to compile, and stays out of here.
struct JsonRow;

// Calls row(object, line) for each line until it returns false. NotFound when there is no such
// file, DataLoss for a line that is no object, or one that left *sound false; Cancelled when
// *cancel, which may be null, is true.
absl::Status ReadLines(
    const std::string& path, const std::atomic<bool>* cancel,
    const std::function<bool(const JsonRow&, std::string_view line, bool* sound)>& row);

// Cancelled when it is.
absl::Status CheckCancelled(const std::atomic<bool>* cancel);

bool FileExists(const std::string& path);
// The whole of a small file.
absl::StatusOr<std::string> ReadWhole(const std::string& path);

// The string at `key`; empty where it is null or absent. Points into the row.
std::string_view TextAt(const JsonRow& row, std::string_view key);
// The same inside the object at `outer`.
std::string_view TextAt(const JsonRow& row, std::string_view outer, std::string_view key);
std::vector<std::string_view> TextsAt(const JsonRow& row, std::string_view key);
// Whether the list at `key` has elements.
bool HasElements(const JsonRow& row, std::string_view key);
// The list at `key` as JSON, "[]" where there is none.
std::string ListAt(const JsonRow& row, std::string_view key);
// False when there is no such number.
bool WholeAt(const JsonRow& row, std::string_view key, std::uint64_t* value);
bool DecimalAt(const JsonRow& row, std::string_view key, double* value);

// False when a key that every such row has is missing or of another type.
bool Parse(const JsonRow& row, DocumentRow* document);
bool Parse(const JsonRow& row, PairRow* pair);
bool Parse(const JsonRow& row, ClusterRow* cluster);
bool Parse(const JsonRow& row, PassageRow* passage);
bool Parse(const JsonRow& row, EdgeRow* edge);
bool Parse(const JsonRow& row, LostRow* lost);

}  // namespace textkin::result
