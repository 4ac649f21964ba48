// Bags: stretches of two parts that use the same rare words, in whatever order.

#pragma once

#include <cstdint>
#include <vector>

#include "textkin/align.h"

namespace textkin {

// Stream tokens [begin, end) of either side. Both ends are words that the other side has too.
struct BagMatch {
  std::uint32_t a_begin = 0, a_end = 0;
  std::uint32_t b_begin = 0, b_end = 0;
  double similarity = 0;  // cosine of the two bags, (0, 1]
};

// In the order of a. Linear in the lengths, but for words that stand in many windows of both sides:
// those in more than a fifth of all windows are passed over.
std::vector<BagMatch> FindBags(const AlignableText& a, const AlignableText& b);

}  // namespace textkin
