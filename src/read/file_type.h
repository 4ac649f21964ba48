// What a file's name says about its content.

#pragma once

#include <cstdint>
#include <string_view>

namespace textkin {

enum class FileType : std::uint8_t {
  kText,
  kMarkdown,
  kHtml,
  kRecords,  // JSON Lines
  kWarc,     // records of a crawl: WARC, WET
  kParquet,  // rows
  kJson,     // JSON Lines if its first line is a record, otherwise nothing that is read
  kOther,
};

// Decided by the extension, after that of a compression has been taken off; no extension means
// text.
FileType TypeOfName(std::string_view name);

// Whether files of this type hold many records.
inline bool HoldsManyRecords(FileType type) {
  return type == FileType::kRecords || type == FileType::kWarc || type == FileType::kParquet;
}

// Whether the name ends in .gz, .zst or .xz.
bool ClaimsCompression(std::string_view name);

}  // namespace textkin
