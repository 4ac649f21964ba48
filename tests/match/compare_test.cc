// The exact numbers of one pair.

#include <gtest/gtest.h>

#include <iterator>

#include "match/collection.h"

namespace textkin {
namespace {

TEST(CompareShingles, GivesResemblanceAndContainments) {
  const Match match = CompareShingles(Shingles{1, 2, 3, 4}, Shingles{3, 4, 5});
  EXPECT_DOUBLE_EQ(match.resemblance, .4);
  EXPECT_DOUBLE_EQ(match.containment_a, .5);
  EXPECT_DOUBLE_EQ(match.containment_b, 2. / 3);
}

TEST(CompareShingles, GivesZeroForEmptySets) {
  EXPECT_EQ(CompareShingles(Shingles{}, Shingles{}), Match());
  EXPECT_EQ(CompareShingles(Shingles{1}, Shingles{}), Match());
  EXPECT_EQ(CompareShingles(Shingles{}, Shingles{1}), Match());
}

// Sizes up to 300 to 1, so that both ways of counting are taken.
TEST(CompareShingles, AgreesWithSetIntersection) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 500; ++round) {
    const auto draw = [&](std::size_t most) {
      std::set<std::uint64_t> set;
      const std::size_t size = 1 + random() % most;
      while (set.size() < size) set.insert(random() % 1000);
      return Shingles(set.begin(), set.end());
    };
    const Shingles a = draw(round % 2 == 0 ? 5 : 300), b = draw(300);
    Shingles common;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
    const auto count = static_cast<double>(common.size());
    const Match match = CompareShingles(a, b);
    EXPECT_DOUBLE_EQ(match.containment_a, count / static_cast<double>(a.size()));
    EXPECT_DOUBLE_EQ(match.containment_b, count / static_cast<double>(b.size()));
    EXPECT_DOUBLE_EQ(match.resemblance, count / (static_cast<double>(a.size() + b.size()) - count));
  }
}

}  // namespace
}  // namespace textkin
