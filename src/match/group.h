// Groups: connected components of the candidate graph. No cluster reaches over the edge of one, so
// each is verified and listed on its own.

#pragma once

#include <span>
#include <vector>

#include "exact_classes.h"
#include "pairs.h"

namespace textkin {

struct Group {
  std::vector<PairKey> pairs;  // candidates, ascending
  std::vector<PartId> heads;   // ascending; one head with copies and no pair is a group too
};

// All groups of two members or more, the largest first. `pairs` ascend.
std::vector<Group> MakeGroups(const std::vector<PairKey>& pairs, const ExactClasses& classes,
                              std::size_t parts);

}  // namespace textkin
