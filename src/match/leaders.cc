// The walk over a large bucket.

#include "leaders.h"

#include <algorithm>
#include <bit>

namespace textkin {
namespace {

// Margin at which a leader surely stands for a part, so that its other leaders are left out.
constexpr double kSureErrors = 4;

}  // namespace

void LeaderWalk::Pair(std::span<const KeyedPart> bucket, Candidates* found) {
  ++found->large_buckets;
  leaders_.clear();
  for (std::size_t i = 0; i < bucket.size(); ++i) {
    const PartId part = bucket[i].part;
    if (PairWithLeaders(part, found)) continue;
    if (leaders_.size() < options_.max_leaders) {
      leaders_.push_back({part, sketches_.simhash(part)});
    } else {
      const PartId predecessor = bucket[i - 1].part;
      ++found->compared_pairs;
      if (filter_.Margin(predecessor, part) >= -kDoubtErrors) {
        found->pairs.push_back(MakePair(predecessor, part));
      }
    }
  }
}

bool LeaderWalk::PairWithLeaders(PartId part, Candidates* found) {
  FindNearest(sketches_.simhash(part));
  const std::size_t before = found->pairs.size();
  double best = -kDoubtErrors;
  for (const std::uint64_t near : nearest_) {
    const PartId leader = leaders_[static_cast<std::uint32_t>(near)].part;
    ++found->compared_pairs;
    const double margin = filter_.Margin(leader, part);
    if (margin < -kDoubtErrors) continue;
    if (margin >= kSureErrors) {
      found->pairs.resize(before);
      found->pairs.push_back(MakePair(leader, part));
      return true;
    }
    found->pairs.push_back(MakePair(leader, part));
    best = std::max(best, margin);
  }
  return best >= 0;
}

void LeaderWalk::FindNearest(std::uint64_t simhash) {
  nearest_.clear();
  for (std::size_t i = 0; i < leaders_.size(); ++i) {
    const auto distance = static_cast<std::uint64_t>(std::popcount(simhash ^ leaders_[i].simhash));
    nearest_.push_back(distance << 32 | i);
  }
  const std::size_t count = std::min(options_.leaders, nearest_.size());
  const auto last = nearest_.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(nearest_.begin(), last, nearest_.end());
  nearest_.erase(last, nearest_.end());
}

}  // namespace textkin
