// Sets of bytes, tokens or code points as ascending, disjoint spans.

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Sorted, with those that touch made one.
inline std::vector<Span> Joined(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(),
            [](Span x, Span y) { return x.begin != y.begin ? x.begin < y.begin : x.end < y.end; });
  std::vector<Span> joined;
  for (const Span& span : spans) {
    if (!joined.empty() && span.begin <= joined.back().end) {
      joined.back().end = std::max(joined.back().end, span.end);
    } else {
      joined.push_back(span);
    }
  }
  return joined;
}

// What of `spans` does not lie in `taken`; both as Joined leaves them.
inline std::vector<Span> Without(const std::vector<Span>& spans, const std::vector<Span>& taken) {
  std::vector<Span> left;
  std::size_t i = 0;
  for (Span span : spans) {
    while (i < taken.size() && taken[i].end <= span.begin) ++i;
    for (std::size_t k = i; k < taken.size() && taken[k].begin < span.end; ++k) {
      if (taken[k].begin > span.begin) left.push_back({span.begin, taken[k].begin});
      span.begin = std::min(span.end, taken[k].end);
    }
    if (span.begin < span.end) left.push_back(span);
  }
  return left;
}

inline std::uint64_t LengthOf(const std::vector<Span>& spans) {
  std::uint64_t length = 0;
  for (const Span& span : spans) length += span.end - span.begin;
  return length;
}

}  // namespace textkin
