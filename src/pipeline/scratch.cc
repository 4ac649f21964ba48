// The scratch file.

#include "scratch.h"

#include <fcntl.h>
#include <unistd.h>

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

absl::StatusOr<Scratch> Scratch::Create(const std::string& folder) {
  std::string name = folder + "/scratch-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) return SystemError("making a scratch file in '" + folder + "'", errno);
  ::unlink(name.c_str());
  return Scratch(file);
}

Scratch::Scratch(Scratch&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

Scratch& Scratch::operator=(Scratch&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

Scratch::~Scratch() {
  if (file_ >= 0) ::close(file_);
}

absl::Status Scratch::Write(std::uint64_t offset, std::string_view bytes) {
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
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got =
        ::pread(file_, bytes->data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("reading the scratch file", errno);
    if (got == 0) return absl::DataLossError("the scratch file ends too early");
    done += static_cast<std::size_t>(got);
  }
  return absl::OkStatus();
}

}  // namespace textkin
