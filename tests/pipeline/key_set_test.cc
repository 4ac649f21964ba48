// A set of keys against std::set: what is in it is found, and nothing else; what is shared is never
// taken for unshared.

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
  for (std::size_t i = 0; i < 100; ++i) keys.push_back(keys[i]);
  KeySet set(keys);
  for (std::size_t i = 100; i < 200; ++i) set.Share(keys[i]);
  std::size_t others = 0;
  for (std::size_t i = 0; i < 20000; ++i) {
    if (i < 200) {
      EXPECT_TRUE(set.IsShared(keys[i]));
    }
    others += i >= 200 && set.IsShared(keys[i]) ? 1 : 0;
  }
  EXPECT_LT(others, 20000u / 50);
}

}  // namespace
}  // namespace textkin
