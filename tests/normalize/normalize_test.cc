// Tokens: what they are, where they are, and that folding loses no match.

#include "textkin/normalize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "textkin/utf8.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;

Tokens TokensOf(std::string_view text, Folding folding = Folding::kFull) {
  Tokens tokens;
  const Span whole{0, static_cast<std::uint32_t>(text.size())};
  Normalize(text, {&whole, 1}, folding, &tokens);
  return tokens;
}

std::string Folded(std::string_view text, Folding folding = Folding::kFull) {
  return NormalizedText(text, TokensOf(text, folding), folding);
}

std::vector<std::string> Pieces(const std::string& text) {
  const Tokens tokens = TokensOf(text);
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    pieces.push_back(text.substr(tokens.begin[i], tokens.length[i]));
  }
  return pieces;
}

TEST(Normalize, SplitsChineseIntoCharactersAndLatinIntoWords) {
  EXPECT_THAT(Pieces("开展Open Day活动, twice."),
              ElementsAre("开", "展", "Open", "Day", "活", "动", "twice"));
}

TEST(Normalize, LeadsEveryTokenBackToItsText) {
  const std::string text = "水 利局Report 12,345.6万元";
  const Tokens tokens = TokensOf(text);
  ASSERT_EQ(tokens.size(), 7u);
  EXPECT_EQ(text.substr(tokens.begin[3], tokens.length[3]), "Report");
  EXPECT_EQ(text.substr(tokens.begin[4], tokens.length[4]), "12,345.6");
  EXPECT_EQ(tokens.kind[4], TokenKind::kNumber);
}

TEST(Normalize, ReadsOnlyKeptRanges) {
  const std::string text = "abc def ghi";
  const Span kept[] = {{0, 3}, {8, 11}};
  Tokens tokens;
  Normalize(text, kept, Folding::kFull, &tokens);
  EXPECT_EQ(NormalizedText(text, tokens, Folding::kFull), "abc ghi");
}

TEST(Normalize, NeverJoinsTwoRanges) {
  const std::string text = "abcdef";
  const Span kept[] = {{0, 3}, {3, 6}};
  Tokens tokens;
  Normalize(text, kept, Folding::kFull, &tokens);
  EXPECT_EQ(tokens.size(), 2u);
}

TEST(Normalize, FoldsCaseWidthAndCompatibilityForms) {
  EXPECT_EQ(Folded("ＡＢＣ Straße ﬁne"), "abc strasse fine");
  EXPECT_EQ(Folded("ｶﾞｽ"), Folded("ガス"));
  EXPECT_EQ(Folded("㈠"), "一");
  EXPECT_EQ(Folded("㎡"), Folded("m2"));
}

TEST(Normalize, FoldsTraditionalCharacters) {
  EXPECT_EQ(Folded("臺灣學校體育"), Folded("台湾学校体育"));
}

TEST(Normalize, FoldsTheCharactersThatGb18030DecodersLeavePrivate) {
  EXPECT_EQ(Folded("\uE81E\uE864"), Folded("\u9FB4\u9FBB"));
}

TEST(Normalize, ComposesVoicingMarksAndJamo) {
  EXPECT_EQ(Folded("か\u3099"), "が");
  EXPECT_EQ(Folded("\u1112\u1161\u11ab"), "한");
}

TEST(Normalize, DropsAccentsAndFloodsOfMarks) {
  EXPECT_EQ(Folded("re\u0301sume\u0301"), "resume");
  std::string flood = "a";
  for (int i = 0; i < 100000; ++i) flood += "\u0301";
  EXPECT_EQ(Folded(flood + "b c"), "ab c");
}

TEST(Normalize, SeesThroughInvisibleCharactersAndLookAlikes) {
  EXPECT_EQ(Folded("ed\u200Buc\u00ADat\u2060ion"), "education");
  EXPECT_EQ(Folded("教\u200B育\uFE0F局"), "教育局");
  EXPECT_EQ(Folded("p\u0430yp\u0430l"), "paypal");  // Cyrillic a
}

TEST(Normalize, JoinsApostrophesAndWordsCutAtALineEnd) {
  EXPECT_EQ(Folded("don't don’t"), "dont dont");
  EXPECT_EQ(Folded("edu-\ncation"), "education");
  EXPECT_EQ(Folded("well-known"), "well known");
}

TEST(Normalize, PartsNumbersFromUnits) {
  EXPECT_EQ(Folded("17KB 3rd 1,234 2024.03.12"), "17 kb 3 rd 1234 2024.03.12");
}

TEST(Normalize, KeepsLettersThatLeadDigits) {
  const Tokens tokens = TokensOf("C1 G20");
  EXPECT_THAT(tokens.kind, ElementsAre(TokenKind::kWord, TokenKind::kWord));
}

TEST(Normalize, UnderStrictFoldsCaseAlone) {
  EXPECT_EQ(Folded("Caf\u00e9 臺 Don't xx", Folding::kStrict), "caf\u00e9 臺 don t xx");
  EXPECT_EQ(TokensOf("20xx 市** xx", Folding::kStrict).masks, 0u);
}

TEST(Normalize, GivesAllMasksOneSymbol) {
  const Tokens tokens = TokensOf("培训xx人，增长××元，**县");
  std::set<std::uint32_t> symbols;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.kind[i] == TokenKind::kMask) symbols.insert(tokens.symbol[i]);
  }
  EXPECT_EQ(tokens.masks, 3u);
  EXPECT_EQ(symbols.size(), 1u);
}

TEST(Normalize, PassesOverInvisibleCharactersAtJoints) {
  EXPECT_EQ(Folded("didn'\u200Bt 1,\u200B234"), "didnt 1234");
}

// Every look at the rest of a line is bounded: 600,000 masks on one line in well under a second,
// where looking to the end of the line took a minute. The test's time limit is CTest's.
TEST(Normalize, IsLinearInMasksOnOneLine) {
  std::string text;
  for (int i = 0; i < 600000; ++i) text += "ab** ";
  EXPECT_EQ(TokensOf(text).masks, 600000u);
}

TEST(Normalize, TakesEmptyAndPunctuationOnly) {
  EXPECT_EQ(TokensOf("").size(), 0u);
  EXPECT_EQ(TokensOf("。，！ ... —— \n\n").size(), 0u);
  EXPECT_EQ(TokensOf(std::string_view("\0\0", 2)).size(), 0u);
}

// Pieces that are hard, mixed at random.
const std::vector<std::string> kPlainPieces = {
    "a",  "B",  "7",  "20", ".",    ",",  " ", "\n",      "-",      "'",  "%",   "+",  "市",
    "年", "二", "光", "臺", "教育", "王", "é", "e\u0301", "\u200B", "ﬁ",  "½",   "㎡", "か\u3099",
    "ｶﾞ", "Ⅵ",  "。", "，", "(",    "[",  "]", "words",   "Обр",    "한", "ไทย", "😀",  "\u00AD"};
// What may be a mask or not: the punctuation around it decides, and normalized text has none.
const std::vector<std::string> kMaskPieces = {"x",  "X",   "xx",  "XX", "N",       "*",
                                              "**", "\\*", "\\_", "_",  "__",      "某",
                                              "〇", "○",   "□",   "×",  "redacted"};

std::string RandomText(std::mt19937_64* random, bool with_masks) {
  std::string text;
  const std::size_t pieces = 1 + (*random)() % 40;
  for (std::size_t i = 0; i < pieces; ++i) {
    const auto& from = with_masks && (*random)() % 3 == 0 ? kMaskPieces : kPlainPieces;
    text += from[(*random)() % from.size()];
  }
  return text;
}

TEST(NormalizeProperty, IsIdempotent) {
  std::mt19937_64 random(20240312);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = RandomText(&random, false);
    const std::string once = Folded(text);
    EXPECT_EQ(Folded(once), once) << "of " << text;
    const std::string strict = Folded(RandomText(&random, true), Folding::kStrict);
    EXPECT_EQ(Folded(strict, Folding::kStrict), strict) << "of " << text;
  }
}

TEST(NormalizeProperty, TokensAreOrderedDisjointAndAtCharacterBoundaries) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = RandomText(&random, true);
    const Tokens tokens = TokensOf(text);
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool shares_source =
          i > 0 && tokens.begin[i] == tokens.begin[i - 1];  // ½ is two numbers
      EXPECT_TRUE(shares_source || tokens.begin[i] >= end) << text;
      end = tokens.begin[i] + tokens.length[i];
      ASSERT_LE(end, text.size());
      EXPECT_TRUE(IsValidUtf8(std::string_view(text).substr(tokens.begin[i], tokens.length[i])))
          << text;
    }
  }
}

// The slow path takes over where a word holds a zero-width space; it must agree with the fast one.
TEST(NormalizeProperty, FastAndSlowPathsAgree) {
  std::mt19937_64 random(99);
  for (int round = 0; round < 5000; ++round) {
    std::string plain;
    std::string slow;
    for (int word = 0; word < 8; ++word) {
      const std::size_t length = 2 + random() % 30;
      for (std::size_t i = 0; i < length; ++i) {
        const char letter = static_cast<char>((random() % 2 == 0 ? 'a' : 'A') + random() % 26);
        plain += letter;
        slow += letter;
        if (i == 0) slow += "\u200B";
      }
      plain += ' ';
      slow += ' ';
    }
    EXPECT_EQ(TokensOf(plain).symbol, TokensOf(slow).symbol) << plain;
  }
}

// Words are found many at once in a long text, and one by one in a short one.
TEST(NormalizeProperty, ALongTextGivesTheTokensOfItsWords) {
  static const std::vector<std::string> kBetween = {" ",  ", ",   ".\n",   " (",
                                                    ") ", "; \"", "\" — ", "。"};
  std::mt19937_64 random(5);
  for (const Folding folding : {Folding::kFull, Folding::kStrict}) {
    for (int round = 0; round < 2000; ++round) {
      std::string text;
      std::vector<std::uint32_t> symbols;
      std::vector<std::uint32_t> begins;
      for (int i = 0; i < 60; ++i) {
        std::string word;
        const std::size_t length = 1 + random() % 20;
        while (word.size() < length) word += static_cast<char>("bZ"[random() % 2] - random() % 2);
        if (random() % 8 == 0) word += random() % 2 == 0 ? "é" : "7";
        for (const std::uint32_t symbol : TokensOf(word, folding).symbol) symbols.push_back(symbol);
        begins.push_back(static_cast<std::uint32_t>(text.size()));
        text += word + kBetween[random() % kBetween.size()];
      }
      const Tokens tokens = TokensOf(text, folding);
      ASSERT_EQ(tokens.symbol, symbols) << text;
      ASSERT_EQ(tokens.begin, begins) << text;
    }
  }
}

TEST(NormalizeProperty, EveryCodePointFoldsToItself) {
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(c, &text);
    const std::string once = Folded(text);
    ASSERT_EQ(Folded(once), once) << "U+" << std::hex << static_cast<std::uint32_t>(c);
  }
}

}  // namespace
}  // namespace textkin
