// Text printed twice, against words that are doubled on purpose.

#include "../../src/extract/doubled.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Doubled(std::string text) {
  return MarkedText(std::move(text), MarkKind::kDoubled);
}

TEST(Doubled, FindsRunsSideBySide) {
  EXPECT_THAT(
      Doubled(
          "园林局园林局 20192019 植树总结及植树总结及 20192019 年养护计划年养护计划 下面是正文。"),
      ElementsAre("园林局", "2019", "植树总结及", "2019", "年养护计划"));
}

TEST(Doubled, FindsALongRunAlone) {
  EXPECT_THAT(Doubled("这里是青山镇卫生院青山镇卫生院的通知"), ElementsAre("青山镇卫生院"));
}

TEST(Doubled, FindsTheHeadingOfAPageAboveThatOfItsText) {
  const std::string title = "青山镇卫生院2020年工作总结\n";
  EXPECT_THAT(Doubled("欢迎来到文库\n" + title + title + title + "一年来，工作进展顺利。\n"),
              ElementsAre("青山镇卫生院2020年工作总结", "青山镇卫生院2020年工作总结"));
  EXPECT_THAT(Doubled("欢迎来到文库\n" + title + title + title + title), IsEmpty());
  const std::string refrain = "海风吹过金色的沙滩\n";
  const std::string above = "第一行\n第二行\n第三行\n第四行\n第五行\n第六行\n";
  EXPECT_THAT(Doubled(above + refrain + refrain + refrain), IsEmpty());
}

TEST(Doubled, FindsAHeading) {
  EXPECT_THAT(Doubled("# 青山镇卫生院工作总结# 青山镇卫生院工作总结\n一、工作"),
              ElementsAre("# 青山镇卫生院工作总结"));
  EXPECT_THAT(Doubled("## Harbour Report## Harbour Report\nThe quay"),
              ElementsAre("## Harbour Report"));
}

TEST(Doubled, FindsEnglish) {
  EXPECT_THAT(Doubled("Harbour Report Harbour Report for the spring season"),
              ElementsAre("Harbour Report"));
  EXPECT_THAT(Doubled("Harbour ReportHarbour Report for spring"), ElementsAre("Harbour Report"));
}

TEST(Doubled, LeavesReduplication) {
  for (const std::string text :
       {"这件事要研究研究再说", "一个一个地走过来", "认认真真做事", "haha", "1010",
        "20202020 号文件", "加强领导加强领导", "again and again and again", "very very good",
        "很好很好很好很好很好很好", "New York, New York", "商量商量、研究研究",
        "bye bye, Miss American Pie"}) {
    EXPECT_THAT(Doubled(text), IsEmpty()) << text;
  }
}

TEST(Doubled, LeavesThreeCopies) {
  EXPECT_THAT(Doubled(Repeat("海风吹过金色的沙滩", 3)), IsEmpty());
  EXPECT_THAT(Doubled("generation after generation after generation of sailors"), IsEmpty());
}

TEST(Doubled, LeavesParallelMembersOfAList) {
  EXPECT_THAT(Doubled("推进能源结构调整、产业结构调整、产业布局优化"), IsEmpty());
  EXPECT_THAT(Doubled("甲方代表签字 乙方代表签字 甲方代表签字 乙方代表签字"), IsEmpty());
  EXPECT_THAT(Doubled("|------|------|------|------|"), IsEmpty());
}

TEST(Doubled, FindsATitleGluedToTheBody) {
  EXPECT_THAT(Doubled("青山镇植树工作的总结\n青山镇植树工作的总结今年春天，全镇动手。"),
              ElementsAre("青山镇植树工作的总结"));
}

TEST(Doubled, FindsATitleSetTwice) {
  const std::string body = Repeat("春天里全镇动手植树，人人有责。\n", 8);
  EXPECT_THAT(
      Doubled(body + "青山镇植树工作总结\r\n\r\n青山镇植树工作总结\r\n今年春天，全镇动手。"),
      ElementsAre("青山镇植树工作总结"));
  EXPECT_THAT(Doubled("Harbour Board Report\n\nHarbour Board Report\nThe quay was mended."),
              ElementsAre("Harbour Board Report"));
}

TEST(Doubled, LeavesLinesOfSongsAndTables) {
  EXPECT_THAT(Doubled("Row, row, row your boat,\nRow, row, row your boat,\ngently down."),
              IsEmpty());
  EXPECT_THAT(Doubled(Repeat("Total of the pier accounts\n", 3)), IsEmpty());
  EXPECT_THAT(Doubled("-----------------------\n-----------------------\nwords"), IsEmpty());
}

TEST(Doubled, LeavesATitleBehindABreadcrumb) {
  EXPECT_THAT(
      Doubled("首页 > 文库 > 青山镇植树工作的总结\n青山镇植树工作的总结今年春天，全镇动手。"),
      IsEmpty());
}

TEST(Doubled, LeavesOneRepeatedCharacter) {
  EXPECT_THAT(Doubled(Repeat("的", 5000)), IsEmpty());
  EXPECT_THAT(Doubled(Repeat("a", 5000)), IsEmpty());
}

// Texts made to cost: each period at work, periods inside periods, and no period at all.
std::string Costly(int kind, std::size_t size) {
  std::string text;
  std::uint32_t state = 1;
  for (std::size_t i = 0; text.size() < size; ++i) {
    state = state * 1664525u + 1013904223u;
    if (kind == 0) text += "的";
    if (kind == 1) text += static_cast<char>('a' + i % 79);
    if (kind == 2) text += (state >> 30) == 0 ? 'a' : 'b';
    if (kind == 3) text += static_cast<char>('a' + (i % 80 < 40 ? i % 2 : i % 3));
    if (kind == 4) text += static_cast<char>('a' + static_cast<char>(__builtin_popcountll(i) & 1));
  }
  return text;
}

TEST(Doubled, WorkGrowsWithTheSize) {
  for (int kind = 0; kind < 5; ++kind) {
    std::vector<Mark> marks;
    const std::uint64_t once = FindDoubled(Costly(kind, 200000), &marks);
    const std::uint64_t twice = FindDoubled(Costly(kind, 400000), &marks);
    EXPECT_LT(twice, once * 21 / 10) << kind;
    EXPECT_LT(twice, 400000u * 200) << kind;
  }
}

}  // namespace
}  // namespace textkin
