// How often words must have been exchanged to be a rule: in two clusters, or often in one.

#pragma once

#include <cstdint>

namespace textkin {

inline constexpr std::uint32_t kMinUsesInClusters = 3;
inline constexpr std::uint32_t kMinUsesInOneCluster = 8;
// Places of a pair from which a single rule speaks for it.
inline constexpr std::uint32_t kMinPlacesOfLone = 4;

}  // namespace textkin
