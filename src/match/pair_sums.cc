// Equal pairs are added up whenever there is no room left; what is still too much becomes a run.

#include "pair_sums.h"

#include <algorithm>
#include <utility>

namespace textkin {
namespace {

// Pairs of runs that are read back at a time: 16 MiB.
constexpr std::size_t kPairsPerRead = std::size_t{1} << 20;

}  // namespace

void AddUp(std::vector<CountedPair>* pairs) {
  std::sort(pairs->begin(), pairs->end(),
            [](const CountedPair& x, const CountedPair& y) { return x.pair < y.pair; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < pairs->size(); ++i) {
    if (kept > 0 && (*pairs)[kept - 1].pair == (*pairs)[i].pair) {
      (*pairs)[kept - 1].shared += (*pairs)[i].shared;
    } else {
      (*pairs)[kept++] = (*pairs)[i];
    }
  }
  pairs->resize(kept);
}

PairSums::PairSums(PairSpill spill)
    : room_(std::max<std::uint64_t>(1, spill.memory / sizeof(CountedPair))),
      runs_(std::move(spill.scratch)) {}

void PairSums::Add(std::span<const CountedPair> pairs) {
  const std::lock_guard lock(mutex_);
  if (pairs_.size() + pairs.size() > room_) {
    AddUp(&pairs_);
    if (pairs_.size() + pairs.size() > room_ / 2 && status_.ok()) status_ = Spill();
  }
  // Grown to what there is room for, and not to twice as much.
  if (runs_.has_value() && pairs_.capacity() < pairs_.size() + pairs.size()) {
    pairs_.reserve(std::max(pairs_.size() + pairs.size(), std::min(room_, 2 * pairs_.size())));
  }
  pairs_.insert(pairs_.end(), pairs.begin(), pairs.end());
}

absl::Status PairSums::Spill() {
  if (pairs_.empty()) return absl::OkStatus();
  const absl::Status added = runs_->Add(pairs_);
  pairs_.clear();
  return added;
}

absl::Status PairSums::ForEach(const std::function<void(const CountedPair&)>& visit) {
  AddUp(&pairs_);
  if (!runs_.has_value() || runs_->size() == 0) {
    for (const CountedPair& one : pairs_) visit(one);
    return absl::OkStatus();
  }
  if (status_.ok()) status_ = Spill();
  const std::vector<std::uint64_t> bounds = runs_->Bounds(kPairsPerRead, /*unit=*/1);
  for (std::size_t i = 0; i < bounds.size() && status_.ok(); ++i) {
    const std::uint64_t last = i + 1 < bounds.size() ? bounds[i + 1] - 1 : UINT64_MAX;
    pairs_.clear();
    status_ = runs_->Read(bounds[i], last, &pairs_);
    AddUp(&pairs_);
    for (const CountedPair& one : pairs_) visit(one);
  }
  return status_;
}

}  // namespace textkin
