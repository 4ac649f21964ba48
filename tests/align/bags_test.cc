// Stretches of the same rare words, in whatever order.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "aligning.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// `count` words of a vocabulary of 2,000 that is `name`'s own.
std::string Words(const std::string& name, unsigned seed, int count) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += name + static_cast<char>('a' + random() % 26) + static_cast<char>('a' + random() % 26) +
            static_cast<char>('a' + random() % 3) + " ";
  }
  return text;
}

std::string Shuffled(const std::string& text, unsigned seed) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  std::mt19937 random(seed);
  // Within sentences of ten words.
  for (std::size_t i = 0; i + 10 <= words.size(); i += 10) {
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(i);
    std::shuffle(first, first + 10, random);
  }
  std::string shuffled;
  for (const std::string& word : words) shuffled += word + " ";
  return shuffled;
}

Alignment AlignedByBags(const std::string& a, const std::string& b) {
  AlignOptions options;
  options.bags = true;
  return Align(Ready(a, {}, options), Ready(b, {}, options), options);
}

TEST(Bags, FindShuffledText) {
  const std::string shared = Words("q", 1, 80);
  const std::string before = Words("x", 2, 300);
  const std::string a = before + shared + Words("y", 3, 300);
  const std::string b = Words("z", 4, 200) + Shuffled(shared, 5) + Words("w", 6, 250);
  EXPECT_THAT(Aligned(a, b).alignment.passages, IsEmpty());
  const Alignment alignment = AlignedByBags(a, b);
  ASSERT_THAT(alignment.passages, SizeIs(1));
  const Passage& passage = alignment.passages[0];
  // Both ends lie on words that both sides have.
  EXPECT_EQ(passage.a.begin, before.size());
  EXPECT_EQ(passage.a.end, before.size() + shared.size() - 1);
  ASSERT_THAT(passage.differences, SizeIs(1));
  EXPECT_EQ(passage.differences[0].a, passage.a);
  EXPECT_EQ(passage.kind, PassageKind::kEdited);
  EXPECT_GE(alignment.covered_a, 70u);
}

TEST(Bags, FindShuffledChinese) {
  std::mt19937 random(1);
  const auto characters = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      AppendUtf8(static_cast<char32_t>(0x4E00 + random() % 3000), &text);
    }
    return text;
  };
  std::vector<std::string> clauses;
  for (int i = 0; i < 24; ++i) clauses.push_back(characters(7) + "，");
  const auto joined = [&] {
    std::string text;
    for (const std::string& clause : clauses) text += clause;
    return text;
  };
  const std::string a = characters(300) + joined() + characters(300);
  for (std::size_t i = 0; i + 4 <= clauses.size(); i += 4) {
    const auto first = clauses.begin() + static_cast<std::ptrdiff_t>(i);
    std::reverse(first, first + 4);
  }
  const std::string b = characters(200) + joined() + characters(200);
  EXPECT_THAT(Aligned(a, b).alignment.passages, IsEmpty());
  const Alignment alignment = AlignedByBags(a, b);
  ASSERT_THAT(alignment.passages, SizeIs(1));
  EXPECT_GE(alignment.covered_a, 150u);
}

// What every text of a kind says in its own order is no copy.
TEST(Bags, LeaveFormulasAlone) {
  const std::string shared = Words("q", 1, 80);
  const std::string a = Words("x", 2, 300) + shared, b = Words("z", 4, 200) + Shuffled(shared, 5);
  AlignOptions options;
  options.bags = true;
  const auto found = [&](double rarity) {
    const auto told = [=](std::uint64_t) { return rarity; };
    return Align(Ready(a, {}, options, told), Ready(b, {}, options, told), options).passages;
  };
  EXPECT_THAT(found(.9), SizeIs(1));
  EXPECT_THAT(found(.6), IsEmpty());
}

TEST(Bags, LeaveExactPassagesAsTheyAre) {
  const std::string shared = Words("q", 1, 80);
  const std::string a = Words("x", 2, 300) + shared, b = shared + Words("z", 4, 200);
  const Alignment exact = Aligned(a, b).alignment, alignment = AlignedByBags(a, b);
  ASSERT_THAT(exact.passages, SizeIs(1));
  ASSERT_THAT(alignment.passages, SizeIs(1));
  EXPECT_EQ(alignment.passages[0].a, exact.passages[0].a);
  EXPECT_EQ(alignment.passages[0].kind, PassageKind::kVerbatim);
}

// Words of the passage that stand elsewhere on one side draw the stretch out there alone.
TEST(Bags, LeaveExactPassagesOnEitherSide) {
  const std::string shared = Words("q", 1, 120);
  const std::string a = Words("x", 2, 100) + Shuffled(shared, 5) + shared + Words("y", 3, 100);
  const std::string b = Words("z", 4, 200) + shared + Words("w", 6, 100);
  for (const auto& [first, second] : {std::pair(a, b), std::pair(b, a)}) {
    const Alignment alignment = AlignedByBags(first, second);
    ASSERT_THAT(alignment.passages, SizeIs(1));
    EXPECT_EQ(alignment.passages[0].kind, PassageKind::kVerbatim);
  }
}

TEST(Bags, NothingInUnrelatedTexts) {
  EXPECT_THAT(AlignedByBags(Words("x", 1, 400), Words("y", 2, 400)).passages, IsEmpty());
  // The same vocabulary, other sentences.
  EXPECT_THAT(AlignedByBags(Words("x", 1, 400), Words("x", 2, 400)).passages, IsEmpty());
  EXPECT_THAT(AlignedByBags("", "").passages, IsEmpty());
}

}  // namespace
}  // namespace textkin
