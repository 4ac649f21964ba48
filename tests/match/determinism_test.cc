// One result, whatever the order of reading, the executor and its threads.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "match/collection.h"

namespace textkin {
namespace {

// Every path at once: copies, families small and large, containment, boilerplate, templates.
Collection Everything() {
  ShingleSource source(1);
  Collection collection;
  const Shingles boilerplate = source.Draw(100);
  for (int family = 0; family < 60; ++family) {
    const Shingles root = Joined({boilerplate, source.Draw(source.Between(100, 500))});
    const std::size_t members = family == 0 ? 400 : source.Between(1, 40);
    for (std::size_t i = 0; i < members; ++i) {
      std::vector<ValueClaim> values;
      for (std::uint64_t context = 1; family > 0 && context <= 6; ++context) {
        values.push_back({context, static_cast<std::uint32_t>(source.Between(1, 3))});
      }
      const PartId part = collection.Add(source.Changed(root, .15), std::move(values));
      if (i % 5 == 0) collection.AddCopy(part);
    }
    collection.Add(Joined({root, source.Draw(2000)}));
    collection.Add(Joined({source.Changed(root, .35), source.Draw(2000)}));
  }
  return collection;
}

// Calls in a shuffled order, another one each time.
class ShuffledFor {
 public:
  explicit ShuffledFor(std::uint64_t seed) : random_(seed) {}
  void operator()(std::size_t count, const std::function<void(std::size_t)>& body) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random_);
    for (const std::size_t i : order) body(i);
  }

 private:
  std::mt19937_64 random_;
};

void ThreadedFor(std::size_t count, const std::function<void(std::size_t)>& body) {
  constexpr std::size_t kThreads = 4;
  thread_local bool inside = false;  // nested calls run on the thread that makes them
  if (inside || count < 2) return SerialFor(count, body);
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      inside = count > kThreads;  // calls of few tasks leave room for nested threads
      for (std::size_t i = next++; i < count; i = next++) body(i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

void ExpectEqualResults(const MatchResult& x, const MatchResult& y) {
  EXPECT_EQ(x.clusters, y.clusters);
  EXPECT_EQ(x.matches, y.matches);
  EXPECT_EQ(x.stats.exact_copies, y.stats.exact_copies);
  EXPECT_EQ(x.stats.candidate_pairs, y.stats.candidate_pairs);
  EXPECT_EQ(x.stats.compared_pairs, y.stats.compared_pairs);
  EXPECT_EQ(x.stats.large_buckets, y.stats.large_buckets);
}

class Determinism : public testing::TestWithParam<CandidateSketch> {
 protected:
  MatchOptions Options() const {
    MatchOptions options;
    options.sketch = GetParam();
    return options;
  }
  const Collection collection_ = Everything();
  const MatchResult expected_ = collection_.MatchAll(Options());
};

TEST_P(Determinism, HoldsForAnyOrderOfAppending) {
  std::vector<PartId> slots(collection_.size());
  std::iota(slots.begin(), slots.end(), PartId{0});
  std::mt19937_64 random(2);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(slots.begin(), slots.end(), random);
    ExpectEqualResults(
        MatchParts(collection_.Sketches(slots), collection_.Loader(), Options(), SerialFor).value(),
        expected_);
  }
}

TEST_P(Determinism, HoldsForAnyOrderOfExecution) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    ExpectEqualResults(collection_.MatchAll(Options(), ShuffledFor(seed)), expected_);
  }
}

TEST_P(Determinism, HoldsOnThreads) {
  for (int round = 0; round < 4; ++round) {
    ExpectEqualResults(collection_.MatchAll(Options(), ThreadedFor), expected_);
  }
}

TEST_P(Determinism, IsTestedOnEveryKindOfResult) {
  std::set<Verdict> verdicts;
  for (const Match& match : expected_.matches) verdicts.insert(match.verdict);
  EXPECT_EQ(verdicts.size(), 5u);
  EXPECT_GT(expected_.stats.large_buckets, 0u);
  EXPECT_TRUE(std::any_of(expected_.clusters.begin(), expected_.clusters.end(),
                          [](const Cluster& cluster) { return !cluster.complete; }));
}

INSTANTIATE_TEST_SUITE_P(Sketches, Determinism,
                         testing::Values(CandidateSketch::kMinHash, CandidateSketch::kSimHash));

}  // namespace
}  // namespace textkin
