// Small matchers over UTF-8, tried where a byte says that one could begin. Each looks ahead a
// bounded number of characters, so the whole is linear; std::regex is neither linear nor aware of
// characters.

#include "debris.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "characters.h"

namespace textkin {
namespace {

// Digits of a page number, and characters of one in Chinese numerals (九百九十九); no document has
// more pages.
constexpr int kMaxNumberCharacters = 5;
// White space characters inside a page number; tables have more.
constexpr int kMaxBlanks = 8;
// Blanks around a number that was left out of a line of text: words beside each other have one.
constexpr int kBlanksOfDropped = 2;
// What sites write over the digits of a page: each of its characters, or the number as a whole.
constexpr std::u32string_view kMasks = U"xXｘＸ×*＊_某□■";

// The number of a page, or of all pages; no value where a site masked it or left it out, as it did
// with all numbers of the text.
struct PageNumber {
  std::optional<std::uint32_t> value;
};

bool MayBePageOf(PageNumber page, PageNumber count) {
  return !page.value || !count.value || *page.value <= *count.value;
}

std::uint32_t NumeralValue(char32_t c) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  if (c == U'零') return 0;
  if (c == U'两') return 2;
  const std::size_t at = kDigits.find(c);
  return at == kDigits.npos ? 10 : static_cast<std::uint32_t>(at);
}

std::uint32_t NumeralUnit(char32_t c) {
  return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
}

// A position in the text that moves over what it is asked for, or stays.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at, std::size_t end)
      : text_(text), at_(at), end_(end) {}

  std::size_t at() const { return at_; }
  bool AtEnd() const { return at_ >= end_; }
  char32_t Peek() const {
    std::size_t copy = at_;
    return AtEnd() ? U'\0' : DecodeUtf8(text_, &copy);
  }
  bool Take(std::string_view literal) {
    if (!text_.substr(at_, end_ - at_).starts_with(literal)) return false;
    at_ += literal.size();
    return true;
  }
  bool TakeOneOf(std::u32string_view characters) {
    if (AtEnd() || characters.find(Peek()) == characters.npos) return false;
    DecodeUtf8(text_, &at_);
    return true;
  }
  // Gives how many it took.
  int SkipBlanks() {
    int taken = 0;
    for (; taken < kMaxBlanks && !AtEnd() && IsBlank(Peek()); ++taken) DecodeUtf8(text_, &at_);
    return taken;
  }
  // A run of one kind of mask, of which Markdown may have escaped each: xx, \*\*.
  bool TakeMask(std::u32string_view masks = kMasks) {
    const char32_t mask = PeekEscaped();
    if (mask == 0 || masks.find(mask) == masks.npos) return false;
    Cursor behind = *this;
    for (int taken = 0; taken < kMaxNumberCharacters && behind.PeekEscaped() == mask; ++taken) {
      behind.Take("\\");
      DecodeUtf8(text_, &behind.at_);
    }
    if (IsLetter(behind.Peek()) || IsDigit(behind.Peek())) return false;
    *this = behind;
    return true;
  }
  // Digits of either width.
  std::optional<std::uint32_t> TakeDigits() {
    std::uint32_t value = 0;
    int taken = 0;
    for (; !AtEnd() && IsDigit(Peek()); ++taken) {
      if (taken == kMaxNumberCharacters) return std::nullopt;
      const char32_t c = DecodeUtf8(text_, &at_);
      value = value * 10 + static_cast<std::uint32_t>(c >= U'０' ? c - U'０' : c - '0');
    }
    if (taken == 0) return std::nullopt;
    return value;
  }
  // Digits, or Chinese numerals such as 十二, 一百零三, 二三.
  std::optional<std::uint32_t> TakeNumber() {
    if (IsDigit(Peek())) return TakeDigits();
    std::uint32_t total = 0;
    std::uint32_t digits = 0;
    int taken = 0;
    for (; !AtEnd() && taken <= kMaxNumberCharacters + 2; ++taken) {
      const char32_t c = Peek();
      if (const std::uint32_t unit = NumeralUnit(c); unit > 0) {
        total += (digits == 0 ? 1 : digits) * unit;
        digits = 0;
      } else if (const std::uint32_t digit = NumeralValue(c); digit < 10) {
        digits = digits * 10 + digit;
      } else {
        break;
      }
      DecodeUtf8(text_, &at_);
    }
    if (taken == 0 || taken > kMaxNumberCharacters + 2) return std::nullopt;
    return total + digits;
  }

 private:
  // The next character, a backslash passed over.
  char32_t PeekEscaped() const {
    Cursor behind = *this;
    behind.Take("\\");
    return behind.Peek();
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
};

bool TakePageWord(Cursor* cursor) { return cursor->Take("页") || cursor->Take("頁"); }

// "第 3 页", "共 4 页", "第 x 页", "第  页", of which the first character is given.
std::optional<PageNumber> TakePages(Cursor* cursor, std::string_view first) {
  if (!cursor->Take(first)) return std::nullopt;
  cursor->SkipBlanks();
  PageNumber number;
  if (!TakePageWord(cursor)) {
    number.value = cursor->TakeNumber();
    if (!number.value && !cursor->TakeMask()) return std::nullopt;
    cursor->SkipBlanks();
    if (!TakePageWord(cursor)) return std::nullopt;
  }
  return number;
}
std::optional<PageNumber> TakePage(Cursor* cursor) { return TakePages(cursor, "第"); }
std::optional<PageNumber> TakePageCount(Cursor* cursor) { return TakePages(cursor, "共"); }

// What stands between the page and the count; says whether it was an opening parenthesis.
bool TakeSeparator(Cursor* cursor) {
  cursor->SkipBlanks();
  const bool opened = cursor->TakeOneOf(U"(（");
  if (!opened) cursor->TakeOneOf(U"/／,，、|｜");
  cursor->SkipBlanks();
  return opened;
}

// "第 1 页 共 4 页", "第1页/共4页", "第一页（共四页）"; gives its end.
std::optional<std::size_t> MatchPageOfCount(Cursor cursor) {
  const auto page = TakePage(&cursor);
  if (!page) return std::nullopt;
  const bool opened = TakeSeparator(&cursor);
  const auto count = TakePageCount(&cursor);
  if (!count || !MayBePageOf(*page, *count)) return std::nullopt;
  if (opened) cursor.TakeOneOf(U")）");
  return cursor.at();
}

// "共 4 页 第 1 页".
std::optional<std::size_t> MatchCountThenPage(Cursor cursor) {
  const auto count = TakePageCount(&cursor);
  if (!count) return std::nullopt;
  TakeSeparator(&cursor);
  const auto page = TakePage(&cursor);
  if (!page || !MayBePageOf(*page, *count)) return std::nullopt;
  return cursor.at();
}

// 3, twelve, xx, N.
std::optional<PageNumber> TakeEnglishNumber(Cursor* cursor) {
  static constexpr std::u32string_view kEnglishMasks = U"xX*_N";
  static constexpr std::array<std::string_view, 12> kWords = {"one",  "two", "three",  "four",
                                                              "five", "six", "seven",  "eight",
                                                              "nine", "ten", "eleven", "twelve"};
  PageNumber number = {cursor->TakeDigits()};
  if (number.value || cursor->TakeMask(kEnglishMasks)) return number;
  for (std::uint32_t i = 0; i < kWords.size(); ++i) {
    Cursor behind = *cursor;
    if (!behind.Take(kWords[i]) || IsLetter(behind.Peek())) continue;
    *cursor = behind;
    number.value = i + 1;
    return number;
  }
  return std::nullopt;
}

// "Page  of  ", all that is left where a site drops numbers, with so many blanks at least.
std::optional<std::size_t> MatchEmptyEnglishPage(Cursor cursor, int least_blanks) {
  if (!cursor.Take("Page") || cursor.SkipBlanks() < least_blanks || !cursor.Take("of"))
    return std::nullopt;
  const std::size_t end = cursor.at();
  if (!cursor.AtEnd() && cursor.SkipBlanks() < least_blanks) return std::nullopt;
  return end;
}

// "Page 3 of 12"; `counted` says whether the number of pages is required.
std::optional<std::size_t> MatchEnglishPage(Cursor cursor, bool counted) {
  if (!cursor.Take("Page") && !cursor.Take("PAGE") && !(cursor.Take("page") && !counted))
    return std::nullopt;
  cursor.SkipBlanks();
  const auto page = TakeEnglishNumber(&cursor);
  if (!page) return std::nullopt;
  const std::size_t bare = cursor.at();
  cursor.SkipBlanks();
  if (cursor.Take("of") || cursor.Take("OF") || cursor.TakeOneOf(U"/／")) {
    cursor.SkipBlanks();
    const auto count = TakeEnglishNumber(&cursor);
    if (count && MayBePageOf(*page, *count) && !IsLetter(cursor.Peek())) return cursor.at();
  }
  if (counted) return std::nullopt;
  return bare;
}

// "- 3 -", "— 3 —".
std::optional<std::size_t> MatchDashedNumber(Cursor cursor) {
  constexpr std::u32string_view kDashes = U"-–—－─·";
  int before = 0;
  while (before < 2 && cursor.TakeOneOf(kDashes)) ++before;
  cursor.SkipBlanks();
  if (before == 0 || !cursor.TakeDigits()) return std::nullopt;
  cursor.SkipBlanks();
  int after = 0;
  while (after < 2 && cursor.TakeOneOf(kDashes)) ++after;
  if (after == 0) return std::nullopt;
  return cursor.at();
}

// "3 / 12".
std::optional<std::size_t> MatchFraction(Cursor cursor) {
  const auto page = cursor.TakeDigits();
  cursor.SkipBlanks();
  if (!page || *page == 0 || !cursor.TakeOneOf(U"/／")) return std::nullopt;
  cursor.SkipBlanks();
  const auto count = cursor.TakeDigits();
  if (!count || *page > *count || *count < 2) return std::nullopt;
  return cursor.at();
}

std::optional<std::size_t> MatchPageAlone(Cursor cursor) {
  if (!TakePage(&cursor)) return std::nullopt;
  return cursor.at();
}

void AppendMark(std::size_t begin, std::size_t end, std::vector<Mark>* marks) {
  marks->push_back(
      {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, MarkKind::kDebris});
}

// Characters that a page number with its decoration has at most, in bytes; longer lines are text.
constexpr std::size_t kMaxPageLineBytes = 64;

// A line whose whole content is a page number.
bool FindWholeLine(std::string_view text, std::size_t begin, std::size_t end,
                   std::vector<Mark>* marks) {
  if (end - begin > kMaxPageLineBytes) return false;
  Cursor cursor(text, begin, end);
  cursor.SkipBlanks();
  while (end > cursor.at()) {
    std::size_t before = end;
    if (!IsBlank(DecodeBefore(text, &before))) break;
    end = before;
  }
  if (cursor.at() >= end) return false;
  const Cursor content(text, cursor.at(), end);
  for (const auto& found :
       {MatchPageAlone(content), MatchEnglishPage(content, false),
        MatchEmptyEnglishPage(content, 1), MatchDashedNumber(content), MatchFraction(content)}) {
    if (found != end) continue;
    AppendMark(content.at(), end, marks);
    return true;
  }
  return false;
}

bool StartsWord(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char32_t c = DecodeBefore(text, &at);
  return !IsLetter(c);
}

// The first place from `at` on where 第, 共 or a capital P begins; text.size() when there is none.
std::size_t FindPageWord(std::string_view text, std::size_t at) {
  return FindBytes(text, at, [](Bytes16 a, Bytes16 b, Bytes16 c) {
    const Flags16 ordinal = (a == 0xE7) & (b == 0xAC) & (c == 0xAC);
    const Flags16 count = (a == 0xE5) & (b == 0x85) & (c == 0xB1);
    return ordinal | count | (a == 'P');
  });
}

// What is debris inside a line, if some begins with the word at text[at]; gives its end.
std::optional<std::size_t> MatchInLine(std::string_view text, std::size_t at) {
  const Cursor cursor(text, at, text.size());
  if (text[at] == 'P') {
    if (!StartsWord(text, at)) return std::nullopt;
    const std::optional<std::size_t> end = MatchEnglishPage(cursor, true);
    return end ? end : MatchEmptyEnglishPage(cursor, kBlanksOfDropped);
  }
  return text.substr(at).starts_with("第") ? MatchPageOfCount(cursor) : MatchCountThenPage(cursor);
}

}  // namespace

void FindDebris(std::string_view text, std::vector<Mark>* marks) {
  for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end + 1) {
    end = std::min(text.find('\n', begin), text.size());
    if (FindWholeLine(text, begin, end, marks)) continue;
    const std::string_view until_end = text.substr(0, end);
    for (std::size_t at = FindPageWord(until_end, begin); at < end;
         at = FindPageWord(until_end, at)) {
      const std::optional<std::size_t> behind = MatchInLine(text, at);
      if (behind) AppendMark(at, *behind, marks);
      at = behind.value_or(at + 1);
    }
  }
}

}  // namespace textkin
