// Sketches over values, and the bands on them.

#include "siblings.h"

#include <algorithm>
#include <numeric>

namespace textkin {
namespace {

// Resemblance of the values of two copies that is looked for. Masking half of the values on either
// side of a copy leaves a third.
constexpr double kValueResemblance = .3;
// 128 bands of two slots: .99999 at .3, and .28 at .05, which the filter sees to.
constexpr unsigned kValueBands = 128;
constexpr unsigned kValueRows = 2;
// Sketches made at a time by all threads, 560 bytes each, and by one task.
constexpr std::size_t kSketchesPerBlock = 4096;
constexpr std::size_t kSketchesPerTask = 64;

Sketch SketchOfValues(const PartContent& content) {
  std::vector<std::uint64_t> hashes;
  for (const ValueClaim& claim : content.values) {
    hashes.push_back(Mix64(claim.context + Mix64(claim.value)));
  }
  Sketch sketch;
  sketch.minhash = MakeMinHash(hashes);
  sketch.simhash = MakeSimHash(hashes);
  sketch.shingles = static_cast<std::uint32_t>(hashes.size());
  return sketch;
}

SketchTable SketchValues(std::span<const PartId> parts, const ParallelFor& parallel,
                         Verifier* verifier) {
  SketchTable table;
  while (!parts.empty()) {
    const auto block = parts.first(std::min(parts.size(), kSketchesPerBlock));
    std::vector<Sketch> sketches(block.size());
    const std::size_t tasks = (block.size() + kSketchesPerTask - 1) / kSketchesPerTask;
    parallel(tasks, [&](std::size_t task) {
      const std::size_t end = std::min(block.size(), (task + 1) * kSketchesPerTask);
      for (std::size_t i = task * kSketchesPerTask; i < end; ++i) {
        sketches[i] = SketchOfValues(*verifier->Content(block[i]));
      }
    });
    for (const Sketch& sketch : sketches) table.Append(sketch);
    parts = parts.subspan(block.size());
  }
  std::vector<std::uint32_t> order(table.size());
  std::iota(order.begin(), order.end(), 0u);
  table.SetOrder(std::move(order));
  return table;
}

}  // namespace

Candidates SiblingCandidates(std::span<const PartId> siblings, const MatchOptions& options,
                             const ParallelFor& parallel, Verifier* verifier) {
  Candidates found;
  if (siblings.size() <= options.all_pairs_bucket) {
    for (std::size_t b = 1; b < siblings.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) found.pairs.push_back(MakePair(siblings[a], siblings[b]));
    }
    return found;
  }
  MatchOptions by_values = options;
  by_values.strict = true;  // resemblance alone, of values
  by_values.threshold = kValueResemblance;
  by_values.bands = kValueBands;
  by_values.rows = kValueRows;
  const SketchTable sketches = SketchValues(siblings, parallel, verifier);
  std::vector<PartId> indexes(siblings.size());
  std::iota(indexes.begin(), indexes.end(), PartId{0});
  found = BandCandidates(sketches, indexes, by_values, parallel);
  // Ascending ids keep the order of pairs.
  for (PairKey& pair : found.pairs) {
    pair = MakePair(siblings[SmallerOf(pair)], siblings[LargerOf(pair)]);
  }
  return found;
}

}  // namespace textkin
