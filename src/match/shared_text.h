// Counting by posting lists of fingerprints, before anything is decided on the counts.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pair_sums.h"
#include "textkin/match.h"

namespace textkin {

// Adds to *sums the parts of different clusters, or of one open cluster, that share fingerprints,
// with what these tell, and to the counts of *totals.
void CountPairs(const FingerprintTable& fingerprints, std::span<const std::uint32_t> cluster_of,
                const Rarity& rarity, const SharedTextOptions& options, const ParallelFor& parallel,
                PairSums* sums, SharedText* totals);

// Of the fingerprints that three groups or more have, ascending by hash.
std::vector<Rarity::Entry> CountGroupsOfEach(const FingerprintTable& fingerprints,
                                             std::span<const std::uint32_t> group_of,
                                             const ParallelFor& parallel);

}  // namespace textkin
