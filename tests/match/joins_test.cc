// What is cut by values or hashes and counted piece by piece adds up to the whole.

#include "textkin/joins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

namespace textkin {
namespace {

// Entries of 90 parts: popular values with long lists, and rare ones.
std::vector<ValueEntry> Values() {
  std::mt19937 random(7);
  std::vector<ValueEntry> entries;
  for (Rank part = 0; part < 90; ++part) {
    std::set<std::uint32_t> values;
    for (int i = 0; i < 20; ++i)
      values.insert(static_cast<std::uint32_t>(random() % (i < 5 ? 6 : 400)));
    for (const std::uint32_t value : values) {
      entries.push_back({value, static_cast<std::uint32_t>(values.size()), part * 1'000'000'007});
    }
  }
  return entries;
}

struct Sums {
  std::map<std::pair<Rank, Rank>, std::uint32_t> shared;
  std::map<Rank, std::uint32_t> long_lists;

  void Add(const CountedValues& counted) {
    for (const SharedValues& pair : counted.pairs) {
      shared[{pair.smaller, pair.larger}] += pair.shared;
    }
    for (const auto& [part, lists] : counted.long_lists) long_lists[part] += lists;
  }
  friend bool operator==(const Sums&, const Sums&) = default;
};

TEST(Joins, ListsMadeBlockByBlockCountTheSame) {
  const std::vector<ValueEntry> entries = Values();
  Sums whole;
  whole.Add(CountValues(entries, MatchOptions()));
  for (const std::uint64_t memory : {1u, 1000u, 5000u}) {
    MatchOptions options;
    options.list_memory = memory;
    Sums sums;
    sums.Add(CountValues(entries, options));
    EXPECT_EQ(sums, whole) << memory;
  }
}

TEST(Joins, ValuesMayBeCutAnywhere) {
  const std::vector<ValueEntry> entries = Values();
  Sums whole;
  whole.Add(CountValues(entries, MatchOptions()));
  EXPECT_FALSE(whole.long_lists.empty());
  for (const std::uint32_t cuts : {2u, 5u, 23u}) {
    Sums sums;
    for (std::uint32_t cut = 0; cut < cuts; ++cut) {
      std::vector<ValueEntry> some;
      for (const ValueEntry& entry : entries) {
        if (entry.value % cuts == cut) some.push_back(entry);
      }
      std::shuffle(some.begin(), some.end(), std::mt19937(cut));
      sums.Add(CountValues(some, MatchOptions()));
    }
    EXPECT_EQ(sums, whole) << cuts;
  }
}

TEST(Joins, SharedTextMayBeCutAnywhere) {
  std::vector<FingerprintEntry> entries;
  for (const ValueEntry& value : Values()) {
    entries.push_back({value.value * 7'000'003u, value.part, value.part / 3'000'000'021});
  }
  std::map<RankPair, std::uint64_t> whole, sums;
  const auto add = [](const CountedText& counted, std::map<RankPair, std::uint64_t>* to) {
    for (const SharedUnits& one : counted.pairs) (*to)[one.pair] += one.units;
  };
  add(CountSharedText(entries, Rarity(), SharedTextOptions()), &whole);
  EXPECT_FALSE(whole.empty());
  for (std::uint32_t cut = 0; cut < 4; ++cut) {
    std::vector<FingerprintEntry> some;
    for (const FingerprintEntry& entry : entries) {
      if (entry.hash % 4 == cut) some.push_back(entry);
    }
    add(CountSharedText(some, Rarity(), SharedTextOptions()), &sums);
  }
  EXPECT_EQ(sums, whole);
}

TEST(Joins, LargeBucketsAreNotSquared) {
  std::vector<BandEntry> entries;
  for (Rank part = 100; part > 0; --part) entries.push_back({3, 77, part});
  for (Rank part = 4; part > 0; --part) entries.push_back({3, 78, part});
  const BucketPairs found = PairBuckets(entries, MatchOptions());
  EXPECT_EQ(found.pairs.size(), 6u);
  ASSERT_EQ(found.large.size(), 100u);
  EXPECT_EQ(found.large.front().part, 1);
}

}  // namespace
}  // namespace textkin
