// Masks: what hides something, and what only looks like it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "textkin/normalize.h"

namespace textkin {
namespace {

std::vector<std::string> Masks(const std::string& text) {
  Tokens tokens;
  const Span whole{0, static_cast<std::uint32_t>(text.size())};
  Normalize(text, {&whole, 1}, Folding::kFull, &tokens);
  std::vector<std::string> masks;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.kind[i] == TokenKind::kMask)
      masks.push_back(text.substr(tokens.begin[i], tokens.length[i]));
  }
  EXPECT_EQ(masks.size(), tokens.masks);
  return masks;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Mask, FindsRunsOfX) {
  EXPECT_THAT(Masks("培训xxxx名教师"), ElementsAre("xxxx"));
  EXPECT_THAT(Masks("XX区教育局"), ElementsAre("XX"));
  EXPECT_THAT(Masks("ＸＸ县"), ElementsAre("ＸＸ"));
  EXPECT_THAT(Masks("a total of xxx pupils"), ElementsAre("xxx"));
}

TEST(Mask, FindsOneXBesideChinese) {
  EXPECT_THAT(Masks("x市x年x月"), ElementsAre("x", "x", "x"));
  EXPECT_THAT(Masks("增长x%"), ElementsAre("x"));
}

TEST(Mask, FindsPartlyMaskedNumbers) {
  EXPECT_THAT(Masks("20xx年"), ElementsAre("20xx"));
  EXPECT_THAT(Masks("xx.xx%"), ElementsAre("xx.xx"));
  EXPECT_THAT(Masks("x,xxx元"), ElementsAre("x,xxx"));
}

TEST(Mask, LeavesTheXOfWords) {
  EXPECT_THAT(Masks("X光检查，X射线，X轴"), IsEmpty());
  EXPECT_THAT(Masks("1+X证书，C1驾照"), IsEmpty());
  EXPECT_THAT(Masks("an X-ray of a box, exxon, x-axis, x = 3"), IsEmpty());
  EXPECT_THAT(Masks("a 3x4 grid, 3×4"), IsEmpty());
  EXPECT_THAT(Masks("Chapter XX and Louis XX"), IsEmpty());
}

TEST(Mask, LetsOtherMasksDecideOverALoneX) {
  EXPECT_THAT(Masks("in x schools"), IsEmpty());
  EXPECT_THAT(Masks("xx pupils, xxx teachers, xx% passed, in x schools."),
              ElementsAre("xx", "xxx", "xx", "x"));
}

TEST(Mask, LetsOtherMasksDecideOverABracketedX) {
  EXPECT_THAT(Masks("函数f（x）的值"), IsEmpty());
  EXPECT_THAT(Masks("xx名师生参加国际（x）论坛，共xx场，xx人获奖"),
              ElementsAre("xx", "x", "xx", "xx"));
}

TEST(Mask, FindsStarsThatOnlyLookLikeAPairOfEmphasisMarks) {
  EXPECT_THAT(Masks("市委、市**召开全市会议,颁发了决定,纳入县市区**年度考核指标"),
              ElementsAre("**", "**"));
  EXPECT_THAT(Masks("观看《***在教学中的应用》案例，参加由中国**和联合国组织的展览"),
              ElementsAre("***", "**"));
}

TEST(Mask, FindsStars) {
  EXPECT_THAT(Masks("在市委、市**的领导下"), ElementsAre("**"));
  EXPECT_THAT(Masks("上传人:飞****"), ElementsAre("****"));
  EXPECT_THAT(Masks("\\*\\*区教育局"), ElementsAre("\\*\\*"));
  EXPECT_THAT(Masks("＊＊公司"), ElementsAre("＊＊"));
  EXPECT_THAT(Masks("**省**市**区"), ElementsAre("**", "**", "**"));
}

TEST(Mask, LeavesEmphasisAndRules) {
  EXPECT_THAT(Masks("**Note** that this is **very important** here"), IsEmpty());
  EXPECT_THAT(Masks("**重点工作** 如下"), IsEmpty());
  EXPECT_THAT(Masks("今年要**抓好防汛备汛工作**和灾后重建"), IsEmpty());
  EXPECT_THAT(Masks("一、**加强学习，提高认识。**全年组织学习"), IsEmpty());
  EXPECT_THAT(Masks("a ***very important*** and **quite new** thing"), IsEmpty());
  EXPECT_THAT(Masks("一段\n*****\n二段"), IsEmpty());
  EXPECT_THAT(Masks("* item one\n* item two"), IsEmpty());
}

TEST(Mask, FindsHiddenNames) {
  EXPECT_THAT(Masks("某市某区，某某公司，张某"), ElementsAre("某", "某", "某某", "某"));
  EXPECT_THAT(Masks("某些学校，某种意义，某个人，某一天"), IsEmpty());
}

TEST(Mask, FindsNumbersHiddenBehindMou) {
  EXPECT_THAT(Masks("处罚某户，兑现某%，奖励某万元"), ElementsAre("某", "某", "某"));
  // What may be an ordinary word is a mask in a text that masks elsewhere.
  EXPECT_THAT(Masks("某人某次提到某件事"), IsEmpty());
  EXPECT_THAT(Masks("处罚某户，兑现某%，奖励某万元，培训某人某次，某些学校"),
              ElementsAre("某", "某", "某", "某", "某"));
}

TEST(Mask, FindsNumbersHiddenBehindN) {
  EXPECT_THAT(Masks("raised $N million, N% of it"), ElementsAre("N", "N"));
  EXPECT_THAT(Masks("in N towns, for N, by N, N at a time"), IsEmpty());
  EXPECT_THAT(Masks("in N towns, for N, by N, N at a time, for $N"),
              ElementsAre("N", "N", "N", "N", "N"));
  EXPECT_THAT(Masks("$N million, N% in, N% out: N towns for N.\nN. Services (N)"),
              ElementsAre("N", "N", "N", "N", "N", "N", "N"));
  EXPECT_THAT(Masks("$N, $N, $N by N. Smith, N/A and N-type, n towns"), ElementsAre("N", "N", "N"));
  EXPECT_THAT(Masks("增长N%，减少N%，达到N%，共N个"), ElementsAre("N", "N", "N", "N"));
}

TEST(Mask, FindsBoxesCirclesAndBlanks) {
  EXPECT_THAT(Masks("〇〇市，○○县"), ElementsAre("〇〇", "○○"));
  EXPECT_THAT(Masks("二〇〇八年，二○一五年"), IsEmpty());
  EXPECT_THAT(Masks("姓名____，□□公司，第□号"), ElementsAre("____", "□□", "□"));
  EXPECT_THAT(Masks("snake__case __init__"), IsEmpty());
  EXPECT_THAT(Masks(R"(\_\_\_ pupils, \_\_.\_\_%, a\_b)"),
              ElementsAre(R"(\_\_\_)", R"(\_\_)", R"(\_\_)"));
  EXPECT_THAT(Masks("金额███元"), ElementsAre("███"));
  EXPECT_THAT(Masks("××县××局"), ElementsAre("××", "××"));
}

TEST(Mask, FindsEnglishRedactions) {
  EXPECT_THAT(Masks("Mr [REDACTED] of ____ (redacted)"),
              ElementsAre("REDACTED", "____", "redacted"));
  EXPECT_THAT(Masks("a redacted copy"), IsEmpty());
}

}  // namespace
}  // namespace textkin
