// Biconnected components by depth-first search with low points, on an explicit stack.

#include "blocks.h"

#include <algorithm>

namespace textkin {
namespace {

constexpr std::uint32_t kUnseen = UINT32_MAX;

// The edges of each node, by index into `edges`.
struct Incidence {
  std::vector<std::uint32_t> begin;  // by node, and one more
  std::vector<std::uint32_t> edge;

  Incidence(std::size_t nodes, std::span<const GraphEdge> edges)
      : begin(nodes + 1, 0), edge(edges.size() * 2) {
    for (const GraphEdge& e : edges) {
      ++begin[e.a + 1];
      ++begin[e.b + 1];
    }
    for (std::size_t node = 0; node < nodes; ++node) begin[node + 1] += begin[node];
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
      edge[next[edges[i].a]++] = i;
      edge[next[edges[i].b]++] = i;
    }
  }
};

class BlockSearch {
 public:
  BlockSearch(std::size_t nodes, std::span<const GraphEdge> edges)
      : edges_(edges),
        incidence_(nodes, edges),
        order_(nodes, kUnseen),
        low_(nodes, kUnseen),
        block_(edges.size(), kUnseen) {}

  std::vector<std::uint32_t> Run() {
    for (std::uint32_t node = 0; node < order_.size(); ++node) {
      if (order_[node] == kUnseen) From(node);
    }
    return std::move(block_);
  }

 private:
  struct Visit {
    std::uint32_t node;
    std::uint32_t by_edge;  // kUnseen at a root
    std::uint32_t next;     // into incidence_.edge
  };

  void Enter(std::uint32_t node, std::uint32_t by_edge) {
    order_[node] = low_[node] = clock_++;
    path_.push_back({node, by_edge, incidence_.begin[node]});
  }

  void From(std::uint32_t root) {
    Enter(root, kUnseen);
    while (!path_.empty()) {
      Visit& visit = path_.back();
      if (visit.next < incidence_.begin[visit.node + 1]) {
        Look(visit, incidence_.edge[visit.next++]);
      } else {
        Leave();
      }
    }
  }

  // Looks along one edge of the node that is visited.
  void Look(const Visit& visit, std::uint32_t edge) {
    if (edge == visit.by_edge) return;
    const std::uint32_t node = visit.node;
    const std::uint32_t other = edges_[edge].a == node ? edges_[edge].b : edges_[edge].a;
    if (order_[other] == kUnseen) {
      open_.push_back(edge);
      Enter(other, edge);
    } else if (order_[other] < order_[node]) {
      open_.push_back(edge);
      low_[node] = std::min(low_[node], order_[other]);
    }
  }

  // Everything below the last node is seen. Where nothing below reaches above its parent, the edges
  // opened since the edge to it are a block.
  void Leave() {
    const Visit done = path_.back();
    path_.pop_back();
    if (path_.empty()) return;
    const std::uint32_t parent = path_.back().node;
    low_[parent] = std::min(low_[parent], low_[done.node]);
    if (low_[done.node] < order_[parent]) return;
    std::uint32_t edge;
    do {
      edge = open_.back();
      open_.pop_back();
      block_[edge] = blocks_;
    } while (edge != done.by_edge);
    ++blocks_;
  }

  std::span<const GraphEdge> edges_;
  Incidence incidence_;
  std::vector<std::uint32_t> order_;  // by node, of first visits
  std::vector<std::uint32_t> low_;    // by node, the earliest that its subtree reaches
  std::vector<std::uint32_t> block_;  // by edge
  std::vector<std::uint32_t> open_;   // edges not yet in a block
  std::vector<Visit> path_;
  std::uint32_t clock_ = 0;
  std::uint32_t blocks_ = 0;
};

}  // namespace

std::vector<std::uint32_t> FindBlocks(std::size_t nodes, std::span<const GraphEdge> edges) {
  return BlockSearch(nodes, edges).Run();
}

}  // namespace textkin
