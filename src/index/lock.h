// The lock of an index's writer: an flock, which dies with its process.

#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin {

// A status for a failed system call: ResourceExhausted for a full disk, Unavailable otherwise.
absl::Status IndexSystemError(const std::string& what, int error);

class IndexLock {
 public:
  // Takes the lock file at `path`, which is made where it is missing. FailedPrecondition names the
  // holder, after at most a second; with `wait` fails only when `cancel` becomes true, and then
  // with Cancelled.
  static absl::StatusOr<std::unique_ptr<IndexLock>> Take(const std::string& path, bool wait,
                                                         const std::atomic<bool>* cancel);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

 private:
  explicit IndexLock(int file) : file_(file) {}

  int file_;
  bool is_held_ = false;
};

}  // namespace textkin
