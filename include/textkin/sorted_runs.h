// The external sorter: runs that were sorted in memory, in scratch, read back by ranges of keys.
//
// Ranges take the place of a merge: they are independent, so that threads share them, each is
// sorted in memory once more, and which run an entry came from changes nothing.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "textkin/scratch.h"

namespace textkin {

inline std::uint64_t KeyOf(std::uint64_t number) { return number; }

// `Entry` is plain bytes, with a KeyOf.
template <typename Entry>
class SortedRuns {
 public:
  explicit SortedRuns(Scratch scratch) : scratch_(std::move(scratch)) {}

  std::uint64_t size() const { return size_; }  // entries
  std::uint64_t bytes() const { return size_ * sizeof(Entry); }

  // A run: ascending by key. Not from several threads at a time.
  absl::Status Add(std::span<const Entry> entries) {
    Run run{size_, entries.size(), {}};
    for (std::size_t i = 0; i < entries.size(); i += kStep) run.keys.push_back(KeyOf(entries[i]));
    runs_.push_back(std::move(run));
    size_ += entries.size();
    return scratch_.Write(runs_.back().begin * sizeof(Entry),
                          {reinterpret_cast<const char*>(entries.data()), entries.size_bytes()});
  }

  // Appends the entries of all runs whose keys are in [first, last], run by run. Several threads.
  absl::Status Read(std::uint64_t first, std::uint64_t last, std::vector<Entry>* entries) const {
    for (const Run& run : runs_) {
      // Keys of equal value may stand before the first step that has it.
      const auto from = std::lower_bound(run.keys.begin(), run.keys.end(), first);
      const auto to = std::upper_bound(from, run.keys.end(), last);
      const auto step = [&](auto at) { return static_cast<std::size_t>(at - run.keys.begin()); };
      const std::size_t begin = (step(from) - (from == run.keys.begin() ? 0 : 1)) * kStep;
      const std::size_t end = std::min(run.size, step(to) * kStep);
      if (begin >= end) continue;
      const std::size_t before = entries->size();
      entries->resize(before + end - begin);
      const absl::Status status =
          scratch_.Read((run.begin + begin) * sizeof(Entry), (end - begin) * sizeof(Entry),
                        reinterpret_cast<char*>(entries->data() + before));
      if (!status.ok()) return status;
      Trim(first, last, before, entries);
    }
    return absl::OkStatus();
  }

  // The first keys of ranges that have about `entries` each, but for keys that have more; the first
  // is 0. `unit`: a power of two that they are multiples of, so that keys of one unit stay
  // together.
  std::vector<std::uint64_t> Bounds(std::size_t entries, std::uint64_t unit) const {
    std::vector<std::uint64_t> steps;
    for (const Run& run : runs_) steps.insert(steps.end(), run.keys.begin(), run.keys.end());
    std::sort(steps.begin(), steps.end());
    std::vector<std::uint64_t> bounds = {0};
    const std::size_t every = std::max<std::size_t>(1, entries / kStep);
    for (std::size_t i = every; i < steps.size(); i += every) {
      const std::uint64_t bound = steps[i] & ~(unit - 1);
      if (bound > bounds.back()) bounds.push_back(bound);
    }
    return bounds;
  }

 private:
  // Entries between two that are remembered: one read of 8 KiB finds the end of a range.
  static constexpr std::size_t kStep = 1024;

  struct Run {
    std::uint64_t begin;  // entries
    std::size_t size;
    std::vector<std::uint64_t> keys;  // of every kStep-th entry
  };

  static void Trim(std::uint64_t first, std::uint64_t last, std::size_t before,
                   std::vector<Entry>* entries) {
    const auto begin = entries->begin() + static_cast<std::ptrdiff_t>(before);
    const auto high =
        std::upper_bound(begin, entries->end(), last,
                         [](std::uint64_t key, const Entry& e) { return key < KeyOf(e); });
    entries->erase(high, entries->end());
    const auto low =
        std::lower_bound(begin, entries->end(), first,
                         [](const Entry& e, std::uint64_t key) { return KeyOf(e) < key; });
    entries->erase(begin, low);
  }

  Scratch scratch_;
  std::uint64_t size_ = 0;
  std::vector<Run> runs_;
};

}  // namespace textkin
