// Scratch: what has to be kept and does not fit into memory: one long range of bytes, of which the
// first part lies in memory and the rest in a file without a name.
//
// The file is as fast as the operating system's page cache, and a full disk is an error with a
// number instead of a killed process. The part in memory spares small collections the file: writing
// 270 MB to the page cache took a fifth of the time of a whole scan, to large pages a twentieth.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin {

// A status for a failed system call: ResourceExhausted for a full disk, Unavailable otherwise.
absl::Status SystemError(const std::string& what, int error);

// Bytes of rows and texts kept in memory before the file takes the rest: 100,000 web pages, and
// small beside what their sketches would need at a million.
inline constexpr std::size_t kScratchMemory = std::size_t{256} << 20;

class Scratch {
 public:
  // The file is made in `folder` and has no name, so nothing is left however the process ends. The
  // first `memory` bytes are kept in memory, which is taken as it is needed.
  static absl::StatusOr<Scratch> Create(const std::string& folder, std::size_t memory);

  Scratch(Scratch&& other) noexcept;
  Scratch& operator=(Scratch&& other) noexcept;
  ~Scratch();

  // Both may be called from several threads for different ranges.
  absl::Status Write(std::uint64_t offset, std::string_view bytes);
  absl::Status Read(std::uint64_t offset, std::size_t size, std::string* bytes) const;
  absl::Status Read(std::uint64_t offset, std::size_t size, char* bytes) const;

 private:
  Scratch(int file, char* memory, std::size_t memory_size)
      : file_(file), memory_(memory), memory_size_(memory_size) {}

  int file_;
  char* memory_;  // a mapping of its own, null when memory_size_ is 0
  std::size_t memory_size_;
};

}  // namespace textkin
