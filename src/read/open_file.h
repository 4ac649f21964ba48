// Opening files of a tree that nobody vouches for: regular files only, and never blocking.

#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <utility>

#include "textkin/fault.h"

namespace textkin {

// A file descriptor that is closed with its owner.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

// open(2) with `flags` that also takes paths longer than PATH_MAX, folder by folder. errno as open
// sets it.
FileDescriptor OpenPath(const std::string& path, int flags);

// What tells one state of a file from another.
struct FileState {
  dev_t device = 0;
  ino_t inode = 0;
  off_t bytes = 0;
  timespec modified{};
};
FileState StateOf(const struct stat& status);
bool operator==(const FileState& a, const FileState& b);

struct OpenedFile {
  FileDescriptor fd;
  FileState state;
};

// kUnreadable with the system's words, or kNotRegular.
std::optional<Fault> OpenRegular(const std::string& path, OpenedFile* file);

// The state of the open file, or nothing when the path has come to name another file or none.
std::optional<FileState> StateAfterReading(const std::string& path, const OpenedFile& file);

// "open: Permission denied (EACCES)".
std::string SystemError(const char* call, int error);

}  // namespace textkin
