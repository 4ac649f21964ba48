// Exact copies: parts of equal normalized text, which go on as one.

#pragma once

#include <span>
#include <vector>

#include "textkin/match.h"

namespace textkin {

class ExactClasses {
 public:
  // Equal Sketch::content proposes, equal normalized text decides.
  static ExactClasses Find(const SketchTable& sketches, const PartLoader& loader,
                           const ParallelFor& parallel);

  // The smallest part of the class of `part`.
  PartId HeadOf(PartId part) const { return head_[part]; }
  bool IsHead(PartId part) const { return head_[part] == part; }
  // All parts of a head's class, the head first, ascending.
  std::span<const PartId> MembersOf(PartId head) const {
    return std::span(members_).subspan(begin_[head], begin_[head + 1] - begin_[head]);
  }
  std::size_t copies() const { return copies_; }

 private:
  explicit ExactClasses(std::vector<PartId> head);

  std::vector<PartId> head_;          // by part
  std::vector<std::uint32_t> begin_;  // by head, into members_
  std::vector<PartId> members_;
  std::size_t copies_ = 0;  // parts that are not heads
};

}  // namespace textkin
