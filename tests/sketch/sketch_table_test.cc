// SketchTable gives back what was put in, by slot and by part.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "sketch/samples.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

using ::testing::ElementsAreArray;

Sketch RandomSketch(std::mt19937_64& random) {
  Sketch sketch;
  for (std::uint16_t& slot : sketch.minhash) slot = static_cast<std::uint16_t>(random());
  sketch.simhash = random();
  sketch.frac.resize(random() % 4 == 0 ? 0 : random() % 20);
  for (std::uint32_t& value : sketch.frac) value = static_cast<std::uint32_t>(random());
  sketch.content = {.high = random(), .low = random()};
  sketch.shingles = static_cast<std::uint32_t>(random());
  return sketch;
}

void ExpectSketch(const SketchTable& table, PartId part, const Sketch& sketch) {
  MinHash buffer;
  ASSERT_THAT(table.minhash(part, &buffer), ElementsAreArray(sketch.minhash)) << part;
  ASSERT_EQ(table.simhash(part), sketch.simhash) << part;
  ASSERT_THAT(table.frac(part), ElementsAreArray(sketch.frac)) << part;
  ASSERT_EQ(table.content(part), sketch.content) << part;
  ASSERT_EQ(table.shingles(part), sketch.shingles) << part;
}

TEST(SketchTable, GivesBackWhatWasAppended) {
  constexpr std::uint64_t kSeed = 1;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  SketchTable table;
  EXPECT_EQ(table.size(), 0u);
  std::vector<Sketch> sketches(9000);  // more than two blocks
  for (std::uint32_t i = 0; i < sketches.size(); ++i) {
    sketches[i] = RandomSketch(random);
    ASSERT_EQ(table.Append(sketches[i]), i);
  }
  ASSERT_EQ(table.size(), sketches.size());
  for (std::uint32_t i = 0; i < sketches.size(); ++i) ExpectSketch(table, i, sketches[i]);

  std::vector<std::uint32_t> order(sketches.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), random);
  table.SetOrder(order);
  for (PartId part = 0; part < order.size(); ++part)
    ExpectSketch(table, part, sketches[order[part]]);
}

TEST(SketchTable, GivesBackWhatWasSpilled) {
  std::mt19937_64 random(3);
  SketchTable table;
  auto scratch = Scratch::Create(::testing::TempDir(), /*memory=*/0);
  ASSERT_TRUE(scratch.ok());
  table.SpillTo(*std::move(scratch), /*memory=*/5000 * sizeof(MinHash));
  std::vector<Sketch> sketches(20000);
  for (Sketch& sketch : sketches) {
    sketch = RandomSketch(random);
    table.Append(sketch);
  }
  EXPECT_GE(table.spilled_bytes(), 10000 * sizeof(MinHash));
  for (std::uint32_t i = 0; i < sketches.size(); i += 7) {
    sketches[i] = RandomSketch(random);
    table.Replace(i, sketches[i]);
  }
  for (std::uint32_t i = 0; i < sketches.size(); ++i) ExpectSketch(table, i, sketches[i]);
  EXPECT_TRUE(table.status().ok());
}

TEST(SketchTable, NeverMovesASketch) {
  std::mt19937_64 random(2);
  SketchTable table;
  table.Append(RandomSketch(random));
  MinHash buffer;
  const std::uint16_t* const first = table.minhash(0, &buffer).data();
  for (int i = 0; i < 10000; ++i) table.Append(RandomSketch(random));
  EXPECT_EQ(table.minhash(0, &buffer).data(), first);
}

}  // namespace
}  // namespace textkin
