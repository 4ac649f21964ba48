// Which pairs between clusters of a large group are listed.

#include "best_kin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Match KinOf(PartId a, PartId b, double resemblance, Verdict verdict = Verdict::kNearDuplicate) {
  Match match;
  match.a = a;
  match.b = b;
  match.resemblance = resemblance;
  match.verdict = verdict;
  return match;
}

std::vector<std::pair<PartId, PartId>> Kept(std::size_t most, std::vector<Match> matches) {
  KeepBestKin(most, &matches);
  std::vector<std::pair<PartId, PartId>> ends;
  for (const Match& match : matches) ends.emplace_back(match.a, match.b);
  return ends;
}

TEST(BestKin, OfEitherPartStay) {
  // 1-3 is the second of 1 and of 3; 2-3 is the best of 2.
  EXPECT_THAT(Kept(1, {KinOf(1, 3, 0.7), KinOf(1, 4, 0.9), KinOf(2, 3, 0.8)}),
              ElementsAre(testing::Pair(1, 4), testing::Pair(2, 3)));
  EXPECT_THAT(Kept(1, {KinOf(1, 3, 0.8), KinOf(1, 4, 0.8)}),
              ElementsAre(testing::Pair(1, 3), testing::Pair(1, 4)));
}

TEST(BestKin, PairsOfOneTemplateStayAndCountForNothing) {
  const Match sibling = KinOf(1, 2, 0.95, Verdict::kSameTemplate);
  EXPECT_THAT(Kept(1, {sibling, KinOf(1, 3, 0.5), KinOf(2, 3, 0.6), KinOf(2, 4, 0.7),
                       KinOf(1, 5, 0.6), KinOf(5, 6, 0.9), KinOf(3, 6, 0.8)}),
              SizeIs(5));
}

TEST(BestKin, GrowWithTheParts) {
  std::vector<Match> matches;
  for (PartId a = 0; a < 100; ++a) {
    for (PartId b = 100; b < 200; ++b) matches.push_back(KinOf(a, b, 1.0 / (1 + a + b % 7)));
  }
  EXPECT_LE(Kept(12, matches).size(), 12u * 200);
}

}  // namespace
}  // namespace textkin
