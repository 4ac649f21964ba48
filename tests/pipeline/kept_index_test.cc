// Tables of kept records: recall by design, what full buckets do, one by one and all at once.

#include "../../src/pipeline/kept_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <vector>

namespace textkin {
namespace {

Sketch SketchOf(const std::vector<std::uint64_t>& shingles) {
  Sketch sketch;
  sketch.minhash = MakeMinHash(shingles);
  sketch.frac = MakeFracMinHash(shingles);
  sketch.shingles = static_cast<std::uint32_t>(shingles.size());
  return sketch;
}

std::vector<std::uint64_t> RandomShingles(std::size_t size, std::mt19937_64* random) {
  std::vector<std::uint64_t> shingles(size);
  for (std::uint64_t& shingle : shingles) shingle = (*random)();
  return shingles;
}

TEST(BandShape, MissesTwoPairsOfAHundredThousandAtTheThreshold) {
  for (int percent = 5; percent <= 100; ++percent) {
    const double threshold = percent / 100.;
    const BandShape shape = BandShape::For(threshold);
    EXPECT_LE(shape.rows * shape.bands, kMinHashSlots) << threshold;
    EXPECT_GE(shape.bands, 1u);
    const double missed = std::pow(1 - std::pow(threshold, shape.rows), shape.bands);
    EXPECT_LE(missed, 2.0001e-5) << threshold;
  }
  EXPECT_EQ(BandShape::For(.5).rows, 3u);
  EXPECT_EQ(BandShape::For(.5).bands, 82u);
}

TEST(KeptIndex, FindsPairsAtTheThreshold) {
  std::mt19937_64 random(3);
  KeptIndex index(BandShape::For(.5), /*containment=*/false);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    // 300 shingles each, 200 in common: a resemblance of .5.
    const std::vector<std::uint64_t> common = RandomShingles(200, &random);
    std::vector<std::uint64_t> a = RandomShingles(100, &random), b = RandomShingles(100, &random);
    a.insert(a.end(), common.begin(), common.end());
    b.insert(b.end(), common.begin(), common.end());
    index.Add(index.MakeKeys(SketchOf(a)), i);
    const Sketch sketch = SketchOf(b);
    const KeptCandidates found = index.Find(index.MakeKeys(sketch));
    EXPECT_TRUE(std::ranges::count(found.numbers, i) == 1) << i;
  }
}

TEST(KeptIndex, FindsWhatIsContained) {
  std::mt19937_64 random(5);
  KeptIndex index(BandShape::For(.5), /*containment=*/true);
  const std::vector<std::uint64_t> part = RandomShingles(800, &random);
  std::vector<std::uint64_t> whole = RandomShingles(20000, &random);
  whole.insert(whole.end(), part.begin(), part.end());
  const Sketch small = SketchOf(part), large = SketchOf(whole);
  index.Add(index.MakeKeys(small), 0);
  EXPECT_EQ(index.Find(index.MakeKeys(large)).numbers, std::vector<std::uint32_t>{0});
}

TEST(KeptIndex, FindsAllAsOneByOne) {
  std::mt19937_64 random(7);
  KeptIndex one(BandShape::For(.7), true), all(BandShape::For(.7), true);
  std::vector<Sketch> sketches;
  for (int i = 0; i < 1500; ++i) {
    std::vector<std::uint64_t> shingles = RandomShingles(120, &random);
    if (i % 3 > 0) {  // a copy of one before it, edited
      std::mt19937_64 again(static_cast<std::uint64_t>(i / 30));
      const std::vector<std::uint64_t> source = RandomShingles(120, &again);
      std::copy_n(source.begin(), 60 + random() % 60, shingles.begin());
    }
    sketches.push_back(SketchOf(shingles));
  }
  std::vector<IndexKeys> keys;
  std::vector<const IndexKeys*> pointers;
  std::vector<std::uint32_t> numbers(sketches.size());
  std::iota(numbers.begin(), numbers.end(), 0u);
  for (const Sketch& sketch : sketches) keys.push_back(one.MakeKeys(sketch));
  for (const IndexKeys& of : keys) pointers.push_back(&of);
  for (std::uint32_t i = 0; i < keys.size(); ++i) one.Add(keys[i], i);
  all.AddAll(pointers, numbers, SerialFor);
  EXPECT_EQ(one.full_buckets(), all.full_buckets());
  const std::vector<KeptCandidates> found = all.FindAll(pointers, SerialFor);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const KeptCandidates expected = one.Find(keys[i]);
    EXPECT_EQ(found[i].numbers, expected.numbers);
    EXPECT_EQ(found[i].is_capped, expected.is_capped);
    EXPECT_TRUE(std::ranges::is_sorted(found[i].numbers));
  }
}

TEST(KeptIndex, BoundsBucketsAndCandidates) {
  std::mt19937_64 random(9);
  KeptIndex index(BandShape::For(.5), false);
  const std::vector<std::uint64_t> common = RandomShingles(200, &random);
  IndexKeys last;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    std::vector<std::uint64_t> shingles = RandomShingles(100, &random);
    shingles.insert(shingles.end(), common.begin(), common.end());
    last = index.MakeKeys(SketchOf(shingles));
    index.Add(last, i);
  }
  const KeptCandidates found = index.Find(last);
  EXPECT_GT(index.full_buckets(), 0u);
  EXPECT_LE(found.numbers.size(), kMaxFilterCandidates);
  EXPECT_TRUE(found.is_capped);
  EXPECT_LT(index.bytes(), 2000u * 82 * 16);
}

// The same candidates and the same full buckets, whether tables lie in memory or in scratch.
TEST(KeptIndex, SpillingChangesNothing) {
  std::mt19937_64 random(9);
  KeptIndex whole(BandShape::For(.5), false), spilled(BandShape::For(.5), false);
  auto scratch = Scratch::Create(::testing::TempDir(), /*memory=*/0);
  ASSERT_TRUE(scratch.ok());
  spilled.SpillTo(*std::move(scratch), /*memory=*/1 << 20);
  const auto serial = [](std::size_t count, const std::function<void(std::size_t)>& body) {
    for (std::size_t i = 0; i < count; ++i) body(i);
  };
  const std::vector<std::uint64_t> template_text = RandomShingles(60, &random);
  std::vector<Sketch> sketches;
  for (std::uint32_t i = 0; i < 6000; ++i) {
    // A third is of one template, whose buckets fill.
    std::vector<std::uint64_t> shingles = i % 3 == 0 ? template_text : RandomShingles(60, &random);
    for (std::size_t n = 0; n < 20; ++n) shingles[random() % 60] = random();
    sketches.push_back(SketchOf(shingles));
  }
  for (std::uint32_t begin = 0; begin < sketches.size(); begin += 500) {
    std::vector<IndexKeys> keys;
    std::vector<const IndexKeys*> pointers;
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = begin; i < begin + 500; ++i) {
      keys.push_back(whole.MakeKeys(sketches[i]));
      numbers.push_back(i);
    }
    for (const IndexKeys& one : keys) pointers.push_back(&one);
    const auto expected = whole.FindAll(pointers, serial);
    const auto found = spilled.FindAll(pointers, serial);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(found[i].numbers, expected[i].numbers);
      ASSERT_EQ(spilled.Find(keys[i]).numbers, expected[i].numbers);
    }
    whole.AddAll(pointers, numbers, serial);
    spilled.AddAll(pointers, numbers, serial);
  }
  EXPECT_GT(spilled.spilled_bytes(), std::uint64_t{2} << 20);
  EXPECT_GT(whole.full_buckets(), 0u);
  EXPECT_EQ(spilled.full_buckets(), whole.full_buckets());
  EXPECT_TRUE(spilled.status().ok());
}

}  // namespace
}  // namespace textkin
