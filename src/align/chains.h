// Chains: anchors in one order on both sides, each the core of a passage.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "anchors.h"

namespace textkin {

// Anchors that ascend and do not overlap on either side.
using Chain = std::vector<Anchor>;

// `anchors` sorted, as FindAnchors gives them. Chains in the order of a; one of which more than
// half lies beside a better one, on either side, is left out, and those that go on where another
// ends are one with it.
std::vector<Chain> FindChains(const AlignableText& a, const AlignableText& b,
                              std::span<const Anchor> anchors, const AlignOptions& options);

}  // namespace textkin
