// Passages and typed differences of small texts, one thing at a time.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aligning.h"

namespace textkin {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const char kQuay[] =
    "The harbour board mended the old quay before the winter storms came in, and the fishing fleet "
    "lay safe behind it until the first calm week of spring.";
const char kZh[] =
    "全市共建成农村饮水安全工程三十处，覆盖了山区所有自然村，群众取水距离明显缩短，"
    "水质检测合格率稳步提高，受到各方好评。";

TEST(Align, FindsOnePassageOverEqualTexts) {
  const Aligned both(kQuay, kQuay);
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  const Passage& passage = both.alignment.passages[0];
  EXPECT_EQ(passage.kind, PassageKind::kVerbatim);
  EXPECT_EQ(passage.identity, 1);
  EXPECT_EQ(passage.tokens, 28u);
  EXPECT_EQ(both.InA(), both.a.substr(0, both.a.size() - 1));
  EXPECT_EQ(both.alignment.covered_a, 28u);
}

TEST(Align, NothingIsSharedByUnrelatedTexts) {
  const Aligned both(kQuay, "A wholly different sentence about orchards, ladders and late frost.");
  EXPECT_THAT(both.alignment.passages, IsEmpty());
  EXPECT_EQ(both.alignment.covered_a, 0u);
}

TEST(Align, EmptyTextsAlignWithNothing) {
  EXPECT_THAT(Aligned("", kQuay).alignment.passages, IsEmpty());
  EXPECT_THAT(Aligned(kQuay, "").alignment.passages, IsEmpty());
  EXPECT_THAT(Aligned("", "").alignment.passages, IsEmpty());
}

TEST(Align, AFormFilledWithOtherNumbersIsNoPassage) {
  const std::string form =
      "回顾#年，这条战线的工作有得有失，其中#件办结，#件移交，归纳起来有几点。";
  const auto filled = [&](const std::string& number) {
    std::string text = form;
    for (std::size_t at; (at = text.find('#')) != std::string::npos;) text.replace(at, 1, number);
    return text;
  };
  EXPECT_THAT(Aligned(filled("2015"), filled("2016")).alignment.passages, IsEmpty());
  EXPECT_THAT(Aligned(filled("2015"), filled("2015")).alignment.passages, SizeIs(1));
  EXPECT_THAT(Aligned(filled("2015"), filled("xx")).alignment.passages, SizeIs(1));
}

TEST(Align, ASloganIsNoPassage) {
  EXPECT_THAT(Aligned("我们坚持以人民为中心的发展思想。", "会议要求以人民为中心的发展思想。")
                  .alignment.passages,
              IsEmpty());
}

// Shorter than what is asked of a passage between longer texts.
TEST(Align, AShortTextTakenWholeIsAPassage) {
  const std::string notice = "下周三起图书馆闭馆三天，读者可以在门厅归还图书并领取新的借书证。";
  const std::string other =
      "今年的防汛检查从上游开始，各段堤防逐米查看，发现裂缝当场登记，由责任单位限期修补。";
  EXPECT_THAT(Aligned(notice, "通知：" + notice).alignment.passages, SizeIs(1));
  EXPECT_THAT(Aligned(notice + other + kZh, kQuay + notice + kQuay + kQuay).alignment.passages,
              IsEmpty());
}

// A mixture of two copies of one text has what both have twice.
TEST(Align, APageThatStandsTwiceIsAPassageTwice) {
  const std::string page =
      std::string(kZh) +
      "检查组还走访了三个乡镇的养护站，逐一核对台账，当场指出问题并约定了复查的日子。"
      "汛期来临之前，各段堤防由责任单位修补完毕，值守人员轮流巡查，险情随报随处。"
      "图书馆在门厅设了还书箱，读者借书的期限延长到两个月，残旧图书另行修补。"
      "渡口新建候船室一座，添置救生设备，夜间照明全部更换，旅客反映良好。";
  const std::string between = kQuay;
  const Aligned both(page, page + between + page);
  ASSERT_THAT(both.alignment.passages, SizeIs(2));
  EXPECT_EQ(both.InA(0), both.InA(1));
  EXPECT_EQ(both.InB(0), both.InB(1));
  EXPECT_LT(both.alignment.passages[0].b.end, both.alignment.passages[1].b.begin);
  // Of a sentence that stands twice, one is enough.
  EXPECT_THAT(Aligned(kZh, kZh + between + kZh).alignment.passages, SizeIs(1));
}

// A watermark that a text repeats makes an anchor with each of its places.
TEST(Align, ARepeatedPhraseBetweenDoesNotCutAPassage) {
  const std::string mark = "本页由安岭文库会员上传分享请勿转载。";
  std::string marks;
  for (int i = 0; i < 90; ++i) marks += mark;
  const std::string rest =
      "检查组还走访了三个乡镇的养护站，逐一核对台账，当场指出问题并约定了复查的日子。";
  const Aligned both(kZh + mark + rest, marks + kZh + marks.substr(0, 3 * mark.size()) + rest);
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_EQ(both.InA() + "。", both.a);
}

// What lies between is reworded throughout: too long for a chain, not for the path of the first
// sentence, which goes on over it into the last, where another chain begins.
TEST(Align, NoPassageLiesInAnother) {
  std::string middle, reworded;
  for (int i = 0; i < 80; ++i) {
    const std::string three = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26),
                               'e'};
    middle += three + " two ";
    reworded += three + " six ";
  }
  const std::string last = kQuay;
  const Aligned both(kZh + middle + last, kZh + reworded + last);
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_EQ(both.InA() + ".", both.a);
}

TEST(Align, BoundsAreThoseOfTheSharedWords) {
  const std::string before = "Minutes of an unrelated meeting on orchards. ";
  const std::string after = " Then the ladders were counted again by the gardener.";
  const Aligned both(before + kQuay + after, std::string("Something else. ") + kQuay + " End.");
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_EQ(both.InA() + ".", kQuay);
  EXPECT_EQ(both.InB() + ".", kQuay);
}

// Phrases that both share by chance lie before the passage, near enough for its chain.
TEST(Align, ChanceBeforeAPassageDoesNotCostIt) {
  const auto unrelated = [](char first) {
    std::string words;
    for (char second = 'a'; second < 'u'; ++second) words += {first, second, first, 'e', ' '};
    return words;
  };
  std::string a, b;
  for (int i = 0; i < 8; ++i) {
    const char first = static_cast<char>('b' + i);
    const std::string phrase = std::string("by its board ") + first + "uly ";
    a += unrelated(first) + phrase;
    b += unrelated(static_cast<char>(first + 9)) + phrase;
  }
  const Aligned both(a + unrelated('x') + kQuay, b + unrelated('w') + kQuay);
  ASSERT_THAT(both.alignment.passages, Not(IsEmpty()));
  EXPECT_EQ(both.InA(both.alignment.passages.size() - 1).size() + 1, std::string(kQuay).size());
}

TEST(Align, TypesMasksNumbersAndDrops) {
  const std::string source =
      "全县投入资金1200万元，新建校舍35栋，培训教师480人次，惠及农村学生6300名，工程质量全部达到国"
      "家规定标准。";
  const Aligned masked(source,
                       "全县投入资金xxxx万元，新建校舍栋，培训教师512人次，惠及农村学生6300名，工程"
                       "质量全部达到国家规定标准。");
  ASSERT_THAT(masked.alignment.passages, SizeIs(1));
  EXPECT_THAT(masked.Differences(),
              ElementsAre("masked:1200>xxxx", "dropped:35>", "renumbered:480>512"));
  EXPECT_EQ(masked.alignment.passages[0].kind, PassageKind::kMasked);
}

TEST(Align, AMaskMayHideAName) {
  const std::string before = "港口货物装卸费用标准自下月起统一调整，";
  const std::string after = "人民政府批准后，各经营单位应当在大厅公示新的价目表。";
  const Aligned both(before + "经白石港区" + after, before + "经**" + after);
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_THAT(both.Differences(), ElementsAre("masked:白石港区>**"));
  EXPECT_EQ(both.alignment.passages[0].kind, PassageKind::kMasked);
}

TEST(Align, SpunWordsAreExchanges) {
  const std::string plain =
      "一年来，教育部门按照上级要求，组织学生参加各类安全知识培训，加强日常管理，"
      "如期完成了全年工作任务，各学校按时报送总结材料。";
  const std::string spun =
      "一年来，训练部门按照上级要求，组织同学参加各类平安知识培训，增强日常管理，"
      "如期达成了全年工作任务，各学校按时报送总结材料。";
  const Aligned both(plain, spun);
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_THAT(both.Differences(),
              ElementsAre("reworded:教育>训练", "reworded:学生>同学", "reworded:安全>平安",
                          "reworded:加>增", "reworded:完>达"));
  EXPECT_EQ(both.alignment.passages[0].kind, PassageKind::kSpun);
}

TEST(Align, AnEqualCharacterDoesNotSplitAnExchangeOfWords) {
  const Aligned both(std::string(kZh) + "老师带领学生清理河道两岸的垃圾杂物并种下树苗。",
                     std::string(kZh) + "老师带领同学清理河道两岸的垃圾杂物并种下树苗。");
  EXPECT_THAT(both.Differences(), ElementsAre("reworded:学生>同学"));
}

TEST(Align, InsertedAndDeletedSentencesKeepThePassageWhole) {
  const std::string extra = "本段文字由编辑在转载时另行加入，与原文内容没有关系。";
  const Aligned both(std::string(kZh) + extra + kZh, std::string(kZh) + kZh);
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_THAT(both.Differences(), SizeIs(1));
  EXPECT_EQ(both.alignment.passages[0].differences[0].type, DifferenceType::kDeleted);
}

TEST(Align, ASwappedSentenceIsMoved) {
  const std::string one = "新建的泵站在汛期前投入运行。", two = "沿线三个乡镇的干渠全部完成清淤。";
  const Aligned both(std::string(kZh) + one + two + kZh, std::string(kZh) + two + one + kZh);
  ASSERT_FALSE(both.alignment.passages.empty());
  std::size_t moved = 0;
  for (const Difference& difference : both.alignment.passages[0].differences) {
    moved += difference.type == DifferenceType::kMoved;
  }
  EXPECT_EQ(moved, 2u);
}

TEST(Align, NamesDebrisThatAPassageRunsOver) {
  const std::string first = "全市共建成农村饮水安全工程三十处，覆盖了山区";
  const std::string page = "第 1 页 共 4 页";
  const std::string rest = "所有自然村，群众取水距离明显缩短，水质检测合格率稳步提高。";
  const auto begin = static_cast<std::uint32_t>(first.size());
  const Mark mark = {{begin, begin + static_cast<std::uint32_t>(page.size())}, MarkKind::kDebris};
  const Aligned both(first + page + rest, first + rest, {mark});
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_THAT(both.Differences(), ElementsAre("debris:" + page + ">"));
  EXPECT_EQ(both.alignment.passages[0].differences[0].b, (Span{begin, begin}));
  EXPECT_EQ(both.alignment.passages[0].kind, PassageKind::kVerbatim);
  const Aligned turned(first + rest, first + page + rest, {}, {mark});
  EXPECT_THAT(turned.Differences(), ElementsAre("debris:>" + page));
}

TEST(Align, FindsPassagesInAnyOrder) {
  const std::string x = kQuay, y = kZh;
  const Aligned both(x + "\nAn unrelated line stands here.\n" + y,
                     y + "\n另有一行无关的内容。\n" + x);
  EXPECT_THAT(both.alignment.passages, SizeIs(2));
}

TEST(Align, RepetitiveTextsCostLinearTime) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "的";
  const Aligned both(text, text + "了");
  ASSERT_THAT(both.alignment.passages, SizeIs(1));
  EXPECT_EQ(both.alignment.covered_a, 200000u);
}

}  // namespace
}  // namespace textkin
