// The source that a result names for each node, and the roots of families that follow from it.

#pragma once

#include "collection.h"
#include "textkin/eval.h"

namespace textkin::eval {

// Whether x is preferred to y: confidence, confidence_direct, share, then the smaller source.
bool IsSurer(const ResultEdge& x, const ResultEdge& y, const Names& names);

// The surest directed edge into each node.
class NamedSources {
 public:
  void Offer(const ResultEdge& edge, const Names& names) {
    const auto [at, is_new] = edges_.try_emplace(edge.derived, &edge);
    if (!is_new && IsSurer(edge, *at->second, names)) at->second = &edge;
  }
  Name SourceOf(Name node) const {
    const auto found = edges_.find(node);
    return found == edges_.end() ? kNoName : found->second->source;
  }

 private:
  absl::flat_hash_map<Name, const ResultEdge*> edges_;  // by derived node
};

// Families whose root is right, of those with a true edge inside. `inside` holds the sources that
// are named within families.
Share FamilyRoots(const Truth& truth, const NamedSources& inside, const Names& names);

}  // namespace textkin::eval
