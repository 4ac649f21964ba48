// Holdings as edges between components of peers; "hangs together" is lying in one block of that
// graph.

#include "containment.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "blocks.h"

namespace textkin {
namespace {

// What blocks the edges of one node, in one role, lie in.
class OneBlock {
 public:
  void Add(std::uint32_t block) {
    several_ |= seen_ && block != block_;
    seen_ = true;
    block_ = block;
  }
  bool several() const { return several_; }

 private:
  std::uint32_t block_ = 0;
  bool seen_ = false;
  bool several_ = false;
};

}  // namespace

void JoinHoldings(std::span<const Holding> holdings, Joiner* joiner) {
  absl::flat_hash_map<PartId, std::uint32_t> nodes;  // by the root of a component of peers
  std::vector<PartId> roots;
  const auto node_of = [&](PartId part) {
    const PartId root = joiner->Find(part);
    const auto [place, is_new] = nodes.try_emplace(root, static_cast<std::uint32_t>(roots.size()));
    if (is_new) roots.push_back(root);
    return place->second;
  };
  // From the held to the holder. Two components may hold parts of each other; that is two roles of
  // one edge.
  std::vector<GraphEdge> roles;
  std::vector<GraphEdge> edges;
  for (const Holding& holding : holdings) {
    const std::uint32_t held = node_of(holding.held), holder = node_of(holding.holder);
    if (held == holder) continue;
    roles.push_back({held, holder});
    edges.push_back({std::min(held, holder), std::max(held, holder)});
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  const std::vector<std::uint32_t> blocks = FindBlocks(roots.size(), edges);
  const auto block_of = [&](const GraphEdge& role) {
    const GraphEdge edge = {std::min(role.a, role.b), std::max(role.a, role.b)};
    return blocks[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), edge) -
                                           edges.begin())];
  };
  std::vector<OneBlock> as_held(roots.size());
  std::vector<OneBlock> as_holder(roots.size());
  for (const GraphEdge& role : roles) {
    as_held[role.a].Add(block_of(role));
    as_holder[role.b].Add(block_of(role));
  }
  for (const GraphEdge& role : roles) {
    if (!as_held[role.a].several() && !as_holder[role.b].several())
      joiner->Join(roots[role.a], roots[role.b]);
  }
}

}  // namespace textkin
