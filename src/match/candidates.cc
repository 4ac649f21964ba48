// The choice of sketches: resemblance by bands or by SimHash, containment beside it unless strict.

#include "candidates.h"

namespace textkin {

void Candidates::Append(const Candidates& other) {
  pairs.insert(pairs.end(), other.pairs.begin(), other.pairs.end());
  compared_pairs += other.compared_pairs;
  large_buckets += other.large_buckets;
}

Candidates FindCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                          const MatchOptions& options, const ParallelFor& parallel) {
  Candidates found = options.sketch == CandidateSketch::kMinHash
                         ? BandCandidates(sketches, heads, options, parallel)
                         : HammingCandidates(sketches, heads, options, parallel);
  if (!options.strict) {
    found.Append(PostingCandidates(sketches, heads, options, parallel));
    SortAndDropRepeats(&found.pairs);
  }
  return found;
}

}  // namespace textkin
