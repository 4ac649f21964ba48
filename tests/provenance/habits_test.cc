// What sites do to all their texts, learnt from several families.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tracing.h"

namespace textkin {
namespace {

constexpr std::size_t kMasked = static_cast<std::size_t>(EvidenceType::kNumberMasked);
constexpr std::uint32_t kOrigin = 1, kMasking = 2, kFaithful = 3;

// An original and two copies, one with its numbers masked, the other cut.
void AddFamily(PartId first, std::vector<PairEvents>* pairs, std::vector<PartFacts>* facts) {
  const std::vector<std::string> texts = {report(), Masked(report()), Cut(report())};
  std::vector<AlignableText> ready;
  for (const std::string& text : texts) ready.push_back(Ready(text, {}));
  for (PartId a = 0; a < texts.size(); ++a) {
    PartFacts of;
    of.part = first + a;
    of.site = kOrigin + a;
    facts->push_back(of);
    for (PartId b = a + 1; b < texts.size(); ++b) {
      pairs->push_back(FindEvents({first + a, texts[a], &ready[a], {}},
                                  {first + b, texts[b], &ready[b], {}},
                                  Align(ready[a], ready[b], AlignOptions())));
    }
  }
}

std::vector<Family> Families(PartId count) {
  std::vector<PairEvents> pairs;
  std::vector<PartFacts> facts;
  for (PartId i = 0; i < count; ++i) AddFamily(3 * i, &pairs, &facts);
  std::vector<Family> families = MakeFamilies(std::move(pairs), std::move(facts));
  LearnHabits(&families, SerialFor);
  return families;
}

TEST(Habits, WhatASiteAlwaysDoesIsUsualThereAndUnusualElsewhere) {
  for (const Family& family : Families(5)) {
    for (const PartFacts& part : family.parts) {
      if (part.site == kMasking) {
        EXPECT_LT(part.unusual[kMasked], -0.3);
      } else if (part.site == kFaithful) {
        EXPECT_GT(part.unusual[kMasked], 0.3);
      }
    }
  }
}

TEST(Habits, APartDoesNotSpeakForItself) {
  const std::vector<Family> families = Families(1);
  ASSERT_EQ(families.size(), 1u);
  for (const PartFacts& part : families[0].parts) EXPECT_EQ(part.unusual[kMasked], 0);
}

TEST(Habits, SpeakForTheTextThatFollowsThem) {
  double nats = 0;
  for (const Edge& edge : FindEdges(Families(5)[0])) {
    for (const Evidence& one : edge.evidence) {
      if (edge.derived == 1 && one.type == EvidenceType::kSiteHabit) nats = one.nats;
    }
  }
  EXPECT_GT(nats, 0.1);
}

// An original, an edited copy with page debris, and copies of that on a site that cleans and on one
// that does not.
TEST(Habits, SitesThatCleanTextsAreTold) {
  constexpr PartId kTexts = 4;
  std::vector<PairEvents> pairs;
  std::vector<PartFacts> facts;
  for (PartId family = 0; family < 5; ++family) {
    std::string edited = report() + Addition();
    for (const char* word : {"安全", "整改", "秋季", "旅客", "良好"})
      edited = Replaced(edited, word, "改写");
    const auto [littered, mark] = WithDebris(edited);
    const std::string texts[] = {report(), littered, Replaced(edited, "46", "xx"),
                                 Replaced(littered, "128", "xxx")};
    const std::vector<Mark> marks[] = {{}, {mark}, {}, {mark}};
    std::vector<AlignableText> ready;
    for (PartId i = 0; i < kTexts; ++i) ready.push_back(Ready(texts[i], marks[i]));
    for (PartId a = 0; a < kTexts; ++a) {
      PartFacts of;
      of.part = family * kTexts + a;
      of.site = 1 + a;
      facts.push_back(of);
      for (PartId b = a + 1; b < kTexts; ++b) {
        pairs.push_back(FindEvents({of.part, texts[a], &ready[a], marks[a]},
                                   {family * kTexts + b, texts[b], &ready[b], marks[b]},
                                   Align(ready[a], ready[b], AlignOptions())));
      }
    }
  }
  std::vector<Family> families = MakeFamilies(std::move(pairs), std::move(facts));
  LearnHabits(&families, SerialFor);
  for (const Family& family : families) {
    EXPECT_LT(family.parts[2].unusual_cleaning, 0);
    EXPECT_GT(family.parts[2].unusual_keeping, 0);
    EXPECT_GT(family.parts[3].unusual_cleaning, 0.3);
    EXPECT_LT(family.parts[3].unusual_keeping, 0);
  }
}

}  // namespace
}  // namespace textkin
