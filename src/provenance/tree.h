// The tree of a family: who most cheaply came from whom, and by what margin.

#pragma once

#include <cstdint>
#include <vector>

#include "arborescence.h"
#include "pair_evidence.h"
#include "textkin/provenance.h"
#include "weights.h"

namespace textkin {

// How much dearer the best tree would be in which the parent of a node ...
struct Margins {
  double swap = 0;    // were below it; with what the numbers of their copies say
  double rival = 0;   // were not above it
  double direct = 0;  // were not its parent
};

class FamilyTree {
 public:
  // contexts[i] belongs to family.pairs[i].
  FamilyTree(const Family& family, const std::vector<PairContext>& contexts,
             const Weights& weights);

  std::uint32_t parent(std::uint32_t node) const { return parent_[node]; }  // or kNoParent
  // Whether `above` is an ancestor of `below`.
  bool IsAncestor(std::uint32_t above, std::uint32_t below) const {
    return above != below && IsInside(below, above);
  }
  // The top of its tree.
  std::uint32_t root(std::uint32_t node) const { return root_[node]; }
  std::uint32_t depth(std::uint32_t node) const { return depth_[node]; }  // a root's is 0
  // Steps from an ancestor down.
  std::uint32_t Steps(std::uint32_t above, std::uint32_t below) const {
    return depth_[below] - depth_[above];
  }
  // Of a node that has a parent.
  const Margins& margins(std::uint32_t node) const { return margins_[node]; }
  // The smallest on the way from an ancestor down.
  Margins SmallestMargins(std::uint32_t above, std::uint32_t below) const;

 private:
  struct Incoming {
    std::uint32_t from;
    double cost;
  };

  void FindParents();
  void RaiseOftenCopied();
  bool Raise(std::uint32_t node, std::vector<std::uint32_t>* sizes);
  void Number();
  void FindMargins(std::uint32_t node);
  bool IsInside(std::uint32_t node, std::uint32_t top) const {
    return enter_[top] <= enter_[node] && enter_[node] < leave_[top];
  }
  bool HasArc(std::uint32_t from, std::uint32_t to) const;
  double CostOf(std::uint32_t from, std::uint32_t to) const;

  std::vector<std::vector<Incoming>> incoming_;  // by node
  std::vector<double> root_cost_;
  double oftener_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> root_;
  std::vector<std::uint32_t> depth_;
  std::vector<std::uint32_t> enter_, leave_;  // in the order of a walk down
  std::vector<Margins> margins_;
};

// The number of a part in a family.
std::uint32_t IndexOf(const Family& family, PartId part);

}  // namespace textkin
