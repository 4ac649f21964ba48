// Which of two texts the words of their shared passages are at home in.

#pragma once

#include "tally.h"
#include "textkin/align.h"
#include "textkin/provenance.h"

namespace textkin {

// A lifted paragraph speaks of what its source speaks of. Of the words that both have in their
// passages, those that the rest of one text uses too and the rest of the other does not; as much
// of the longer rest is read as the shorter has, so that length does not vote. The side in which
// fewer are at home is the changed one.
void ReadHome(const PairSide& a, const PairSide& b, const Alignment& alignment, Tally* tally);

}  // namespace textkin
