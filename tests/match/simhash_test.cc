// SimHash candidates against all pairs.

#include <gtest/gtest.h>

#include <bit>

#include "match/collection.h"

namespace textkin {
namespace {

// Parts with given SimHash values and the same shingles, so that every candidate is kin.
class SimHashCollection {
 public:
  explicit SimHashCollection(std::vector<std::uint64_t> values) : values_(std::move(values)) {
    std::vector<std::uint32_t> order;
    for (const std::uint64_t value : values_) {
      Sketch sketch;
      sketch.simhash = value;
      sketch.shingles = 1;
      sketch.content = {1, order.size() + 1};
      order.push_back(table_.Append(sketch));
    }
    table_.SetOrder(order);
  }

  MatchResult Match(const MatchOptions& options) const {
    const PartLoader loader = {[](PartId) {
                                 return PartContent{{7}, {}, {}};
                               },
                               [](PartId a, PartId b) { return a == b; }};
    return MatchParts(table_, loader, options, SerialFor).value();
  }

  std::size_t CountNear(unsigned distance) const {
    std::size_t near = 0;
    for (std::size_t b = 0; b < values_.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        near += static_cast<unsigned>(std::popcount(values_[a] ^ values_[b])) <= distance;
      }
    }
    return near;
  }

 private:
  std::vector<std::uint64_t> values_;
  SketchTable table_;
};

std::vector<std::uint64_t> ClusteredValues(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> values;
  while (values.size() < count) {
    const std::uint64_t center = random();
    values.push_back(center);
    for (unsigned flips = 1; flips <= 16; ++flips) {
      std::uint64_t value = center;
      for (unsigned i = 0; i < flips; ++i) value ^= std::uint64_t{1} << random() % 64;
      values.push_back(value);
    }
  }
  return values;
}

MatchOptions SimHashOptions(unsigned distance) {
  MatchOptions options;
  options.sketch = CandidateSketch::kSimHash;
  options.simhash_distance = distance;
  options.strict = true;
  return options;
}

TEST(SimHashCandidates, AreAllPairsWithinTheDistance) {
  const SimHashCollection collection(ClusteredValues(1700, 1));
  for (const unsigned distance : {0u, 3u, 7u, 10u, 15u}) {
    const MatchResult result = collection.Match(SimHashOptions(distance));
    EXPECT_EQ(result.stats.large_buckets, 0u);
    EXPECT_EQ(result.stats.candidate_pairs, collection.CountNear(distance)) << distance;
  }
}

TEST(SimHashCandidates, StayLinearWhenAllValuesAreNear) {
  std::vector<std::uint64_t> values(20000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::uint64_t{1} << i % 64;
  const MatchResult result = SimHashCollection(std::move(values)).Match(SimHashOptions(10));
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_EQ(result.clusters[0].members.size(), 20000u);
  EXPECT_LT(result.stats.candidate_pairs, 20000u * 64);
}

TEST(SimHashCandidates, ComeWithContainmentUnlessStrict) {
  ShingleSource source(2);
  Collection collection;
  const Shingles inner = source.Draw(400);
  collection.Add(inner);
  collection.Add(Joined({inner, source.Draw(1600)}));
  MatchOptions options = SimHashOptions(3);
  EXPECT_TRUE(collection.MatchAll(options).clusters.empty());
  options.strict = false;
  EXPECT_EQ(collection.MatchAll(options).clusters.size(), 1u);
}

}  // namespace
}  // namespace textkin
