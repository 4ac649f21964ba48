// Reading stored bytes, and choosing the decompressor.

#include "byte_stream.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "decompress.h"

namespace textkin {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kGzipMagic = "\x1f\x8b"sv;
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd"sv;
constexpr std::string_view kXzMagic = "\xfd\x37\x7a\x58\x5a\x00"sv;

class PlainStream : public ByteStream {
 public:
  explicit PlainStream(StoredBytes* stored) : stored_(stored) {}

  std::size_t Read(char* out, std::size_t capacity) override {
    const std::size_t buffered = std::min(capacity, stored_->size());
    std::memcpy(out, stored_->data(), buffered);
    stored_->Consume(buffered);
    const std::size_t count = buffered + stored_->ReadDirectly(out + buffered, capacity - buffered);
    if (count < capacity) fault_ = stored_->fault();
    return count;
  }
  bool is_plain() const override { return true; }

 private:
  StoredBytes* stored_;
};

// A compressed file that ends before it says how it is compressed.
class StumpStream : public ByteStream {
 public:
  explicit StumpStream(std::size_t bytes) {
    fault_ = Fault{FaultCode::kTruncatedStream, "the compressed data end at byte " +
                                                    std::to_string(bytes) + ", in their header"};
  }
  std::size_t Read(char*, std::size_t) override { return 0; }
};

bool IsStump(std::string_view start) {
  const auto begins_with_all_of = [&](std::string_view magic) {
    return start.size() < magic.size() && magic.starts_with(start);
  };
  return begins_with_all_of(kGzipMagic) || begins_with_all_of(kZstdMagic) ||
         begins_with_all_of(kXzMagic);
}

// Whether the descriptor is worth waiting for: files such as /proc/kmsg are regular and wait for
// ever.
bool IsPipe(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && !S_ISREG(status.st_mode);
}

// How long a stop may go unnoticed while a pipe is silent.
constexpr int kPollMilliseconds = 200;

}  // namespace

StoredBytes::StoredBytes(int fd, const std::atomic<bool>* cancel) : fd_(fd), cancel_(cancel) {}

bool StoredBytes::WaitForBytes() const {
  pollfd wait{fd_, POLLIN, 0};
  while (!cancel_->load(std::memory_order_relaxed)) {
    if (::poll(&wait, 1, kPollMilliseconds) > 0) return true;
  }
  return false;
}

std::size_t StoredBytes::ReadSome(char* out, std::size_t capacity) {
  while (!fault_) {
    if (cancel_ != nullptr && !WaitForBytes()) return 0;
    const ssize_t count = ::read(fd_, out, capacity);
    if (count >= 0) {
      read_ += static_cast<std::uint64_t>(count);
      return static_cast<std::size_t>(count);
    }
    if (errno == EAGAIN && IsPipe(fd_)) {  // stdin, which its other owner made non-blocking
      pollfd wait{fd_, POLLIN, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      fault_ = Fault{FaultCode::kUnreadable,
                     SystemError("read", errno) + " at byte " + std::to_string(read_)};
    }
  }
  return 0;
}

void StoredBytes::Want(std::size_t count) {
  if (size() >= count) return;
  if (buffer_.empty()) buffer_.resize(kBufferBytes);
  std::memmove(buffer_.data(), data(), size());
  end_ = size();
  begin_ = 0;
  while (end_ < count) {
    const std::size_t more = ReadSome(buffer_.data() + end_, buffer_.size() - end_);
    if (more == 0) return;
    end_ += more;
  }
}

bool StoredBytes::ReturnTo(std::uint64_t offset) {
  if (IsPipe(fd_) || ::lseek(fd_, static_cast<off_t>(offset), SEEK_SET) < 0) return false;
  begin_ = end_ = 0;
  read_ = offset;
  return true;
}

std::size_t StoredBytes::ReadDirectly(char* out, std::size_t capacity) {
  std::size_t count = 0;
  while (count < capacity) {
    const std::size_t more = ReadSome(out + count, capacity - count);
    if (more == 0) break;
    count += more;
  }
  return count;
}

std::unique_ptr<ByteStream> OpenStream(StoredBytes* stored, bool claims_compression) {
  stored->Want(kXzMagic.size());
  const std::string_view start(stored->data(), std::min(stored->size(), kXzMagic.size()));
  if (start.starts_with(kGzipMagic)) return OpenGzip(stored);
  if (start.starts_with(kZstdMagic)) return OpenZstd(stored);
  if (start.starts_with(kXzMagic)) return OpenXz(stored);
  if (claims_compression && !stored->fault() && IsStump(start)) {
    return std::make_unique<StumpStream>(start.size());
  }
  return std::make_unique<PlainStream>(stored);
}

}  // namespace textkin
