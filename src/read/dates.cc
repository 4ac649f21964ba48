// A small reader of dates. Only forms that are unambiguous everywhere: 3/12/2024 is none of them.

#include "dates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>
#include <optional>
#include <utility>

namespace textkin {
namespace {

// Where documents say when they were published: under the title, or in the last lines. Bytes.
constexpr std::size_t kHeadBytes = 2000;
constexpr std::size_t kTailBytes = 1000;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

struct Date {
  int year = 0;
  int month = 0;  // 0: unknown
  int day = 0;
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
  if (date.month == 0) return true;
  if (date.month < 1 || date.month > 12) return false;
  return date.day == 0 || (date.day >= 1 && date.day <= DaysOf(date.month, date.year));
}

std::string Iso(const Date& date) {
  if (!IsPlausible(date)) return {};
  char text[64];
  int length = std::snprintf(text, sizeof text, "%04d", date.year);
  const auto append = [&](const char* format, int value) {
    length +=
        std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length), format, value);
  };
  if (date.month > 0) append("-%02d", date.month);
  if (date.day > 0) append("-%02d", date.day);
  if (date.day > 0 && date.hour >= 0) {
    append("T%02d", date.hour);
    append(":%02d", date.minute);
    append(":%02d", date.second);
  }
  return text;
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
  bool TakeAny(std::string_view characters) {
    if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  // A number of `least` to `most` digits that no further digit follows.
  std::optional<int> Number(std::size_t least, std::size_t most) {
    std::size_t digits = 0;
    int value = 0;
    while (digits < text_.size() && IsDigit(text_[digits])) {
      if (++digits > most) return std::nullopt;
      value = value * 10 + (text_[digits - 1] - '0');
    }
    if (digits < least) return std::nullopt;
    text_.remove_prefix(digits);
    return value;
  }
  void SkipBlanks() {
    while (Take(" ") || Take("\t") || Take("\u3000") || Take("\u00a0")) continue;
  }
  // The name of a month, whole or its first three letters with or without a full stop.
  std::optional<int> Month();
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

std::optional<int> Cursor::Month() {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  std::string word;
  for (const char c : text_) {
    if (std::isalpha(static_cast<unsigned char>(c)) == 0 || word.size() > 9) break;
    word.push_back(static_cast<char>(c | 0x20));
  }
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const bool named =
        word == kMonths[i] || word == kMonths[i].substr(0, 3) || (i == 8 && word == "sept");
    if (!named) continue;
    text_.remove_prefix(word.size());
    Take(".");
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// "23:45:09", "T23:45", " 23:45".
void TakeTime(Cursor* cursor, Date* date) {
  Cursor ahead = *cursor;
  if (!ahead.TakeAny("Tt")) ahead.SkipBlanks();
  const auto hour = ahead.Number(1, 2);
  if (!hour || *hour > 23 || !(ahead.Take(":") || ahead.Take("："))) return;
  const auto minute = ahead.Number(2, 2);
  if (!minute || *minute > 59) return;
  date->hour = *hour;
  date->minute = *minute;
  *cursor = ahead;
  if (!(ahead.Take(":") || ahead.Take("："))) return;
  const auto second = ahead.Number(2, 2);
  if (!second || *second > 59) return;
  date->second = *second;
  *cursor = ahead;
}

bool TakeChineseDate(Cursor* cursor, Date* date) {
  Cursor ahead = *cursor;
  const auto year = ahead.Number(4, 4);
  ahead.SkipBlanks();
  if (!year || !ahead.Take("年")) return false;
  ahead.SkipBlanks();
  const auto month = ahead.Number(1, 2);
  ahead.SkipBlanks();
  if (!month || !ahead.Take("月")) return false;
  *date = {*year, *month};
  *cursor = ahead;
  ahead.SkipBlanks();
  const auto day = ahead.Number(1, 2);
  ahead.SkipBlanks();
  if (!day || !(ahead.Take("日") || ahead.Take("号"))) return true;
  date->day = *day;
  *cursor = ahead;
  return true;
}

bool TakeNumericDate(Cursor* cursor, Date* date) {
  Cursor ahead = *cursor;
  const auto year = ahead.Number(4, 4);
  const std::string_view separator = ahead.rest().substr(0, 1);
  if (!year || separator.empty() || !ahead.TakeAny("-/._")) return false;
  const auto month = ahead.Number(1, 2);
  if (!month) return false;
  *date = {*year, *month};
  const Cursor behind_month = ahead;
  const bool more = ahead.Take(separator);
  const auto day = more ? ahead.Number(1, 2) : std::nullopt;
  if (day) date->day = *day;
  *cursor = day ? ahead : behind_month;
  return day.has_value() || !more;
}

bool TakeEnglishDate(Cursor* cursor, Date* date) {
  Cursor ahead = *cursor;
  const auto take_day = [&]() -> std::optional<int> {
    const auto day = ahead.Number(1, 2);
    if (day) [[maybe_unused]]
      const bool suffix =
          ahead.Take("st") || ahead.Take("nd") || ahead.Take("rd") || ahead.Take("th");
    return day;
  };
  std::optional<int> day = take_day();
  ahead.SkipBlanks();
  const auto month = ahead.Month();
  if (!month) return false;
  ahead.SkipBlanks();
  if (!day) day = take_day();
  ahead.Take(",");
  ahead.SkipBlanks();
  const auto year = ahead.Number(4, 4);
  if (!day || !year) return false;
  *date = {*year, *month, *day};
  *cursor = ahead;
  return true;
}

std::optional<Date> TakeDate(Cursor* cursor) {
  Date date;
  if (!TakeChineseDate(cursor, &date) && !TakeNumericDate(cursor, &date) &&
      !TakeEnglishDate(cursor, &date)) {
    return std::nullopt;
  }
  TakeTime(cursor, &date);
  return date;
}

std::string CompactDate(std::string_view digits) {
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : digits.substr(at, count)) value = value * 10 + (c - '0');
    return value;
  };
  const Date date{number(0, 4), number(4, 2), number(6, 2)};
  return date.month == 0 || date.day == 0 ? std::string() : Iso(date);
}

// Seconds since 1970, in UTC.
std::string DateOfSeconds(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  if (::gmtime_r(&time, &parts) == nullptr) return {};
  return Iso({parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
              std::min(parts.tm_sec, 59)});
}

void AppendOnce(std::string value, std::string_view kind, std::vector<DateClaim>* dates) {
  DateClaim claim{std::move(value), std::string(kind)};
  if (std::find(dates->begin(), dates->end(), claim) == dates->end()) {
    dates->push_back(std::move(claim));
  }
}

struct Word {
  std::string_view text;  // lower case
  std::string_view kind;
};

constexpr std::array<Word, 22> kWords = {{
    {"发布", "published"},
    {"发表", "published"},
    {"發布", "published"},
    {"發佈", "published"},
    {"published", "published"},
    {"posted", "published"},
    {"publication date", "published"},
    {"上传", "uploaded"},
    {"上傳", "uploaded"},
    {"uploaded", "uploaded"},
    {"upload date", "uploaded"},
    {"更新", "modified"},
    {"修改", "modified"},
    {"修订", "modified"},
    {"updated", "modified"},
    {"modified", "modified"},
    {"last update", "modified"},
    {"last edited", "modified"},
    {"publish date", "published"},
    {"publish time", "published"},
    {"发文", "published"},
    {"date published", "published"},
}};

// What may stand between the word and its date: "时间：", "日期 :", "于", "on".
void SkipConnectors(Cursor* cursor) {
  for (bool moved = true; moved;) {
    const std::size_t before = cursor->rest().size();
    cursor->SkipBlanks();
    for (const std::string_view word :
         {"时间", "時間", "日期", "于", "於", "：", ":", "on ", "at ", "date", "time"}) {
      if (cursor->Take(word)) break;
    }
    moved = cursor->rest().size() < before;
  }
}

void AppendDatesBehindWords(std::string_view region, std::vector<DateClaim>* dates) {
  std::string lower(region);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const Word& word : kWords) {
    for (std::size_t at = lower.find(word.text); at != std::string::npos;
         at = lower.find(word.text, at + word.text.size())) {
      Cursor cursor(std::string_view(lower).substr(at + word.text.size()));
      SkipConnectors(&cursor);
      const auto date = TakeDate(&cursor);
      std::string value = date ? Iso(*date) : std::string();
      if (!value.empty()) AppendOnce(std::move(value), word.kind, dates);
    }
  }
}

bool IsDigitAt(std::string_view text, std::size_t at) {
  return at < text.size() && IsDigit(text[at]);
}

}  // namespace

std::string DateAtStart(std::string_view text) {
  Cursor cursor(text);
  const auto date = TakeDate(&cursor);
  return date ? Iso(*date) : std::string();
}

std::string DateOfValue(std::string_view value) {
  Cursor cursor(value);
  cursor.SkipBlanks();
  value = cursor.rest();
  // "Tue, 12 Mar 2024 10:00:00 GMT": the weekday says nothing new.
  const std::size_t comma = value.find(", ");
  if (comma == 3) value.remove_prefix(comma + 2);
  std::size_t digits = 0;
  while (digits < value.size() && IsDigit(value[digits])) ++digits;
  const bool number = digits > 0 && (digits == value.size() || value[digits] == '.');
  if (number && digits == value.size() && digits == 8) return CompactDate(value);
  if (number && digits == value.size() && digits == 4) {
    return Iso({std::atoi(std::string(value).c_str())});
  }
  if (number && (digits == 9 || digits == 10 || digits == 13)) {
    const std::int64_t count = std::atoll(std::string(value.substr(0, digits)).c_str());
    return DateOfSeconds(digits == 13 ? count / 1000 : count);
  }
  return DateAtStart(value);
}

void AppendTextDates(std::string_view text, std::vector<DateClaim>* dates) {
  AppendDatesBehindWords(text.substr(0, kHeadBytes), dates);
  if (text.size() > kHeadBytes) {
    const std::size_t tail = std::min(kTailBytes, text.size() - kHeadBytes);
    AppendDatesBehindWords(text.substr(text.size() - tail), dates);
  }
}

void AppendNameDates(std::string_view name, std::vector<DateClaim>* dates) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!IsDigit(name[at]) || (at > 0 && IsDigit(name[at - 1]))) continue;
    std::size_t digits = 0;
    while (IsDigitAt(name, at + digits)) ++digits;
    std::string value = digits == 8   ? CompactDate(name.substr(at, 8))
                        : digits == 4 ? DateAtStart(name.substr(at))
                                      : "";
    if (value.size() >= 10) AppendOnce(std::move(value), "file_name", dates);
  }
}

void AppendTitleYears(std::string_view title, std::vector<DateClaim>* dates) {
  for (std::size_t at = 0; at + 4 <= title.size(); ++at) {
    if (!IsDigit(title[at]) || (at > 0 && IsDigit(title[at - 1])) || IsDigitAt(title, at + 4))
      continue;
    const std::string_view year = title.substr(at, 4);
    if (!std::all_of(year.begin(), year.end(), IsDigit)) continue;
    std::string value = Iso({std::atoi(std::string(year).c_str())});
    if (!value.empty()) AppendOnce(std::move(value), "title", dates);
  }
}

}  // namespace textkin
