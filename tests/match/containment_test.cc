// Which containments join clusters: collections and formulas must not chain what is unrelated.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "match/collection.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ContainmentTest : public ::testing::Test {
 protected:
  Shingles Head(const Shingles& of, std::size_t count) {
    return {of.begin(), of.begin() + static_cast<long>(count)};
  }

  ShingleSource source_{17};
  Shingles first_ = source_.Draw(300);
  Shingles second_ = source_.Draw(300);
  Shingles third_ = source_.Draw(300);
  Collection collection_;
};

TEST_F(ContainmentTest, AnAnthologyLinksNoneOfItsUnrelatedParts) {
  collection_.Add(first_);
  collection_.Add(Joined({first_, second_, third_}));
  collection_.Add(third_);
  const MatchResult result = collection_.MatchAll();
  EXPECT_THAT(MembersOf(result), IsEmpty());
  EXPECT_THAT(PairsOf(result), ElementsAre(Pair(0, 1), Pair(1, 2))) << "listed all the same";
}

TEST_F(ContainmentTest, NorDoTwoCopiesOfTheAnthology) {
  collection_.Add(first_);
  collection_.Add(Joined({first_, second_, third_}));
  collection_.Add(Joined({first_, second_, source_.Changed(third_, .1)}));
  collection_.Add(second_);
  EXPECT_THAT(MembersOf(collection_.MatchAll()), ElementsAre(ElementsAre(1, 2)));
}

TEST_F(ContainmentTest, AnAnthologyJoinsTheOnePartThatIsKnown) {
  collection_.Add(Joined({first_, second_, third_}));
  collection_.Add(second_);
  collection_.Add(source_.Changed(second_, .1));
  EXPECT_THAT(MembersOf(collection_.MatchAll()), ElementsAre(ElementsAre(0, 1, 2)));
}

TEST_F(ContainmentTest, ASharedPreambleLinksNoneOfItsHolders) {
  const Shingles preamble = Head(first_, 80);
  collection_.Add(preamble);
  collection_.Add(Joined({preamble, second_}));
  collection_.Add(Joined({preamble, third_}));
  EXPECT_THAT(MembersOf(collection_.MatchAll()), IsEmpty());
}

TEST_F(ContainmentTest, CopiesCutShorterAndShorterStayTogether) {
  const Shingles whole = Joined({first_, second_, third_});
  collection_.Add(whole);
  collection_.Add(Head(whole, 450));
  collection_.Add(Head(whole, 200));
  collection_.Add(Head(whole, 100));
  EXPECT_THAT(MembersOf(collection_.MatchAll()), ElementsAre(ElementsAre(0, 1, 2, 3)));
}

// What an executor leaves out after a stop must not be looked for.
TEST_F(ContainmentTest, SurvivesAnExecutorThatStops) {
  for (int i = 0; i < 60; ++i) collection_.Add(source_.Changed(first_, .05));
  for (std::size_t allowed = 0; allowed < 120; ++allowed) {
    std::size_t calls = 0;
    collection_.MatchAll({}, [&](std::size_t count, const std::function<void(std::size_t)>& body) {
      for (std::size_t i = 0; i < count; ++i) {
        if (calls++ < allowed) body(i);
      }
    });
  }
}

TEST_F(ContainmentTest, UnderStrictNothingCountsButResemblance) {
  MatchOptions options;
  options.strict = true;
  collection_.Add(first_);
  collection_.Add(Joined({first_, Head(second_, 299)}));
  EXPECT_THAT(MembersOf(collection_.MatchAll(options)), ElementsAre(ElementsAre(0, 1)));
}

}  // namespace
}  // namespace textkin
