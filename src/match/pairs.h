// A pair of parts as one number, and the sorts that candidates are made with.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// The larger id in the high half: sorted pairs then stand together by their later part, so that
// verification loads that part once and finds its earlier partners (leaders, mostly) in the cache.
using PairKey = std::uint64_t;

inline PairKey MakePair(PartId x, PartId y) {
  return x < y ? PairKey{y} << 32 | x : PairKey{x} << 32 | y;
}
inline PartId SmallerOf(PairKey pair) { return static_cast<PartId>(pair); }
inline PartId LargerOf(PairKey pair) { return static_cast<PartId>(pair >> 32); }

// Sorts by the bits from `first_bit` up; numbers equal in those keep their order. Linear.
void SortNumbers(std::vector<std::uint64_t>* numbers, unsigned first_bit = 0);
void SortNumbers(std::vector<std::uint32_t>* numbers);
void SortAndDropRepeats(std::vector<std::uint64_t>* numbers);

// A part in the bucket `key`.
struct KeyedPart {
  std::uint32_t key;  // mixed: every bit is as good as another
  PartId part;
};

// Brings equal keys together; parts of one key keep their order. Linear for mixed keys.
void GatherBuckets(std::vector<KeyedPart>* entries);

// Calls visit(bucket) for every bucket of two parts or more in gathered `entries`.
template <typename Visit>
void ForEachBucket(std::span<const KeyedPart> entries, const Visit& visit) {
  std::size_t begin = 0;
  while (begin < entries.size()) {
    std::size_t end = begin + 1;
    while (end < entries.size() && entries[end].key == entries[begin].key) ++end;
    if (end - begin > 1) visit(entries.subspan(begin, end - begin));
    begin = end;
  }
}

}  // namespace textkin
