// A small reader of dates. Only forms that are unambiguous everywhere: 3/12/2024 is none of them.

#include "textkin/date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <initializer_list>
#include <optional>
#include <utility>

namespace textkin {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr std::string_view kDigits = "0123456789";

struct Date {
  int year = 0;
  int month = 0;  // 0: unknown
  int day = 0;    // 0: unknown
  int hour = -1;  // -1: unknown
  int minute = 0;
  int second = 0;
};

int DaysOf(int month, int year) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

bool IsPlausible(const Date& date) {
  if (date.year < kFirstYear || date.year > kLastYear) return false;
  if (date.month == 0) return date.day == 0;
  return date.month <= 12 && date.day <= DaysOf(date.month, date.year);
}

std::string Iso(const Date& date) {
  if (!IsPlausible(date)) return {};
  char text[80];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", date.year, date.month, date.day,
                date.hour, date.minute, date.second);
  const std::string_view whole = text;
  const std::size_t known = date.month == 0 ? 4 : date.day == 0 ? 7 : date.hour < 0 ? 10 : 19;
  return std::string(whole.substr(0, known));
}

// Reads a text from left to right; every method moves only when it succeeds.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool Take(std::string_view literal) {
    if (!text_.starts_with(literal)) return false;
    text_.remove_prefix(literal.size());
    return true;
  }
  bool TakeOneOf(std::initializer_list<std::string_view> literals) {
    return std::ranges::any_of(literals, [this](std::string_view each) { return Take(each); });
  }
  bool TakeBlank() { return TakeOneOf({" ", "\t", "\u3000", "\u00a0"}); }
  void SkipBlanks() {
    while (TakeBlank()) continue;
  }
  bool AtDigit() const { return !text_.empty() && text_[0] >= '0' && text_[0] <= '9'; }
  // A number of `least` to `most` digits, at most 8, that no further digit follows.
  std::optional<int> Number(std::size_t least, std::size_t most);
  // The name of a month, whole or its first three letters with or without a full stop.
  std::optional<int> Month();
  // "12", "12th".
  std::optional<int> EnglishDay();
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

std::optional<int> Cursor::Number(std::size_t least, std::size_t most) {
  const std::string_view ahead = text_.substr(0, most + 1);
  const std::size_t digits = std::min(ahead.find_first_not_of(kDigits), ahead.size());
  if (digits < least || digits > most) return std::nullopt;
  int value = 0;
  for (const char c : ahead.substr(0, digits)) value = value * 10 + (c - '0');
  text_.remove_prefix(digits);
  return value;
}

std::optional<int> Cursor::Month() {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  constexpr std::size_t kLongest = 9;
  std::string word;
  for (const char c : text_.substr(0, kLongest + 1)) {
    const char lower = static_cast<char>(c | 0x20);
    if (lower < 'a' || lower > 'z') break;
    word.push_back(lower);
  }
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const bool sept = i == 8 && word == "sept";
    if (word != kMonths[i] && word != kMonths[i].substr(0, 3) && !sept) continue;
    text_.remove_prefix(word.size());
    Take(".");
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::optional<int> Cursor::EnglishDay() {
  const auto day = Number(1, 2);
  if (day) TakeOneOf({"st", "nd", "rd", "th"});
  return day;
}

// The date with the time that stands behind it: "23:45:09", "T23:45", " 23:45".
Date WithTime(Date date, Cursor behind) {
  if (!behind.TakeOneOf({"T", "t"})) behind.SkipBlanks();
  const auto hour = behind.Number(1, 2);
  if (!hour || *hour > 23 || !behind.TakeOneOf({":", "："})) return date;
  const auto minute = behind.Number(2, 2);
  if (!minute || *minute > 59) return date;
  date.hour = *hour;
  date.minute = *minute;
  if (!behind.TakeOneOf({":", "："})) return date;
  const auto second = behind.Number(2, 2);
  if (second && *second < 60) date.second = *second;
  return date;
}

std::optional<Date> ReadCompactDate(Cursor cursor) {
  const auto digits = cursor.Number(8, 8);
  if (!digits || *digits % 100 == 0) return std::nullopt;
  return WithTime({*digits / 10000, *digits / 100 % 100, *digits % 100}, cursor);
}

std::optional<Date> ReadChineseDate(Cursor cursor) {
  const auto year = cursor.Number(4, 4);
  cursor.SkipBlanks();
  if (!year || !cursor.Take("年")) return std::nullopt;
  cursor.SkipBlanks();
  const auto month = cursor.Number(1, 2);
  cursor.SkipBlanks();
  if (!month || !cursor.Take("月")) return std::nullopt;
  cursor.SkipBlanks();
  const auto day = cursor.Number(1, 2);
  cursor.SkipBlanks();
  if (!day || !cursor.TakeOneOf({"日", "号"})) return Date{*year, *month};
  return WithTime({*year, *month, *day}, cursor);
}

std::optional<Date> ReadNumericDate(Cursor cursor) {
  const auto year = cursor.Number(4, 4);
  const std::string_view separator = cursor.rest().substr(0, 1);
  if (!year || !cursor.TakeOneOf({"-", "/", ".", "_"})) return std::nullopt;
  cursor.SkipBlanks();
  const auto month = cursor.Number(1, 2);
  if (!month) return std::nullopt;
  if (!cursor.Take(separator)) return Date{*year, *month};
  cursor.SkipBlanks();
  if (!cursor.AtDigit()) return Date{*year, *month};
  const auto day = cursor.Number(1, 2);
  if (!day) return std::nullopt;
  return WithTime({*year, *month, *day}, cursor);
}

std::optional<Date> ReadEnglishDate(Cursor cursor) {
  auto day = cursor.EnglishDay();
  cursor.SkipBlanks();
  const auto month = cursor.Month();
  if (!month) return std::nullopt;
  cursor.SkipBlanks();
  if (!day) day = cursor.EnglishDay();
  while (cursor.TakeBlank() || cursor.Take(",")) continue;
  const auto year = cursor.Number(4, 4);
  if (!year) return std::nullopt;
  return WithTime({*year, *month, day.value_or(0)}, cursor);
}

// Seconds since 1970, in UTC.
std::string DateOfSeconds(long long seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  if (::gmtime_r(&time, &parts) == nullptr) return {};
  return Iso({parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
              parts.tm_sec});
}

// A year alone, or seconds or milliseconds since 1970 with a fraction or not.
std::string DateOfNumber(std::string_view value) {
  const std::string number(value.substr(0, value.find_first_not_of(kDigits)));
  const bool whole = number.size() == value.size();
  if (!whole && value[number.size()] != '.') return {};
  const long long count = std::atoll(number.substr(0, 13).c_str());
  switch (number.size()) {
    case 4:
      return whole ? Iso({static_cast<int>(count)}) : std::string();
    case 9:
    case 10:
      return DateOfSeconds(count);
    case 13:
      return DateOfSeconds(count / 1000);
    default:
      return {};
  }
}

}  // namespace

std::string ParseDate(std::string_view text) {
  for (const auto read : {ReadCompactDate, ReadChineseDate, ReadNumericDate, ReadEnglishDate}) {
    const auto date = read(Cursor(text));
    if (date) return date->month == 0 ? std::string() : Iso(*date);
  }
  return {};
}

std::string ParseDateValue(std::string_view value) {
  Cursor cursor(value);
  while (cursor.TakeBlank() || cursor.TakeOneOf({"\r", "\n", ":", "：", "[", "(", "（"})) continue;
  value = cursor.rest();
  // "Tue, 12 Mar 2024 10:00:00 GMT": the weekday says nothing new.
  if (value.substr(0, 5).ends_with(", ")) value.remove_prefix(5);
  std::string date = DateOfNumber(value);
  return date.empty() ? ParseDate(value) : date;
}

void AddDate(std::string value, std::string_view kind, std::vector<DateClaim>* dates) {
  DateClaim claim{std::move(value), std::string(kind)};
  if (claim.value.empty() || std::ranges::find(*dates, claim) != dates->end()) return;
  dates->push_back(std::move(claim));
}

std::size_t FindYear(std::string_view text, std::size_t at) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  while (at < text.size()) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::string_view century = text.substr(at, 2);
    if (end - at == kYearDigits && (century == "19" || century == "20")) return at;
    at = end;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> YearsIn(std::string_view text) {
  std::vector<std::string_view> years;
  for (std::size_t at = FindYear(text, 0); at != std::string_view::npos;
       at = FindYear(text, at + kYearDigits)) {
    years.push_back(text.substr(at, kYearDigits));
  }
  return years;
}

}  // namespace textkin
