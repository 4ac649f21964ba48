// Lines of a file as JSON objects.

#include "json_lines.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "json_row.h"

namespace textkin::result {

bool FileExists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file) return absl::NotFoundError("no such file: '" + path + "'");
  text << file.rdbuf();
  if (file.bad()) return absl::UnavailableError("reading '" + path + "' failed");
  return std::move(text).str();
}

absl::Status CheckCancelled(const std::atomic<bool>* cancel) {
  return cancel != nullptr && cancel->load(std::memory_order_relaxed)
             ? absl::CancelledError("interrupted")
             : absl::OkStatus();
}

absl::Status ReadLines(
    const std::string& path, const std::atomic<bool>* cancel,
    const std::function<bool(const JsonRow&, std::string_view line, bool* sound)>& row) {
  if (!FileExists(path)) return absl::NotFoundError("no such file: '" + path + "'");
  std::ifstream file(path, std::ios::binary);
  simdjson::dom::parser parser;
  std::string line;
  for (std::uint64_t number = 1; std::getline(file, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    JsonRow object;
    bool sound = parser.parse(line).get(object.object) == simdjson::SUCCESS;
    const bool more = sound && row(object, line, &sound);
    if (!sound) {
      return absl::DataLossError("'" + path + "': line " + std::to_string(number) +
                                 " is no row of this file");
    }
    if (!more) return absl::OkStatus();
    if (absl::Status status = CheckCancelled(cancel); !status.ok()) return status;
  }
  if (!file.eof())
    return absl::UnavailableError("reading '" + path + "' failed: " + std::strerror(errno));
  return absl::OkStatus();
}

std::string_view TextAt(const JsonRow& row, std::string_view key) {
  std::string_view text;
  return row.object.at_key(key).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view TextAt(const JsonRow& row, std::string_view outer, std::string_view key) {
  JsonRow inner;
  return row.object.at_key(outer).get(inner.object) == simdjson::SUCCESS ? TextAt(inner, key)
                                                                         : std::string_view();
}

std::vector<std::string_view> TextsAt(const JsonRow& row, std::string_view key) {
  std::vector<std::string_view> texts;
  simdjson::dom::array list;
  if (row.object.at_key(key).get(list) != simdjson::SUCCESS) return texts;
  for (const simdjson::dom::element one : list) {
    std::string_view text;
    if (one.get(text) == simdjson::SUCCESS) texts.push_back(text);
  }
  return texts;
}

bool HasElements(const JsonRow& row, std::string_view key) {
  simdjson::dom::array list;
  return row.object.at_key(key).get(list) == simdjson::SUCCESS && list.begin() != list.end();
}

std::string ListAt(const JsonRow& row, std::string_view key) {
  simdjson::dom::array list;
  return row.object.at_key(key).get(list) == simdjson::SUCCESS ? simdjson::minify(list) : "[]";
}

bool WholeAt(const JsonRow& row, std::string_view key, std::uint64_t* value) {
  return row.object.at_key(key).get(*value) == simdjson::SUCCESS;
}

bool DecimalAt(const JsonRow& row, std::string_view key, double* value) {
  return row.object.at_key(key).get(*value) == simdjson::SUCCESS;
}

}  // namespace textkin::result
