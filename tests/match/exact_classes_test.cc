// Exact copies: who stands for whom, and who matches nobody.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "match/collection.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ExactClasses, ListCopiesAsIdentical) {
  Collection collection;
  collection.Add({1, 2, 3});
  collection.Add({4, 5, 6});
  collection.AddCopy(0);
  const MatchResult result = collection.MatchAll();
  EXPECT_THAT(result.matches, ElementsAre(Match{0, 2, 1, 1, 1, Verdict::kIdentical}));
  EXPECT_EQ(result.clusters, std::vector<Cluster>({{{0, 2}, 0, ClusterKind::kIdentical, 1, true}}));
  EXPECT_EQ(result.stats.exact_copies, 1u);
}

TEST(ExactClasses, AreSplitWhenTextsDifferUnderOneHash) {
  Collection collection;
  for (PartId part = 0; part < 6; ++part) {
    collection.Add({});
    collection.SetHash(part, {1, 1});
    collection.SetText(part, part % 3 == 0 ? "one" : part % 3 == 1 ? "two" : "three");
  }
  EXPECT_THAT(MembersOf(collection.MatchAll()),
              ElementsAre(ElementsAre(0, 3), ElementsAre(1, 4), ElementsAre(2, 5)));
}

// Equal shingles are not equal texts: the numbers may differ.
TEST(ExactClasses, AreNotMadeByEqualShingles) {
  Collection collection;
  collection.Add({1, 2, 3});
  collection.Add({1, 2, 3});
  const MatchResult result = collection.MatchAll();
  EXPECT_THAT(result.matches, ElementsAre(Match{0, 1, 1, 1, 1, Verdict::kNearDuplicate}));
}

TEST(ExactClasses, MatchPartsShorterThanAShingle) {
  Collection collection;
  collection.Add({});
  collection.Add({});
  collection.AddCopy(0);
  EXPECT_THAT(MembersOf(collection.MatchAll()), ElementsAre(ElementsAre(0, 2)));
}

TEST(ExactClasses, LeaveOutPartsWithoutTokens) {
  Collection collection;
  for (PartId part = 0; part < 3; ++part) {
    collection.Add({});
    collection.SetHash(part, {});
    collection.SetText(part, "");
  }
  const MatchResult result = collection.MatchAll();
  EXPECT_THAT(result.clusters, IsEmpty());
  EXPECT_THAT(result.matches, IsEmpty());
}

TEST(ExactClasses, JoinTheClusterOfTheirHead) {
  ShingleSource source(1);
  Collection collection;
  const Shingles root = source.Draw(200);
  collection.Add(root);
  collection.Add(source.Changed(root, .1));
  collection.AddCopy(1);
  collection.AddCopy(0);
  const MatchResult result = collection.MatchAll();
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_THAT(result.clusters[0].members, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(PairsOf(result),
              ElementsAre(Pair(0, 1), Pair(0, 2), Pair(0, 3), Pair(1, 2), Pair(1, 3), Pair(2, 3)));
}

// Copies on both sides of a pair of unequal sizes: each listed pair must have its own containments.
TEST(ExactClasses, PassOnTheNumbersOfTheirHeadsInOrder) {
  ShingleSource source(2);
  Collection collection;
  const Shingles inner = source.Draw(300);
  collection.Add(inner);
  collection.Add(Joined({inner, source.Draw(300)}));
  collection.AddCopy(0);
  const MatchResult result = collection.MatchAll();
  EXPECT_EQ(*FindMatch(result, 0, 1), (Match{0, 1, .5, 1, .5, Verdict::kNearDuplicate}));
  EXPECT_EQ(*FindMatch(result, 1, 2), (Match{1, 2, .5, .5, 1, Verdict::kNearDuplicate}));
}

TEST(ExactClasses, OfNoPartsAreNone) {
  const MatchResult result = Collection().MatchAll();
  EXPECT_THAT(result.clusters, IsEmpty());
  EXPECT_THAT(result.matches, IsEmpty());
}

}  // namespace
}  // namespace textkin
