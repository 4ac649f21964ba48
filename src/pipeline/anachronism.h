// Texts that claim another year than that of what they tell.

#pragma once

#include <vector>

#include "part_reader.h"
#include "textkin/provenance.h"

namespace textkin {

// Those of the two parts of an edge of which the other one shows that years were exchanged: several
// years of the source are one in the derived text, or the two have one title but for its year, and
// the body of one speaks of the other one's year alone.
std::vector<PartId> FindMisdated(const Edge& edge, const PartText& source, const PartText& derived);

}  // namespace textkin
