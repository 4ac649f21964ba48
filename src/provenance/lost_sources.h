// Documents that are not in the collection, told by the copies that they left.

#pragma once

#include <vector>

#include "textkin/provenance.h"
#include "tree.h"

namespace textkin {

// The lost sources of a family, ascending by their first copy; the edges between the copies of one
// get its number. edges[i] is that of family.pairs[i]. A part is a copy of one of them at most.
// O(pairs log pairs).
std::vector<LostSource> FindLostSources(const Family& family, const FamilyTree& tree,
                                        std::vector<Edge>* edges);

}  // namespace textkin
