// The first error of several threads.

#pragma once

#include <mutex>

#include "absl/status/status.h"

namespace textkin {

// Keeps the first error that it is told of. For several threads.
class FirstError {
 public:
  void Note(const absl::Status& status) {
    if (status.ok()) return;
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = status;
  }
  absl::Status status() const {
    const std::lock_guard lock(mutex_);
    return status_;
  }

 private:
  mutable std::mutex mutex_;
  absl::Status status_;
};

}  // namespace textkin
