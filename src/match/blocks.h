// Blocks of a graph: its biconnected components. Two edges lie in one block if and only if some
// cycle passes through both, so that no single node holds them together.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace textkin {

struct GraphEdge {
  std::uint32_t a = 0;
  std::uint32_t b = 0;

  friend auto operator<=>(const GraphEdge&, const GraphEdge&) = default;
};

// The block of each edge, numbered from 0. Nodes are 0 to `nodes` - 1; edges are distinct and no
// loops. Linear time and memory, no recursion (Hopcroft and Tarjan, CACM 16(6), 1973).
std::vector<std::uint32_t> FindBlocks(std::size_t nodes, std::span<const GraphEdge> edges);

}  // namespace textkin
