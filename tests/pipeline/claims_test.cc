// Which names a text claims, and under which contexts two texts can be compared.

#include "../../src/pipeline/claims.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace textkin {
namespace {

std::vector<ValueClaim> NamesIn(const std::string& text) {
  const Span all = {0, static_cast<std::uint32_t>(text.size())};
  Tokens tokens;
  Normalize(text, {&all, 1}, Folding::kFull, &tokens);
  return FindNames(text, tokens);
}

// Contexts that both texts have, with equal and with other names.
struct Compared {
  std::size_t equal = 0, other = 0;
};
Compared Compare(const std::string& a, const std::string& b) {
  Compared compared;
  const std::vector<ValueClaim> of_b = NamesIn(b);
  for (const ValueClaim& claim : NamesIn(a)) {
    for (const ValueClaim& against : of_b) {
      if (claim.context != against.context) continue;
      ++(claim.value == against.value ? compared.equal : compared.other);
    }
  }
  return compared;
}

TEST(Names, PlacesAreFoundInTheirContexts) {
  const std::string form = "水务局年度总结。今年，#共检修闸门，#河道全部清淤。";
  const auto filled = [&](const std::string& name) {
    std::string text = name + form;
    for (std::size_t at; (at = text.find('#')) != std::string::npos;) text.replace(at, 1, name);
    return text;
  };
  EXPECT_EQ(NamesIn(filled("石山区")).size(), 3u);
  const Compared other = Compare(filled("石山区"), filled("南峰区"));
  EXPECT_EQ(other.equal, 0u);
  EXPECT_EQ(other.other, 3u);
  const Compared same = Compare(filled("石山区"), filled("石山区"));
  EXPECT_EQ(same.equal, 3u);
  EXPECT_EQ(same.other, 0u);
  // A county's report and a city's: the place word belongs to the name.
  EXPECT_EQ(Compare(filled("石山县"), filled("南峰市")).other, 3u);
}

TEST(Names, OrdinaryWordsAreNone) {
  EXPECT_TRUE(
      NamesIn("我市全市各县本区社区老城区，我市各项工作，全市各项工作，各县共同努力。").empty());
  EXPECT_TRUE(NamesIn("比周边县市有了起色，比周边县市走在前头。与邻市会诊，请邻市专家。").empty());
  EXPECT_TRUE(NamesIn("The board met. The board closed. It was late. Nobody spoke.").empty());
}

TEST(Names, WhatStandsInATextOnceIsNone) {
  EXPECT_TRUE(NamesIn("洪水风险图已经发到镇里对照执行。").empty());
  // A doubled line says nothing twice.
  const std::string line = "洪水风险图已经发到镇里对照执行，随后逐户核对。";
  EXPECT_TRUE(NamesIn(line + line).empty());
}

// The title and the first sentence name the same office.
TEST(Names, ANameInOneContextTwiceIsOne) {
  const auto report = [](const std::string& name) {
    return name + "水务局2005年度总结\n" + name + "水务局在上级指导下，检修闸门。";
  };
  EXPECT_EQ(NamesIn(report("石山区")).size(), 1u);
  const Compared other = Compare(report("石山区"), report("南峰县"));
  EXPECT_EQ(other.equal, 0u);
  EXPECT_EQ(other.other, 1u);
}

TEST(Names, CapitalisedRunsClaimTheirFirstWordAndThemselves) {
  const std::string text =
      "The Dunworth County Farm Board met in May. Members of the Dunworth County Farm Board asked "
      "the "
      "Dunworth Harbour Trust for help.";
  std::string other = text;
  for (std::size_t at; (at = other.find("Dunworth")) != std::string::npos;) {
    other.replace(at, 8, "Birchstead");
  }
  // The board and the trust by their first word, and three runs as wholes.
  EXPECT_EQ(NamesIn(text).size(), 5u);
  EXPECT_EQ(Compare(text, other).other, 5u);
}

TEST(Names, RunsOfUnlikeLengthAreCompared) {
  const std::string form =
      "The second line of # treats the water, and readings from # go home each day.";
  const auto filled = [&](const std::string& name) {
    std::string text = form;
    for (std::size_t at; (at = text.find('#')) != std::string::npos;) text.replace(at, 1, name);
    return text;
  };
  const Compared other = Compare(filled("Albion Works"), filled("York Street Works"));
  EXPECT_EQ(other.equal, 0u);
  EXPECT_EQ(other.other, 2u);
}

TEST(Names, MaskedBeginningsOfRunsAreNoOtherNames) {
  const std::string text =
      "Albion County Library kept its vans. Visitors of Albion County Library came by bus.";
  std::string masked = text;
  for (std::size_t at; (at = masked.find("Albion")) != std::string::npos;)
    masked.replace(at, 6, "XXXX");
  EXPECT_EQ(Compare(text, masked).other, 0u);
}

TEST(Names, MaskedNamesClaimNothing) {
  EXPECT_TRUE(NamesIn("xx区水务局年度总结。今年，**区共检修闸门，某区河道全部清淤。").empty());
}

}  // namespace
}  // namespace textkin
