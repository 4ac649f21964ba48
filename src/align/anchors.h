// Anchors: the maximal equal runs of two streams.

#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "textkin/align.h"

namespace textkin {

// stream_a[a + i] == stream_b[b + i] for i < length.
struct Anchor {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t length = 0;

  std::uint32_t a_end() const { return a + length; }
  std::uint32_t b_end() const { return b + length; }
  friend auto operator<=>(const Anchor&, const Anchor&) = default;
};

// Every run of seed weight or more that is maximal on both ends, sorted by a, then b; but inside a
// run of kLongRun tokens no other is looked for, and a seed that stands in more than
// kMaxOccurrences places of a is followed to the first of them. Linear for any input.
std::vector<Anchor> FindAnchors(const AlignableText& a, const AlignableText& b);

}  // namespace textkin
