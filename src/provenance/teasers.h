// Texts that show the beginning of another one, and where it goes on.

#pragma once

#include "textkin/align.h"
#include "textkin/provenance.h"

namespace textkin {

// Whether b (`of_b`), otherwise a, has nothing of the other text but its beginning, at its own end,
// broken off by an ellipsis.
bool IsTeaser(const PairSide& a, const PairSide& b, const Alignment& alignment, bool of_b);

}  // namespace textkin
