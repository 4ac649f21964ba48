// Kin and verdicts of single pairs.

#include <gtest/gtest.h>

#include <optional>

#include "match/collection.h"

namespace textkin {
namespace {

// Parts of 200 shingles that share `shared` of them, the second with `more` on top.
std::optional<Verdict> VerdictOn(std::size_t shared, std::size_t more,
                                 std::vector<ValueClaim> values_a = {},
                                 std::vector<ValueClaim> values_b = {},
                                 const MatchOptions& options = {}) {
  ShingleSource source(1);
  const Shingles common = source.Draw(shared);
  Collection collection;
  collection.Add(Joined({common, source.Draw(200 - shared)}), std::move(values_a));
  collection.Add(Joined({common, source.Draw(200 - shared + more)}), std::move(values_b));
  const MatchResult result = collection.MatchAll(options);
  const Match* match = FindMatch(result, 0, 1);
  if (match == nullptr) return std::nullopt;
  EXPECT_EQ(result.clusters.size(), match->verdict == Verdict::kSameTemplate ? 0u : 1u);
  return match->verdict;
}

// One value a context 1, 2, 3, ...
std::vector<ValueClaim> Values(const std::vector<std::uint32_t>& values) {
  std::vector<ValueClaim> claims;
  for (const std::uint32_t value : values) claims.push_back({claims.size() + 1, value});
  return claims;
}

TEST(Verdict, NearDuplicateFromTheThreshold) {
  EXPECT_EQ(VerdictOn(180, 0), Verdict::kNearDuplicate);  // J = .82
  MatchOptions options;
  options.threshold = .9;
  EXPECT_EQ(VerdictOn(180, 0, {}, {}, options), Verdict::kContained);
}

TEST(Verdict, ContainedFromFourFifths) {
  EXPECT_EQ(VerdictOn(160, 400), Verdict::kContained);
  EXPECT_EQ(VerdictOn(159, 400), Verdict::kPartial);
}

TEST(Verdict, PartialFromHalfOfTheSmallerSide) {
  EXPECT_EQ(VerdictOn(100, 0), Verdict::kPartial);
  EXPECT_EQ(VerdictOn(99, 0), std::nullopt);
}

TEST(Verdict, UnderStrictIsResemblanceAlone) {
  MatchOptions options;
  options.strict = true;
  EXPECT_EQ(VerdictOn(160, 400, {}, {}, options), std::nullopt);  // contained, J = .25
  EXPECT_EQ(VerdictOn(140, 0, Values({1, 2, 3, 4}), Values({5, 6, 7, 8}), options),
            Verdict::kNearDuplicate);
}

TEST(Verdict, SameTemplateWhenMostValuesDiffer) {
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 3, 4}), Values({5, 6, 7, 4})), Verdict::kSameTemplate);
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 3, 4}), Values({5, 6, 3, 4})), Verdict::kNearDuplicate);
}

TEST(Verdict, SameTemplateNeedsFourComparableValuesOrThreeOthers) {
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 3}), Values({5, 6, 7})), Verdict::kSameTemplate);
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 3}), Values({5, 6, 3})), Verdict::kNearDuplicate);
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2}), Values({5, 6})), Verdict::kNearDuplicate);
  EXPECT_EQ(VerdictOn(100, 0, Values({1, 2, 3}), Values({5, 6, 7})), Verdict::kPartial);
  EXPECT_EQ(VerdictOn(100, 0, Values({1, 2, 3, 4}), Values({5, 6, 7, 8})), Verdict::kSameTemplate);
}

// Months of a year, rows of a table: every number stands between the same words.
TEST(Verdict, ValuesOfOneContextAreComparedAsASet) {
  const auto in_one_context = [](const std::vector<std::uint32_t>& values) {
    std::vector<ValueClaim> claims;
    for (const std::uint32_t value : values) claims.push_back({1, value});
    return claims;
  };
  EXPECT_EQ(VerdictOn(190, 0, in_one_context({1, 2, 3, 4}), in_one_context({5, 6, 7, 8})),
            Verdict::kSameTemplate);
  // One row came in before the others: its number differs from nothing.
  EXPECT_EQ(VerdictOn(190, 0, in_one_context({2, 3, 4, 5}), in_one_context({1, 2, 3, 4, 5})),
            Verdict::kNearDuplicate);
}

TEST(Verdict, SameTemplateNeedsCommonContexts) {
  const std::vector<ValueClaim> elsewhere = {{11, 5}, {12, 6}, {13, 7}, {14, 8}};
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 3, 4}), elsewhere), Verdict::kNearDuplicate);
}

// A masked text has no values left where the masks stand.
TEST(Verdict, MasksAreNoOtherValues) {
  const std::vector<ValueClaim> three_left = {{1, 1}, {2, 2}, {9, 9}};
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 3, 4, 5, 6, 7, 8, 9}), three_left),
            Verdict::kNearDuplicate);
}

TEST(Verdict, OneYearInManyPlacesIsOneValue) {
  EXPECT_EQ(VerdictOn(190, 0, Values({2015, 2015, 2015, 2015, 2015, 1, 2, 3}),
                      Values({2016, 2016, 2016, 2016, 2016, 1, 2, 3})),
            Verdict::kNearDuplicate);
}

TEST(Verdict, CorruptConstantIsNoOtherValue) {
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 3, 4, 5, 6}), Values({99, 99, 99, 99, 99, 99})),
            Verdict::kNearDuplicate);
  // On either side.
  EXPECT_EQ(VerdictOn(190, 0, Values({99, 99, 99, 99, 99, 99}), Values({1, 2, 3, 4, 5, 6})),
            Verdict::kNearDuplicate);
}

TEST(Verdict, ValuesBesideACorruptConstantStillDecide) {
  EXPECT_EQ(
      VerdictOn(190, 0, Values({1, 2, 3, 11, 12, 13, 14}), Values({99, 99, 99, 21, 22, 23, 24})),
      Verdict::kSameTemplate);
  EXPECT_EQ(
      VerdictOn(190, 0, Values({1, 2, 3, 11, 12, 13, 14}), Values({99, 99, 99, 11, 12, 13, 24})),
      Verdict::kNearDuplicate);
}

// Small numbers stand against several others each, on both sides: nobody overwrites a text with
// three constants.
TEST(Verdict, SmallNumbersThatRecurAreNoConstants) {
  EXPECT_EQ(
      VerdictOn(190, 0, Values({1, 1, 1, 2, 2, 2, 3, 3, 3}), Values({4, 5, 6, 4, 5, 6, 4, 5, 6})),
      Verdict::kSameTemplate);
  // Two constants: of the copy and of its source.
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 1, 1, 2, 2, 2}), Values({4, 5, 6, 7, 8, 9})),
            Verdict::kNearDuplicate);
}

// Two of its places show no constant, but they are one witness.
TEST(Verdict, AValueAgainstTwoOthersCountsOnce) {
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 5, 6}), Values({99, 99, 7, 6})),
            Verdict::kNearDuplicate);
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 5, 8, 6}), Values({99, 99, 7, 9, 6})),
            Verdict::kSameTemplate);
}

// Its other places have no like in the other text, whose numbers are spelt out there.
TEST(Verdict, CorruptConstantIsKnownByItsOtherPlaces) {
  std::vector<ValueClaim> overwritten = Values({99, 99, 7, 9, 6});
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 5, 8, 6}), overwritten), Verdict::kSameTemplate);
  overwritten.push_back({77, 99});
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 5, 8, 6}), overwritten), Verdict::kNearDuplicate);
  // A number that both have somewhere is no constant.
  EXPECT_EQ(VerdictOn(190, 0, Values({1, 2, 5, 8, 99}), Values({99, 99, 7, 9, 99})),
            Verdict::kSameTemplate);
}

TEST(Verdict, NamesAreThoseOfTheResults) {
  EXPECT_EQ(VerdictName(Verdict::kIdentical), "identical");
  EXPECT_EQ(VerdictName(Verdict::kNearDuplicate), "near_duplicate");
  EXPECT_EQ(VerdictName(Verdict::kContained), "contained");
  EXPECT_EQ(VerdictName(Verdict::kPartial), "partial");
  EXPECT_EQ(VerdictName(Verdict::kSameTemplate), "same_template");
  EXPECT_EQ(ClusterKindName(ClusterKind::kIdentical), "identical");
  EXPECT_EQ(ClusterKindName(ClusterKind::kNearDuplicate), "near_duplicate");
  EXPECT_EQ(ClusterKindName(ClusterKind::kContained), "contained");
  EXPECT_EQ(ClusterKindName(ClusterKind::kMixed), "mixed");
}

}  // namespace
}  // namespace textkin
