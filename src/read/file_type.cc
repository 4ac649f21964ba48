// The table of extensions.

#include "file_type.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "textkin/utf8.h"

namespace textkin {
namespace {

constexpr std::array<std::pair<std::string_view, FileType>, 14> kExtensions = {{
    {"txt", FileType::kText},
    {"text", FileType::kText},
    {"md", FileType::kMarkdown},
    {"markdown", FileType::kMarkdown},
    {"html", FileType::kHtml},
    {"htm", FileType::kHtml},
    {"xhtml", FileType::kHtml},
    {"shtml", FileType::kHtml},
    {"jsonl", FileType::kRecords},
    {"ndjson", FileType::kRecords},
    {"warc", FileType::kWarc},
    {"wet", FileType::kWarc},
    {"parquet", FileType::kParquet},
    {"json", FileType::kJson},
}};

// In lower case; empty for "README" and ".profile".
std::string Extension(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  return LowerAscii(name.substr(dot + 1));
}

}  // namespace

bool ClaimsCompression(std::string_view name) {
  const std::string extension = Extension(name);
  return extension == "gz" || extension == "zst" || extension == "xz";
}

FileType TypeOfName(std::string_view name) {
  if (ClaimsCompression(name)) name = name.substr(0, name.rfind('.'));
  const std::string extension = Extension(name);
  if (extension.empty()) return FileType::kText;
  const auto found = std::find_if(kExtensions.begin(), kExtensions.end(),
                                  [&](const auto& entry) { return entry.first == extension; });
  return found == kExtensions.end() ? FileType::kOther : found->second;
}

}  // namespace textkin
