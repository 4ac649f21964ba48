// Chunk numbers against numbered lists.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Ordinals(std::string text) {
  return MarkedText(std::move(text), MarkKind::kOrdinal);
}

// A text of `chunks` pieces of 300 characters cut anywhere, each behind its number.
std::string Chunked(std::size_t chunks, const std::string& separator) {
  std::string text;
  for (std::size_t chunk = 1; chunk <= chunks; ++chunk) {
    text += separator + std::to_string(chunk) + "、";
    for (std::size_t i = 0; i < 30; ++i)
      text += i % 7 == 3 ? "湖水映着山色而云低。" : "渔船沿着河岸慢慢走远";
  }
  return text;
}

TEST(Ordinals, FindsChunkNumbersOnNewLines) {
  EXPECT_THAT(Ordinals(Chunked(5, "\n\n")), ElementsAre("1、", "2、", "3、", "4、", "5、"));
}

TEST(Ordinals, FindsChunkNumbersWithoutLines) {
  EXPECT_THAT(Ordinals(Chunked(4, "")), ElementsAre("1、", "2、", "3、", "4、"));
}

TEST(Ordinals, NeedsThree) { EXPECT_THAT(Ordinals(Chunked(2, "\n\n")), IsEmpty()); }

TEST(Ordinals, LeavesAList) {
  std::string text;
  for (int item = 1; item <= 6; ++item) {
    text += std::to_string(item) + "、" + Repeat("加强堤防巡查，做好记录，", 25) + "按月上报。\n";
  }
  EXPECT_THAT(Ordinals(text), IsEmpty());
}

TEST(Ordinals, LeavesAListInOneLine) {
  std::string text = "今年要做的事：";
  for (int item = 1; item <= 6; ++item) {
    text += std::to_string(item) + "、" + Repeat("修桥铺路，", 60) + "方便乡亲。";
  }
  EXPECT_THAT(Ordinals(text), IsEmpty());
}

TEST(Ordinals, LeavesNumbersSideBySide) {
  EXPECT_THAT(Ordinals(Repeat("请到1、2、3、4、5、6号窗口办理", 40)), IsEmpty());
}

TEST(Ordinals, LeavesUnevenDistances) {
  std::string text;
  const std::size_t lengths[] = {40, 20, 140, 25, 90};
  for (int item = 1; item <= 5; ++item) {
    text += "\n" + std::to_string(item) + "、" + Repeat("沿河设置标志牌", lengths[item - 1]);
  }
  EXPECT_THAT(Ordinals(text), IsEmpty());
}

TEST(Ordinals, PassesOverAListInsideTheChunks) {
  std::string text = Chunked(5, "\n\n");
  const std::size_t middle = text.find("3、");
  text.insert(text.find("。", middle) + 3, "要点：1、看天。2、看水。3、看人。");
  EXPECT_THAT(Ordinals(text), ElementsAre("1、", "2、", "3、", "4、", "5、"));
}

}  // namespace
}  // namespace textkin
