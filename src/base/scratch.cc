// The scratch file.

#include "textkin/scratch.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace textkin {

absl::Status SystemError(const std::string& what, int error) {
  const std::string message = what + ": " + std::strerror(error);
  return error == ENOSPC || error == EDQUOT || error == ENOMEM
             ? absl::ResourceExhaustedError(message)
             : absl::UnavailableError(message);
}

absl::StatusOr<Scratch> Scratch::Create(const std::string& folder, std::size_t memory) {
  std::string name = folder + "/scratch-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) return SystemError("making a scratch file in '" + folder + "'", errno);
  ::unlink(name.c_str());
  void* place = memory == 0 ? MAP_FAILED
                            : ::mmap(nullptr, memory, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (place == MAP_FAILED) return Scratch(file, nullptr, 0);  // all of it in the file, then
  ::madvise(place, memory, MADV_HUGEPAGE);  // advice: nothing depends on it but speed
  return Scratch(file, static_cast<char*>(place), memory);
}

Scratch::Scratch(Scratch&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      memory_(std::exchange(other.memory_, nullptr)),
      memory_size_(std::exchange(other.memory_size_, 0)) {}

Scratch& Scratch::operator=(Scratch&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(memory_, other.memory_);
  std::swap(memory_size_, other.memory_size_);
  return *this;
}

Scratch::~Scratch() {
  if (file_ >= 0) ::close(file_);
  if (memory_ != nullptr) ::munmap(memory_, memory_size_);
}

absl::Status Scratch::Write(std::uint64_t offset, std::string_view bytes) {
  if (offset < memory_size_) {
    const std::size_t size = std::min<std::size_t>(bytes.size(), memory_size_ - offset);
    std::memcpy(memory_ + offset, bytes.data(), size);
    offset += size;
    bytes.remove_prefix(size);
  }
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0) {
      if (errno == EINTR) continue;
      return SystemError("writing the scratch file", errno);
    }
    offset += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status Scratch::Read(std::uint64_t offset, std::size_t size, std::string* bytes) const {
  bytes->resize(size);
  return Read(offset, size, bytes->data());
}

absl::Status Scratch::Read(std::uint64_t offset, std::size_t size, char* bytes) const {
  std::size_t done = 0;
  if (offset < memory_size_) {
    done = std::min<std::size_t>(size, memory_size_ - offset);
    std::memcpy(bytes, memory_ + offset, done);
  }
  while (done < size) {
    const ssize_t got =
        ::pread(file_, bytes + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("reading the scratch file", errno);
    if (got == 0) return absl::DataLossError("the scratch file ends too early");
    done += static_cast<std::size_t>(got);
  }
  return absl::OkStatus();
}

}  // namespace textkin
