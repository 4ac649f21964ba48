// A set of keys against std::set: what is in it is found, and nothing else; what is shared is
// known.

#include "../../src/pipeline/key_set.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <set>
#include <vector>

namespace textkin {
namespace {

std::vector<std::uint32_t> RandomKeys(std::size_t size, std::mt19937* random) {
  std::vector<std::uint32_t> keys(size);
  for (std::uint32_t& key : keys) key = static_cast<std::uint32_t>((*random)());
  return keys;
}

TEST(KeySet, SelectsWhatItHas) {
  std::mt19937 random(11);
  for (const std::size_t size : {0, 1, 2, 1000, 30000}) {
    std::vector<std::uint32_t> keys = RandomKeys(size, &random);
    if (size > 2) keys[1] = 0;
    const std::set<std::uint32_t> expected(keys.begin(), keys.end());
    const KeySet set(keys);
    std::vector<std::uint32_t> asked = RandomKeys(50000, &random);
    asked.insert(asked.end(), {0, UINT32_MAX});
    asked.insert(asked.end(), keys.begin(), keys.end());
    std::vector<std::uint32_t> places, expected_places;
    for (std::uint32_t i = 0; i < asked.size(); ++i) {
      if (expected.contains(asked[i])) expected_places.push_back(i);
    }
    set.Select(asked, &places);
    EXPECT_EQ(places, expected_places) << size;
  }
}

TEST(KeySet, KnowsWhatIsShared) {
  std::mt19937 random(12);
  std::vector<std::uint32_t> keys = RandomKeys(20000, &random);
  keys[20] = keys[19000] = 0;  // comes twice
  keys.insert(keys.end(), keys.begin(), keys.begin() + 100);
  KeySet set(keys);
  for (std::size_t i = 100; i < 200; ++i) set.Share(keys[i]);
  for (const std::uint32_t other : RandomKeys(50000, &random)) set.Share(other);
  const std::set<std::uint32_t> shared(keys.begin(), keys.begin() + 200);
  for (const std::uint32_t key : keys) EXPECT_EQ(set.IsShared(key), shared.contains(key)) << key;
}

TEST(KeySet, AZeroOnItsOwnIsNotShared) {
  KeySet set(std::vector<std::uint32_t>{0, 1, 2});
  EXPECT_FALSE(set.IsShared(0));
  set.Share(0);
  EXPECT_TRUE(set.IsShared(0));
}

}  // namespace
}  // namespace textkin
