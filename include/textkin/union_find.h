// Connected components, built by any number of threads at once.

#pragma once

#include <atomic>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// The root of a component is its smallest id, so components do not depend on the order of joining.
class UnionFind {
 public:
  explicit UnionFind(std::size_t size) : parent_(size) {
    for (std::size_t i = 0; i < size; ++i) parent_[i].store(static_cast<PartId>(i), kRelaxed);
  }

  // With other threads joining: some id of the component. Without: its root.
  PartId Find(PartId part) const {
    PartId parent = parent_[part].load(kRelaxed);
    while (parent != part) {
      const PartId above = parent_[parent].load(kRelaxed);
      parent_[part].compare_exchange_weak(parent, above, kRelaxed);  // halves the path
      part = above;
      parent = parent_[part].load(kRelaxed);
    }
    return part;
  }

  // True is final; false may be out of date when other threads join.
  bool Connected(PartId x, PartId y) const { return Find(x) == Find(y); }

  void Join(PartId x, PartId y) {
    for (;;) {
      x = Find(x);
      y = Find(y);
      if (x == y) return;
      if (x > y) std::swap(x, y);
      PartId expected = y;  // still a root?
      if (parent_[y].compare_exchange_strong(expected, x, kRelaxed)) return;
    }
  }

  // Takes components apart, of which all members must be given. No other thread may use these.
  void TakeApart(std::span<const PartId> members) {
    for (const PartId part : members) parent_[part].store(part, kRelaxed);
  }

 private:
  // Parents only ever get smaller ids of the same component, so no order between writes is needed.
  static constexpr std::memory_order kRelaxed = std::memory_order_relaxed;

  mutable std::vector<std::atomic<PartId>> parent_;
};

}  // namespace textkin
