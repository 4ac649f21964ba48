// Shingle against a shingler that builds every window as a list of symbols.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "sketch/samples.h"
#include "textkin/hash.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Window {
  std::uint32_t first = 0;
  std::vector<std::uint32_t> symbols;
};

unsigned WeightOf(TokenKind kind, const ShingleOptions& options) {
  if (kind == TokenKind::kCjk) return 1;
  if (kind == TokenKind::kWord || options.values) return options.word_weight;
  return 0;
}

std::vector<Window> NaiveWindows(const Tokens& tokens, const ShingleOptions& options) {
  std::vector<Window> windows;
  for (std::size_t start = 0; start < tokens.size(); ++start) {
    if (WeightOf(tokens.kind[start], options) == 0) continue;
    Window window{.first = static_cast<std::uint32_t>(start), .symbols = {}};
    unsigned weight = 0;
    for (std::size_t i = start; i < tokens.size() && weight < options.width; ++i) {
      const unsigned token_weight = WeightOf(tokens.kind[i], options);
      if (token_weight == 0) continue;
      weight += token_weight;
      window.symbols.push_back(tokens.symbol[i]);
    }
    if (weight >= options.width) windows.push_back(window);
  }
  return windows;
}

std::vector<std::uint64_t> HashesOf(const Tokens& tokens, const ShingleOptions& options = {}) {
  std::vector<std::uint64_t> hashes;
  Shingle(tokens, options, &hashes);
  return hashes;
}

// Long stretches of one kind and wild mixtures, in few symbols, so that windows repeat.
Tokens RandomTokens(std::mt19937_64& random) {
  Tokens tokens;
  const std::size_t size = random() % 120;
  const unsigned keep =
      1 + static_cast<unsigned>(random() % 20);  // of 20: how often the kind stays
  const std::uint32_t alphabet = 1 + static_cast<std::uint32_t>(random() % 4);
  auto kind = TokenKind::kCjk;
  for (std::size_t i = 0; i < size; ++i) {
    if (random() % 20 >= keep) kind = static_cast<TokenKind>(random() % 4);
    // Symbols tell the kinds apart, as they do in texts.
    const std::uint32_t symbol = static_cast<std::uint32_t>(random()) % alphabet;
    AddToken(kind, symbol * 4 + static_cast<std::uint32_t>(kind), &tokens);
  }
  return tokens;
}

TEST(Shingle, EqualsNaiveWindows) {
  constexpr std::uint64_t kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  std::vector<std::uint64_t> hashes;  // reused, as callers do
  std::vector<std::uint32_t> positions;
  for (int trial = 0; trial < 20000; ++trial) {
    const Tokens tokens = RandomTokens(random);
    const ShingleOptions options{.width = 1 + static_cast<unsigned>(random() % 12),
                                 .word_weight = 1 + static_cast<unsigned>(random() % 5),
                                 .values = random() % 2 == 0,
                                 .seed = random()};
    Shingle(tokens, options, &hashes, &positions);
    const std::vector<Window> windows = NaiveWindows(tokens, options);
    ASSERT_EQ(hashes.size(), windows.size());
    ASSERT_EQ(positions.size(), windows.size());
    std::map<std::vector<std::uint32_t>, std::uint64_t> hash_of;
    std::set<std::uint64_t> distinct;
    for (std::size_t i = 0; i < windows.size(); ++i) {
      ASSERT_EQ(positions[i], windows[i].first);
      ASSERT_EQ(hash_of.emplace(windows[i].symbols, hashes[i]).first->second, hashes[i]);
      distinct.insert(hashes[i]);
    }
    ASSERT_EQ(distinct.size(), hash_of.size());
    ASSERT_EQ(HashesOf(tokens, options), hashes);  // the same without positions
  }
}

TEST(Shingle, GivesNothingForTextsShorterThanAShingle) {
  EXPECT_THAT(HashesOf({}), IsEmpty());
  EXPECT_THAT(HashesOf(TokensOf(TokenKind::kCjk, std::array<std::uint32_t, 4>{1, 2, 3, 4})),
              IsEmpty());
  EXPECT_THAT(HashesOf(TokensOf(TokenKind::kWord, std::array<std::uint32_t, 2>{1, 2})), IsEmpty());
}

TEST(Shingle, ReplacesWhatTheVectorsHeld) {
  std::vector<std::uint64_t> hashes(50, 7);
  std::vector<std::uint32_t> positions(3, 9);
  Shingle(TokensOf(TokenKind::kWord, std::array<std::uint32_t, 4>{1, 2, 3, 4}), {}, &hashes,
          &positions);
  EXPECT_THAT(hashes, SizeIs(2));
  EXPECT_THAT(positions, ElementsAre(0, 1));
  Shingle({}, {}, &hashes, &positions);
  EXPECT_THAT(hashes, IsEmpty());
  EXPECT_THAT(positions, IsEmpty());
}

TEST(Shingle, SpansTheBorderBetweenChineseAndLatin) {
  const auto mixed = [](std::uint32_t word) {
    Tokens tokens;
    for (const std::uint32_t character : {0x4eba, 0x5de5, 0x667a, 0x80fd}) {
      AddToken(TokenKind::kCjk, character, &tokens);
    }
    AddToken(TokenKind::kWord, word, &tokens);
    AddToken(TokenKind::kCjk, 0x7684, &tokens);
    AddToken(TokenKind::kCjk, 0x7814, &tokens);
    return tokens;
  };
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> positions;
  Shingle(mixed(77), {}, &hashes, &positions);
  // Characters 1-4 and the word weigh 6, 2-4 and it 5, then 3 and 4, it and one, 4 and it and two.
  EXPECT_THAT(positions, ElementsAre(0, 1, 2, 3));
  // Each of them has the word in it.
  const std::vector<std::uint64_t> others = HashesOf(mixed(78));
  for (std::size_t i = 0; i < hashes.size(); ++i) EXPECT_NE(hashes[i], others[i]) << i;
}

TEST(Shingle, PassesOverNumbersAndMasksUnlessValuesTakePart) {
  const auto report = [](std::uint32_t number, TokenKind kind) {
    Tokens tokens;
    for (std::uint32_t symbol = 1; symbol <= 6; ++symbol) {
      if (symbol == 4) AddToken(kind, number, &tokens);
      AddToken(TokenKind::kCjk, symbol, &tokens);
    }
    return tokens;
  };
  const std::array<std::uint32_t, 6> plain{1, 2, 3, 4, 5, 6};
  const std::vector<std::uint64_t> without = HashesOf(TokensOf(TokenKind::kCjk, plain));
  EXPECT_EQ(HashesOf(report(20, TokenKind::kNumber)), without);
  EXPECT_EQ(HashesOf(report(0, TokenKind::kMask)), without);
  const ShingleOptions values{.values = true};
  EXPECT_NE(HashesOf(report(20, TokenKind::kNumber), values),
            HashesOf(report(21, TokenKind::kNumber), values));
}

TEST(Shingle, DependsOnTheOrderOfTokens) {
  EXPECT_NE(HashesOf(TokensOf(TokenKind::kCjk, std::array<std::uint32_t, 5>{1, 2, 3, 4, 5})),
            HashesOf(TokensOf(TokenKind::kCjk, std::array<std::uint32_t, 5>{1, 2, 4, 3, 5})));
}

TEST(Shingle, DependsOnTheLengthOfTheRun) {
  // Symbol 0 hashes to 0: without the length, runs of it would be equal.
  const std::array<std::uint32_t, 5> zeros{};
  const std::vector<std::uint64_t> words = HashesOf(TokensOf(TokenKind::kWord, zeros));
  const std::vector<std::uint64_t> characters = HashesOf(TokensOf(TokenKind::kCjk, zeros));
  ASSERT_THAT(words, SizeIs(3));
  ASSERT_THAT(characters, SizeIs(1));
  EXPECT_NE(words[0], characters[0]);
}

TEST(Shingle, ChangesEveryHashWithTheSeed) {
  std::vector<std::uint32_t> symbols(2000);
  for (std::uint32_t i = 0; i < symbols.size(); ++i) symbols[i] = 0x4e00 + i;
  const Tokens tokens = TokensOf(TokenKind::kCjk, symbols);
  std::set<std::uint64_t> all;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (const std::uint64_t hash : HashesOf(tokens, {.seed = seed})) all.insert(hash);
  }
  EXPECT_EQ(all.size(), 10u * (2000 - 4));
}

TEST(Shingle, CountsOptionsOutsideTheirRangeAsTheNearest) {
  std::vector<std::uint32_t> symbols(400);
  for (std::uint32_t i = 0; i < symbols.size(); ++i) symbols[i] = i;
  const Tokens characters = TokensOf(TokenKind::kCjk, symbols);
  EXPECT_EQ(HashesOf(characters, {.width = 0}), HashesOf(characters, {.width = 1}));
  EXPECT_EQ(HashesOf(characters, {.width = 9999}), HashesOf(characters, {.width = 255}));
  EXPECT_THAT(HashesOf(characters, {.width = 255}), SizeIs(400 - 254));
  const Tokens words = TokensOf(TokenKind::kWord, symbols);
  EXPECT_EQ(HashesOf(words, {.word_weight = 0}), HashesOf(words, {.word_weight = 1}));
  EXPECT_EQ(HashesOf(words, {.word_weight = ~0u}), HashesOf(words, {.word_weight = 5}));
}

// Thue and Morse's word over two symbols breaks polynomials mod 2^64 in which little is done about
// it.
TEST(Shingle, KeepsThueMorseWindowsApart) {
  std::vector<std::uint32_t> symbols(1u << 13);
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    symbols[i] = (__builtin_popcountll(i) & 1) != 0 ? 'a' : 'b';
  }
  const Tokens tokens = TokensOf(TokenKind::kCjk, symbols);
  for (const unsigned width : {2u, 4u, 5u, 8u, 16u, 32u, 64u, 128u, 255u}) {
    std::set<std::vector<std::uint32_t>> windows;
    for (std::size_t i = 0; i + width <= symbols.size(); ++i) {
      const auto first = symbols.begin() + static_cast<std::ptrdiff_t>(i);
      windows.emplace(first, first + width);
    }
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const std::vector<std::uint64_t> hashes = HashesOf(tokens, {.width = width, .seed = seed});
      const std::set<std::uint64_t> distinct(hashes.begin(), hashes.end());
      ASSERT_EQ(distinct.size(), windows.size()) << "width " << width << " seed " << seed;
    }
  }
}

// MinHash looks at the low byte and FracMinHash at the high bits: both must be even, also where the
// text has next to no variety.
TEST(Shingle, SpreadsTextsOfNeighbouringSymbolsEvenly) {
  constexpr std::uint64_t kSeed = 2;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  std::vector<std::uint32_t> symbols(200000);
  for (std::uint32_t& symbol : symbols) symbol = 0x4e00 + static_cast<std::uint32_t>(random() % 16);
  const std::vector<std::uint64_t> hashes = HashesOf(TokensOf(TokenKind::kCjk, symbols));
  const std::set<std::uint64_t> distinct(hashes.begin(), hashes.end());
  std::array<std::uint64_t, 256> low{};
  std::array<std::uint64_t, 256> high{};
  for (const std::uint64_t hash : distinct) {
    ++low[hash & 0xffu];
    ++high[hash >> 56];
  }
  EXPECT_LT(ChiSquareZ(low), 4);
  EXPECT_LT(ChiSquareZ(high), 4);
}

// Stored sketches compare with new ones only while these stay. A change is a change of format.
TEST(Shingle, KeepsItsValues) {
  const std::array<std::uint32_t, 6> symbols{0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d};
  EXPECT_THAT(HashesOf(TokensOf(TokenKind::kCjk, symbols)),
              ElementsAre(15588115906323344431u, 6834838897844454926u));
  EXPECT_THAT(HashesOf(TokensOf(TokenKind::kWord, symbols), {.seed = 5}),
              ElementsAre(10988519339905814934u, 3399467149745382095u, 12212803747696193897u,
                          16672612890986436687u));
}

}  // namespace
}  // namespace textkin
