// Counting code points: in blocks and one by one alike.

#include "textkin/utf8.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace textkin {
namespace {

TEST(Utf8, CountsCodePointsOfAnyLength) {
  std::minstd_rand random(1);
  std::string text;
  std::size_t count = 0;
  for (; count < 2000; ++count) {
    ASSERT_EQ(CountCodePoints(text), count) << text.size() << " bytes";
    AppendUtf8(U"aé工😀"[random() % 4], &text);
  }
  EXPECT_EQ(CountCodePoints(std::string(100000, 'a')), 100000u);
}

}  // namespace
}  // namespace textkin
