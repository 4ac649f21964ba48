// Fingerprints in ranges of their hashes, each small enough to be sorted in memory.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "textkin/match.h"

namespace textkin {

struct HashRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t fingerprints = 0;
};

// Together all hashes, ascending.
std::vector<HashRange> RangesOf(const FingerprintTable& fingerprints);

// Calls visit(hash, parts) for every fingerprint of the range that two parts have; parts ascend.
void ForEachList(const FingerprintTable& fingerprints, const HashRange& range,
                 const std::function<void(std::uint32_t, std::span<const PartId>)>& visit);

}  // namespace textkin
