// Sources of a text outside of its own tree: of a lifted paragraph, of the other half of a mixture.

#pragma once

#include <cstdint>
#include <vector>

#include "pair_evidence.h"
#include "textkin/provenance.h"
#include "tree.h"
#include "weights.h"

namespace textkin {

// That one side of a pair has its passages from the other, although they stand in two trees.
struct SecondSource {
  bool is_b = true;           // b has them from a, otherwise a from b
  bool is_best = true;        // otherwise the other side is an ancestor of the best-evidenced one
  std::uint32_t holders = 0;  // texts of the source's tree that share words with the derived text
  std::uint32_t heirs = 0;    // texts of the derived text's tree that have them from it, and itself
  double nats = 0;            // of these numbers
  std::uint32_t others = 0;   // groups of kin beside these two that have the passages too
};

// For pairs[i] of the family, kNone or an index of `found`.
struct SecondSources {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> of_pair;
  std::vector<SecondSource> found;
};

// A text that has words which its parent lacks, and which stand in another tree, has them from
// there or the other way round. Between two trees the better-evidenced direction is taken; of the
// members of the source's tree, the one that the passages most cheaply come from, and those of its
// ancestors that have the passages too. O(pairs log pairs).
SecondSources FindSecondSources(const Family& family, const std::vector<PairContext>& contexts,
                                const FamilyTree& tree, const Weights& weights);

}  // namespace textkin
