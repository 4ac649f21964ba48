// Shared text across clusters, and the rarity that it is weighed by, against counting all pairs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "match/collection.h"
#include "posting_ranges.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// Twice the number, so that none is long.
std::vector<std::uint32_t> Hashes(const std::vector<std::uint32_t>& numbers) {
  std::vector<Fingerprint> fingerprints;
  for (const std::uint32_t number : numbers) {
    fingerprints.push_back({std::uint64_t{number} << 33, 0});
  }
  return SortedHashes(fingerprints);
}

FingerprintTable TableOf(const std::vector<std::vector<std::uint32_t>>& parts) {
  FingerprintTable table;
  for (const auto& hashes : parts) table.Append(Hashes(hashes));
  return table;
}

std::vector<std::uint32_t> Clusters(std::vector<std::uint32_t> cluster_of, bool open) {
  for (std::uint32_t& number : cluster_of) number = NumberCluster(number, open);
  return cluster_of;
}

std::vector<std::uint32_t> Alone(std::size_t parts) {
  std::vector<std::uint32_t> cluster_of(parts);
  std::iota(cluster_of.begin(), cluster_of.end(), 0u);
  return Clusters(std::move(cluster_of), /*open=*/false);
}

TEST(FingerprintTable, KeepsEachOnceAscending) {
  const FingerprintTable table = TableOf({{7, 3, 7}, {}, {9}});
  EXPECT_EQ(table.size(), 3u);
  std::vector<std::uint64_t> entries;
  table.Gather(0, 16, &entries);
  EXPECT_THAT(entries, ElementsAre(std::uint64_t{6} << 32, std::uint64_t{14} << 32));
  entries.clear();
  table.Gather(16, std::uint64_t{1} << 32, &entries);
  EXPECT_THAT(entries, ElementsAre(std::uint64_t{18} << 32 | 2));
}

// The same pairs, whether the fingerprints lie in memory or in scratch.
TEST(FingerprintTable, SpillingChangesNothing) {
  std::mt19937_64 random(5);
  std::vector<std::vector<std::uint32_t>> parts(60'000);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (int n = 0; n < 60; ++n) parts[i].push_back(static_cast<std::uint32_t>(random()));
    // Every tenth shares text with one before it.
    if (i % 10 == 9) std::copy_n(parts[random() % i].begin(), 8, parts[i].begin());
  }
  const FingerprintTable whole = TableOf(parts);
  FingerprintTable spilled;
  auto scratch = Scratch::Create(::testing::TempDir(), /*memory=*/0);
  ASSERT_TRUE(scratch.ok());
  spilled.SpillTo(*std::move(scratch), /*memory=*/4 << 20);
  for (const auto& hashes : parts) spilled.Append(Hashes(hashes));
  EXPECT_GE(spilled.spilled_bytes(), std::uint64_t{8} << 20);
  const SharedText expected = *FindSharedText(whole, Alone(parts.size()), Rarity(), {}, SerialFor);
  EXPECT_GT(expected.pairs.size(), 5000u);
  EXPECT_EQ(FindSharedText(spilled, Alone(parts.size()), Rarity(), {}, SerialFor)->pairs,
            expected.pairs);
  EXPECT_TRUE(spilled.status().ok());
}

// Winnowing keeps the smallest of 16, so that half of all hashes lie in the first twentieth.
TEST(FingerprintTable, RangesAreEvenWhereHashesAreNot) {
  std::mt19937 random(3);
  FingerprintTable table;
  std::uint64_t appended = 0;
  for (int part = 0; part < 3000; ++part) {
    std::vector<std::uint32_t> hashes;
    for (int n = 0; n < 2000; ++n) {
      std::uint32_t least = UINT32_MAX;
      for (int i = 0; i < 16; ++i) least = std::min(least, static_cast<std::uint32_t>(random()));
      hashes.push_back(least);
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    appended += hashes.size();
    table.Append(Hashes(hashes));
  }
  const std::vector<HashRange> ranges = RangesOf(table);
  EXPECT_GE(ranges.size(), 3u);
  std::uint64_t counted = 0, end = 0;
  for (const HashRange& range : ranges) {
    EXPECT_EQ(range.begin, end);
    end = range.end;
    std::vector<std::uint64_t> entries;
    table.Gather(range.begin, range.end, &entries);
    EXPECT_EQ(entries.size(), range.fingerprints);
    EXPECT_LE(range.fingerprints, std::uint64_t{2} << 20);
    counted += range.fingerprints;
  }
  EXPECT_EQ(end, std::uint64_t{1} << 32);
  EXPECT_EQ(counted, appended);
}

// The same pairs, whether their counts lie in memory or in scratch.
TEST(SharedText, SpillingCountsChangesNothing) {
  std::mt19937 random(9);
  std::vector<std::vector<std::uint32_t>> parts(3000);
  for (auto& hashes : parts) {
    for (int i = 0; i < 30; ++i) {
      hashes.push_back(std::uniform_int_distribution<std::uint32_t>(0, 9000)(random) * 450'000u);
    }
  }
  const FingerprintTable table = TableOf(parts);
  const std::vector<std::uint32_t> cluster_of = Alone(parts.size());
  const SharedText expected = *FindSharedText(table, cluster_of, Rarity(), {}, SerialFor);
  EXPECT_GT(expected.pairs.size(), 10u);
  EXPECT_EQ(expected.spilled_bytes, 0u);
  for (const std::uint64_t memory : {std::uint64_t{16}, std::uint64_t{1} << 16}) {
    auto scratch = Scratch::Create(::testing::TempDir(), /*memory=*/0);
    ASSERT_TRUE(scratch.ok());
    const auto spilled = FindSharedText(table, cluster_of, Rarity(), {}, SerialFor,
                                        PairSpill{*std::move(scratch), memory});
    ASSERT_TRUE(spilled.ok());
    EXPECT_EQ(spilled->pairs, expected.pairs) << memory;
    EXPECT_GT(spilled->spilled_bytes, memory);
  }
}

TEST(SharedText, NeedsSeveralFingerprints) {
  const FingerprintTable table = TableOf({{1, 2, 3, 4}, {1, 2, 9}, {2, 3, 4}});
  const SharedText shared = *FindSharedText(table, Alone(3), Rarity(), {}, SerialFor);
  EXPECT_THAT(shared.pairs, ElementsAre(Pair(0u, 2u)));
}

// Two runs in a row and what is long of them are not enough, three are; and so are phrases of which
// all parts have some, when their sequence is rare.
TEST(SharedText, LongFingerprintsCountLess) {
  const auto table_of = [](const std::vector<std::vector<std::uint32_t>>& parts) {
    FingerprintTable table;
    for (const std::vector<std::uint32_t>& hashes : parts) table.Append(hashes);
    return table;
  };
  const auto pairs_of = [&](const std::vector<std::vector<std::uint32_t>>& parts,
                            const Rarity& rarity) {
    return FindSharedText(table_of(parts), Alone(parts.size()), rarity, {}, SerialFor)->pairs;
  };
  EXPECT_THAT(pairs_of({{2, 4, 5}, {2, 4, 5}}, Rarity()), IsEmpty());
  EXPECT_THAT(pairs_of({{2, 4, 6}, {2, 4, 6}}, Rarity()), ElementsAre(Pair(0u, 1u)));
  const Rarity formulas = Rarity::Of({{2, 900}, {4, 900}, {6, 900}, {8, 900}}, 1000);
  EXPECT_THAT(pairs_of({{2, 4, 6, 8}, {2, 4, 6, 8}}, formulas), IsEmpty());
  EXPECT_THAT(
      pairs_of({{2, 4, 6, 8, 11, 13, 15, 17, 19}, {2, 4, 6, 8, 11, 13, 15, 17, 19}}, formulas),
      ElementsAre(Pair(0u, 1u)));
}

TEST(SharedText, PassesOverPairsOfOneCluster) {
  const FingerprintTable table = TableOf({{1, 2, 3}, {1, 2, 3}, {1, 2, 3}});
  const SharedText shared =
      *FindSharedText(table, Clusters({5, 5, 6}, /*open=*/false), Rarity(), {}, SerialFor);
  EXPECT_THAT(shared.pairs, ElementsAre(Pair(0u, 2u), Pair(1u, 2u)));
}

TEST(SharedText, FindsPairsOfAnOpenCluster) {
  const FingerprintTable table = TableOf({{1, 2, 3}, {1, 2, 3}, {4, 5, 6}, {4, 5, 6, 7}});
  const SharedText shared =
      *FindSharedText(table, Clusters({5, 5, 5, 5}, /*open=*/true), Rarity(), {}, SerialFor);
  EXPECT_THAT(shared.pairs, ElementsAre(Pair(0u, 1u), Pair(2u, 3u)));
}

TEST(SharedText, PassesOverLongListsInsideAnOpenCluster) {
  SharedTextOptions options;
  options.all_pairs_list = 2;
  const FingerprintTable table = TableOf({{1, 2, 3}, {1, 2, 3}, {1, 2, 3}});
  EXPECT_THAT(
      FindSharedText(table, Clusters({5, 5, 5}, /*open=*/true), Rarity(), options, SerialFor)
          ->pairs,
      IsEmpty());
}

TEST(OpenClusters, LackAPairThatTheyCouldList) {
  MatchResult result;
  result.clusters = {Cluster{.members = {0, 1, 2}}, Cluster{.members = {4, 5}},
                     Cluster{.members = {6, 7, 8}}};
  result.clusters[2].complete = false;
  result.matches = {Match{.a = 0, .b = 1}, Match{.a = 1, .b = 2}, Match{.a = 2, .b = 4},
                    Match{.a = 4, .b = 5}, Match{.a = 6, .b = 7}};
  EXPECT_THAT(FindOpenClusters(result), ElementsAre(true, false, false));
}

TEST(SharedText, CountsFormulasAndPassesThemOver) {
  std::vector<std::vector<std::uint32_t>> parts(SharedTextOptions().formula_clusters + 1,
                                                {1, 2, 3});
  const SharedText shared =
      *FindSharedText(TableOf(parts), Alone(parts.size()), Rarity(), {}, SerialFor);
  EXPECT_THAT(shared.pairs, IsEmpty());
  EXPECT_EQ(shared.formulas, 3u);
}

TEST(SharedText, LongListsMeetOneOfEachCluster) {
  SharedTextOptions options;
  options.all_pairs_list = 4;
  const FingerprintTable table = TableOf({{1, 2, 3}, {1, 2, 3}, {1, 2, 3}, {1, 2, 3}, {1, 2, 3}});
  const std::vector<std::uint32_t> cluster_of = Clusters({0, 0, 1, 1, 1}, /*open=*/false);
  const SharedText shared = *FindSharedText(table, cluster_of, Rarity(), options, SerialFor);
  EXPECT_EQ(shared.long_lists, 3u);
  EXPECT_THAT(shared.pairs, ElementsAre(Pair(0u, 2u), Pair(0u, 3u), Pair(0u, 4u), Pair(1u, 2u)));
}

TEST(SharedText, EqualsCountingAllPairs) {
  std::mt19937 random(5);
  std::vector<std::vector<std::uint32_t>> parts(60);
  for (auto& hashes : parts) {
    for (int i = 0; i < 12; ++i) {
      hashes.push_back(std::uniform_int_distribution<std::uint32_t>(0, 150)(random) * 28'000'000u);
    }
  }
  const FingerprintTable table = TableOf(parts);
  std::vector<std::uint32_t> cluster_of(60);
  for (std::uint32_t i = 0; i < 60; ++i) cluster_of[i] = NumberCluster(i / 3, /*is_open=*/i < 30);
  std::vector<std::pair<PartId, PartId>> expected;
  for (PartId a = 0; a < 60; ++a) {
    for (PartId b = a + 1; b < 60; ++b) {
      std::set<std::uint32_t> common(parts[a].begin(), parts[a].end());
      std::erase_if(common, [&](std::uint32_t hash) {
        return std::count(parts[b].begin(), parts[b].end(), hash) == 0;
      });
      const bool is_looked_at = cluster_of[a] != cluster_of[b] || IsOpenCluster(cluster_of[a]);
      if (is_looked_at && common.size() >= 3) expected.emplace_back(a, b);
    }
  }
  const SharedText shared = *FindSharedText(table, cluster_of, Rarity(), {}, SerialFor);
  ASSERT_FALSE(expected.empty());
  EXPECT_EQ(shared.pairs, expected);
}

// Five parts have fingerprint 1 and two of them 2 and 3: what the five share is shared out among
// their pairs, 2/5 each.
TEST(SharedText, SharedOutAmongTheClustersThatHaveIt) {
  const FingerprintTable table = TableOf({{1, 2, 3}, {1, 2, 3}, {1}, {1}, {1}});
  SharedTextOptions options;
  options.shared_out = true;
  const auto pairs_from = [&](double min_shared) {
    options.min_shared = min_shared;
    return FindSharedText(table, Alone(5), Rarity(), options, SerialFor)->pairs;
  };
  EXPECT_THAT(pairs_from(2.3), ElementsAre(Pair(0u, 1u)));
  EXPECT_THAT(pairs_from(2.5), IsEmpty());
  EXPECT_EQ(pairs_from(.3).size(), 10u);
}

TEST(Rarity, FallsWithTheGroupsThatHaveIt) {
  std::vector<std::vector<std::uint32_t>> parts(100);
  for (std::uint32_t i = 0; i < 100; ++i) {
    parts[i] = {1, 1000 + i};
    if (i < 20) parts[i].push_back(2);
    if (i < 2) parts[i].push_back(3);
  }
  const Rarity rarity = Rarity::Count(TableOf(parts), Alone(100), SerialFor);
  const auto of = [&](std::uint32_t hash) { return rarity.Of(std::uint64_t{hash} << 33); };
  EXPECT_EQ(of(3), 1);
  EXPECT_EQ(of(1005), 1);
  EXPECT_LT(of(2), .3);
  EXPECT_GT(of(2), .1);
  EXPECT_LT(of(1), .05);
  EXPECT_GT(of(1), 0);
  EXPECT_EQ(rarity.GroupsWith(std::uint64_t{2} << 33), 20u);
}

TEST(Rarity, CopiesOfOneTextAreOneGroup) {
  const std::vector<std::vector<std::uint32_t>> parts(100, {1, 2});
  std::vector<std::uint32_t> group_of(100, 0);
  for (std::uint32_t i = 50; i < 100; ++i) group_of[i] = i;
  std::vector<std::vector<std::uint32_t>> mixed(100);
  for (std::uint32_t i = 0; i < 50; ++i) mixed[i] = {1};
  for (std::uint32_t i = 50; i < 100; ++i) mixed[i] = {2};
  const Rarity rarity = Rarity::Count(TableOf(mixed), group_of, SerialFor);
  EXPECT_EQ(rarity.Of(std::uint64_t{1} << 33), 1);
  EXPECT_LT(rarity.Of(std::uint64_t{2} << 33), .05);
}

TEST(Rarity, NothingIsCommonInASmallCollection) {
  const std::vector<std::vector<std::uint32_t>> parts(5, {1});
  EXPECT_EQ(Rarity::Count(TableOf(parts), Alone(5), SerialFor).Of(std::uint64_t{1} << 33), 1);
}

TEST(GroupBySketch, JoinsWhatResembles) {
  ShingleSource source(3);
  const Shingles text = source.Draw(400);
  Collection collection;
  collection.Add(text);
  collection.Add(source.Changed(text, .2));
  collection.Add(source.Draw(400));
  collection.Add({});
  const std::vector<std::uint32_t> groups = GroupBySketch(collection.Sketches(), SerialFor);
  EXPECT_EQ(groups[0], groups[1]);
  EXPECT_NE(groups[0], groups[2]);
  EXPECT_NE(groups[2], groups[3]);
}

}  // namespace
}  // namespace textkin
