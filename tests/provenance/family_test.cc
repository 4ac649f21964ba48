// Edges of small families, and the traps: what looks like copying and is not.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "lifting.h"
#include "tracing.h"

namespace textkin {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const Evidence* Find(const Edge& edge, EvidenceType type) {
  for (const std::vector<Evidence>* records : {&edge.evidence, &edge.against}) {
    for (const Evidence& one : *records) {
      if (one.type == type) return &one;
    }
  }
  return nullptr;
}

TEST(Edges, AMaskedTextIsDerivedFromTheOneWithNumbers) {
  const Traced family({report(), Masked(report())});
  ASSERT_EQ(family.edges.size(), 1u);
  const Edge& edge = family.edges[0];
  EXPECT_TRUE(IsDirected(edge.relation)) << RelationName(edge.relation);
  EXPECT_EQ(edge.source, 0u);
  EXPECT_EQ(edge.derived, 1u);
  EXPECT_GT(edge.confidence, 0.5);
  const Evidence* masked = Find(edge, EvidenceType::kNumberMasked);
  ASSERT_NE(masked, nullptr);
  EXPECT_TRUE(masked->for_derived);
  EXPECT_GT(masked->nats, 2);
  EXPECT_THAT(edge.against, IsEmpty());
}

TEST(Edges, TheOrderOfIdsDoesNotDecide) {
  const Traced family({Masked(report()), report()});
  ASSERT_EQ(family.edges.size(), 1u);
  EXPECT_TRUE(IsDirected(family.edges[0].relation));
  EXPECT_EQ(family.edges[0].source, 1u);
}

TEST(Edges, EqualTextsAreIdentical) {
  const Traced family({report(), report()});
  EXPECT_THAT(family.Relations(), ElementsAre("0 identical 1"));
  EXPECT_EQ(family.edges[0].reason, "same_text");
}

// Masked against masked: no number is left to tell.
TEST(Edges, WhatHoldsOfATextHoldsOfItsTwin) {
  const Traced family({report(), report(), Masked(report()), Masked(report())});
  EXPECT_THAT(family.Directions(), UnorderedElementsAre("0>2", "0>3", "1>2", "1>3"));
  for (const Edge& edge : family.edges) {
    for (const Evidence& one : edge.evidence) EXPECT_GT(one.nats, 0);
  }
}

TEST(Edges, TwoMaskedTextsAbstain) {
  const Traced family({Masked(report()), Replaced(Masked(report()), "x", "□")});
  ASSERT_EQ(family.edges.size(), 1u);
  EXPECT_FALSE(IsDirected(family.edges[0].relation)) << RelationName(family.edges[0].relation);
  EXPECT_THAT(std::string(family.edges[0].reason), Not(IsEmpty()));
}

TEST(Edges, LongerIsNoEvidence) {
  const Traced family({report(), report() + Addition()});
  ASSERT_EQ(family.edges.size(), 1u);
  EXPECT_FALSE(IsDirected(family.edges[0].relation)) << RelationName(family.edges[0].relation);
}

// Each lacks what the other has: neither copied the other.
TEST(Edges, LossesOnBothSidesMakeACommonSource) {
  const Traced family({Masked(report()), Damaged(report())});
  EXPECT_THAT(family.Relations(), ElementsAre("0 common_source 1"));
}

TEST(Edges, WithTheSourceAtHandBothAreDerivedFromIt) {
  const Traced family({Masked(report()), report(), Damaged(report())});
  EXPECT_THAT(family.Relations(), Contains("0 common_source 2"));
  EXPECT_THAT(family.Directions(), UnorderedElementsAre("1>0", "1>2"));
}

TEST(Edges, ACopyOfACopyStandsBelowIt) {
  const std::string masked = Masked(report());
  const Traced family({Cut(masked), masked, report()});
  EXPECT_THAT(family.Directions(), UnorderedElementsAre("2>1", "2>0", "1>0"));
  const Edge* below = family.Find(1, 0);
  const Edge* far = family.Find(2, 0);
  ASSERT_TRUE(below != nullptr && far != nullptr);
  EXPECT_EQ(below->relation, Relation::kCopies);
  EXPECT_EQ(far->relation, Relation::kDerivesFrom);
}

// A cleaned copy of a page with page numbers: cheap to take away, so no proof of anything.
TEST(Edges, DebrisAloneIsWeak) {
  const auto [text, mark] = WithDebris(report());
  const Traced family({text, report()}, {{mark}, {}});
  ASSERT_EQ(family.edges.size(), 1u);
  for (const Evidence& evidence : family.edges[0].evidence) {
    EXPECT_TRUE(evidence.type != EvidenceType::kPageDebris || evidence.nats <= 1.5);
  }
}

TEST(Edges, EvidenceNamesItsPlaces) {
  const Traced family({report(), Masked(report())});
  for (const Evidence& evidence : family.edges.at(0).evidence) {
    EXPECT_THAT(SentenceOf(evidence), HasSubstr("erived"));
    for (const Quote& quote : evidence.quotes) {
      EXPECT_LE(quote.a.end, family.texts[0].size());
      EXPECT_LE(quote.b.end, family.texts[1].size());
    }
  }
}

TEST(Edges, DatesAreWeak) {
  Traced family({report(), report() + Addition()}, {}, {"2020-01-01", "2019-01-01"});
  ASSERT_EQ(family.edges.size(), 1u);
  for (const std::vector<Evidence>* records :
       {&family.edges[0].evidence, &family.edges[0].against}) {
    for (const Evidence& one : *records)
      EXPECT_TRUE(one.type != EvidenceType::kDateOrder || one.nats <= 0.7);
  }
}

// The report of the ferry has copies, and its words are at home in it: the orchard's has them from
// there. Neither is the other's copy, so each stands in a tree of its own.
// A paragraph is lifted in one piece; what stands here and there in both is a form.
TEST(Edges, PiecesHereAndThereSpeakAgainstALiftedParagraph) {
  const std::string ferry = FerryText() + PontoonParagraph(), orchard = OrchardText();
  const std::string book = FerryText().substr(FerryText().find("The ferryman keeps"));
  const auto differs = [&](const std::string& taker) {
    std::vector<std::string> texts = {ferry, taker};
    for (const char* name : {"river", "autumn", "chains", "November", "passengers", "tickets",
                             "quay", "town", "crossing", "fog", "benches", "crew", "painted"})
      texts.push_back(Replaced(ferry, name, "XX"));
    const Traced family(std::move(texts));
    const Edge* edge = family.Find(0, 1);
    const Evidence* found = edge == nullptr ? nullptr : Find(*edge, EvidenceType::kDiffers);
    return edge == nullptr ? HUGE_VAL : found == nullptr ? 0 : found->nats;
  };
  EXPECT_LT(differs(orchard + book + PontoonParagraph()), 0.1);
  EXPECT_GT(differs(book + orchard + PontoonParagraph()), 1);
}

TEST(Edges, ALiftedParagraphHasASource) {
  const std::string ferry = FerryText() + PontoonParagraph();
  std::vector<std::string> texts = {ferry, Replaced(ferry, "spring", "XXXX"),
                                    Replaced(ferry, "March", "***"),
                                    OrchardText() + PontoonParagraph()};
  // The more texts of the one tree have it, the surer it is from there.
  for (const char* name : {"river", "autumn", "chains", "November", "passengers", "tickets", "quay",
                           "town", "crossing", "fog", "benches", "crew", "painted", "book"})
    texts.push_back(Replaced(ferry, name, "XX"));
  const Traced family(std::move(texts));
  EXPECT_THAT(family.Directions(), Contains("0>3"));
  EXPECT_THAT(family.Directions(), Not(Contains(HasSubstr("3>"))));
  const Edge* edge = family.Find(0, 3);
  ASSERT_NE(edge, nullptr);
  EXPECT_EQ(edge->relation, Relation::kDerivesFrom);
  EXPECT_NE(Find(*edge, EvidenceType::kAtHome), nullptr);
  const Evidence* taken = Find(*edge, EvidenceType::kTaken);
  ASSERT_NE(taken, nullptr);
  EXPECT_THAT(SentenceOf(*taken), HasSubstr("% of the derived text"));
}

// Two texts that quote one paragraph: nothing tells who has it from whom.
TEST(Edges, AQuotationWithoutEvidenceHasNoDirection) {
  const std::string well =
      "Notes on a well. It was dug by hand, lined with brick, and covered with a slab of slate "
      "that "
      "three men could hardly shift; a bucket hung from a beam until the winch was bought.\n";
  const Traced family({OrchardText() + PontoonParagraph(), well + well + PontoonParagraph()});
  EXPECT_THAT(family.Directions(), IsEmpty());
}

TEST(Families, AreConnectedComponents) {
  std::vector<PairEvents> pairs(3);
  pairs[0].a = 1, pairs[0].b = 4;
  pairs[1].a = 2, pairs[1].b = 3;
  pairs[2].a = 4, pairs[2].b = 5;
  std::vector<PartFacts> facts(5);
  for (PartId i = 0; i < 5; ++i) facts[i].part = i + 1;
  const std::vector<Family> families = MakeFamilies(pairs, facts);
  ASSERT_EQ(families.size(), 2u);
  EXPECT_EQ(families[0].parts.size(), 3u);
  EXPECT_EQ(families[0].pairs.size(), 2u);
  EXPECT_EQ(families[1].parts.front().part, 2u);
}

}  // namespace
}  // namespace textkin
