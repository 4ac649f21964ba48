// What stands between equal tokens: widths of signs, stops, line breaks.

#pragma once

#include "hunks.h"
#include "tally.h"

namespace textkin {

// Reads the equal tokens of a run and the signs between them.
void ReadSigns(const PairSide& a, const PairSide& b, const Run& run, Tally* tally, Edits* edits);

}  // namespace textkin
