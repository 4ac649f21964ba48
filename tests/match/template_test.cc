// Template siblings stay apart, whatever copies of them lie between.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "match/collection.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;

std::vector<ValueClaim> Values(std::uint32_t year) {
  std::vector<ValueClaim> values;
  for (std::uint64_t context = 1; context <= 12; ++context) {
    values.push_back({context, year * 100 + static_cast<std::uint32_t>(context)});
  }
  return values;
}

class TemplateTest : public ::testing::Test {
 protected:
  Shingles Near(double share) { return source_.Changed(skeleton_, share); }

  ShingleSource source_{23};
  Shingles skeleton_ = source_.Draw(400);
  Collection collection_;
};

TEST_F(TemplateTest, AMaskedCopyDoesNotBringTwoYearsTogether) {
  const Shingles of_2020 = Near(.05);
  collection_.Add(of_2020, Values(2020));
  collection_.Add(Near(.05), Values(2021));
  collection_.Add(source_.Changed(of_2020, .02));  // masked: no values
  const MatchResult result = collection_.MatchAll();
  EXPECT_THAT(MembersOf(result), ElementsAre(ElementsAre(0, 2)));
  EXPECT_EQ(FindMatch(result, 0, 1)->verdict, Verdict::kSameTemplate);
  EXPECT_EQ(FindMatch(result, 1, 2)->verdict, Verdict::kNearDuplicate) << "listed all the same";
}

TEST_F(TemplateTest, NorDoFamiliesOfCopiesOfEachYear) {
  const Shingles of_2020 = Near(.05), of_2021 = Near(.05);
  for (int i = 0; i < 3; ++i) collection_.Add(source_.Changed(of_2020, .01), Values(2020));
  for (int i = 0; i < 3; ++i) collection_.Add(source_.Changed(of_2021, .01), Values(2021));
  for (int i = 0; i < 2; ++i) collection_.Add(source_.Changed(of_2020, .02));
  for (int i = 0; i < 2; ++i) collection_.Add(source_.Changed(of_2021, .02));
  EXPECT_THAT(MembersOf(collection_.MatchAll()),
              ElementsAre(ElementsAre(0, 1, 2, 6, 7), ElementsAre(3, 4, 5, 8, 9)));
}

// The two years are no candidate of each other, only the masked copy of both.
TEST_F(TemplateTest, NorWhereNobodyProposedTheTwo) {
  const Shingles of_2020 = Near(.05);
  collection_.Add(of_2020, Values(2020));
  collection_.Add(Near(.05), Values(2021));
  collection_.Add(source_.Changed(of_2020, .02));
  const std::vector<std::pair<PartId, PartId>> candidates = {{0, 2}, {1, 2}};
  const MatchResult result = *MatchCandidates(collection_.Sketches(), collection_.Loader(),
                                              candidates, MatchOptions(), SerialFor);
  EXPECT_THAT(MembersOf(result), ElementsAre(ElementsAre(0, 2)));
  EXPECT_EQ(FindMatch(result, 0, 1)->verdict, Verdict::kSameTemplate);
  EXPECT_EQ(FindMatch(result, 1, 2)->verdict, Verdict::kNearDuplicate);
}

}  // namespace
}  // namespace textkin
