// Counts of work in the inputs that break naive matching: they must grow with the number of parts.

#include <gtest/gtest.h>

#include "match/collection.h"

namespace textkin {
namespace {

constexpr std::size_t kParts = 20000;

// Each part has one shingle of its own.
Collection NearIdentical(std::size_t parts) {
  ShingleSource source(1);
  const Shingles root = source.Draw(200);
  Collection collection;
  for (std::size_t i = 0; i < parts; ++i) {
    Shingles shingles = root;
    shingles[i % shingles.size()] = Mix64(i + 1);
    collection.Add(std::move(shingles));
  }
  return collection;
}

TEST(Scale, NearIdenticalPartsCostLinearWork) {
  const MatchResult result = NearIdentical(kParts).MatchAll();
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_EQ(result.clusters[0].members.size(), kParts);
  EXPECT_FALSE(result.clusters[0].complete);
  EXPECT_LT(result.stats.candidate_pairs, 24 * kParts);
  EXPECT_LT(result.stats.compared_pairs, 64 * 8 * kParts);
  EXPECT_LT(result.stats.verified_pairs, 24 * kParts);
  EXPECT_LE(result.matches.size(), 13 * kParts);
}

TEST(Scale, IdenticalPartsCostOneTextEach) {
  Collection collection;
  collection.Add({1, 2, 3});
  for (std::size_t i = 1; i < kParts; ++i) collection.AddCopy(0);
  const MatchResult result = collection.MatchAll();
  ASSERT_EQ(result.clusters.size(), 1u);
  EXPECT_EQ(result.clusters[0].kind, ClusterKind::kIdentical);
  EXPECT_EQ(result.clusters[0].members.size(), kParts);
  EXPECT_EQ(result.stats.exact_copies, kParts - 1);
  EXPECT_EQ(result.stats.verified_pairs, 0u);
  EXPECT_LE(result.matches.size(), 13 * kParts);
}

TEST(Scale, CommonBoilerplateCostsLinearWork) {
  ShingleSource source(2);
  const Shingles boilerplate = source.Draw(90);
  Collection collection;
  for (std::size_t i = 0; i < kParts; ++i) {
    collection.Add(Joined({boilerplate, source.Draw(160)}));
  }
  const MatchResult result = collection.MatchAll();
  EXPECT_TRUE(result.clusters.empty());
  EXPECT_GT(result.stats.large_buckets, 0u);
  EXPECT_LT(result.stats.candidate_pairs, 64 * kParts);
  EXPECT_LT(result.stats.verified_pairs, 64 * kParts);
}

}  // namespace
}  // namespace textkin
