// Holdings as edges between components of peers; "hangs together" is lying in one block of that
// graph.

#include "containment.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "blocks.h"

namespace textkin {
namespace {

// Whether the edges from one held component lie in one block.
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

// A holding between components of peers.
struct Role {
  std::uint32_t size = 0;  // of the holder, shingles
  std::uint32_t holder = 0;
  std::uint32_t held = 0;

  friend auto operator<=>(const Role&, const Role&) = default;
};

// The components that hold unrelated ones, by what is known of texts shorter than themselves: from
// the shortest holder on, one whose held components are connected already is connected with them,
// any other is a collection.
std::vector<bool> FindCollections(std::size_t nodes, std::span<const Role> roles) {
  std::vector<bool> is_collection(nodes, false);
  UnionFind related(nodes);
  for (auto from = roles.begin(); from != roles.end();) {
    const auto to = std::find_if(from, roles.end(), [&](const Role& role) {
      return role.size != from->size || role.holder != from->holder;
    });
    const bool together = std::all_of(
        from, to, [&](const Role& role) { return related.Connected(role.held, from->held); });
    if (together && !is_collection[from->holder]) {
      related.Join(from->holder, from->held);
    } else {
      is_collection[from->holder] = true;
    }
    from = to;
  }
  return is_collection;
}

GraphEdge EdgeOf(const Role& role) {
  return {std::min(role.held, role.holder), std::max(role.held, role.holder)};
}

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
  std::vector<Role> roles;
  for (const Holding& holding : holdings) {
    const std::uint32_t held = node_of(holding.held), holder = node_of(holding.holder);
    if (held != holder) roles.push_back({holding.size, holder, held});
  }
  std::sort(roles.begin(), roles.end());
  const std::vector<bool> is_collection = FindCollections(roots.size(), roles);
  std::erase_if(roles, [&](const Role& role) { return is_collection[role.holder]; });

  std::vector<GraphEdge> edges;
  for (const Role& role : roles) edges.push_back(EdgeOf(role));
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  const std::vector<std::uint32_t> blocks = FindBlocks(roots.size(), edges);
  const auto block_of = [&](const Role& role) {
    const auto edge = std::lower_bound(edges.begin(), edges.end(), EdgeOf(role));
    return blocks[static_cast<std::size_t>(edge - edges.begin())];
  };
  std::vector<OneBlock> as_held(roots.size());
  for (const Role& role : roles) as_held[role.held].Add(block_of(role));
  for (const Role& role : roles) {
    if (!as_held[role.held].several()) joiner->Join(roots[role.holder], roots[role.held]);
  }
}

}  // namespace textkin
