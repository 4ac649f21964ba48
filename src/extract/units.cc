// One walk over the characters cuts the text; a second one over each unit folds it.

#include "units.h"

#include <algorithm>
#include <string>

#include "characters.h"
#include "textkin/hash.h"

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

char32_t Lower(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
  if (c >= U'！' && c <= U'～') return Lower(c - (U'！' - U'!'));  // full width
  return c;
}

// A character that stands for what was hidden.
bool IsMaskSign(char32_t c) { return c == '*' || c == U'□' || c == U'＊' || c == '_'; }

// `numbers`: runs of digits and masks become one sign.
std::string Folded(std::string_view text, bool numbers, bool* letters) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = Lower(DecodeUtf8(text, &at));
    if (IsSpaceOrBreak(c)) continue;
    *letters |= IsCjk(c) || IsLetter(c);
    if (numbers && (IsDigit(c) || IsMaskSign(c))) {
      if (!folded.ends_with('#')) folded.push_back('#');
    } else {
      AppendUtf8(c, &folded);
    }
  }
  return folded;
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
  Splitter(std::string_view text, std::string_view title, std::size_t limit)
      : text_(text), limit_(limit) {
    bool letters = false;
    if (title.size() >= kMinTitleBytes) {
      title_ = Folded(title, /*numbers=*/false, &letters);
      masked_title_ = Folded(title, /*numbers=*/true, &letters);
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
    const bool is_short = line_end - begin <= kShortLineBytes &&
                          Width(text_.substr(begin, line_end - begin)) <= kShortLine;
    bool ends_sentence = false;
    for (std::size_t at = begin; at < line_end;) {
      const std::size_t next = SentenceEnd(at, line_end);
      if (next > at && !is_short) {
        if (units_.size() < limit_) Close(begin, next, true);
        begin = next;
      }
      ends_sentence = next > at || (ends_sentence && IsBlankAt(at));
      if (next > at) {
        at = next;
      } else {
        DecodeUtf8(text_, &at);
      }
    }
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
  bool IsBlankAt(std::size_t at) const { return IsBlank(DecodeUtf8(text_, &at)); }

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
    if (prose && words.size() >= kMinSentenceBytes) unit.tail = TailKey(words);
    SetKey(words, &unit);
    units_.push_back(unit);
  }

  void SetKey(std::string_view words, Unit* unit) const {
    bool letters = false;
    const std::string labels = unit->prose ? std::string() : Labels(words);
    if (!labels.empty()) {
      unit->key = HashBytes(labels, kTemplateSeed);
      return;
    }
    std::string folded = Folded(words, !unit->prose, &letters);
    if (!letters) return;
    const std::string& title = unit->prose ? title_ : masked_title_;
    if (!title.empty()) {
      unit->title = folded == title;
      const std::size_t at = folded.find(title);
      unit->names_title = at != folded.npos && !unit->title;
      if (unit->names_title) folded.replace(at, title.size(), "{T}");
    }
    unit->key = HashBytes(folded);
  }

  static std::uint16_t Width(std::string_view words) {
    std::size_t fifths = 0;
    for (std::size_t at = 0; at < words.size();) fifths += IsCjk(DecodeUtf8(words, &at)) ? 5 : 2;
    return static_cast<std::uint16_t>(std::min<std::size_t>(fifths / 5, UINT16_MAX));
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
  std::string title_;
  std::string masked_title_;
  std::vector<Unit> units_;
  std::uint32_t line_ = 0;
};

}  // namespace

std::vector<Unit> SplitUnits(std::string_view text, std::string_view title, std::size_t limit) {
  return Splitter(text, title, limit).Split();
}

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
