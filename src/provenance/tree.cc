// Arcs from pairs, the arborescence over them, and what a second best would cost.

#include "tree.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace textkin {

namespace {

// Walks over all nodes in search of one that should stand above its parent: a bound on time that
// real families do not reach.
constexpr std::size_t kMostPasses = 16;

}  // namespace

std::uint32_t IndexOf(const Family& family, PartId part) {
  const auto found =
      std::lower_bound(family.parts.begin(), family.parts.end(), part,
                       [](const PartFacts& one, PartId wanted) { return one.part < wanted; });
  return static_cast<std::uint32_t>(found - family.parts.begin());
}

FamilyTree::FamilyTree(const Family& family, const std::vector<PairContext>& contexts,
                       const Weights& weights)
    : oftener_(weights.oftener_in_tree) {
  const std::size_t size = family.parts.size();
  incoming_.resize(size);
  std::vector<double> most_lost(size, 0);
  for (std::size_t i = 0; i < family.pairs.size(); ++i) {
    const PairEvents& pair = family.pairs[i];
    const std::uint32_t a = IndexOf(family, pair.a), b = IndexOf(family, pair.b);
    const ArcCosts down = CostsOf(pair, contexts[i], true, weights);
    const ArcCosts up = CostsOf(pair, contexts[i], false, weights);
    incoming_[b].push_back({a, down.whole});
    incoming_[a].push_back({b, up.whole});
    most_lost[b] = std::max(most_lost[b], down.losses);
    most_lost[a] = std::max(most_lost[a], up.losses);
  }
  root_cost_.resize(size);
  for (std::size_t i = 0; i < size; ++i) root_cost_[i] = weights.root + most_lost[i];
  FindParents();
  Number();
  RaiseOftenCopied();
  margins_.resize(size);
  for (std::uint32_t node = 0; node < size; ++node) {
    if (parent_[node] != kNoParent) FindMargins(node);
  }
}

void FamilyTree::FindParents() {
  std::vector<Arc> arcs;
  for (std::uint32_t to = 0; to < incoming_.size(); ++to) {
    std::sort(incoming_[to].begin(), incoming_[to].end(),
              [](const Incoming& x, const Incoming& y) { return x.from < y.from; });
    for (const Incoming& arc : incoming_[to]) arcs.push_back({arc.from, to, arc.cost});
  }
  parent_ = MinimumArborescence(static_cast<std::uint32_t>(incoming_.size()), arcs, root_cost_);
}

void FamilyTree::Number() {
  const auto size = static_cast<std::uint32_t>(parent_.size());
  std::vector<std::vector<std::uint32_t>> children(size);
  std::vector<std::uint32_t> pending;
  for (std::uint32_t i = size; i-- > 0;) {
    if (parent_[i] == kNoParent) {
      pending.push_back(i);
    } else {
      children[parent_[i]].push_back(i);
    }
  }
  depth_.assign(size, 0);
  root_.resize(size);
  enter_.assign(size, 0);
  leave_.assign(size, 0);
  std::vector<std::uint32_t> order;
  while (!pending.empty()) {
    const std::uint32_t node = pending.back();
    pending.pop_back();
    enter_[node] = static_cast<std::uint32_t>(order.size());
    order.push_back(node);
    root_[node] = parent_[node] == kNoParent ? node : root_[parent_[node]];
    for (const std::uint32_t child : children[node]) {
      depth_[child] = depth_[node] + 1;
      pending.push_back(child);
    }
  }
  for (std::uint32_t i = size; i-- > 0;) {
    const std::uint32_t node = order[i];
    leave_[node] = std::max(leave_[node], enter_[node] + 1);
    if (parent_[node] != kNoParent)
      leave_[parent_[node]] = std::max(leave_[parent_[node]], leave_[node]);
  }
}

// Where a text and its parent could change places, the number of texts that come from either says
// which is the older: of all orders in which a tree can grow, that share begins with a node which
// its part of the tree is of the whole (rumour centrality, Shah and Zaman 2011).
void FamilyTree::RaiseOftenCopied() {
  std::vector<std::uint32_t> sizes(parent_.size());
  for (std::uint32_t i = 0; i < sizes.size(); ++i) sizes[i] = leave_[i] - enter_[i];
  bool changed = true;
  for (std::size_t pass = 0; changed && pass < kMostPasses; ++pass) {
    changed = false;
    for (std::uint32_t node = 0; node < sizes.size(); ++node) {
      while (Raise(node, &sizes)) changed = true;
    }
  }
  Number();
}

// Puts a node above its parent, if that is cheaper.
bool FamilyTree::Raise(std::uint32_t node, std::vector<std::uint32_t>* sizes) {
  const std::uint32_t parent = parent_[node];
  if (parent == kNoParent) return false;
  const std::uint32_t above = parent_[parent];
  if (!HasArc(above, node)) return false;
  const std::uint32_t own = (*sizes)[node], others = (*sizes)[parent] - own;
  const double dearer =
      CostOf(above, node) + CostOf(node, parent) - CostOf(above, parent) - CostOf(parent, node);
  if (dearer >= oftener_ * std::log(static_cast<double>(own) / others)) return false;
  parent_[node] = above;
  parent_[parent] = node;
  (*sizes)[node] = own + others;
  (*sizes)[parent] = others;
  return true;
}

bool FamilyTree::HasArc(std::uint32_t from, std::uint32_t to) const {
  if (from == kNoParent) return true;
  return std::binary_search(incoming_[to].begin(), incoming_[to].end(), Incoming{from, 0},
                            [](const Incoming& x, const Incoming& y) { return x.from < y.from; });
}

double FamilyTree::CostOf(std::uint32_t from, std::uint32_t to) const {
  if (from == kNoParent) return root_cost_[to];
  const auto found =
      std::lower_bound(incoming_[to].begin(), incoming_[to].end(), from,
                       [](const Incoming& arc, std::uint32_t wanted) { return arc.from < wanted; });
  return found->cost;
}

void FamilyTree::FindMargins(std::uint32_t node) {
  const std::uint32_t parent = parent_[node];
  const double cost = CostOf(parent, node);
  double outside = root_cost_[node];  // the cheapest parent that is not below the present one
  double other = root_cost_[node];
  for (const Incoming& arc : incoming_[node]) {
    if (!IsInside(arc.from, parent)) outside = std::min(outside, arc.cost);
    if (arc.from != parent && !IsInside(arc.from, node)) other = std::min(other, arc.cost);
  }
  const double above = CostOf(parent_[parent], parent);
  const double own = leave_[node] - enter_[node];
  const double others = leave_[parent] - enter_[parent] - own;
  const double swap = outside + CostOf(node, parent) - above - cost;
  margins_[node] = {swap + oftener_ * std::log(others / own), outside - cost, other - cost};
}

Margins FamilyTree::SmallestMargins(std::uint32_t above, std::uint32_t below) const {
  Margins smallest = margins_[below];
  for (std::uint32_t at = parent_[below]; at != above; at = parent_[at]) {
    smallest.swap = std::min(smallest.swap, margins_[at].swap);
    smallest.rival = std::min(smallest.rival, margins_[at].rival);
    smallest.direct = std::min(smallest.direct, margins_[at].direct);
  }
  return smallest;
}

}  // namespace textkin
