// flock, and the holder's process id in the file for whoever finds it taken.

#include "lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace textkin {
namespace {

// Between two tries.
constexpr std::chrono::milliseconds kPause{50};
// How often a name is waited for: one second. A holder writes it at once, if it is not stopped.
constexpr int kNameTries = 20;

// The process id that the holder has written; empty where it has not yet.
std::string HolderOf(int file) {
  char text[32] = {};
  const ssize_t size = ::pread(file, text, sizeof text - 1, 0);
  std::string holder;
  for (ssize_t i = 0; i < size && text[i] >= '0' && text[i] <= '9'; ++i) holder += text[i];
  return holder;
}

}  // namespace

absl::Status IndexSystemError(const std::string& what, int error) {
  const std::string message = what + ": " + std::strerror(error);
  return error == ENOSPC || error == EDQUOT || error == ENOMEM
             ? absl::ResourceExhaustedError(message)
             : absl::UnavailableError(message);
}

absl::StatusOr<std::unique_ptr<IndexLock>> IndexLock::Take(const std::string& path, bool wait,
                                                           const std::atomic<bool>* cancel) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return IndexSystemError("opening '" + path + "'", errno);
  std::unique_ptr<IndexLock> lock(new IndexLock(file));
  for (int tries = 1; ::flock(file, LOCK_EX | LOCK_NB) != 0; ++tries) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return IndexSystemError("locking '" + path + "'", errno);
    if (const std::string holder = HolderOf(file);
        !wait && (!holder.empty() || tries >= kNameTries)) {
      return absl::FailedPreconditionError(
          "the index is being written by " +
          (holder.empty() ? "another process" : "process " + holder) + " (lock '" + path +
          "'); --wait waits for it");
    }
    if (cancel != nullptr && *cancel) return absl::CancelledError("interrupted");
    std::this_thread::sleep_for(kPause);
  }
  lock->is_held_ = true;
  // For the message alone: the lock holds whatever becomes of it.
  const std::string holder = std::to_string(::getpid()) + "\n";
  [[maybe_unused]] const bool is_named =
      ::ftruncate(file, 0) == 0 && ::pwrite(file, holder.data(), holder.size(), 0) > 0;
  return lock;
}

IndexLock::~IndexLock() {
  // So that the next holder is not taken for this one before it has written its name.
  [[maybe_unused]] const bool is_empty = is_held_ && ::ftruncate(file_, 0) == 0;
  ::close(file_);
}

}  // namespace textkin
