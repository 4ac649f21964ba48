// One pread and one unescaping a text.

#include "text_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <utility>

#include "json_string.h"
#include "open_file.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

class FileTextSource : public TextSource {
 public:
  explicit FileTextSource(FileDescriptor fd) : fd_(std::move(fd)) {}

  bool ReadText(const TextPlace& place, std::string* text) const override {
    static thread_local std::string escaped;
    escaped.resize(place.bytes);
    for (std::size_t done = 0; done < escaped.size();) {
      const ssize_t got = ::pread(fd_.get(), escaped.data() + done, escaped.size() - done,
                                  static_cast<off_t>(place.offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      done += static_cast<std::size_t>(got);
    }
    return UnescapeJson(escaped, text).ok;
  }

 private:
  FileDescriptor fd_;
};

}  // namespace

std::unique_ptr<const TextSource> OpenTextSource(int fd) {
  FileDescriptor own(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
  if (!own.ok()) return nullptr;
  return std::make_unique<FileTextSource>(std::move(own));
}

}  // namespace textkin
