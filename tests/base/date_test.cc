// Dates in the forms that documents use.

#include "textkin/date.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace textkin {
namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

TEST(ParseDate, ReadsWhatHasOneMeaning) {
  const Cases cases = {{"2024-03-12", "2024-03-12"},     {"2024/3/2 tail", "2024-03-02"},
                       {"2024.3.12", "2024-03-12"},      {"2024_3_2_b", "2024-03-02"},
                       {"2024. 3. 12", "2024-03-12"},    {"20240312", "2024-03-12"},
                       {"2024年3月12日", "2024-03-12"},  {"2024 年 3 月 12 号", "2024-03-12"},
                       {"12 March 2024", "2024-03-12"},  {"12th Mar. 2024", "2024-03-12"},
                       {"March 12, 2024", "2024-03-12"}, {"MAR 1st 2024", "2024-03-01"},
                       {"Sept 1, 2020", "2020-09-01"}};
  for (const auto& [text, date] : cases) EXPECT_EQ(ParseDate(text), date) << text;
}

TEST(ParseDate, ReadsATimeBehind) {
  const Cases cases = {{"2024-03-12T23:45:09+08:00", "2024-03-12T23:45:09"},
                       {"2024-03-12 7:05", "2024-03-12T07:05:00"},
                       {"2024年3月12日23：45", "2024-03-12T23:45:00"},
                       {"20240312 08:09", "2024-03-12T08:09:00"},
                       {"12 March 2024 10:00:00 GMT", "2024-03-12T10:00:00"},
                       {"2024-03-12 23:45:61", "2024-03-12T23:45:00"},
                       {"2024-03-12 24:00", "2024-03-12"},
                       {"2024-03-12 318 reads", "2024-03-12"}};
  for (const auto& [text, date] : cases) EXPECT_EQ(ParseDate(text), date) << text;
}

TEST(ParseDate, StopsWhereTheTextDoes) {
  const Cases cases = {{"2024-03", "2024-03"},        {"2024-03-", "2024-03"},
                       {"2024.3 edition", "2024-03"}, {"2023年1月", "2023-01"},
                       {"2023年1月12", "2023-01"},    {"March 2024", "2024-03"},
                       {"2024-03-00", "2024-03"}};
  for (const auto& [text, date] : cases) EXPECT_EQ(ParseDate(text), date) << text;
}

TEST(ParseDate, RefusesWhatIsNoDate) {
  for (const std::string text :
       {"", "x 2024-03-12", "3/12/2024", "2024", "2024年3", "2024-13-12", "2024-02-30", "2023-2-29",
        "2024-00-05", "2024-03-120", "20240-02-03", "20241399", "20240300", "120240312",
        "1899-12-31", "2101-01-01", "12 Marching 2024", "31 June 2024", "March 12"}) {
    EXPECT_EQ(ParseDate(text), "") << text;
  }
  EXPECT_EQ(ParseDate("2024-02-29"), "2024-02-29");
  EXPECT_EQ(ParseDate("1900-01-01"), "1900-01-01");
  EXPECT_EQ(ParseDate("2100-12-31"), "2100-12-31");
}

TEST(ParseDateValue, ReadsYearsSecondsAndWeekdays) {
  const Cases cases = {{"2024", "2024"},
                       {"1710287109", "2024-03-12T23:45:09"},
                       {"1710287109.25", "2024-03-12T23:45:09"},
                       {"1710287109000", "2024-03-12T23:45:09"},
                       {"20240312", "2024-03-12"},
                       {"Tue, 12 Mar 2024 10:00:00 GMT", "2024-03-12T10:00:00"},
                       {" \n[2024-03-12]", "2024-03-12"},
                       {"：2024年3月12日", "2024-03-12"}};
  for (const auto& [text, date] : cases) EXPECT_EQ(ParseDateValue(text), date) << text;
}

TEST(ParseDateValue, RefusesOtherNumbers) {
  for (const std::string text :
       {"", "1", "1871", "12345", "12345678901", "x", ".5", "123456789012345678901234567890"}) {
    EXPECT_EQ(ParseDateValue(text), "") << text;
  }
}

TEST(AddDate, DropsEmptyAndKnownOnes) {
  std::vector<DateClaim> dates;
  AddDate("2024", "title", &dates);
  AddDate("2024", "title", &dates);
  AddDate("", "title", &dates);
  AddDate("2024", "record", &dates);
  EXPECT_EQ(dates, (std::vector<DateClaim>{{"2024", "title"}, {"2024", "record"}}));
}

TEST(FindYear, TakesFourDigitsThatStandAlone) {
  const std::string_view text = "12024 年 2024年，1899 and 1999-2100";
  EXPECT_EQ(FindYear(text, 0), text.find("2024年"));
  EXPECT_EQ(FindYear(text, text.find("2024年") + 1), text.find("1999"));
  EXPECT_EQ(FindYear(text, text.find("2100")), std::string_view::npos);
  EXPECT_EQ(FindYear("", 0), std::string_view::npos);
}

}  // namespace
}  // namespace textkin
