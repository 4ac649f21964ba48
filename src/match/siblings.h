// Copies among template siblings.
//
// When a hundred places fill in one form and ten sites copy each, every signature agrees with every
// other: buckets are large, their leaders are siblings of most, and the copies of one place, which
// are what is wanted, never meet. Their values tell them apart. So the parts that verification
// found to be siblings of another are sketched once more, over their values, and go through the
// bands again.

#pragma once

#include <span>

#include "candidates.h"
#include "verify.h"

namespace textkin {

// Pairs of `siblings`, ascending ids, that may agree in their values.
Candidates SiblingCandidates(std::span<const PartId> siblings, const MatchOptions& options,
                             const ParallelFor& parallel, Verifier* verifier);

}  // namespace textkin
