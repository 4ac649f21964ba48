// FracMinHash: containment from a fixed share of all shingles, the same share in every set.
//
// Kept are the hashes whose top four bits are zero, one in 16; of those, the 32 bits below the four
// say which. Two shingles of one kept set share them once in 2^32.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "textkin/sketch.h"

namespace textkin {
namespace {

constexpr unsigned kZeroBits = 4;
static_assert(1u << kZeroBits == kFracMinHashScale);

// Hashes are spread evenly, so a pass by the top byte leaves next to nothing to sort; comparisons
// alone, each one unforeseeable, would take longer than finding the hashes. A text made to fill one
// bucket costs what std::sort costs.
void SortHashes(std::vector<std::uint32_t>* values) {
  constexpr unsigned kTopByte = 24;
  std::array<std::size_t, 257> bucket_begin{};
  for (const std::uint32_t value : *values) ++bucket_begin[(value >> kTopByte) + 1];
  for (std::size_t i = 1; i < bucket_begin.size(); ++i) bucket_begin[i] += bucket_begin[i - 1];

  std::vector<std::uint32_t> sorted(values->size());
  std::array<std::size_t, 257> next = bucket_begin;
  for (const std::uint32_t value : *values) sorted[next[value >> kTopByte]++] = value;
  for (std::size_t i = 0; i + 1 < bucket_begin.size(); ++i) {
    if (bucket_begin[i + 1] - bucket_begin[i] < 2) continue;
    std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(bucket_begin[i]),
              sorted.begin() + static_cast<std::ptrdiff_t>(bucket_begin[i + 1]));
  }
  *values = std::move(sorted);
}

}  // namespace

std::vector<std::uint32_t> MakeFracMinHash(std::span<const std::uint64_t> shingles) {
  std::vector<std::uint32_t> kept;
  // One in 16, and four standard deviations for a part of 3,000 shingles.
  kept.reserve(shingles.size() / kFracMinHashScale + shingles.size() / 64 + 8);
  // Every hash is written and one in 16 stays: no branch to guess wrong. A block of 1 KiB sits in
  // the cache.
  std::array<std::uint32_t, 256> block;
  while (!shingles.empty()) {
    const std::span<const std::uint64_t> now =
        shingles.first(std::min(block.size(), shingles.size()));
    std::size_t count = 0;
    for (const std::uint64_t hash : now) {
      block[count] = static_cast<std::uint32_t>(hash >> (32 - kZeroBits));
      count += (hash >> (64 - kZeroBits)) == 0 ? 1 : 0;
    }
    kept.insert(kept.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count));
    shingles = shingles.subspan(now.size());
  }
  SortHashes(&kept);
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

}  // namespace textkin
