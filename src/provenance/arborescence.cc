// Every node takes its cheapest arc; where these close a circle, it becomes one node, whose arcs
// cost the difference to the one that they would replace. Unwinding the circles in reverse opens
// each where its own arc enters. A super node stands for "no parent", so that one always exists.

#include "arborescence.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace textkin {
namespace {

// A skew heap of arcs with costs that are lowered for all at once.
struct HeapNode {
  double cost;
  double owed = 0;  // to be added to the costs below
  std::uint32_t arc;
  std::uint32_t left = UINT32_MAX, right = UINT32_MAX;
};

constexpr std::uint32_t kEmpty = UINT32_MAX;

class Heaps {
 public:
  std::uint32_t Add(double cost, std::uint32_t arc) {
    nodes_.push_back({cost, 0, arc});
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  // Iterative: skew heaps may be deep. Right spines are merged in order of cost, then children
  // swapped.
  std::uint32_t Merge(std::uint32_t x, std::uint32_t y) {
    spine_.clear();
    while (x != kEmpty && y != kEmpty) {
      Settle(x);
      Settle(y);
      if (IsLess(y, x)) std::swap(x, y);
      spine_.push_back(x);
      x = nodes_[x].right;
    }
    std::uint32_t merged = x != kEmpty ? x : y;
    while (!spine_.empty()) {
      HeapNode& top = nodes_[spine_.back()];
      top.right = top.left;
      top.left = merged;
      merged = spine_.back();
      spine_.pop_back();
    }
    return merged;
  }
  std::uint32_t Pop(std::uint32_t heap) {
    Settle(heap);
    return Merge(nodes_[heap].left, nodes_[heap].right);
  }
  const HeapNode& Top(std::uint32_t heap) {
    Settle(heap);
    return nodes_[heap];
  }
  void AddToAll(std::uint32_t heap, double cost) {
    if (heap != kEmpty) nodes_[heap].owed += cost;
  }

 private:
  bool IsLess(std::uint32_t x, std::uint32_t y) const {
    return std::pair(nodes_[x].cost, nodes_[x].arc) < std::pair(nodes_[y].cost, nodes_[y].arc);
  }
  void Settle(std::uint32_t heap) {
    HeapNode& node = nodes_[heap];
    if (node.owed == 0) return;
    node.cost += node.owed;
    if (node.left != kEmpty) nodes_[node.left].owed += node.owed;
    if (node.right != kEmpty) nodes_[node.right].owed += node.owed;
    node.owed = 0;
  }

  std::vector<HeapNode> nodes_;
  std::vector<std::uint32_t> spine_;
};

class Solver {
 public:
  Solver(std::uint32_t nodes, std::span<const Arc> arcs) : arcs_(arcs), nodes_(nodes) {
    // Each contraction makes one node more, and takes away at least one.
    const std::size_t most = std::size_t{2} * nodes;
    heap_.assign(most, kEmpty);
    set_.resize(most);
    for (std::uint32_t i = 0; i < most; ++i) set_[i] = i;
    chosen_.assign(most, kEmpty);
    inside_.assign(most, kEmpty);
    mark_.assign(most, kEmpty);
    for (std::uint32_t i = 0; i < arcs.size(); ++i) {
      heap_[arcs[i].to] = heaps_.Merge(heap_[arcs[i].to], heaps_.Add(arcs[i].cost, i));
    }
  }

  // Arcs lead from `root` to everywhere; the arc that enters each node.
  std::vector<std::uint32_t> Run(std::uint32_t root) {
    std::uint32_t next = nodes_;
    mark_[root] = root;
    for (std::uint32_t start = 0; start < nodes_; ++start) {
      if (mark_[Find(start)] != kEmpty) continue;
      std::vector<std::uint32_t> path;
      std::uint32_t at = Find(start);
      while (mark_[at] == kEmpty) {
        mark_[at] = start;
        path.push_back(at);
        TakeCheapest(at);
        std::uint32_t from = Find(arcs_[chosen_[at]].from);
        if (mark_[from] == start) {
          Contract(from, next, &path);
          from = next++;
          // The circle is walked on from as a node not yet seen.
        }
        at = from;
      }
    }
    return Unwind(next);
  }

 private:
  std::uint32_t Find(std::uint32_t node) {
    while (set_[node] != node) {
      set_[node] = set_[set_[node]];
      node = set_[node];
    }
    return node;
  }

  void TakeCheapest(std::uint32_t at) {
    std::uint32_t& heap = heap_[at];
    while (Find(arcs_[heaps_.Top(heap).arc].from) == at) heap = heaps_.Pop(heap);
    const double cost = heaps_.Top(heap).cost;
    chosen_[at] = heaps_.Top(heap).arc;
    heap = heaps_.Pop(heap);
    heaps_.AddToAll(heap, -cost);
  }

  // The nodes at the end of *path from `first` on become the node `whole`.
  void Contract(std::uint32_t first, std::uint32_t whole, std::vector<std::uint32_t>* path) {
    for (;;) {
      const std::uint32_t member = path->back();
      path->pop_back();
      set_[member] = whole;
      inside_[member] = whole;
      heap_[whole] = heaps_.Merge(heap_[whole], heap_[member]);
      if (member == first) break;
    }
  }

  std::vector<std::uint32_t> Unwind(std::uint32_t end) {
    std::vector<std::uint32_t> entering(end, kEmpty);
    for (std::uint32_t node = end; node-- > 0;) {
      // The arc that enters the outermost circle of the node, if nothing inside has set it yet.
      if (entering[node] == kEmpty) entering[node] = chosen_[node];
      if (node < nodes_ || entering[node] == kEmpty) continue;
      // Inside the circle, the arc replaces that of the members that hold its end.
      for (std::uint32_t member = arcs_[entering[node]].to; member != node;
           member = inside_[member]) {
        entering[member] = entering[node];
      }
    }
    entering.resize(nodes_);
    return entering;
  }

  std::span<const Arc> arcs_;
  std::uint32_t nodes_;
  Heaps heaps_;
  std::vector<std::uint32_t> heap_;
  std::vector<std::uint32_t> set_;
  std::vector<std::uint32_t> chosen_;  // arc
  std::vector<std::uint32_t> inside_;  // the circle that a node is a member of
  std::vector<std::uint32_t> mark_;    // the walk that has reached a node
};

}  // namespace

std::vector<std::uint32_t> MinimumArborescence(std::uint32_t nodes, std::span<const Arc> arcs,
                                               std::span<const double> root_cost) {
  std::vector<Arc> all(arcs.begin(), arcs.end());
  for (std::uint32_t i = 0; i < nodes; ++i) all.push_back({nodes, i, root_cost[i]});
  std::vector<std::uint32_t> parents = Solver(nodes + 1, all).Run(nodes);
  parents.resize(nodes);
  for (std::uint32_t& parent : parents) {
    const std::uint32_t from = all[parent].from;
    parent = from == nodes ? kNoParent : from;
  }
  return parents;
}

}  // namespace textkin
