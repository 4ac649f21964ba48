// The arena of threads.

#include "threads.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <latch>
#include <new>
#include <thread>
#include <vector>

#include "handover.h"

namespace textkin {
namespace {

// How many of `wanted` threads the system grants. oneTBB ends the program where one is refused.
unsigned GrantedThreads(unsigned wanted) {
  std::latch done(1);
  std::vector<std::thread> threads;
  threads.reserve(wanted);
  try {
    while (threads.size() + 1 < wanted) threads.emplace_back([&done] { done.wait(); });
  } catch (const std::exception&) {  // no thread, or no memory for one
    // Without the last one that was granted: oneTBB may make one more for itself.
    wanted = std::max(1u, static_cast<unsigned>(threads.size()));
  }
  done.count_down();
  for (std::thread& thread : threads) thread.join();
  return wanted;
}

}  // namespace

bool IsSet(const std::atomic<bool>* cancel) {
  return cancel != nullptr && cancel->load(std::memory_order_relaxed);
}

ParallelFor MakeParallelFor(const std::atomic<bool>* cancel) {
  return [cancel](std::size_t count, const std::function<void(std::size_t)>& body) {
    static constexpr char kStart = 0;
    static constexpr char kEnd = 0;
    const auto work = [&](std::size_t i) {
      const Turn turn(&kStart, &kEnd);
      if (!IsSet(cancel)) body(i);
    };
    HandOver(&kStart);
    tbb::parallel_for(std::size_t{0}, count, work);
    TakeOver(&kEnd);
  };
}

absl::Status RunOnThreads(unsigned wanted,
                          const std::function<absl::Status(unsigned threads)>& work) {
  try {
    const unsigned threads = GrantedThreads(wanted);
    // Both: the control allows more threads than the machine has cores, the arena asks for them.
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, threads);
    tbb::task_arena arena(static_cast<int>(threads));
    return arena.execute([&] { return work(threads); });
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("out of memory");
  }
}

}  // namespace textkin
