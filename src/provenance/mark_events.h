// What marked text and ends of texts say: page debris, doubled text, sentences cut off.

#pragma once

#include "hunks.h"
#include "tally.h"

namespace textkin {

// Debris that only one side has is counted by kind; at the same place of both, in *shared.
void ReadDebris(const PairSide& a, const PairSide& b, const Passage& passage, Tally* tally,
                std::uint32_t* shared);

// Whether either text breaks off in a sentence that the other finishes.
void ReadEnds(const PairSide& a, const PairSide& b, const Alignment& alignment, Tally* tally);

}  // namespace textkin
