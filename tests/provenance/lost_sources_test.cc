// Documents that are lost, told by their copies, and the text that the copies show.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tracing.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// All copies beside the first, which is restored.
RestoredText RestoredFrom(const std::vector<std::string>& copies) {
  const AlignableText best = Ready(copies[0], {});
  const std::vector<Span> kept = {{0, static_cast<std::uint32_t>(copies[0].size())}};
  std::vector<std::vector<Span>> kept_of_others;
  std::vector<OtherCopy> others;
  for (std::size_t i = 1; i < copies.size(); ++i)
    kept_of_others.push_back({{0, static_cast<std::uint32_t>(copies[i].size())}});
  for (std::size_t i = 1; i < copies.size(); ++i) {
    const AlignableText other = Ready(copies[i], {});
    others.push_back({copies[i], kept_of_others[i - 1],
                      FindEvents({0, copies[0], &best, {}}, {1, copies[i], &other, {}},
                                 Align(best, other, AlignOptions()), {}, copies[0].size())});
  }
  return Restore(copies[0], kept, others);
}

TEST(LostSources, TwoThatEachLackWhatTheOtherHasComeFromAThird) {
  const Traced family({Damaged(report()), Masked(report())});
  ASSERT_THAT(family.Relations(), ElementsAre("0 common_source 1"));
  ASSERT_EQ(family.lost.size(), 1u);
  EXPECT_THAT(family.lost[0].copies, ElementsAre(0u, 1u));
  EXPECT_EQ(family.lost[0].source, std::nullopt);
  EXPECT_EQ(family.edges[0].lost_source, 0u);
}

TEST(LostSources, NoneIsNamedWhereTheSourceIsThere) {
  const Traced family({Cut(report()), Masked(report()), report()});
  EXPECT_THAT(family.lost, IsEmpty());
  for (const Edge& edge : family.edges) EXPECT_EQ(edge.lost_source, std::nullopt);
}

TEST(LostSources, NoneIsNamedForASourceAndItsCopy) {
  EXPECT_THAT(Traced({report(), Masked(report())}).lost, IsEmpty());
}

// What both of two copies have and their source lacks stood in something between.
TEST(LostSources, AParagraphThatTheSourceLacksTellsOfOneBetween) {
  const std::string between =
      report() + Addition() +
      "候船室的墙上挂着历年的水位标尺，最高的一道刻痕在门框以上，来访的学生常常站在下面合影，"
      "管理员便讲起那年夏天的故事。";
  const Traced family(
      {report(), Masked(between),
       Replaced(Damaged(report()), "职工", "员工") + between.substr(report().size())});
  ASSERT_EQ(family.lost.size(), 1u);
  EXPECT_THAT(family.lost[0].copies, ElementsAre(1u, 2u));
  EXPECT_EQ(family.lost[0].source, 0u);
}

TEST(Restore, PutsBackEveryNumberThatACopyHas) {
  const std::string first = Replaced(Replaced(report(), "46", "xx"), "75", "xx");
  const std::string second = Replaced(Replaced(report(), "128", "xxx"), "46", "xx");
  const std::string third = Replaced(report(), "75", "xx");
  const RestoredText restored = RestoredFrom({first, second, third});
  EXPECT_EQ(restored.text, report());
  EXPECT_EQ(restored.places, 2u);
}

TEST(Restore, PutsBackADroppedNumberWithItsBlank) {
  const std::string whole =
      "The ferry office ran 46 drills in spring and repaired 128 buoys before the flood season "
      "began.";
  EXPECT_EQ(RestoredFrom({Replaced(whole, " 128", ""), Replaced(whole, "46", "xx")}).text, whole);
}

TEST(Restore, FinishesWhatBreaksOff) {
  const RestoredText restored = RestoredFrom({Cut(report()), Masked(report())});
  EXPECT_THAT(restored.text, HasSubstr("候船室改建成展览室"));
  EXPECT_THAT(restored.text, HasSubstr("安全检查46次"));
}

TEST(Restore, LeavesWhatNobodyHas) {
  const RestoredText restored = RestoredFrom({Masked(report()), Masked(report())});
  EXPECT_EQ(restored.text, Masked(report()));
  EXPECT_EQ(restored.places, 0u);
}

TEST(Teasers, TheBeginningAloneIsNoCopy) {
  const std::string shown = report().substr(0, report().find("更换救生衣"));
  const Traced family({report(), shown + "…… 阅读全文"});
  EXPECT_THAT(family.Relations(), ElementsAre("0 teaser 1"));
  EXPECT_EQ(family.edges[0].reason, "beginning_only");
}

TEST(Teasers, ATextThatBreaksOffIsACopy) {
  const Traced family({report(), Cut(report())});
  EXPECT_THAT(family.Relations(), Not(ElementsAre("0 teaser 1")));
}

TEST(Teasers, TheEndOfATextIsNone) {
  const std::string end = report().substr(report().find("夜航班次"));
  EXPECT_THAT(Traced({report(), end + "……"}).Relations(), Not(ElementsAre("0 teaser 1")));
}

}  // namespace
}  // namespace textkin
