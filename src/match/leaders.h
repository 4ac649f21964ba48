// Leaders: how a large bucket is paired in linear time without dropping anyone.
//
// The parts are walked in ascending order. Each is compared with the few leaders whose SimHash is
// nearest to its own; a part that none of them stands for becomes a leader itself. So a bucket of
// one family gives each member one pair, and a bucket of many families gives each family its own
// leader.

#pragma once

#include <span>
#include <vector>

#include "candidates.h"
#include "sketch_filter.h"

namespace textkin {

class LeaderWalk {
 public:
  LeaderWalk(const SketchTable& sketches, const SketchFilter& filter, const MatchOptions& options)
      : sketches_(sketches), filter_(filter), options_(options) {}

  // Appends pairs that pass the filter, at most options.leaders a part.
  void Pair(std::span<const KeyedPart> bucket, Candidates* found);

 private:
  struct Leader {
    PartId part;
    std::uint64_t simhash;
  };

  // Compares `part` with its nearest leaders; false when none of them stands for it.
  bool PairWithLeaders(PartId part, Candidates* found);
  void FindNearest(std::uint64_t simhash);

  const SketchTable& sketches_;
  const SketchFilter& filter_;
  const MatchOptions& options_;
  std::vector<Leader> leaders_;         // of the bucket at hand
  std::vector<std::uint64_t> nearest_;  // distance in the high half, index of the leader in the low
};

}  // namespace textkin
