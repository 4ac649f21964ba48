// Lines, and the fields of their objects.

#include "json_lines.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace textkin::eval {
namespace {

// Absent and null are alike: nothing was said.
bool IsAbsent(const JsonRow& row, std::string_view key, simdjson::dom::element* element) {
  return row.at_key(key).get(*element) != simdjson::SUCCESS || element->is_null();
}

bool IsBlank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

bool ReadSide(const JsonRow& row, std::string_view key, Names* names, PassageSide* side) {
  JsonRow object;
  return row.at_key(key).get(object) == simdjson::SUCCESS &&
         OptionalName(object, "document", names, &side->document) && side->document != kNoName &&
         object.at_key("begin").get(side->range.begin) == simdjson::SUCCESS &&
         object.at_key("end").get(side->range.end) == simdjson::SUCCESS;
}

}  // namespace

bool FileExists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

absl::Status ReadJsonLines(const std::string& path, const std::function<bool(const JsonRow&)>& row,
                           Problems* problems, std::uint64_t* unreadable) {
  if (!FileExists(path)) return absl::NotFoundError("no such file: '" + path + "'");
  std::ifstream file(path, std::ios::binary);
  simdjson::dom::parser parser;
  std::string line;
  for (std::uint64_t number = 1; std::getline(file, line); ++number) {
    if (IsBlank(line)) continue;
    JsonRow object;
    if (parser.parse(line).get(object) == simdjson::SUCCESS && row(object)) continue;
    problems->Add(ProblemKind::kUnreadable, path + ": line " + std::to_string(number));
    ++*unreadable;
  }
  if (!file.eof())
    return absl::UnavailableError("reading '" + path + "' failed: " + std::strerror(errno));
  return absl::OkStatus();
}

bool OptionalName(const JsonRow& row, std::string_view key, Names* names, Name* value) {
  simdjson::dom::element element;
  if (IsAbsent(row, key, &element)) return true;
  std::string_view text;
  if (element.get(text) != simdjson::SUCCESS || text.empty()) return false;
  *value = names->Of(text);
  return true;
}

bool OptionalBool(const JsonRow& row, std::string_view key, bool* value) {
  simdjson::dom::element element;
  return IsAbsent(row, key, &element) || element.get(*value) == simdjson::SUCCESS;
}

bool OptionalWhole(const JsonRow& row, std::string_view key, std::optional<std::uint64_t>* value) {
  simdjson::dom::element element;
  if (IsAbsent(row, key, &element)) return true;
  std::uint64_t number = 0;
  if (element.get(number) != simdjson::SUCCESS) return false;
  *value = number;
  return true;
}

bool OptionalFraction(const JsonRow& row, std::string_view key, std::optional<double>* value) {
  simdjson::dom::element element;
  if (IsAbsent(row, key, &element)) return true;
  double number = 0;
  if (element.get(number) != simdjson::SUCCESS || number < 0 || number > 1) return false;
  *value = number;
  return true;
}

bool OptionalNames(const JsonRow& row, std::string_view key, Names* names,
                   std::vector<Name>* values) {
  simdjson::dom::element element;
  if (IsAbsent(row, key, &element)) return true;
  simdjson::dom::array array;
  if (element.get(array) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element member : array) {
    std::string_view text;
    if (member.get(text) != simdjson::SUCCESS) return false;
    values->push_back(names->Of(text));
  }
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
  return true;
}

bool ReadPassage(const JsonRow& row, Names* names, Passage* passage) {
  return ReadSide(row, "a", names, &passage->a) && ReadSide(row, "b", names, &passage->b) &&
         OptionalNames(row, "operations", names, &passage->operations);
}

}  // namespace textkin::eval
