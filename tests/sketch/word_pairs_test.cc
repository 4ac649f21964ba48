// Word pairs against looking at every two words, and what they are for: words in another order.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <span>
#include <vector>

#include "sketch/samples.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::uint32_t> Numbered(std::uint32_t first, std::size_t count) {
  std::vector<std::uint32_t> symbols(count);
  std::iota(symbols.begin(), symbols.end(), first);
  return symbols;
}

std::set<std::uint32_t> PairsOf(const Tokens& tokens, const WordCounts& counts) {
  std::set<std::uint32_t> pairs;
  for (const Fingerprint& pair : PairWords(tokens, counts)) {
    pairs.insert(static_cast<std::uint32_t>(pair.hash >> 32));
  }
  return pairs;
}

std::size_t Common(const std::set<std::uint32_t>& a, const std::set<std::uint32_t>& b) {
  return static_cast<std::size_t>(
      std::ranges::count_if(a, [&](std::uint32_t pair) { return b.contains(pair); }));
}

TEST(PairWords, EachWordMeetsTheFourBehindIt) {
  const WordCounts counts;
  const Tokens tokens = TokensOf(TokenKind::kWord, Numbered(1, 10));
  // 4 for each of the first six, then 3, 2 and 1.
  EXPECT_THAT(PairWords(tokens, counts), SizeIs(30));
  const auto ascending = [](const Fingerprint& x, const Fingerprint& y) {
    return x.hash >> 32 < y.hash >> 32;
  };
  EXPECT_TRUE(std::ranges::is_sorted(PairWords(tokens, counts), ascending));
}

TEST(PairWords, DoNotDependOnOrder) {
  const WordCounts counts;
  const std::vector<std::uint32_t> words = {5, 9, 7};
  const std::vector<std::uint32_t> turned = {7, 5, 9};
  EXPECT_EQ(PairsOf(TokensOf(TokenKind::kWord, words), counts),
            PairsOf(TokensOf(TokenKind::kWord, turned), counts));
}

TEST(PairWords, AShuffledTextKeepsMany) {
  std::mt19937 random(3);
  std::vector<std::uint32_t> words = Numbered(1, 600), shuffled = words;
  for (std::size_t i = 0; i + 6 <= shuffled.size(); i += 6) {
    const auto first = shuffled.begin() + static_cast<std::ptrdiff_t>(i);
    std::shuffle(first, first + 6, random);
  }
  const WordCounts counts;
  const auto of_words = PairsOf(TokensOf(TokenKind::kWord, words), counts);
  const auto of_shuffled = PairsOf(TokensOf(TokenKind::kWord, shuffled), counts);
  EXPECT_GT(Common(of_words, of_shuffled), of_words.size() / 3);
  const auto of_others = PairsOf(TokensOf(TokenKind::kWord, Numbered(10'000, 600)), counts);
  EXPECT_EQ(Common(of_words, of_others), 0u);
}

TEST(PairWords, TwoCharactersAreAWordAndDoNotMeetTheirOwn) {
  const WordCounts counts;
  // Of four characters ab, bc, cd: ab meets cd alone.
  EXPECT_THAT(PairWords(TokensOf(TokenKind::kCjk, Numbered(0x4E00, 4)), counts), SizeIs(1));
  EXPECT_THAT(PairWords(TokensOf(TokenKind::kCjk, Numbered(0x4E00, 3)), counts), IsEmpty());
}

TEST(PairWords, NumbersAreNoWordsAndBreakCharactersApart) {
  const WordCounts counts;
  EXPECT_THAT(PairWords(TokensOf(TokenKind::kNumber, Numbered(1, 20)), counts), IsEmpty());
  Tokens tokens = TokensOf(TokenKind::kCjk, Numbered(0x4E00, 4));
  tokens.kind[1] = TokenKind::kNumber;
  EXPECT_THAT(PairWords(tokens, counts), IsEmpty());
}

TEST(PairWords, WordsFarApartDoNotMeet) {
  const WordCounts counts;
  Tokens tokens = TokensOf(TokenKind::kNumber, Numbered(1, 30));
  tokens.kind[0] = tokens.kind[24] = TokenKind::kWord;
  EXPECT_THAT(PairWords(tokens, counts), SizeIs(1));
  tokens.kind[24] = TokenKind::kNumber;
  tokens.kind[25] = TokenKind::kWord;
  EXPECT_THAT(PairWords(tokens, counts), IsEmpty());
}

TEST(WordCounts, AWordOfManyTextsMakesNoPairs) {
  WordCounts counts;
  const std::vector<std::uint32_t> common = {1, 2, 3};
  for (std::uint32_t text = 0; text < 100; ++text) {
    std::vector<std::uint32_t> words = Numbered(1000 + 10 * text, 3);
    if (text % 5 == 0) words.insert(words.end(), common.begin(), common.end());
    if (text < 10) words.push_back(4);
    counts.Add(TokensOf(TokenKind::kWord, words));
  }
  EXPECT_THAT(PairWords(TokensOf(TokenKind::kWord, common), counts), IsEmpty());
  // In ten of a hundred texts, a tenth, a word is not yet common.
  const std::vector<std::uint32_t> rare = {4, 1001};
  EXPECT_THAT(PairWords(TokensOf(TokenKind::kWord, rare), counts), SizeIs(1));
}

TEST(WordCounts, NothingIsCommonInAFewTexts) {
  WordCounts counts;
  const Tokens tokens = TokensOf(TokenKind::kWord, Numbered(1, 3));
  for (int text = 0; text < 8; ++text) counts.Add(tokens);
  EXPECT_THAT(PairWords(tokens, counts), SizeIs(3));
  counts.Add(tokens);
  EXPECT_THAT(PairWords(tokens, counts), IsEmpty());
}

}  // namespace
}  // namespace textkin
