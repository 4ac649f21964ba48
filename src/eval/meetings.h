// Which passages of truth and result meet: overlap on both sides.

#pragma once

#include <functional>
#include <span>

#include "collection.h"

namespace textkin::eval {

// Characters that two ranges share.
std::uint64_t Common(const Range& x, const Range& y);

// Calls meet(i, j) once for each cases[i] and detections[j] that share characters on both sides.
// All are of one pair of documents, sorted by a.range.begin.
void FindMeetings(std::span<const Passage> cases, std::span<const Passage> detections,
                  const std::function<void(std::size_t, std::size_t)>& meet);

// Characters of the union of `ranges`, which it sorts.
std::uint64_t LengthOfUnion(std::vector<Range>* ranges);

}  // namespace textkin::eval
