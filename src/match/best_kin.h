// Of the pairs between clusters that are kept apart, those that are listed.

#pragma once

#include <cstddef>
#include <vector>

#include "textkin/match.h"

namespace textkin {

// Leaves of the kin pairs those that are among the `most` of either part, by resemblance, then by
// the other's id; pairs of one template stay, they say who is a sibling. O(n log n).
void KeepBestKin(std::size_t most, std::vector<Match>* matches);

}  // namespace textkin
