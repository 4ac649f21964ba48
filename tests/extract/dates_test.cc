// Dates that texts state about themselves.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> Dates(std::string text) {
  std::vector<std::string> out;
  for (const DateClaim& date : ExtractAs(Format::kText, std::move(text)).document.dates)
    out.push_back(date.kind + " " + date.value);
  return out;
}

TEST(StatedDates, AreTakenBehindWords) {
  const auto dates = [](const std::string& text) { return Dates("x\n" + text); };
  EXPECT_THAT(dates("发布 2024-03-12 23:45:09"), ElementsAre("published 2024-03-12T23:45:09"));
  EXPECT_THAT(dates("发布时间：2024年3月2日 7:05"), ElementsAre("published 2024-03-02T07:05:00"));
  EXPECT_THAT(dates("发布于 2024/3/2"), ElementsAre("published 2024-03-02"));
  EXPECT_THAT(dates("上传时间:2022-10-02"), ElementsAre("uploaded 2022-10-02"));
  EXPECT_THAT(dates("更新时间 2023.1.5"), ElementsAre("modified 2023-01-05"));
  EXPECT_THAT(dates("最后修改：2023年1月"), ElementsAre("modified 2023-01"));
  EXPECT_THAT(dates("Published: 2024-03-12T23:45:09+08:00"),
              ElementsAre("published 2024-03-12T23:45:09"));
  EXPECT_THAT(dates("Posted on March 12, 2024 by me"), ElementsAre("published 2024-03-12"));
  EXPECT_THAT(dates("Posted on 12th Mar. 2024"), ElementsAre("published 2024-03-12"));
  EXPECT_THAT(dates("LAST UPDATED: Sept 1, 2020"), ElementsAre("modified 2020-09-01"));
}

TEST(StatedDates, AreNobodysClaimWithoutAWord) {
  const auto dates = [](const std::string& text) { return Dates("x\n" + text); };
  EXPECT_THAT(dates("会议于2024年3月12日召开"), IsEmpty());
  EXPECT_THAT(dates("发布会在下周，2024-03-12"), IsEmpty());
  EXPECT_THAT(dates("发布 2024-13-12"), IsEmpty());
  EXPECT_THAT(dates("发布 2024-02-30"), IsEmpty());
  EXPECT_THAT(dates("发布 1824-02-03"), IsEmpty());
  EXPECT_THAT(dates("发布 20240-02-03"), IsEmpty());
  EXPECT_THAT(dates("Posted on 3/12/2024"), IsEmpty());
}

TEST(StatedDates, AreLookedForNearTheBeginningAndTheEnd) {
  const std::string filler(5000, 'x');
  const std::string date = " 发布 2024-03-12 ";
  EXPECT_THAT(Dates(date + filler), ElementsAre("published 2024-03-12"));
  EXPECT_THAT(Dates(filler + date), ElementsAre("published 2024-03-12"));
  EXPECT_THAT(Dates(filler + date + filler), IsEmpty());
}

TEST(StatedDates, AreFoundInTextToo) {
  EXPECT_THAT(ExtractAs(Format::kText, "标题\n发布 2020-01-02 03:04:05 阅读 7\n上传时间:2020/1/3")
                  .document.dates,
              ElementsAre(DateClaim{"2020-01-02T03:04:05", "published"},
                          DateClaim{"2020-01-03", "uploaded"}));
  EXPECT_THAT(ExtractAs(Format::kText, "Published: March 4, 2020").document.dates,
              ElementsAre(DateClaim{"2020-03-04", "published"}));
  EXPECT_THAT(ExtractAs(Format::kText, "Posted 4 Mar 2020 by a reader").document.dates,
              ElementsAre(DateClaim{"2020-03-04", "published"}));
  EXPECT_THAT(ExtractAs(Format::kText, "发布 2020-13-02，电话 20201345").document.dates, IsEmpty());
}

TEST(StatedDates, AreLookedForInFourKibibytesAndInTheLastOne) {
  const std::string date = "发布 2024-03-12";
  const std::string filler(10000, '\n');
  const auto at = [&](std::size_t byte) {
    std::string text = filler;
    return Dates(text.replace(byte, date.size(), date));
  };
  const std::size_t word = std::string("发布").size();
  EXPECT_THAT(at(4096 - word), ElementsAre("published 2024-03-12"));
  EXPECT_THAT(at(4097 - word), IsEmpty());
  EXPECT_THAT(at(10000 - 1025), IsEmpty());
  EXPECT_THAT(at(10000 - 1024), ElementsAre("published 2024-03-12"));
}

TEST(StatedDates, StandOnTheLineOfALabel) {
  EXPECT_THAT(Dates("来源：河边日报 记者 某某 2024年3月12日"), ElementsAre("published 2024-03-12"));
  EXPECT_THAT(Dates("Posted by a reader, March 12, 2024"), ElementsAre("published 2024-03-12"));
  EXPECT_THAT(Dates("Date: Tue 12 Mar 2024 10:20"), ElementsAre("published 2024-03-12T10:20:00"));
  EXPECT_THAT(Dates("来源：河边日报\n2024年3月12日"), IsEmpty());
  EXPECT_THAT(Dates("来源：河边日报" + std::string(90, ' ') + "2024年3月12日"), IsEmpty());
}

TEST(StatedDates, AreNotInSentencesThatUseAWord) {
  EXPECT_THAT(Dates("发布了新的通知，2024-03-12起施行"), IsEmpty());
  EXPECT_THAT(Dates("a study published by the board in March 2024"), IsEmpty());
  EXPECT_THAT(Dates("更新公交车60辆 2024-03-12"), IsEmpty());
  EXPECT_THAT(Dates("an update: 2024-03-12"), IsEmpty());
}

TEST(StatedDates, StandRightBehindTheirWordAtTheEnd) {
  const std::string filler(5000, 'x');
  EXPECT_THAT(Dates(filler + "市政府发布的《河道管理办法》2024年3月12日废止"), IsEmpty());
  EXPECT_THAT(Dates(filler + "\n日期：2024年3月12日"), ElementsAre("published 2024-03-12"));
}

TEST(StatedDates, AreDroppedWhenTheSameKindSaysThemAgain) {
  EXPECT_THAT(
      Dates("发布 2024-03-12\nPosted on 12 March 2024\n上传 2024/3/12\n更新 20240312"),
      UnorderedElementsAre("published 2024-03-12", "uploaded 2024-03-12", "modified 2024-03-12"));
}

TEST(StatedDates, AreFoundInEveryFormat) {
  for (const Format format :
       {Format::kText, Format::kMarkdown, Format::kHtml, Format::kJsonRecord}) {
    EXPECT_THAT(ExtractAs(format, "更新时间：2024-03-12").document.dates,
                ElementsAre(DateClaim{"2024-03-12", "modified"}))
        << FormatName(format);
  }
}

TEST(StatedDates, AreNotLookedForWithoutMarks) {
  Document document;
  document.text = "发布 2024-03-12";
  EXPECT_THAT(Extract(document, {.marks = false}).document.dates, IsEmpty());
}

}  // namespace
}  // namespace textkin
