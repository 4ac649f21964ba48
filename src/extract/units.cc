// One walk over the characters cuts the text; a second one over each unit folds it.

#include "units.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "characters.h"
#include "textkin/hash.h"
#include "title.h"

namespace textkin {
namespace {

// Bytes of a sentence's tail: 8 CJK characters or 24 Latin ones, long enough not to agree by
// chance.
constexpr std::size_t kTailBytes = 24;
// Bytes of a sentence that may be a watermark at all: 10 CJK characters or five English words.
constexpr std::size_t kMinSentenceBytes = 30;
// Bytes of a line that may be short: four a character of the narrowest kind.
constexpr std::size_t kShortLineBytes = kShortLine * 5 / 2 * 4;
// Bytes of a title below which it is a word like any other.
constexpr std::size_t kMinTitleBytes = 12;
constexpr std::uint64_t kTemplateSeed = 1;  // keys made of labels alone never equal other keys

bool IsNumeral(char32_t c) {
  constexpr std::u32string_view kNumerals = U"一二三四五六七八九十百千零〇";
  return IsDigit(c) || kNumerals.find(c) != kNumerals.npos;
}

char32_t LowerWide(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
  if (c >= U'！' && c <= U'～') return LowerWide(c - (U'！' - U'!'));  // full width
  return c;
}

// A character that stands for what was hidden.
bool IsMaskSign(char32_t c) { return c == '*' || c == U'□' || c == U'＊' || c == '_'; }

// What folding does to an ASCII character.
struct AsciiFold {
  char lower = 0;
  bool space = false;
  bool letter = false;
  bool number = false;  // a digit or a mask
};
constexpr std::array<AsciiFold, 0x80> kAsciiFolds = [] {
  std::array<AsciiFold, 0x80> folds{};
  for (unsigned char c = 0; c < folds.size(); ++c) {
    const bool capital = c >= 'A' && c <= 'Z';
    folds[c].lower = static_cast<char>(capital ? c + ('a' - 'A') : c);
    folds[c].space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    folds[c].letter = capital || (c >= 'a' && c <= 'z');
    folds[c].number = (c >= '0' && c <= '9') || c == '*' || c == '_';
  }
  return folds;
}();

// `numbers`: runs of digits and masks become one sign. Whether there is a letter. A character never
// grows, so that one look at the size of `folded` is enough.
bool FoldForKey(std::string_view text, bool numbers, std::string* folded) {
  folded->resize(text.size());
  char* const begin = folded->data();
  char* end = begin;
  bool letters = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t first = at;
    auto c = static_cast<char32_t>(static_cast<unsigned char>(text[at]));
    if (c < 0x80) {
      ++at;
    } else if (c >= kFirstCjkByte && c <= kLastCjkByte) {  // nothing is folded
      letters = true;
      end = std::copy_n(text.data() + first, 3, end);
      at += 3;
      continue;
    } else {
      c = LowerWide(DecodeUtf8(text, &at));
    }
    if (c < 0x80) {
      const AsciiFold& fold = kAsciiFolds[c];
      letters |= fold.letter;
      if (numbers && fold.number) {
        if (end == begin || end[-1] != '#') *end++ = '#';
      } else {
        *end = fold.lower;
        end += fold.space ? 0 : 1;
      }
    } else if (numbers && IsMaskSign(c)) {
      if (end == begin || end[-1] != '#') *end++ = '#';
    } else if (!IsSpaceOrBreak(c)) {
      letters |= IsCjk(c) || IsLetter(c);
      end = std::copy_n(text.data() + first, at - first, end);
    }
  }
  folded->resize(static_cast<std::size_t>(end - begin));
  return letters;
}

// Fifths of a CJK character that one is wide which begins with each byte: 0 inside a character, and
// kUndecided where the byte alone does not say.
constexpr std::uint8_t kUndecided = 0xFF;
constexpr std::uint8_t kCjkFifths = 5;
constexpr std::uint8_t kOtherFifths = 2;
constexpr std::array<std::uint8_t, 256> kFifths = [] {
  std::array<std::uint8_t, 256> fifths{};
  for (std::size_t byte = 0; byte < fifths.size(); ++byte) {
    const bool inside = byte >= 0x80 && byte < 0xC0;
    const bool cjk = (byte >= 0xE4 && byte <= 0xE9) || byte == 0xEB || byte == 0xEC;
    const bool undecided = byte == 0xE3 || byte == 0xEA || byte == 0xED || byte >= 0xEF;
    fifths[byte] = inside ? 0 : cjk ? kCjkFifths : undecided ? kUndecided : kOtherFifths;
  }
  return fifths;
}();

std::uint16_t Width(std::string_view words) {
  std::size_t fifths = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::uint8_t of_byte = kFifths[static_cast<unsigned char>(words[at])];
    if (of_byte != kUndecided) {
      fifths += of_byte;
    } else {
      std::size_t next = at;
      fifths += IsCjk(DecodeUtf8(words, &next)) ? kCjkFifths : kOtherFifths;
    }
  }
  return static_cast<std::uint16_t>(std::min<std::size_t>(fifths / 5, UINT16_MAX));
}

// Whether there are two signs that may stand behind a label.
bool HasTwoColons(std::string_view line) {
  std::ptrdiff_t colons = std::ranges::count(line, ':');
  constexpr std::string_view kWide = "：";
  for (std::size_t i = 2; i < line.size(); ++i)
    colons += line[i] == kWide[2] && line[i - 1] == kWide[1] && line[i - 2] == kWide[0] ? 1 : 0;
  return colons >= 2;
}

// The word that ends before text[at], of one kind of writing: a label is not glued to the value
// before it.
std::string_view WordBefore(std::string_view text, std::size_t at) {
  const std::size_t end = at;
  bool cjk = false;
  while (at > 0) {
    std::size_t before = at;
    const char32_t c = DecodeBefore(text, &before);
    if (!(IsCjk(c) || IsLetter(c)) || (at < end && IsCjk(c) != cjk)) break;
    cjk = IsCjk(c);
    at = before;
  }
  return text.substr(at, end - at);
}

// The labels of a line of `label: value` pairs, each followed by a sign; empty for fewer than two.
std::string Labels(std::string_view line) {
  std::string labels;
  if (!HasTwoColons(line)) return labels;
  int pairs = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    const char32_t c = DecodeUtf8(line, &at);
    if ((c != ':' && c != U'：') || line.substr(at).starts_with("//")) continue;
    const std::string_view word = WordBefore(line, begin);
    if (word.empty()) continue;
    labels += word;
    labels += ':';
    ++pairs;
  }
  return pairs >= 2 ? labels : std::string();
}

class Splitter {
 public:
  // Without keys.
  explicit Splitter(std::string_view text) : text_(text), limit_(text.size()), keyed_(false) {}

  Splitter(std::string_view text, std::string_view title, std::size_t limit)
      : text_(text), limit_(limit), keyed_(true) {
    if (title.size() >= kMinTitleBytes) {
      FoldForKey(title, /*numbers=*/false, &title_);
      FoldForKey(title, /*numbers=*/true, &masked_title_);
      find_title_.emplace(title_.cbegin(), title_.cend());
      find_masked_title_.emplace(masked_title_.cbegin(), masked_title_.cend());
    }
  }

  std::vector<Unit> Split() {
    for (std::size_t begin = 0; begin < text_.size() && units_.size() < limit_;) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      SplitLine(begin, end);
      begin = end + 1;
      ++line_;
    }
    return std::move(units_);
  }

 private:
  void SplitLine(std::size_t begin, std::size_t line_end) {
    const std::size_t line_begin = begin;
    const bool is_short = line_end - begin <= kShortLineBytes &&
                          Width(text_.substr(begin, line_end - begin)) <= kShortLine;
    std::size_t behind_last = begin;  // of the sentence ends
    const std::string_view until_end = text_.substr(0, line_end);
    for (std::size_t at = FindStop(until_end, begin); at < line_end; at = FindStop(until_end, at)) {
      const std::size_t next = SentenceEnd(at, line_end);
      if (next == at) {
        ++at;
        continue;
      }
      if (!is_short) {
        if (units_.size() < limit_) Close(begin, next, true);
        begin = next;
      }
      behind_last = next;
      at = next;
    }
    const bool ends_sentence = behind_last > line_begin && IsBlankFrom(behind_last, line_end);
    if (units_.size() < limit_) Close(begin, line_end, ends_sentence);
  }

  // Where the sentence ends whose last sign stands at text_[at]; `at` if there is none.
  std::size_t SentenceEnd(std::size_t at, std::size_t line_end) const {
    std::size_t next = at;
    const char32_t c = DecodeUtf8(text_, &next);
    if (!IsSentenceEnd(c) && !(c == '.' && EndsAtStop(next))) return at;
    while (next < line_end && IsClosing(next)) DecodeUtf8(text_, &next);
    return next;
  }
  bool IsBlankFrom(std::size_t at, std::size_t end) const {
    while (at < end) {
      if (!IsBlank(DecodeUtf8(text_, &at))) return false;
    }
    return true;
  }

  bool EndsAtStop(std::size_t next) const {
    return next == text_.size() || text_[next] == ' ' || text_[next] == '\n' || text_[next] == '\r';
  }
  // Signs that belong to the sentence before them: “…。”, "…?!".
  bool IsClosing(std::size_t at) const {
    const char32_t c = DecodeUtf8(text_, &at);
    return IsSentenceEnd(c) || c == U'”' || c == U'’' || c == U'」' || c == U'）' || c == '"';
  }

  Span Trimmed(std::size_t begin, std::size_t end) const {
    while (begin < end) {
      std::size_t next = begin;
      if (!IsBlank(DecodeUtf8(text_, &next))) break;
      begin = next;
    }
    while (begin < end) {
      std::size_t before = end;
      if (!IsBlank(DecodeBefore(text_, &before))) break;
      end = before;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void Close(std::size_t begin, std::size_t end, bool prose) {
    const Span span = Trimmed(begin, end);
    if (span.begin == span.end) return;
    const std::string_view words = text_.substr(span.begin, span.end - span.begin);
    Unit unit;
    unit.span = span;
    unit.line = line_;
    unit.prose = prose;
    unit.width = Width(words);
    unit.heading = IsHeading(words);
    if (keyed_) {
      if (prose && words.size() >= kMinSentenceBytes) unit.tail = TailKey(words);
      under_title_ &= !prose && !unit.heading;
      SetKey(words, &unit);
      under_title_ |= unit.title;
    }
    units_.push_back(unit);
  }

  void SetKey(std::string_view words, Unit* unit) {
    const std::string labels = unit->prose ? std::string() : Labels(words);
    if (!labels.empty()) {
      unit->key = HashBytes(labels, kTemplateSeed);
      return;
    }
    bool numbers = !unit->prose;  // one sign each
    if (!FoldForKey(words, numbers, &folded_)) return;
    if (numbers && under_title_ && Width(folded_) >= kProseWidth) {
      numbers = false;
      FoldForKey(words, numbers, &folded_);
    }
    const std::string& title = numbers ? masked_title_ : title_;
    if (!title.empty() && folded_.size() >= title.size()) {
      unit->title = folded_ == title;
      const auto at = std::search(folded_.cbegin(), folded_.cend(),
                                  numbers ? *find_masked_title_ : *find_title_);
      unit->names_title = at != folded_.cend() && !unit->title;
      if (unit->names_title && IsHeadingOf(title, words, numbers)) {
        unit->title = true;
        unit->names_title = false;
        folded_ = title;
      }
      if (unit->names_title)
        folded_.replace(static_cast<std::size_t>(at - folded_.cbegin()), title.size(), "{T}");
    }
    unit->key = HashBytes(folded_);
  }

  // "# Title" of Markdown is the title, and not a line that names it and says more.
  static bool IsHeadingOf(const std::string& title, std::string_view words, bool numbers) {
    const std::string_view bare = WithoutMarkup(words);
    std::string folded;
    return bare.size() < words.size() && FoldForKey(bare, numbers, &folded) && folded == title;
  }

  static std::uint64_t TailKey(std::string_view words) {
    std::size_t begin = words.size() - kTailBytes;
    while ((static_cast<unsigned char>(words[begin]) & 0xC0u) == 0x80u) ++begin;
    return HashBytes(words.substr(begin));
  }

  static bool IsHeading(std::string_view words) {
    std::size_t at = 0;
    char32_t c = DecodeUtf8(words, &at);
    const bool opened = c == U'（' || c == '(' || c == U'第';
    int taken = 0;
    if (opened) c = at < words.size() ? DecodeUtf8(words, &at) : U'\0';
    while (IsNumeral(c) && taken < 5) {
      ++taken;
      c = at < words.size() ? DecodeUtf8(words, &at) : U'\0';
    }
    constexpr std::u32string_view kBehind = U"、．.）)章节条篇部编款 ";
    return taken > 0 && kBehind.find(c) != kBehind.npos;
  }

  std::string_view text_;
  std::size_t limit_;
  bool keyed_;
  using Finder = std::boyer_moore_horspool_searcher<std::string::const_iterator>;
  std::string title_;
  std::string masked_title_;
  std::optional<Finder> find_title_;
  std::optional<Finder> find_masked_title_;
  // Behind the title, with no sentence and no numbered heading yet.
  bool under_title_ = false;
  std::string folded_;  // room for the folding of a unit
  std::vector<Unit> units_;
  std::uint32_t line_ = 0;
};

}  // namespace

std::vector<Unit> SplitUnits(std::string_view text, std::string_view title, std::size_t limit) {
  return Splitter(text, title, limit).Split();
}

std::vector<Unit> SplitPlainUnits(std::string_view text) { return Splitter(text).Split(); }

void FlagMarked(std::span<const Span> kept, std::vector<Unit>* units) {
  std::size_t at = 0;
  for (Unit& unit : *units) {
    while (at < kept.size() && kept[at].end <= unit.span.begin) ++at;
    unit.marked = at == kept.size() || kept[at].begin >= unit.span.end;
  }
}

bool IsWholeLine(const std::vector<Unit>& units, std::size_t at) {
  const bool first = at == 0 || units[at - 1].line != units[at].line;
  const bool last = at + 1 == units.size() || units[at + 1].line != units[at].line;
  return first && last;
}

}  // namespace textkin
