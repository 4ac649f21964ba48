// Clusters and the pairs that are listed for them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "match/collection.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;

// Part i has the blocks i and i + 1 of 200 shingles: kin of its neighbours alone.
Collection Chain(std::size_t parts) {
  ShingleSource source(1);
  std::vector<Shingles> blocks;
  for (std::size_t i = 0; i <= parts; ++i) blocks.push_back(source.Draw(200));
  Collection collection;
  for (std::size_t i = 0; i < parts; ++i) collection.Add(Joined({blocks[i], blocks[i + 1]}));
  return collection;
}

TEST(Clusters, JoinByLinks) {
  const MatchResult result = Chain(3).MatchAll();
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_EQ(result.clusters[0], (Cluster{{0, 1, 2}, 0, ClusterKind::kMixed, 0, true}));
  EXPECT_THAT(PairsOf(result), ElementsAre(Pair(0, 1), Pair(1, 2)));
}

TEST(Clusters, JoinLongChains) {
  const MatchResult result = Chain(1000).MatchAll();
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_EQ(result.clusters[0].members.size(), 1000u);
}

TEST(Clusters, OfAnthologyAndPartAreContained) {
  ShingleSource source(2);
  std::vector<Shingles> works;
  for (int i = 0; i < 4; ++i) works.push_back(source.Draw(300));
  Collection collection;
  collection.Add(works[0]);
  collection.Add(Joined(works));
  const MatchResult result = collection.MatchAll();
  EXPECT_EQ(result.clusters,
            std::vector<Cluster>({{{0, 1}, 1, ClusterKind::kContained, .25, true}}));
  EXPECT_EQ(FindMatch(result, 0, 1)->verdict, Verdict::kContained);
}

TEST(Clusters, AreRepresentedByTheMostShinglesThenTheSmallestId) {
  ShingleSource source(3);
  const Shingles root = source.Draw(200);
  Collection collection;
  collection.Add(Shingles(root.begin(), root.begin() + 180));
  collection.Add(root);
  collection.Add(source.Changed(root, .05));
  EXPECT_EQ(collection.MatchAll().clusters.at(0).representative, 1u);
}

TEST(Clusters, SayTheLeastResemblanceToTheRepresentative) {
  ShingleSource source(4);
  const Shingles root = source.Draw(200);
  Collection collection;
  collection.Add(root);
  collection.Add(Shingles(root.begin(), root.begin() + 160));
  collection.Add(Shingles(root.begin(), root.begin() + 120));
  const Cluster cluster = collection.MatchAll().clusters.at(0);
  EXPECT_DOUBLE_EQ(cluster.min_resemblance, .6);
  EXPECT_EQ(cluster.kind, ClusterKind::kNearDuplicate);
}

TEST(Clusters, WithNearAndContainedMembersAreMixed) {
  ShingleSource source(5);
  const Shingles root = source.Draw(400);
  Collection collection;
  collection.Add(root);
  collection.Add(Shingles(root.begin(), root.begin() + 350));
  collection.Add(Shingles(root.begin(), root.begin() + 100));
  EXPECT_EQ(collection.MatchAll().clusters.at(0).kind, ClusterKind::kMixed);
}

// Three copies of one report and two of its sibling; the siblings are listed, not joined.
TEST(Clusters, KeepTemplateSiblingsApart) {
  ShingleSource source(6);
  const Shingles root = source.Draw(300);
  const std::vector<ValueClaim> first = {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}};
  const std::vector<ValueClaim> second = {{1, 6}, {2, 7}, {3, 8}, {4, 9}, {5, 10}};
  Collection collection;
  for (const auto& values : {first, second, first, second, first}) {
    collection.Add(source.Changed(root, .02), values);
  }
  const MatchResult result = collection.MatchAll();
  EXPECT_THAT(MembersOf(result), ElementsAre(ElementsAre(0, 2, 4), ElementsAre(1, 3)));
  EXPECT_EQ(result.matches.size(), 10u);
  EXPECT_EQ(FindMatch(result, 0, 1)->verdict, Verdict::kSameTemplate);
  EXPECT_EQ(FindMatch(result, 0, 2)->verdict, Verdict::kNearDuplicate);
}

Collection Family(std::size_t members, std::size_t copies) {
  ShingleSource source(8);
  const Shingles root = source.Draw(300);
  Collection collection;
  for (std::size_t i = 0; i < members; ++i) collection.Add(source.Changed(root, .1));
  for (std::size_t i = 0; i < copies; ++i) collection.AddCopy(0);
  return collection;
}

TEST(ListedPairs, AreAllUpToTheCompleteGroup) {
  const MatchResult result = Family(200, 56).MatchAll();
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_TRUE(result.clusters[0].complete);
  EXPECT_EQ(result.matches.size(), 256u * 255 / 2);
}

TEST(ListedPairs, AreTheBestPartnersBeyondTheCompleteGroup) {
  const Collection collection = Family(200, 57);
  const MatchResult result = collection.MatchAll();
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_FALSE(result.clusters[0].complete);
  EXPECT_LE(result.matches.size(), 257u * 13);
  const PartId representative = result.clusters[0].representative;
  std::vector<std::size_t> listed(collection.size());
  for (const Match& match : result.matches) {
    ++listed[match.a];
    ++listed[match.b];
  }
  for (PartId part = 0; part < collection.size(); ++part) {
    if (part == representative) continue;
    EXPECT_NE(FindMatch(result, std::min(part, representative), std::max(part, representative)),
              nullptr);
    EXPECT_GE(listed[part], 2u) << part;
  }
}

TEST(ListedPairs, HaveExactNumbers) {
  for (const std::size_t members : {60, 400}) {
    const Collection collection = Family(members, 0);
    for (const Match& match : collection.MatchAll().matches) {
      Match exact = CompareShingles(collection.content(match.a).shingles,
                                    collection.content(match.b).shingles);
      exact.a = match.a;
      exact.b = match.b;
      exact.verdict = Verdict::kNearDuplicate;
      ASSERT_EQ(match, exact);
    }
  }
}

TEST(ListedPairs, AreAscending) {
  const MatchResult result = Family(300, 20).MatchAll();
  const std::vector<Pair> pairs = PairsOf(result);
  EXPECT_TRUE(std::is_sorted(pairs.begin(), pairs.end()));
  EXPECT_EQ(std::set<Pair>(pairs.begin(), pairs.end()).size(), pairs.size());
}

}  // namespace
}  // namespace textkin
