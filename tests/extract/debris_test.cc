// Page numbers in a text.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Debris(std::string text) {
  return MarkedText(std::move(text), MarkKind::kDebris);
}

TEST(Debris, FindsPageOfCountInMidSentence) {
  EXPECT_THAT(Debris("校队在省赛中夺得第 2 页 共 4 页6 项冠军，全校振奋。"),
              ElementsAre("第 2 页 共 4 页"));
}

TEST(Debris, FindsItsSpellings) {
  for (const std::string page :
       {"第1页共13页", "第 1 页 / 共4页", "第1页/共4页", "第１页　共４页", "第二页共十二页",
        "第1页（共4页）", "第 1 頁 共 4 頁", "共 4 页 第 1 页", "共4页，第1页", "Page 3 of 12",
        "PAGE 3 OF 12", "Page 3/12", "第九十九页共一百零三页"}) {
    EXPECT_THAT(Debris("湖边的风" + page + "吹了一夜。"), ElementsAre(page)) << page;
  }
}

TEST(Debris, FindsPageNumbersThatFillALine) {
  for (const std::string page :
       {"第 3 页", "- 3 -", "— 3 —", "-- 3 --", "－１２－", "Page 3", "page 3", "3 / 12", "3/12",
        "page 3 of 12", "第 ** 页", "第x页", "Page xx", "Page of"}) {
    EXPECT_THAT(Debris("上文还没有完\n  " + page + " \r\n下文接着说"), ElementsAre(page)) << page;
  }
}

TEST(Debris, FindsNumbersThatASiteMasked) {
  for (const std::string page :
       {"第 x 页 共 xx 页", "第x页，共xx页", "第 ** 页 共 ** 页", "第 \\*\\* 页 共 \\*\\* 页",
        "第 某 页 共 某 页", "第 □ 页 共 □ 页", "第 ＸＸ 页 共 ＸＸ 页", "第 3 页 共 xx 页",
        "第 ** 页 共 十五 页", "共 x 页 第 x 页", "第  页 共  页", "第 ** 页 共  页", "第页共页"}) {
    EXPECT_THAT(Debris("湖边的风" + page + "吹了一夜。"), ElementsAre(page)) << page;
  }
  for (const std::string page : {"Page x of xx", "Page N of N", "Page ** of **", "Page _ of __",
                                 "Page 3 of xx", "Page \\*\\* of \\*\\*"}) {
    EXPECT_THAT(Debris("wind from " + page + " the lake"), ElementsAre(page)) << page;
  }
}

TEST(Debris, FindsEnglishPageNumbersInWordsAndWithoutNumbers) {
  for (const std::string page : {"Page three of 24", "Page two of twelve", "Page  of"}) {
    EXPECT_THAT(Debris("wind from " + page + "  the lake"), ElementsAre(page)) << page;
  }
}

TEST(Debris, LeavesPageNumbersThatBelongToASentence) {
  for (const std::string text : {"见第 3 页的表格",
                                 "全书共 4 页",
                                 "第3页共4处错误",
                                 "第 5 页 共 4 页",
                                 "See page 3 of the annex.",
                                 "see page 3 of 12 now",
                                 "Page 9 of 3",
                                 "Homepage 3 of 12",
                                 "得分 3 / 12 偏低",
                                 "— 三 —",
                                 "3 -",
                                 "13 / 12",
                                 "第x页的表格",
                                 "Page None of 12",
                                 "Page None",
                                 "全书共 xx 页",
                                 "第三部共某页",
                                 "Page of the book",
                                 "Page X of Xerxes",
                                 "Page one of oneness",
                                 "Page  of the book",
                                 "第123456页共999999页",
                                 "Page 3 of 12th"}) {
    EXPECT_THAT(Debris(text), IsEmpty()) << text;
  }
}

TEST(Debris, FindsNeighboursWithoutASeparator) {
  EXPECT_THAT(Debris("甲第1页共2页第2页共2页乙"), ElementsAre("第1页共2页", "第2页共2页"));
}

TEST(Debris, ReadsToTheLastByte) {
  EXPECT_THAT(Debris("第"), IsEmpty());
  EXPECT_THAT(Debris("第1"), IsEmpty());
  EXPECT_THAT(Debris("Page"), IsEmpty());
  EXPECT_THAT(Debris("完第1页共1页"), ElementsAre("第1页共1页"));
}

}  // namespace
}  // namespace textkin
