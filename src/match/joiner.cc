// Every component knows the roots that it must not be joined with; a join hands them on.

#include "joiner.h"

#include <utility>

namespace textkin {

void Joiner::KeepApart(PartId x, PartId y) {
  x = kin_.Find(x);
  y = kin_.Find(y);
  if (x == y) return;
  apart_[x].insert(y);
  apart_[y].insert(x);
}

bool Joiner::Join(PartId x, PartId y) {
  x = kin_.Find(x);
  y = kin_.Find(y);
  if (x == y) return true;
  const auto of_x = apart_.find(x);
  if (of_x != apart_.end() && of_x->second.contains(y)) return false;
  kin_.Join(x, y);
  const PartId root = kin_.Find(x);
  const PartId other = root == x ? y : x;
  const auto moved = apart_.find(other);
  if (moved == apart_.end()) return true;
  const Roots roots = std::move(moved->second);
  apart_.erase(moved);
  // Whoever was apart from `other` is apart from `root` now.
  for (const PartId part : roots) {
    Roots& back = apart_[part];
    back.erase(other);
    back.insert(root);
  }
  apart_[root].insert(roots.begin(), roots.end());
  return true;
}

}  // namespace textkin
