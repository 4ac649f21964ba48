// Takes a line apart into words of two lists, numbers and signs; whatever else is in it makes it a
// sentence.

#include "dateline.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "characters.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// What is said of the page.
constexpr auto kPageWords = std::to_array<std::string_view>({
    "posted", "published", "updated", "uploaded", "modified",  "edited", "read", "reads",
    "views",  "viewed",    "hits",    "comments", "downloads", "发布",   "發布", "发表",
    "發表",   "更新",      "上传",    "上傳",     "阅读",      "閱讀",   "浏览", "瀏覽",
    "点击",   "點擊",      "评论",    "評論",     "下载",      "下載",
});

// What stands beside.
constexpr auto kOtherWords = std::to_array<std::string_view>({
    "on",        "at",    "in",       "last", "date",      "time",   "times",    "view",
    "comment",   "likes", "count",    "am",   "pm",        "utc",    "gmt",      "jan",
    "january",   "feb",   "february", "mar",  "march",     "apr",    "april",    "may",
    "jun",       "june",  "jul",      "july", "aug",       "august", "sep",      "sept",
    "september", "oct",   "october",  "nov",  "november",  "dec",    "december", "mon",
    "monday",    "tue",   "tuesday",  "wed",  "wednesday", "thu",    "thursday", "fri",
    "friday",    "sat",   "saturday", "sun",  "sunday",    "年",     "月",       "日",
    "时",        "時",    "分",       "秒",   "于",        "於",     "时间",     "時間",
    "日期",      "次",    "次数",     "次數", "量",        "数",     "數",       "人",
    "星期",      "上午",  "下午",
});

bool IsAmong(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Characters of one Chinese word of the lists.
constexpr std::size_t kMaxCjkWord = 2;

// Takes CJK words of the lists off, the longest first; false when another stands there.
bool TakeCjkWord(std::string_view* rest, bool* of_page) {
  for (std::size_t characters = kMaxCjkWord; characters > 0; --characters) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < characters && end < rest->size(); ++i) DecodeUtf8(*rest, &end);
    const std::string_view word = rest->substr(0, end);
    const bool page_word = IsAmong(kPageWords, word);
    if (!page_word && !IsAmong(kOtherWords, word)) continue;
    *of_page |= page_word;
    rest->remove_prefix(end);
    return true;
  }
  return false;
}

bool TakeAsciiWord(std::string_view* rest, bool* of_page) {
  const auto is_letter = [](char c) { return IsAsciiLetter(static_cast<unsigned char>(c)); };
  const auto end = std::ranges::find_if_not(*rest, is_letter);
  const std::string_view word = rest->substr(0, static_cast<std::size_t>(end - rest->begin()));
  rest->remove_prefix(word.size());
  const bool page_word = IsAmong(kPageWords, word);
  *of_page |= page_word;
  // The letter of 2013-05-04T10:00:00Z.
  return page_word || IsAmong(kOtherWords, word) || word == "t" || word == "z";
}

}  // namespace

bool IsDateline(std::string_view folded) {
  bool of_page = false, number = false;
  for (std::string_view rest = folded; !rest.empty();) {
    std::size_t end = 0;
    const char32_t c = DecodeUtf8(rest, &end);
    if (c < 0x80 && IsAsciiLetter(c)) {
      if (!TakeAsciiWord(&rest, &of_page)) return false;
    } else if (IsCjk(c)) {
      if (!TakeCjkWord(&rest, &of_page)) return false;
    } else if (IsLetter(c)) {
      return false;
    } else {
      number |= IsDigit(c);
      rest.remove_prefix(end);
    }
  }
  return of_page && number;
}

}  // namespace textkin
