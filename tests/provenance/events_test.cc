// Events of hand-made pairs: what is found, on which side, and what must not be.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lifting.h"
#include "pairing.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr char kReport[] =
    "渡口管理所全年开展安全检查46次，发现隐患128处，全部按期整改；更换救生衣320件，修复浮桥2座，并"
    "在汛期前完成了三个码头的清淤。"
    "职工食堂改造工程于秋季动工，预计明年投入使用，期间就餐安排在临时大棚。";

std::string ReplacedIn(std::string text, const std::string& what, const std::string& with) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
    ++count;
  }
  EXPECT_GT(count, 0u) << what;
  return text;
}

TEST(Events, ANumberMaskedSaysThatTheMaskCameLater) {
  const Paired pair(kReport, ReplacedIn(ReplacedIn(kReport, "46", "xx"), "128", "xxx"));
  EXPECT_THAT(pair.Events(), ElementsAre("number_masked b 2"));
  EXPECT_THAT(pair.Quotes(0), ElementsAre("46>xx", "128>xxx"));
}

TEST(Events, TheSideDecides) {
  const Paired pair(ReplacedIn(kReport, "320", "**"), kReport);
  EXPECT_THAT(pair.Events(), ElementsAre("number_masked a 1"));
}

TEST(Events, MaskedAgainstMaskedSaysNothing) {
  const Paired pair(ReplacedIn(kReport, "46", "xx"), ReplacedIn(kReport, "46", "**"));
  EXPECT_THAT(pair.Events(), IsEmpty());
  EXPECT_EQ(pair.pair.edits.restyled, 1u);
}

TEST(Events, AMaskDroppedSaysNothing) {
  const Paired pair(ReplacedIn(kReport, "46", "xx"), ReplacedIn(kReport, "46", ""));
  EXPECT_THAT(pair.Events(), IsEmpty());
}

TEST(Events, ANumberDropped) {
  const Paired pair(kReport, ReplacedIn(kReport, "128", ""));
  EXPECT_THAT(pair.Events(), ElementsAre("number_dropped b 1"));
}

TEST(Events, ANumberThatGoesWithItsSentenceIsNotDropped) {
  const Paired pair(kReport, ReplacedIn(kReport, "更换救生衣320件，", ""));
  EXPECT_THAT(pair.Events(), IsEmpty());
  EXPECT_EQ(pair.pair.edits.only_a, 1u);
}

TEST(Events, SeveralNumbersThatBecameOne) {
  const Paired pair(kReport,
                    ReplacedIn(ReplacedIn(kReport, "46", "785820333"), "128", "785820333"));
  EXPECT_THAT(pair.Events(), ElementsAre("number_collapsed b 2"));
}

TEST(Events, ANumberChangedIsNoCollapse) {
  const Paired pair(kReport, ReplacedIn(ReplacedIn(kReport, "46", "51"), "128", "97"));
  EXPECT_THAT(pair.Events(), IsEmpty());
  EXPECT_EQ(pair.pair.edits.renumbered, 2u);
}

TEST(Events, NumbersSpelledOut) {
  const Paired pair(kReport, ReplacedIn(kReport, "46", "四十六"));
  EXPECT_THAT(pair.Events(), ElementsAre("number_respelled b 1"));
}

TEST(Events, ANameBehindAMask) {
  const Paired pair("Harlow County Board met in spring and counted forty new boats on the river.",
                    "XXXX County Board met in spring and counted forty new boats on the river.");
  // The passage begins behind the name.
  EXPECT_THAT(pair.Events(), IsEmpty());
  const Paired inner(
      "In the spring the Harlow County Board counted forty new boats on the river near the mill.",
      "In the spring the XXXX County Board counted forty new boats on the river near the mill.");
  EXPECT_THAT(inner.Events(), ElementsAre("name_masked b 1"));
}

TEST(Events, OneWordLeftOutEverywhere) {
  const std::string text =
      "全县建成网络中心三个，网上办事大厅一处，网格员队伍已经配齐，乡镇网点全部开通，农户可以就近缴"
      "费，夜间也有人值守。";
  EXPECT_THAT(Paired(text, ReplacedIn(text, "网", "")).Events(), ElementsAre("word_dropped b 4"));
}

TEST(Events, AWordLeftOutHereAndThereIsAnEdit) {
  const std::string text =
      "全县建成网络中心三个，网上办事大厅一处，网格员队伍已经配齐，乡镇网点全部开通，农户可以就近缴"
      "费，夜间也有人值守。";
  std::string edited = text;
  edited.erase(edited.find("网上"), std::string("网").size());
  EXPECT_THAT(Paired(text, edited).Events(), IsEmpty());
}

TEST(Events, SignsLeftOutInsideWords) {
  const std::string text =
      "Each spring the well-known ferry runs half-hourly between the old mill and the far-off "
      "lighthouse on weekdays, and the crew keeps a hand-written log of every single crossing.";
  EXPECT_THAT(Paired(text, ReplacedIn(text, "-", "")).Events(), ElementsAre("word_dropped b 4"));
}

TEST(Events, ASentenceCutOff) {
  const std::string text = kReport;
  const std::string cut = text.substr(0, text.find("清淤"));
  EXPECT_THAT(Paired(text, cut).Events(), ElementsAre("truncated b 1"));
}

TEST(Events, ATextThatEndsWithASentenceIsNotCut) {
  const std::string text = kReport;
  const std::string first = text.substr(0, text.find("职工食堂"));
  EXPECT_THAT(Paired(text, first).Events(), IsEmpty());
}

constexpr char kFerry[] =
    "Each spring the ferry runs between the old mill and the lighthouse, and the crew keeps a "
    "record of 235.3 tons. Towards autumn the harbour master surveys the landing and mends it.";

// A text with `what` in it at a word, and the mark of it.
std::pair<std::string, Mark> Inserted(std::string text, const std::string& what, std::size_t at) {
  text.insert(at, what);
  return {text,
          {{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + what.size())},
           MarkKind::kDebris}};
}

TEST(Events, WhatDebrisBreaksIsNoEdit) {
  const std::string text = kFerry;
  for (const char* broken : {"ghthouse", "5.3", ".3 tons"}) {
    const auto [with, mark] = Inserted(text, " Page 2 of 9 ", text.find(broken));
    const Paired pair(text, with, {}, {mark});
    EXPECT_THAT(pair.Events(), ElementsAre("page_debris b 1")) << broken;
    EXPECT_EQ(pair.pair.edits, Edits()) << broken;
  }
}

TEST(Events, NumbersInsideWordsAreDebris) {
  const std::string text = kFerry;
  std::string with = text;
  with.insert(with.find("arbour"), "\n2. ");
  with.insert(with.find("ghthouse"), "\n1. ");
  const Paired pair(text, with);
  EXPECT_THAT(pair.Events(), ElementsAre("page_debris b 2"));
  EXPECT_EQ(pair.pair.edits, Edits());
}

TEST(Events, NumbersOfItemsAreNotDebris) {
  const std::string text = kFerry;
  std::string with = text;
  with.insert(with.find("Towards"), "\n2. ");
  EXPECT_THAT(Paired(text, with).Events(), IsEmpty());
}

TEST(Events, PageDebrisOfOneSide) {
  const std::string debris = "第 1 页 共 4 页";
  const std::string text = kReport;
  const std::size_t at = text.find("更换");
  std::string with = text;
  with.insert(at, debris);
  const Mark mark = {
      {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + debris.size())},
      MarkKind::kDebris};
  EXPECT_THAT(Paired(text, with, {}, {mark}).Events(), ElementsAre("page_debris b 1"));
  const Paired both(with, with, {mark}, {mark});
  EXPECT_THAT(both.Events(), IsEmpty());
  EXPECT_EQ(both.pair.shared_debris, 1u);
}

TEST(Events, ALineBrokenInAWord) {
  const std::string text = kReport;
  std::string broken = text;
  broken.insert(broken.find("清淤"), "\n\n");
  EXPECT_THAT(Paired(text, broken).Events(), ElementsAre("word_broken b 1"));
}

TEST(Events, AllSignsOfAKindWrittenOtherwiseIsOneEditOfOneHand) {
  const std::string text = kReport;
  const Paired plain(text, ReplacedIn(text, "，", ",")), wide(ReplacedIn(text, "，", ","), text);
  EXPECT_THAT(plain.Events(), IsEmpty());
  EXPECT_EQ(plain.pair.edits.restyled, 1u);
  EXPECT_THAT(wide.Events(), IsEmpty());
  EXPECT_EQ(wide.pair.edits.restyled, 1u);
}

TEST(Events, SignsInTwoFormsSayThatTheMixtureCameLater) {
  const std::string text = kReport;
  const std::string mixed =
      ReplacedIn(text.substr(0, text.size() / 2), "，", ",") + text.substr(text.size() / 2);
  EXPECT_THAT(Paired(text, mixed).Events(), ElementsAre(StartsWith("width b ")));
  const std::string plain = ReplacedIn(text, "，", ",");
  EXPECT_THAT(Paired(mixed, plain).Events(), ElementsAre(StartsWith("width a ")));
}

TEST(Events, ASlipInOneFormIsNoMixture) {
  std::string text;
  for (int i = 0; i < 3; ++i) text += kReport;
  std::string slip = ReplacedIn(text, "，", ",");
  slip.replace(slip.find(","), 1, "，");
  EXPECT_THAT(Paired(text, slip).Events(), IsEmpty());
}

TEST(Events, OfEqualTextsAreNone) { EXPECT_THAT(Paired(kReport, kReport).Events(), IsEmpty()); }

TEST(Events, KeepTheFirstQuotesOfMany) {
  std::string text, masked;
  for (int i = 10; i < 30; ++i) {
    text += "第" + std::to_string(i) + "号渡船本季度准点率继续提高，";
    masked += "第xx号渡船本季度准点率继续提高，";
  }
  const Paired pair(text, masked);
  ASSERT_EQ(pair.pair.events.size(), 1u);
  EXPECT_EQ(pair.pair.events[0].loci, 20u);
  EXPECT_EQ(pair.pair.events[0].quotes.size(), kMaxQuotes);
}

// A paragraph on a ferry in a report of an orchard: what it speaks of, only the ferry's text does.
TEST(Events, WordsAreAtHomeInTheTextThatUsesThemElsewhere) {
  const Paired lifted(FerryText() + PontoonParagraph(), OrchardText() + PontoonParagraph());
  EXPECT_THAT(lifted.Events(), ElementsAre(StartsWith("at_home b ")));
  const Paired turned(OrchardText() + PontoonParagraph(), FerryText() + PontoonParagraph());
  EXPECT_THAT(turned.Events(), ElementsAre(StartsWith("at_home a ")));
}

TEST(Events, WhatRulesPutInIsSpun) {
  const std::string a =
      "The harbour crew moored the barge at noon, and the harbour crane lifted nine crates of "
      "tiles "
      "onto the quay before the tide turned against them.";
  const std::string b = ReplacedIn(a, "harbour", "port");
  const AlignableText ready_a = Ready(a, {}), ready_b = Ready(b, {});
  const Alignment alignment = Align(ready_a, ready_b, AlignOptions());
  std::vector<SpunPlace> spun;
  for (std::uint32_t i = 0; i < alignment.passages.at(0).differences.size(); ++i)
    spun.push_back({0, i, true});
  const PairEvents pair = FindEvents({0, a, &ready_a, {}}, {1, b, &ready_b, {}}, alignment, spun);
  ASSERT_EQ(pair.events.size(), 1u);
  EXPECT_EQ(pair.events[0].type, EvidenceType::kWordSpun);
  EXPECT_TRUE(pair.events[0].in_b);
  EXPECT_EQ(pair.events[0].loci, 2u);
  EXPECT_EQ(pair.edits.reworded, 0u);
}

}  // namespace
}  // namespace textkin
