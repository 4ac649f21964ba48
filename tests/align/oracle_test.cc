// The fast parts of alignment against slow and obvious ones, on random texts of few words.

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "../../src/align/anchors.h"
#include "../../src/align/gap.h"
#include "../../src/align/slots.h"
#include "aligning.h"

namespace textkin {
namespace {

// Words, characters, numbers and masks: few of each, so that much is equal by chance.
std::string RandomText(std::mt19937* random, int tokens, int kinds) {
  const char* const words[] = {"甲", "乙", "alpha", "beta", "17", "xx", "丙", "gamma", "208", "丁"};
  std::string text;
  for (int i = 0; i < tokens; ++i) {
    text += words[std::uniform_int_distribution<int>(0, kinds - 1)(*random)];
    text += ' ';
  }
  return text;
}

TEST(AnchorsOracle, EveryMaximalRunIsFound) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const AlignableText a = Ready(RandomText(&random, 60, 10)),
                        b = Ready(RandomText(&random, 60, 10));
    std::vector<Anchor> expected;
    const auto x = a.stream(), y = b.stream();
    for (std::uint32_t i = 0; i < x.size(); ++i) {
      for (std::uint32_t j = 0; j < y.size(); ++j) {
        if (x[i] != y[j] || (i > 0 && j > 0 && x[i - 1] == y[j - 1])) continue;
        std::uint32_t length = 0;
        while (i + length < x.size() && j + length < y.size() && x[i + length] == y[j + length]) {
          ++length;
        }
        const bool is_seeded =
            a.weight_before()[i + length] - a.weight_before()[i] >= AlignOptions().seed_weight;
        if (is_seeded) expected.push_back({i, j, length});
      }
    }
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(FindAnchors(a, b), expected) << "round " << round;
  }
}

// The score that the gap aligner maximises, by trying everything.
int BestScore(const Tokens& a, std::uint32_t i, const Tokens& b, std::uint32_t j, char last) {
  if (i == a.size() && j == b.size()) return 0;
  int best = -1000000;
  if (i < a.size() && j < b.size()) {
    const bool slots = IsSlot(a.kind[i]) && IsSlot(b.kind[j]);
    const bool equal = a.kind[i] == b.kind[j] && a.symbol[i] == b.symbol[j];
    int score = -3;
    if (equal) {
      score = a.kind[i] == TokenKind::kNumber ? 6 : a.kind[i] == TokenKind::kMask ? 3 : 4;
    } else if (slots) {
      score = 1;
    } else if (a.kind[i] == TokenKind::kMask || b.kind[j] == TokenKind::kMask) {
      score = -1;
    }
    best = std::max(best, score + BestScore(a, i + 1, b, j + 1, 'p'));
  }
  const auto alone = [&](TokenKind kind, char side) {
    return IsSlot(kind) || last == side ? -1 : -4;
  };
  if (i < a.size()) best = std::max(best, alone(a.kind[i], 'a') + BestScore(a, i + 1, b, j, 'a'));
  if (j < b.size()) best = std::max(best, alone(b.kind[j], 'b') + BestScore(a, i, b, j + 1, 'b'));
  return best;
}

int ScoreOfSteps(const Tokens& a, const Tokens& b, const std::vector<Step>& steps) {
  int score = 0;
  std::uint32_t i = 0, j = 0;
  char last = 's';
  for (const Step& step : steps) {
    for (std::uint32_t k = 0; k < step.count; ++k) {
      if (step.kind == StepKind::kOnlyA) {
        score += IsSlot(a.kind[i++]) || last == 'a' ? -1 : -4;
        last = 'a';
      } else if (step.kind == StepKind::kOnlyB) {
        score += IsSlot(b.kind[j++]) || last == 'b' ? -1 : -4;
        last = 'b';
      } else {
        const bool equal = a.kind[i] == b.kind[j] && a.symbol[i] == b.symbol[j];
        EXPECT_EQ(equal, step.kind == StepKind::kMatch);
        const bool slots = IsSlot(a.kind[i]) && IsSlot(b.kind[j]);
        const bool mask = a.kind[i] == TokenKind::kMask || b.kind[j] == TokenKind::kMask;
        score += equal   ? a.kind[i] == TokenKind::kNumber ? 6
                           : a.kind[i] == TokenKind::kMask ? 3
                                                           : 4
                 : slots ? 1
                 : mask  ? -1
                         : -3;
        ++i;
        ++j;
        last = 'p';
      }
    }
  }
  EXPECT_EQ(i, a.size());
  EXPECT_EQ(j, b.size());
  return score;
}

TEST(GapOracle, NoAlignmentIsBetter) {
  std::mt19937 random(11);
  GapAligner gaps;
  for (int round = 0; round < 400; ++round) {
    const AlignableText a = Ready(RandomText(&random, 1 + round % 6, 6));
    const AlignableText b = Ready(RandomText(&random, 1 + round / 6 % 6, 6));
    std::vector<Step> steps;
    gaps.Whole({&a.tokens(), 0, static_cast<std::uint32_t>(a.tokens().size())},
               {&b.tokens(), 0, static_cast<std::uint32_t>(b.tokens().size())}, &steps);
    EXPECT_EQ(ScoreOfSteps(a.tokens(), b.tokens(), steps),
              BestScore(a.tokens(), 0, b.tokens(), 0, 's'))
        << "round " << round;
  }
}

// Whatever the texts, what a passage claims is so.
TEST(AlignProperty, PassagesBeginAndEndWithEqualTokens) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const std::string shared = RandomText(&random, 60, 10);
    const Aligned both(RandomText(&random, round % 50, 10) + shared + RandomText(&random, 20, 10),
                       RandomText(&random, 15, 10) + shared + RandomText(&random, round % 30, 10));
    const AlignableText a = Ready(both.a), b = Ready(both.b);
    ASSERT_FALSE(both.alignment.passages.empty());
    for (const Passage& passage : both.alignment.passages) {
      const AlignableText in_a = Ready(Of(both.a, passage.a)), in_b = Ready(Of(both.b, passage.b));
      EXPECT_EQ(in_a.tokens().symbol.front(), in_b.tokens().symbol.front());
      EXPECT_EQ(in_a.tokens().symbol.back(), in_b.tokens().symbol.back());
      EXPECT_LE(passage.tokens, std::min(in_a.tokens().size(), in_b.tokens().size()));
      // Without the differences, both sides say the same.
      std::string rest_a, rest_b;
      std::uint32_t at_a = passage.a.begin, at_b = passage.b.begin;
      for (const Difference& difference : passage.differences) {
        ASSERT_GE(difference.a.begin, at_a);
        ASSERT_GE(difference.b.begin, at_b);
        rest_a += both.a.substr(at_a, difference.a.begin - at_a) + " ";
        rest_b += both.b.substr(at_b, difference.b.begin - at_b) + " ";
        at_a = difference.a.end;
        at_b = difference.b.end;
      }
      rest_a += both.a.substr(at_a, passage.a.end - at_a);
      rest_b += both.b.substr(at_b, passage.b.end - at_b);
      EXPECT_EQ(Ready(rest_a).tokens().symbol, Ready(rest_b).tokens().symbol);
    }
  }
}

}  // namespace
}  // namespace textkin
