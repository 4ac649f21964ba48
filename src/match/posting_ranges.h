// Posting lists of fingerprints, range by range of their hashes, so that memory is bounded.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "textkin/match.h"

namespace textkin {

// Ranges that the hashes of `fingerprints` are cut into: about as many in each as can be sorted in
// 64 MiB.
std::size_t CountRanges(const FingerprintTable& fingerprints);

// Calls visit(hash, parts) for every fingerprint of range `range` of `ranges` that two parts or
// more have, ascending; so are the parts.
void ForEachList(const FingerprintTable& fingerprints, std::size_t range, std::size_t ranges,
                 const std::function<void(std::uint32_t, std::span<const PartId>)>& visit);

}  // namespace textkin
