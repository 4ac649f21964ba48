// FracMinHash against a set of the kept hashes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "sketch/samples.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

TEST(FracMinHash, KeepsTheHashesBelowASixteenth) {
  constexpr std::uint64_t kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  for (const std::size_t size : {0, 1, 16, 255, 256, 257, 5000}) {
    std::vector<std::uint64_t> hashes = RandomHashes(random, size);
    hashes.insert(hashes.end(), hashes.begin(), hashes.end());  // repeats count once
    std::set<std::uint32_t> kept;
    for (const std::uint64_t hash : hashes) {
      if (hash < (std::uint64_t{1} << 60)) kept.insert(static_cast<std::uint32_t>(hash >> 28));
    }
    EXPECT_THAT(MakeFracMinHash(hashes), ElementsAreArray(kept)) << size;
  }
}

TEST(FracMinHash, KeepsTheLimitsOfItsShare) {
  const std::vector<std::uint64_t> hashes{0, (std::uint64_t{1} << 60) - 1, std::uint64_t{1} << 60,
                                          ~std::uint64_t{0}};
  EXPECT_THAT(MakeFracMinHash(hashes), ElementsAre(0u, 0xffffffffu));
}

TEST(FracMinHash, KeepsEveryHashWhenAllAreSmall) {
  std::vector<std::uint64_t> hashes;
  for (std::uint64_t i = 0; i < 1000; ++i) hashes.push_back((999 - i) << 28);
  const std::vector<std::uint32_t> kept = MakeFracMinHash(hashes);
  EXPECT_EQ(kept.size(), 1000u);
  EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end()));
}

TEST(FracMinHash, OfAnEmptySetIsEmpty) { EXPECT_THAT(MakeFracMinHash({}), IsEmpty()); }

}  // namespace
}  // namespace textkin
