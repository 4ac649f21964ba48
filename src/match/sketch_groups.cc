// Groups by sketch: the pairs that bands propose, joined where their signatures agree.

#include <numeric>

#include "candidates.h"
#include "textkin/joins.h"
#include "textkin/union_find.h"

namespace textkin {
namespace {

// Resemblance by signatures from which two texts count as one: copies in disguise have as much,
// unrelated texts in one form have not.
constexpr double kOneText = 0.4;

}  // namespace

MatchOptions OneTextOptions() {
  MatchOptions options;
  options.strict = true;  // resemblance and nothing else
  options.threshold = kOneText;
  options.bands = 85;  // P(candidate) = .996 at .4
  options.rows = 3;
  return options;
}

bool AreOneText(const SketchTable& sketches, PartId a, PartId b) {
  MinHash of_a, of_b;
  return EstimateResemblance(sketches.minhash(a, &of_a), sketches.minhash(b, &of_b)) >= kOneText;
}

std::vector<std::uint32_t> GroupBySketch(const SketchTable& sketches, const ParallelFor& parallel) {
  std::vector<PartId> parts;
  for (PartId part = 0; part < sketches.size(); ++part) {
    if (sketches.shingles(part) > 0) parts.push_back(part);
  }
  UnionFind groups(sketches.size());
  for (const PairKey pair : BandCandidates(sketches, parts, OneTextOptions(), parallel).pairs) {
    const PartId a = SmallerOf(pair), b = LargerOf(pair);
    if (AreOneText(sketches, a, b)) groups.Join(a, b);
  }
  std::vector<std::uint32_t> group_of(sketches.size());
  for (PartId part = 0; part < sketches.size(); ++part) group_of[part] = groups.Find(part);
  return group_of;
}

}  // namespace textkin
