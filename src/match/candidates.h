// Candidates: pairs of parts that sketches cannot tell from kin. Nothing is reported on them.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pairs.h"
#include "textkin/match.h"

namespace textkin {

struct Candidates {
  std::vector<PairKey> pairs;
  std::uint64_t compared_pairs = 0;  // sketches compared
  std::uint64_t large_buckets = 0;

  // Adds those of `other`; the pairs stay unsorted.
  void Append(const Candidates& other);
};

// The three ways to find candidates among `heads`, which are ascending and have shingles each.
// Pairs are distinct and ascending.
//
// Equal values in `rows` MinHash slots of one of the `bands`: resemblance (bands.cc).
Candidates BandCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                          const MatchOptions& options, const ParallelFor& parallel);
// Common values of FracMinHash: containment (postings.cc).
Candidates PostingCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                             const MatchOptions& options, const ParallelFor& parallel);
// SimHash within options.simhash_distance bits (hamming.cc).
Candidates HammingCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                             const MatchOptions& options, const ParallelFor& parallel);

// All that the options ask for.
Candidates FindCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                          const MatchOptions& options, const ParallelFor& parallel);

}  // namespace textkin
