// One list of marks from what the matchers found.

#pragma once

#include <vector>

#include "textkin/document.h"

namespace textkin {

// Sorted and not overlapping. Boilerplate wins over all other kinds; among these the one that
// begins first, then the longer one. Boilerplate that touches becomes one mark; empty marks are
// dropped.
std::vector<Mark> ResolveMarks(std::vector<Mark> marks);

}  // namespace textkin
