// Joining kin under a condition: parts of one template with other values stay apart.

#pragma once

#include <cstddef>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "textkin/document.h"
#include "textkin/union_find.h"

namespace textkin {

// A masked copy is kin of the report of 2020 and of that of 2021, whose own pair says
// same_template. Plain connectivity would put all three into one cluster; a Joiner refuses the join
// that would bring the two together, so the copy stays with the one that it was joined to first.
// Not for several threads.
class Joiner {
 public:
  explicit Joiner(UnionFind* kin) : kin_(*kin) {}

  // From now on no join brings x and y together. Nothing when they are together already.
  void KeepApart(PartId x, PartId y);

  // False when refused.
  bool Join(PartId x, PartId y);

  PartId Find(PartId part) const { return kin_.Find(part); }

 private:
  using Roots = absl::flat_hash_set<PartId>;

  UnionFind& kin_;
  absl::flat_hash_map<PartId, Roots> apart_;  // by root; symmetric
};

}  // namespace textkin
