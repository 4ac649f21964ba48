// SimHash against counting +1 and -1 for each bit of each hash.

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "sketch/samples.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

std::uint64_t NaiveSimHash(std::span<const std::uint64_t> shingles) {
  std::uint64_t simhash = 0;
  for (unsigned bit = 0; bit < 64; ++bit) {
    std::int64_t sum = 0;
    for (const std::uint64_t hash : shingles) sum += (hash >> bit & 1u) != 0 ? 1 : -1;
    if (sum > 0) simhash |= std::uint64_t{1} << bit;
  }
  return simhash;
}

TEST(SimHash, EqualsNaiveCounts) {
  constexpr std::uint64_t kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  // Every number of shingles up to four rounds of eight, among them ties, and some that fill high
  // planes.
  for (std::size_t size = 0; size <= 40; ++size) {
    for (int trial = 0; trial < 50; ++trial) {
      const std::vector<std::uint64_t> hashes = RandomHashes(random, size);
      ASSERT_EQ(MakeSimHash(hashes), NaiveSimHash(hashes)) << size;
    }
  }
  for (const std::size_t size : {255, 256, 1000, 4095, 4097, 70000}) {
    const std::vector<std::uint64_t> hashes = RandomHashes(random, size);
    EXPECT_EQ(MakeSimHash(hashes), NaiveSimHash(hashes)) << size;
  }
}

TEST(SimHash, CountsBitsThatAreAlwaysOrNeverSet) {
  for (const std::size_t size : {1, 7, 8, 64, 1023, 1024}) {
    const std::vector<std::uint64_t> same(size, 0xf0f0f0f00f0f0f0f);
    EXPECT_EQ(MakeSimHash(same), 0xf0f0f0f00f0f0f0f) << size;
  }
}

TEST(SimHash, CountsRepeats) {
  const std::vector<std::uint64_t> once{0b0011, 0b0101, 0b0110};
  const std::vector<std::uint64_t> repeated{0b0011, 0b0101, 0b0110, 0b0110, 0b0110};
  EXPECT_EQ(MakeSimHash(once), 0b0111u);
  EXPECT_EQ(MakeSimHash(repeated), 0b0110u);
}

TEST(SimHash, OfAnEmptySetIsZero) { EXPECT_EQ(MakeSimHash({}), 0u); }

TEST(SimHash, ATieIsNoMajority) {
  const std::vector<std::uint64_t> tie{0b01, 0b10};
  EXPECT_EQ(MakeSimHash(tie), 0u);
}

}  // namespace
}  // namespace textkin
