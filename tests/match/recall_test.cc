// Candidates against an oracle that compares all pairs: nothing wanted is lost, nothing else is
// found.

#include <gtest/gtest.h>

#include "match/collection.h"

namespace textkin {
namespace {

// Families of 2 to 6 with up to 60 % of the shingles changed, among parts of their own.
Collection SmallFamilies(std::size_t parts, std::uint64_t seed) {
  ShingleSource source(seed);
  Collection collection;
  while (collection.size() < parts) {
    const Shingles root = source.Draw(source.Between(60, 900));
    collection.Add(root);
    if (source.Between(0, 2) > 0) continue;
    const std::size_t members = source.Between(1, 5);
    for (std::size_t i = 0; i < members; ++i) {
      collection.Add(source.Changed(root, .1 * static_cast<double>(source.Between(0, 6))));
    }
  }
  return collection;
}

void ExpectClustersOfOracle(const Collection& collection, const MatchOptions& options) {
  const auto oracle = OracleClusters(collection, options);
  const auto found = MembersOf(collection.MatchAll(options));
  EXPECT_GE(RecallOfClusters(found, oracle), .99);
  EXPECT_EQ(PrecisionOfClusters(found, oracle), 1);
}

TEST(Recall, FindsSmallFamilies) { ExpectClustersOfOracle(SmallFamilies(1000, 1), MatchOptions()); }

TEST(Recall, FindsSmallFamiliesUnderStrict) {
  MatchOptions options;
  options.strict = true;
  for (const double threshold : {.5, .8, 1.}) {
    options.threshold = threshold;
    ExpectClustersOfOracle(SmallFamilies(500, 2), options);
  }
}

TEST(Recall, FindsShortParts) {
  ShingleSource source(3);
  Collection collection;
  for (int family = 0; family < 200; ++family) {
    const Shingles root = source.Draw(source.Between(1, 40));
    collection.Add(root);
    collection.Add(source.Changed(root, .2));
  }
  ExpectClustersOfOracle(collection, MatchOptions());
}

// Families of 300 that change 30 % each: every bucket they have is large.
TEST(Recall, FindsLargeFamiliesThroughLeaders) {
  ShingleSource source(4);
  Collection collection;
  for (int family = 0; family < 3; ++family) {
    const Shingles root = source.Draw(300);
    for (int i = 0; i < 300; ++i) collection.Add(source.Changed(root, .3));
  }
  const MatchResult result = collection.MatchAll();
  EXPECT_GT(result.stats.large_buckets, 0u);
  EXPECT_EQ(MembersOf(result), OracleClusters(collection));
}

TEST(Recall, FindsPartsInsideLargerOnes) {
  ShingleSource source(5);
  Collection collection;
  for (int i = 0; i < 100; ++i) {
    const Shingles inner = source.Draw(source.Between(200, 600));
    collection.Add(inner);
    collection.Add(Joined({source.Changed(inner, .2), source.Draw(source.Between(500, 4000))}));
  }
  ExpectClustersOfOracle(collection, MatchOptions());
}

// The smallest part of a list leads it, whatever its id.
TEST(Recall, FindsOnePartInHundredsOfAnthologies) {
  ShingleSource source(6);
  Collection collection;
  const Shingles inner = source.Draw(400);
  for (int i = 0; i < 150; ++i) collection.Add(Joined({inner, source.Draw(1600)}));
  collection.Add(inner);
  for (int i = 0; i < 150; ++i) collection.Add(Joined({inner, source.Draw(1600)}));
  // Unrelated but for the part, so no cluster: every pair with it is listed.
  const MatchResult result = collection.MatchAll();
  EXPECT_TRUE(result.clusters.empty());
  EXPECT_EQ(result.matches.size(), 300u);
}

// Half of every part is one passage: kin to each other at J = .33.
TEST(Recall, FindsManyPartsThatShareHalf) {
  ShingleSource source(7);
  Collection collection;
  const Shingles passage = source.Draw(440);
  for (int i = 0; i < 300; ++i) collection.Add(Joined({passage, source.Draw(400)}));
  ExpectClustersOfOracle(collection, MatchOptions());
}

TEST(Recall, KeepsClustersApartWhenEveryPartSharesBoilerplate) {
  ShingleSource source(8);
  Collection plain, wrapped;
  const Shingles boilerplate = source.Draw(130);
  for (int family = 0; family < 400; ++family) {
    const Shingles root = source.Draw(300);
    const std::size_t members = family % 4 == 0 ? 3 : 1;
    for (std::size_t i = 0; i < members; ++i) {
      const Shingles part = source.Changed(root, .2);
      plain.Add(part);
      wrapped.Add(Joined({part, boilerplate}));
    }
  }
  const MatchResult result = wrapped.MatchAll();
  EXPECT_EQ(MembersOf(result), MembersOf(plain.MatchAll()));
  EXPECT_EQ(MembersOf(result), OracleClusters(plain));
}

// 60 places fill in one form, and ten sites copy each: every bucket is large, and all pass the
// filter.
TEST(Recall, FindsCopiesAmongHundredsOfTemplateSiblings) {
  ShingleSource source(11);
  Collection collection;
  const Shingles form = source.Draw(300);
  std::vector<std::vector<PartId>> expected(60);
  for (int copy = 0; copy < 10; ++copy) {
    for (std::uint32_t place = 0; place < expected.size(); ++place) {
      std::vector<ValueClaim> values;
      for (std::uint32_t context = 1; context <= 20; ++context) {
        const bool masked = source.Between(0, 9) < 2;
        if (!masked) values.push_back({context, place * 100 + context});
      }
      expected[place].push_back(collection.Add(source.Changed(form, .05), std::move(values)));
    }
  }
  EXPECT_EQ(MembersOf(collection.MatchAll()), expected);
}

// One band of one slot, so that 40 families fall into few buckets: each must find its own leader.
TEST(Recall, SurvivesFloodedBuckets) {
  ShingleSource source(9);
  Collection collection;
  std::vector<Shingles> roots;
  const Shingles flood = source.Draw(300);  // shared, too little for kin
  for (int family = 0; family < 40; ++family) roots.push_back(Joined({flood, source.Draw(400)}));
  for (int i = 0; i < 900; ++i) {
    const Shingles& root = roots[source.Between(0, roots.size() - 1)];
    collection.Add(source.Changed(root, .1));
  }
  MatchOptions options;
  options.strict = true;
  options.threshold = .6;
  options.bands = 4;
  options.rows = 1;
  const MatchResult result = collection.MatchAll(options);
  const auto oracle = OracleClusters(collection, options);
  EXPECT_EQ(oracle.size(), 40u);
  EXPECT_GE(RecallOfClusters(MembersOf(result), oracle), .99);
  EXPECT_EQ(PrecisionOfClusters(MembersOf(result), oracle), 1);
}

// As above with more families in a bucket than leaders are kept: nobody is dropped.
TEST(Recall, ChainsPartsBeyondTheLastLeader) {
  ShingleSource source(10);
  Collection collection;
  const Shingles flood = source.Draw(300);
  for (int family = 0; family < 200; ++family) {
    const Shingles root = Joined({flood, source.Draw(400)});
    for (int i = 0; i < 4; ++i) collection.Add(source.Changed(root, .05));
  }
  MatchOptions options;
  options.strict = true;
  options.threshold = .6;
  options.bands = 16;
  options.rows = 1;
  const auto oracle = OracleClusters(collection, options);
  EXPECT_GE(RecallOfClusters(MembersOf(collection.MatchAll(options)), oracle), .99);
}

}  // namespace
}  // namespace textkin
