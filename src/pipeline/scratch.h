// Scratch: what a scan has to keep of every document but not in memory, in one unnamed file.
//
// The operating system's page cache makes it as fast as memory while there is room, and a full disk
// is an error with a number instead of a killed process.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin {

// A status for a failed system call: ResourceExhausted for a full disk, Unavailable otherwise.
absl::Status SystemError(const std::string& what, int error);

class Scratch {
 public:
  // A file in `folder` that has no name, so nothing is left however the process ends.
  static absl::StatusOr<Scratch> Create(const std::string& folder);

  Scratch(Scratch&& other) noexcept;
  Scratch& operator=(Scratch&& other) noexcept;
  ~Scratch();

  // Both may be called from several threads for different ranges.
  absl::Status Write(std::uint64_t offset, std::string_view bytes);
  absl::Status Read(std::uint64_t offset, std::size_t size, std::string* bytes) const;

 private:
  explicit Scratch(int file) : file_(file) {}
  int file_;
};

}  // namespace textkin
