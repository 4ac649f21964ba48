// Counts of pairs, added up: in memory, and beyond it as runs in scratch.

#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "pairs.h"
#include "textkin/match.h"
#include "textkin/sorted_runs.h"

namespace textkin {

struct CountedPair {
  PairKey pair = 0;
  std::uint64_t shared = 0;  // units
};
inline std::uint64_t KeyOf(const CountedPair& one) { return one.pair; }

// Sorts by pair and adds up equal ones.
void AddUp(std::vector<CountedPair>* pairs);

class PairSums {
 public:
  PairSums() = default;  // all in memory
  explicit PairSums(PairSpill spill);

  // For several threads. Which of them is first changes nothing, since sums do not depend on it.
  void Add(std::span<const CountedPair> pairs);
  // Calls visit for every pair with its sum, ascending.
  absl::Status ForEach(const std::function<void(const CountedPair&)>& visit);
  std::uint64_t spilled_bytes() const { return runs_.has_value() ? runs_->bytes() : 0; }

 private:
  absl::Status Spill();

  std::mutex mutex_;
  std::vector<CountedPair> pairs_;
  std::size_t room_ = SIZE_MAX;  // pairs
  std::optional<SortedRuns<CountedPair>> runs_;
  absl::Status status_;
};

}  // namespace textkin
