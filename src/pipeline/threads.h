// The threads of a run, and loops on them.

#pragma once

#include <atomic>
#include <functional>

#include "absl/status/status.h"
#include "textkin/parallel.h"

namespace textkin {

inline constexpr unsigned kMaxThreads = 1024;

bool IsSet(const std::atomic<bool>* cancel);

// Parallel loops on oneTBB; after cancellation the rest of the work is passed over, and its result
// not used.
ParallelFor MakeParallelFor(const std::atomic<bool>* cancel);

// Runs `work` on an arena of `wanted` threads, or of as many as the system grants.
// ResourceExhausted when memory runs out in it.
absl::Status RunOnThreads(unsigned wanted,
                          const std::function<absl::Status(unsigned threads)>& work);

}  // namespace textkin
