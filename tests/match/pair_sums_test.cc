// Sums of pairs against a map, in memory and in scratch.

#include "pair_sums.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

namespace textkin {
namespace {

struct PairBatches {
  std::vector<std::vector<CountedPair>> batches;
  std::map<PairKey, std::uint64_t> sums;
};

PairBatches MakeBatches() {
  std::mt19937 random(2);
  PairBatches made;
  for (int i = 0; i < 60; ++i) {
    std::vector<CountedPair>& batch = made.batches.emplace_back();
    for (int n = 0; n < 40; ++n) {
      const CountedPair one = {
          MakePair(static_cast<PartId>(random() % 30), static_cast<PartId>(30 + random() % 30)),
          random() % 64};
      made.sums[one.pair] += one.shared;
      batch.push_back(one);
    }
  }
  return made;
}

std::vector<std::pair<PairKey, std::uint64_t>> Visited(PairSums* sums) {
  std::vector<std::pair<PairKey, std::uint64_t>> visited;
  const absl::Status status =
      sums->ForEach([&](const CountedPair& one) { visited.emplace_back(one.pair, one.shared); });
  EXPECT_TRUE(status.ok());
  return visited;
}

TEST(PairSums, AddsUpInMemory) {
  const PairBatches made = MakeBatches();
  PairSums sums;
  for (const auto& batch : made.batches) sums.Add(batch);
  const std::vector<std::pair<PairKey, std::uint64_t>> expected(made.sums.begin(), made.sums.end());
  EXPECT_EQ(Visited(&sums), expected);
}

TEST(PairSums, AddsUpWhatWasSpilledInAnyNumberOfRuns) {
  const PairBatches made = MakeBatches();
  const std::vector<std::pair<PairKey, std::uint64_t>> expected(made.sums.begin(), made.sums.end());
  for (const std::uint64_t pairs : {0u, 50u, 500u, 100'000u}) {
    auto scratch = Scratch::Create(::testing::TempDir(), /*memory=*/0);
    ASSERT_TRUE(scratch.ok());
    PairSums sums(PairSpill{*std::move(scratch), pairs * sizeof(CountedPair)});
    for (const auto& batch : made.batches) sums.Add(batch);
    EXPECT_EQ(Visited(&sums), expected) << pairs;
  }
}

}  // namespace
}  // namespace textkin
