// Winnow against looking at every window, and its guarantee.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sketch/samples.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

using Pairs = std::vector<std::pair<std::uint64_t, std::uint32_t>>;

// Tokens that are not simply 0, 1, 2, so that an index cannot pass for a position.
std::vector<std::uint32_t> Positions(std::size_t count) {
  std::vector<std::uint32_t> positions(count);
  for (std::uint32_t i = 0; i < count; ++i) positions[i] = 3 * i + 1;
  return positions;
}

Pairs Winnowed(const std::vector<std::uint64_t>& hashes, unsigned window) {
  Pairs pairs;
  for (const Fingerprint& f : Winnow(hashes, Positions(hashes.size()), {.window = window})) {
    pairs.emplace_back(f.hash, f.token);
  }
  return pairs;
}

Pairs BruteForce(const std::vector<std::uint64_t>& hashes, unsigned window) {
  Pairs pairs;
  const std::size_t width = std::min<std::size_t>(window, hashes.size());
  if (width == 0) return pairs;
  for (std::size_t start = 0; start + width <= hashes.size(); ++start) {
    std::size_t best = start;
    for (std::size_t i = start; i < start + width; ++i) {
      if (hashes[i] <= hashes[best]) best = i;
    }
    const std::pair<std::uint64_t, std::uint32_t> pair(hashes[best],
                                                       static_cast<std::uint32_t>(3 * best + 1));
    if (pairs.empty() || pairs.back() != pair) pairs.push_back(pair);
  }
  return pairs;
}

TEST(Winnow, EqualsBruteForce) {
  constexpr std::uint64_t kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  for (int trial = 0; trial < 30000; ++trial) {
    std::vector<std::uint64_t> hashes(random() % 70);
    const std::uint64_t alphabet = 1 + random() % 30;  // small, so that minima tie
    for (std::uint64_t& hash : hashes) hash = ~std::uint64_t{0} - random() % alphabet;
    const auto window = static_cast<unsigned>(1 + random() % 20);
    ASSERT_EQ(Winnowed(hashes, window), BruteForce(hashes, window)) << "window " << window;
  }
}

TEST(Winnow, FindsEveryCommonRunOfAWindow) {
  constexpr std::uint64_t kSeed = 2;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  for (int trial = 0; trial < 5000; ++trial) {
    const auto window = static_cast<unsigned>(1 + random() % 24);
    std::vector<std::uint64_t> a = RandomHashes(random, window + random() % 100);
    std::vector<std::uint64_t> b = RandomHashes(random, window + random() % 100);
    const std::size_t in_a = random() % (a.size() - window + 1);
    const std::size_t in_b = random() % (b.size() - window + 1);
    for (unsigned i = 0; i < window; ++i) a[in_a + i] = b[in_b + i];
    const Pairs of_a = Winnowed(a, window);
    const Pairs of_b = Winnowed(b, window);
    const bool shared = std::any_of(of_a.begin(), of_a.end(), [&](const auto& f) {
      return std::any_of(of_b.begin(), of_b.end(),
                         [&](const auto& g) { return f.first == g.first; });
    });
    ASSERT_TRUE(shared) << "window " << window;
  }
}

TEST(Winnow, HasItsDensity) {
  constexpr std::uint64_t kSeed = 3;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  const std::vector<std::uint64_t> hashes = RandomHashes(random, 200000);
  for (const unsigned window : {4u, 8u, 16u}) {
    const double density = static_cast<double>(Winnowed(hashes, window).size()) / 200000;
    EXPECT_NEAR(density, 2.0 / (window + 1), .003) << window;
  }
}

TEST(Winnow, TakesOneFromATextShorterThanAWindow) {
  EXPECT_EQ(Winnowed({5, 3, 3, 9}, 16), (Pairs{{3, 7}}));
  EXPECT_EQ(Winnowed({5}, 16), (Pairs{{5, 1}}));
}

TEST(Winnow, TakesNothingFromNothing) { EXPECT_THAT(Winnowed({}, 16), IsEmpty()); }

TEST(Winnow, TakesAWindowOfNothingAsOfOne) { EXPECT_THAT(Winnowed({1, 2, 3}, 0), SizeIs(3)); }

TEST(Winnow, TakesEveryShingleOfRisingAndOfEqualHashes) {
  std::vector<std::uint64_t> rising(1000);
  std::iota(rising.begin(), rising.end(), 0);
  EXPECT_THAT(Winnowed(rising, 16), SizeIs(1000 - 15));
  EXPECT_THAT(Winnowed(std::vector<std::uint64_t>(1000, 4), 16), SizeIs(1000 - 15));
}

Tokens Words(const std::vector<std::uint32_t>& symbols) {
  return TokensOf(TokenKind::kWord, symbols);
}

std::vector<std::uint32_t> RandomSymbols(std::mt19937_64& random, std::size_t count) {
  std::vector<std::uint32_t> symbols(count);
  for (std::uint32_t& symbol : symbols) symbol = static_cast<std::uint32_t>(random());
  return symbols;
}

std::set<std::uint32_t> LongOnes(const Tokens& tokens) {
  std::set<std::uint32_t> found;
  for (const Fingerprint& one : MakePassageFingerprints(tokens)) {
    const auto hash = static_cast<std::uint32_t>(one.hash >> 32);
    if (IsLongFingerprint(hash)) found.insert(hash);
  }
  return found;
}

TEST(PassageFingerprints, AreRunsAndTheirNeighbours) {
  std::mt19937_64 random(6);
  const Tokens tokens = Words(RandomSymbols(random, 400));
  const std::vector<Fingerprint> runs = MakeFingerprints(tokens);
  EXPECT_EQ(MakePassageFingerprints(tokens).size(), 2 * runs.size() - 1);
  EXPECT_EQ(LongOnes(tokens).size(), runs.size() - 1);
  for (const Fingerprint& one : runs) {
    EXPECT_FALSE(IsLongFingerprint(static_cast<std::uint32_t>(one.hash >> 32)));
  }
  EXPECT_THAT(MakePassageFingerprints(Words({})), IsEmpty());
}

// Two phrases in the same order have long fingerprints in common; in another order, where they
// meet, none: all that is left are those inside either.
TEST(PassageFingerprints, KnowTheOrderOfPhrases) {
  std::mt19937_64 random(7);
  std::vector<std::uint32_t> one = RandomSymbols(random, 100), other = RandomSymbols(random, 100);
  std::vector<std::uint32_t> there = one, back = other;
  there.insert(there.end(), other.begin(), other.end());
  back.insert(back.end(), one.begin(), one.end());
  const std::set<std::uint32_t> in_one = LongOnes(Words(one)), in_other = LongOnes(Words(other));
  std::set<std::uint32_t> alike;
  for (const std::uint32_t hash : LongOnes(Words(there))) {
    if (LongOnes(Words(back)).contains(hash)) alike.insert(hash);
  }
  EXPECT_GE(alike.size(), 20u);
  for (const std::uint32_t hash : alike) {
    EXPECT_TRUE(in_one.contains(hash) || in_other.contains(hash));
  }
}

}  // namespace
}  // namespace textkin
