// Sorting hashes: as any sort would, whatever they are.

#include "../../src/pipeline/sketch_part.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace textkin {
namespace {

TEST(SortDistinct, SortsEvenCrowdedAndRepeatedHashes) {
  std::mt19937_64 random(1);
  for (std::size_t size = 0; size < 3000; size = size * 3 / 2 + 1) {
    for (const std::uint64_t mask : {~std::uint64_t{0}, std::uint64_t{0xFFFFFF}, std::uint64_t{7},
                                     std::uint64_t{0x8000000000000FFF}}) {
      std::vector<std::uint64_t> hashes(size);
      for (std::uint64_t& hash : hashes) hash = random() & mask;
      std::vector<std::uint64_t> expected = hashes;
      std::sort(expected.begin(), expected.end());
      expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
      SortDistinct(&hashes);
      ASSERT_EQ(hashes, expected) << size << " hashes of mask " << mask;
    }
  }
}

}  // namespace
}  // namespace textkin
