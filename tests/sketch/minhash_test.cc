// MinHash: what must hold for every set. Its accuracy is measured in accuracy_test.cc.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sketch/samples.h"
#include "textkin/hash.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

using ::testing::Each;

TEST(MinHash, OfAnEmptySetIsZero) { EXPECT_THAT(MakeMinHash({}), Each(0)); }

TEST(MinHash, IgnoresOrderAndRepeats) {
  constexpr std::uint64_t kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  for (const std::size_t size : {1, 2, 10, 100, 1000}) {
    std::vector<std::uint64_t> hashes = RandomHashes(random, size);
    const MinHash once = MakeMinHash(hashes);
    hashes.insert(hashes.end(), hashes.begin(), hashes.end());
    std::shuffle(hashes.begin(), hashes.end(), random);
    EXPECT_EQ(MakeMinHash(hashes), once) << size;
  }
}

TEST(MinHash, FillsEverySlotFromOneShingle) {
  const std::array<std::uint64_t, 1> one{0x0123456789abcdef};
  const MinHash minhash = MakeMinHash(one);
  EXPECT_THAT(minhash, Each(minhash[0]));
}

// The largest hash also marks empty bins. A set of nothing else must not send the search for a
// lender round for ever.
TEST(MinHash, EndsWhenTheOnlyHashIsTheLargest) {
  const std::array<std::uint64_t, 1> largest{~std::uint64_t{0}};
  EXPECT_THAT(MakeMinHash(largest), Each(0));
}

TEST(MinHash, IsTheSmallestHashOfEachBin) {
  constexpr std::uint64_t kSeed = 2;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  std::vector<std::uint64_t> hashes = RandomHashes(random, 20000);
  const MinHash minhash = MakeMinHash(hashes);
  // Only the smallest of each bin matters: the rest can go, and without the smallest the slot
  // changes.
  std::sort(hashes.begin(), hashes.end());
  std::set<std::uint64_t> seen;
  std::vector<std::uint64_t> smallest;
  std::vector<std::uint64_t> rest;
  for (const std::uint64_t hash : hashes) {
    (seen.insert(hash & 0xffu).second ? smallest : rest).push_back(hash);
  }
  ASSERT_EQ(smallest.size(), kMinHashSlots);
  EXPECT_EQ(MakeMinHash(smallest), minhash);
  EXPECT_LT(EstimateResemblance(MakeMinHash(rest), minhash), .02);
}

// Lenders are a property of the bin and of who has something, not of the values.
TEST(MinHash, BorrowsFromTheSameBinInEverySetThatHasTheSameBins) {
  constexpr std::uint64_t kSeed = 3;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  for (const std::size_t size : {1, 3, 8, 20, 60, 200}) {
    const std::vector<std::uint64_t> hashes = RandomHashes(random, size);
    std::vector<std::uint64_t> others = hashes;
    for (std::uint64_t& hash : others) hash = (random() & ~std::uint64_t{0xff}) | (hash & 0xffu);
    const MinHash a = MakeMinHash(hashes);
    const MinHash b = MakeMinHash(others);
    // Where a's slots i and j come from one lender, so do b's.
    for (std::size_t i = 0; i < kMinHashSlots; ++i) {
      for (std::size_t j = 0; j < i; ++j) ASSERT_EQ(a[i] == a[j], b[i] == b[j]) << size;
    }
  }
}

TEST(MinHash, LendersAreDrawnEvenly) {
  constexpr std::uint64_t kSeed = 4;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  // In sets of a few shingles, how often does the k-th smallest bin lend? Few and many filled bins
  // go different ways in the code.
  for (const std::size_t size : {2, 5, 12, 30, 90}) {
    std::vector<std::uint64_t> lent(size);
    for (int trial = 0; trial < 3000; ++trial) {
      std::array<std::uint8_t, kMinHashSlots> bins;
      std::iota(bins.begin(), bins.end(), 0);
      std::shuffle(bins.begin(), bins.end(), random);
      // The first `size` bins are filled, in ascending order, the last is not.
      std::sort(bins.begin(), bins.begin() + static_cast<std::ptrdiff_t>(size));
      std::vector<std::uint64_t> hashes = RandomHashes(random, size);
      for (std::size_t i = 0; i < size; ++i) hashes[i] = (hashes[i] << 8) | bins[i];
      // One borrower a set: those of one set depend on each other.
      const MinHash minhash = MakeMinHash(hashes);
      const std::uint16_t borrowed = minhash[bins.back()];
      const auto lends = [&](std::uint8_t bin) { return minhash[bin] == borrowed; };
      const auto lender = std::find_if(bins.begin(), bins.end(), lends) - bins.begin();
      ASSERT_LT(static_cast<std::size_t>(lender), size);
      ++lent[static_cast<std::size_t>(lender)];
    }
    EXPECT_LT(ChiSquareZ(lent), 4) << size;
  }
}

TEST(MinHash, SlotsAreEven) {
  constexpr std::uint64_t kSeed = 5;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  // The larger the set, the smaller its minima: 40,000 shingles leave the top 7 bits zero.
  for (const std::size_t size : {4000, 40000}) {
    std::array<std::uint64_t, 256> low{};
    std::array<std::uint64_t, 256> high{};
    std::vector<std::uint64_t> whole(1u << 16);
    for (std::size_t set = 0; set < 8000000 / size; ++set) {
      for (const std::uint16_t slot : MakeMinHash(RandomHashes(random, size))) {
        ++low[slot & 0xffu];
        ++high[slot >> 8];
        ++whole[slot];
      }
    }
    EXPECT_LT(ChiSquareZ(low), 4) << size;
    EXPECT_LT(ChiSquareZ(high), 4) << size;
    EXPECT_LT(ChiSquareZ(whole), 4) << size;
  }
}

TEST(EstimateResemblance, CountsEqualSlots) {
  MinHash a{};
  MinHash b{};
  for (std::size_t i = 0; i < kMinHashSlots; ++i) a[i] = b[i] = static_cast<std::uint16_t>(i * 257);
  EXPECT_EQ(EstimateResemblance(a, b), 1);
  for (std::size_t i = 0; i < kMinHashSlots; ++i) {
    b[i] ^= static_cast<std::uint16_t>(1u << (i % 16));  // any one bit counts
    EXPECT_EQ(EstimateResemblance(a, b), static_cast<double>(kMinHashSlots - 1 - i) / 256);
  }
}

TEST(EstimateResemblance, OfUnlikeSetsIsNearZero) {
  constexpr std::uint64_t kSeed = 6;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  double equal_slots = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    const SetPair pair = RandomPair(random, 3000, 0);
    equal_slots += 256 * EstimateResemblance(MakeMinHash(pair.a), MakeMinHash(pair.b));
  }
  // 16 bits agree by chance once in 65,536: 15.6 are expected, 40 are six standard deviations off.
  EXPECT_LT(equal_slots, 40);
}

// Stored sketches compare with new ones only while this stays. A change is a change of format.
TEST(MinHash, KeepsItsValues) {
  std::vector<std::uint64_t> hashes;
  for (std::uint64_t i = 1; i <= 60; ++i) hashes.push_back(Mix64(i));
  std::uint64_t sum = 0;
  for (const std::uint16_t slot : MakeMinHash(hashes)) sum = sum * 31 + slot;
  EXPECT_EQ(sum, 1065588650136679956u);
  // So few that nearly all bins ask by rank.
  for (const std::uint16_t slot : MakeMinHash(std::span(hashes).first(3))) sum = sum * 31 + slot;
  EXPECT_EQ(sum, 13396555638316870622u);
}

}  // namespace
}  // namespace textkin
