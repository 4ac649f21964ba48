// A look at the first line.

#include "record_file.h"

#include <memory>
#include <string_view>

#include "byte_stream.h"
#include "file_type.h"
#include "open_file.h"

namespace textkin {
namespace {

// Of the first line; a line that is longer is taken for a record.
constexpr std::size_t kSniffBytes = 64u << 10;

}  // namespace

bool HoldsRecords(const std::string& path) {
  OpenedFile file;
  if (OpenRegular(path, &file)) return true;
  StoredBytes stored(file.fd.get());
  const std::unique_ptr<ByteStream> stream = OpenStream(&stored, ClaimsCompression(path));
  std::string start(kSniffBytes, '\0');
  start.resize(stream->Read(start.data(), start.size()));
  std::string_view line = start;
  if (line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  const std::size_t first = line.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return true;
  line.remove_prefix(first);
  if (line.front() != '{') return false;
  const std::size_t end = line.find('\n');
  if (end == std::string_view::npos) return true;
  line = line.substr(0, end);
  return line[line.find_last_not_of(" \t\r")] == '}';
}

}  // namespace textkin
