// Long calls: they run on a thread of their own without the GIL, while the calling one looks for
// Ctrl-C and passes progress on.

#pragma once

#include <nanobind/nanobind.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "textkin/pipeline.h"

namespace textkin::python {

// How soon Ctrl-C is seen, and how often progress is told.
inline constexpr std::chrono::milliseconds kTick{50};

// Keeps the newest of what the threads of a run report.
class NewestProgress : public ProgressSink {
 public:
  void Update(const Progress& progress) override {
    const std::lock_guard lock(mutex_);
    newest_ = progress;
  }
  // What is new since the last call.
  std::optional<Progress> Take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(newest_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::optional<Progress> newest_;
};

// Asks a run to stop, and waits for it, however its scope is left: the run uses what lies there.
template <typename Result>
class StoppedAtExit {
 public:
  StoppedAtExit(std::future<Result>* run, std::atomic<bool>* cancel) : run_(run), cancel_(cancel) {}
  StoppedAtExit(const StoppedAtExit&) = delete;
  StoppedAtExit& operator=(const StoppedAtExit&) = delete;
  ~StoppedAtExit() {
    if (!run_->valid()) return;
    cancel_->store(true);
    const nanobind::gil_scoped_release released;
    run_->wait();
  }

 private:
  std::future<Result>* run_;
  std::atomic<bool>* cancel_;
};

// The result of run(ProgressSink*, const std::atomic<bool>* cancel). `progress` is None or is
// called with (stage, documents, bytes, total_bytes). Raises what a signal handler or `progress`
// raises, after the run has stopped.
template <typename Run>
auto RunWatched(const nanobind::object& progress, const Run& run) {
  using Result = decltype(run(nullptr, nullptr));
  std::atomic<bool> cancel = false;
  NewestProgress newest;
  ProgressSink* sink = progress.is_none() ? nullptr : &newest;
  std::future<Result> result =
      std::async(std::launch::async, [&, sink] { return run(sink, &cancel); });
  const StoppedAtExit<Result> stopped(&result, &cancel);
  const auto is_done = [&] {
    const nanobind::gil_scoped_release released;
    return result.wait_for(kTick) == std::future_status::ready;
  };
  while (!is_done()) {
    if (PyErr_CheckSignals() != 0) throw nanobind::python_error();
    if (const std::optional<Progress> now = newest.Take()) {
      progress(nanobind::str(now->stage.data(), now->stage.size()), now->documents, now->bytes,
               now->total_bytes);
    }
  }
  return result.get();
}

}  // namespace textkin::python
