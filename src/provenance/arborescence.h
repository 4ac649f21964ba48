// Minimum arborescence: the cheapest way in which every node has one parent, or is a root.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace textkin {

struct Arc {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double cost = 0;
};

inline constexpr std::uint32_t kNoParent = UINT32_MAX;

// The parent of each of `nodes` nodes, kNoParent for roots; root_cost[i] is the cost of node i
// being one. Of equally cheap ones, that which the order of `arcs` decides. Chu and Liu 1965,
// Edmonds 1967, with Tarjan's heaps (1977): O(arcs log nodes).
std::vector<std::uint32_t> MinimumArborescence(std::uint32_t nodes, std::span<const Arc> arcs,
                                               std::span<const double> root_cost);

}  // namespace textkin
