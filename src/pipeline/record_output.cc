// Writing whole lines to a descriptor.

#include "record_output.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "textkin/scratch.h"
#include "threads.h"

namespace textkin {
namespace {

// How long a stop may go unnoticed while a reader is slow.
constexpr int kRoomMilliseconds = 200;

// Bytes behind the last whole line.
std::size_t HalfLine(std::string_view bytes) {
  const std::size_t newline = bytes.rfind('\n');
  return newline == std::string_view::npos ? bytes.size() : bytes.size() - newline - 1;
}

bool IsRegular(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

// A pipe may be non-blocking, because its other owner made it so.
void WaitForRoom(int fd) {
  pollfd wait{fd, POLLOUT, 0};
  ::poll(&wait, 1, kRoomMilliseconds);
}

}  // namespace

RecordOutput::RecordOutput(int fd, std::string path, std::string partial,
                           const std::atomic<bool>* cancel)
    : fd_(fd), path_(std::move(path)), partial_(std::move(partial)), cancel_(cancel) {}

absl::StatusOr<std::unique_ptr<RecordOutput>> RecordOutput::Open(const std::string& name,
                                                                 bool overwrite,
                                                                 const std::atomic<bool>* cancel) {
  std::string path = name;
  std::error_code ignored;  // a link to nothing stays what it is
  // A link stays, and what it leads to is replaced.
  if (std::filesystem::is_symlink(path, ignored)) {
    const std::filesystem::path target = std::filesystem::canonical(path, ignored);
    if (!ignored) path = target.string();
  }
  if (path.empty()) {
    return std::unique_ptr<RecordOutput>(new RecordOutput(STDOUT_FILENO, "", "", cancel));
  }
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  const bool in_place = exists && !S_ISREG(status.st_mode);
  if (exists && !in_place && !overwrite) {
    return absl::AlreadyExistsError("output '" + path +
                                    "' exists; choose another name or pass --overwrite");
  }
  const std::string partial = in_place ? "" : path + ".partial-" + std::to_string(::getpid());
  const std::string& opened = in_place ? path : partial;
  const int create = in_place ? 0 : O_CREAT | O_EXCL;
  const int fd = ::open(opened.c_str(), O_WRONLY | O_CLOEXEC | create, 0666);
  if (fd < 0) return SystemError("making '" + opened + "'", errno);
  auto output = std::unique_ptr<RecordOutput>(new RecordOutput(fd, path, partial, cancel));
  output->packer_ = PackerFor(path);
  return output;
}

std::string RecordOutput::Name() const {
  return path_.empty() ? "standard output" : "'" + path_ + "'";
}

RecordOutput::~RecordOutput() {
  if (fd_ >= 0 && fd_ != STDOUT_FILENO) ::close(fd_);
  if (!partial_.empty()) ::unlink(partial_.c_str());
}

absl::Status RecordOutput::Write(std::string_view lines) {
  if (packer_ == nullptr) return WriteBytes(lines);
  packed_.clear();
  if (!packer_->Pack(lines, /*last=*/false, &packed_))
    return absl::ResourceExhaustedError("packing " + Name() + ": out of memory");
  return WriteBytes(packed_);
}

absl::Status RecordOutput::WriteBytes(std::string_view bytes) {
  std::size_t done = 0, end = bytes.size();
  while (done < end && !reader_gone_) {
    const ssize_t written = ::write(fd_, bytes.data() + done, end - done);
    if (written < 0 && errno == EAGAIN) {
      WaitForRoom(fd_);
    } else if (written < 0 && errno != EINTR) {
      return Failed(bytes, done, errno);
    }
    if (written > 0) done += static_cast<std::size_t>(written);
    // Stop at the end of the line at hand.
    if (IsSet(cancel_) && partial_.empty()) {
      const std::size_t newline = bytes.find('\n', done == 0 ? 0 : done - 1);
      if (newline != std::string_view::npos) end = done == 0 ? 0 : newline + 1;
    }
  }
  return end < bytes.size() ? absl::CancelledError("interrupted") : absl::OkStatus();
}

absl::Status RecordOutput::Failed(std::string_view bytes, std::size_t done, int error) {
  if (error == EPIPE) {
    reader_gone_ = true;
    return absl::OkStatus();
  }
  const off_t place = ::lseek(fd_, 0, SEEK_CUR);
  if (partial_.empty() && place >= 0 && IsRegular(fd_)) {
    const std::size_t half = HalfLine(bytes.substr(0, done));
    // Nothing is left to be done when this fails too: the error that comes out says enough.
    static_cast<void>(::ftruncate(fd_, place - static_cast<off_t>(half)) == 0);
  }
  return SystemError("writing " + Name(), error);
}

absl::Status RecordOutput::Commit() {
  if (packer_ != nullptr) {
    packed_.clear();
    if (!packer_->Pack({}, /*last=*/true, &packed_))
      return absl::ResourceExhaustedError("packing " + Name() + ": out of memory");
    if (const absl::Status status = WriteBytes(packed_); !status.ok()) return status;
  }
  if (fd_ == STDOUT_FILENO) return absl::OkStatus();
  if (::close(std::exchange(fd_, -1)) != 0) return SystemError("writing " + Name(), errno);
  if (partial_.empty()) return absl::OkStatus();
  if (::rename(partial_.c_str(), path_.c_str()) != 0)
    return SystemError("putting " + Name() + " in its place", errno);
  partial_.clear();
  return absl::OkStatus();
}

}  // namespace textkin
