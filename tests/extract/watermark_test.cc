// Sentences that a site puts into a text, against sentences that repeat by themselves.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> Watermarks(std::string text) {
  return MarkedText(std::move(text), MarkKind::kWatermark);
}

// `pages` pages of distinct sentences, with `put_in` at the beginning and then in the middle of a
// sentence.
std::string Pages(const std::string& put_in, const std::string& unit, const std::string& end,
                  int pages) {
  std::string text;
  for (int page = 0; page < pages; ++page) {
    text += put_in;
    for (int i = 0; i < 12; ++i) text += unit + std::to_string(page * 100 + i) + end;
    text += unit;
  }
  return text;
}

TEST(Watermark, FindsASentenceInMidSentence) {
  const std::string sentence = "这份文稿由热心读者上传分享，如有不妥请告知小编。";
  const auto found = Watermarks(Pages(sentence, "河边的村子里住着渔民，编号", "。", 4));
  EXPECT_THAT(found, SizeIs(4));
  EXPECT_THAT(found, Each(sentence));
}

TEST(Watermark, FindsAnEnglishSentence) {
  const std::string sentence = "This copy was shared by a friendly reader of our shelf.";
  const auto found =
      Watermarks(Pages(sentence, " The fishing boats left harbour at dawn number ", ".", 4));
  EXPECT_THAT(found, SizeIs(4));
  EXPECT_THAT(found, Each(sentence));
}

TEST(Watermark, LeavesARefrain) {
  std::string song;
  for (int verse = 0; verse < 6; ++verse) {
    song +=
        "第" + std::to_string(verse) + "段唱的是远方的山和水\n啊，我日夜思念的故乡和那条大河！\n";
  }
  EXPECT_THAT(Watermarks(song), IsEmpty());
}

TEST(Watermark, LeavesAClauseOfAContract) {
  std::string contract;
  for (int item = 0; item < 6; ++item) {
    contract += "第" + std::to_string(item) +
                "条货物应按时交付。逾期未交付的，卖方应当按日支付约定的违约金。";
  }
  EXPECT_THAT(Watermarks(contract), IsEmpty());
}

TEST(Watermark, LeavesStandingPhrasesAtSentenceEnds) {
  std::string text;
  for (int item = 0; item < 8; ++item) {
    text += "第" + std::to_string(item) + "项工作扎实推进取得了良好的社会效益和经济效益。";
  }
  EXPECT_THAT(Watermarks(text), IsEmpty());
}

TEST(Watermark, LeavesShortSentences) {
  EXPECT_THAT(Watermarks(Pages("请勿转载本文。", "河边的村子里住着渔民，编号", "。", 5)),
              IsEmpty());
}

}  // namespace
}  // namespace textkin
