// open(2), fstat(2) and their failures as faults.

#include "open_file.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace textkin {
namespace {

// Where to cut a path that is too long for one call: the last slash that one call can reach.
std::size_t CutAt(const std::string& path, std::size_t from) {
  const std::size_t slash = path.rfind('/', from + PATH_MAX - 2);
  return slash == std::string::npos || slash <= from ? std::string::npos : slash;
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

FileDescriptor OpenPath(const std::string& path, int flags) {
  FileDescriptor folder;
  int at = AT_FDCWD;
  std::size_t from = 0;
  while (path.size() - from >= PATH_MAX) {
    const std::size_t cut = CutAt(path, from);
    if (cut == std::string::npos) {
      errno = ENAMETOOLONG;
      return FileDescriptor();
    }
    FileDescriptor next(
        ::openat(at, path.substr(from, cut - from).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!next.ok()) return next;
    folder = std::move(next);
    at = folder.get();
    from = path.find_first_not_of('/', cut);
    if (from == std::string::npos) from = path.size();
  }
  int fd;
  do {
    fd = ::openat(at, from == path.size() ? "." : path.c_str() + from, flags);
  } while (fd < 0 && errno == EINTR);
  const int error = errno;  // closing the folder may change it
  folder = FileDescriptor();
  errno = error;
  return FileDescriptor(fd);
}

FileState StateOf(const struct stat& status) {
  return {status.st_dev, status.st_ino, status.st_size, status.st_mtim};
}

bool operator==(const FileState& a, const FileState& b) {
  return a.device == b.device && a.inode == b.inode && a.bytes == b.bytes &&
         a.modified.tv_sec == b.modified.tv_sec && a.modified.tv_nsec == b.modified.tv_nsec;
}

std::string SystemError(const char* call, int error) {
  const char* name = ::strerrorname_np(error);
  return std::string(call) + ": " + ::strerrordesc_np(error) + " (" + (name ? name : "?") + ")";
}

std::optional<Fault> OpenRegular(const std::string& path, OpenedFile* file) {
  file->fd = OpenPath(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  // A socket cannot be opened at all, and says so with this error.
  if (!file->fd.ok() && errno == ENXIO) {
    return Fault{FaultCode::kNotRegular, "not a regular file, so it is not read"};
  }
  if (!file->fd.ok()) return Fault{FaultCode::kUnreadable, SystemError("open", errno)};
  struct stat status;
  if (::fstat(file->fd.get(), &status) != 0) {
    return Fault{FaultCode::kUnreadable, SystemError("fstat", errno)};
  }
  if (S_ISDIR(status.st_mode)) {
    return Fault{FaultCode::kUnreadable, SystemError("read", EISDIR)};
  }
  if (!S_ISREG(status.st_mode)) {
    return Fault{FaultCode::kNotRegular, "not a regular file, so it is not read"};
  }
  file->state = StateOf(status);
  return std::nullopt;
}

std::optional<FileState> StateAfterReading(const std::string& path, const OpenedFile& file) {
  struct stat status;
  if (::fstat(file.fd.get(), &status) != 0) return std::nullopt;
  const FileState after = StateOf(status);
  const FileDescriptor named = OpenPath(path, O_PATH | O_CLOEXEC);
  if (!named.ok() || ::fstat(named.get(), &status) != 0) return std::nullopt;
  if (status.st_dev != after.device || status.st_ino != after.inode) return std::nullopt;
  return after;
}

}  // namespace textkin
