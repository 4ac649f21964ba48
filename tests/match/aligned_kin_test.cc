// Kin where passages decide, and names that tell two texts of one template apart.

#include <gtest/gtest.h>

#include <optional>

#include "match/collection.h"

namespace textkin {
namespace {

// Two parts of 200 shingles that share 60 of them, with passages over these shares of either.
struct Outcome {
  std::optional<Verdict> verdict;
  std::size_t clusters = 0;
};
Outcome WithShares(double of_a, double of_b, std::size_t shared = 60) {
  ShingleSource source(1);
  const Shingles common = source.Draw(shared);
  Collection collection;
  collection.Add(Joined({common, source.Draw(200 - shared)}));
  collection.Add(Joined({common, source.Draw(200 - shared)}));
  PartLoader loader = collection.Loader();
  loader.aligned_shares = [&](PartId, PartId) { return AlignedShares{of_a, of_b, true}; };
  const MatchResult result =
      MatchParts(collection.Sketches(), loader, MatchOptions(), SerialFor).value();
  const Match* match = FindMatch(result, 0, 1);
  return {match == nullptr ? std::nullopt : std::optional(match->verdict), result.clusters.size()};
}

TEST(AlignedKin, HalfOfTheShorterPartIsKin) {
  EXPECT_EQ(WithShares(.49, .9).verdict, std::nullopt);
  EXPECT_EQ(WithShares(.5, .9).verdict, Verdict::kPartial);
  EXPECT_EQ(WithShares(.5, .9).clusters, 1u);
}

TEST(AlignedKin, HalfOfBothJoinsAndLessOfEitherDoesNot) {
  EXPECT_EQ(WithShares(.5, .5, 90).clusters, 1u);
  EXPECT_EQ(WithShares(.5, .5, 60).clusters, 0u);  // scattered sentences: few shingles
  const Outcome outcome = WithShares(.6, .4);
  EXPECT_EQ(outcome.verdict, Verdict::kPartial);
  EXPECT_EQ(outcome.clusters, 0u);
  EXPECT_EQ(WithShares(.8, .4).clusters, 1u);
}

// Part 0 is put together from 1 and 2, which have nothing to do with each other.
TEST(AlignedKin, AMixtureJoinsItsMainSource) {
  ShingleSource source(1);
  const Shingles one = source.Draw(110), two = source.Draw(100);
  Collection collection;
  collection.Add(Joined({one, two}));
  collection.Add(Joined({one, source.Draw(90)}));
  collection.Add(Joined({two, source.Draw(90)}));
  PartLoader loader = collection.Loader();
  loader.aligned_shares = [&](PartId, PartId b) {
    return b == 1 ? AlignedShares{.52, .55, true} : AlignedShares{.5, .52, true};
  };
  const MatchResult result =
      MatchParts(collection.Sketches(), loader, MatchOptions(), SerialFor).value();
  ASSERT_NE(FindMatch(result, 0, 2), nullptr);
  EXPECT_EQ(FindMatch(result, 0, 2)->verdict, Verdict::kPartial);
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_EQ(result.clusters[0].members, (std::vector<PartId>{0, 1}));
}

// Part 0 holds all of part 1; with a second source, it is no copy of part 1 with additions.
std::size_t ClustersOfHolder(bool with_second_source) {
  ShingleSource source(1);
  const Shingles one = source.Draw(100), two = source.Draw(100);
  Collection collection;
  collection.Add(Joined({one, two, source.Draw(100)}));
  collection.Add(one);
  if (with_second_source) collection.Add(Joined({two, source.Draw(90)}));
  PartLoader loader = collection.Loader();
  loader.aligned_shares = [](PartId, PartId) { return AlignedShares{.33, .55, false}; };
  return MatchParts(collection.Sketches(), loader, MatchOptions(), SerialFor)
      .value()
      .clusters.size();
}

TEST(AlignedKin, AMixtureThatHoldsAPartIsNoCopyOfIt) {
  EXPECT_EQ(ClustersOfHolder(false), 1u);
  EXPECT_EQ(ClustersOfHolder(true), 0u);
}

// Part 0 is put together from 2 and others; part 1 is the first 60 % of it, where nothing of 2 is.
std::size_t ClustersOfPiece(bool with_second_source) {
  ShingleSource source(1);
  const Shingles kept = source.Draw(120), two = source.Draw(80);
  Collection collection;
  collection.Add(Joined({kept, two}));
  collection.Add(kept);
  if (with_second_source) collection.Add(Joined({two, source.Draw(60)}));
  PartLoader loader = collection.Loader();
  loader.aligned_shares = [](PartId, PartId) { return AlignedShares{.4, .57, false}; };
  return MatchParts(collection.Sketches(), loader, MatchOptions(), SerialFor)
      .value()
      .clusters.size();
}

TEST(AlignedKin, APieceOfAMixtureWithoutItsOtherSourceIsNoCopyOfIt) {
  EXPECT_EQ(ClustersOfPiece(false), 1u);
  EXPECT_EQ(ClustersOfPiece(true), 0u);
}

// Part 1 is part 0 cut short; part 2 uses half of part 0, which is most of what part 1 kept.
TEST(AlignedKin, AHolderOfACutCopyIsNoCopyOfTheText) {
  ShingleSource source(1);
  const Shingles used = source.Draw(100), kept = source.Draw(20);
  Collection collection;
  collection.Add(Joined({used, kept, source.Draw(80)}));
  collection.Add(Joined({used, kept}));
  collection.Add(Joined({used, source.Draw(500)}));
  PartLoader loader = collection.Loader();
  loader.aligned_shares = [](PartId, PartId) { return AlignedShares{.45, .16, true}; };
  const MatchResult result =
      MatchParts(collection.Sketches(), loader, MatchOptions(), SerialFor).value();
  ASSERT_NE(FindMatch(result, 1, 2), nullptr);
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_EQ(result.clusters[0].members, (std::vector<PartId>{0, 1}));
}

TEST(AlignedKin, WhatShinglesContainNeedsNoPassages) {
  const Outcome outcome = WithShares(0, 0, 170);
  EXPECT_EQ(outcome.verdict, Verdict::kNearDuplicate);
  EXPECT_EQ(outcome.clusters, 1u);
}

std::optional<Verdict> WithNames(const std::vector<ValueClaim>& a,
                                 const std::vector<ValueClaim>& b) {
  ShingleSource source(2);
  const Shingles text = source.Draw(200);
  Collection collection;
  collection.Add(source.Changed(text, .05), {}, a);
  collection.Add(source.Changed(text, .05), {}, b);
  const MatchResult result = collection.MatchAll();
  const Match* match = FindMatch(result, 0, 1);
  return match == nullptr ? std::nullopt : std::optional(match->verdict);
}

TEST(Names, OtherNamesMakeATemplate) {
  EXPECT_EQ(WithNames({{1, 7}, {2, 7}}, {{1, 8}, {2, 8}}), Verdict::kSameTemplate);
}

TEST(Names, EqualOnesOutweighHalfAsManyOthers) {
  EXPECT_EQ(WithNames({{1, 7}, {2, 7}, {3, 7}}, {{1, 8}, {2, 8}, {3, 7}}), Verdict::kNearDuplicate);
  EXPECT_EQ(WithNames({{1, 7}, {2, 7}, {3, 7}, {4, 7}}, {{1, 8}, {2, 8}, {3, 8}, {4, 7}}),
            Verdict::kSameTemplate);
}

TEST(Names, MaskedNamesSayNothing) {
  EXPECT_EQ(WithNames({{1, 7}, {2, 7}}, {}), Verdict::kNearDuplicate);
  EXPECT_EQ(WithNames({{1, 7}}, {{2, 8}}), Verdict::kNearDuplicate);
}

}  // namespace
}  // namespace textkin
