// The last lines of the kept text, and what a text that came to its end has there.

#include "truncated.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "textkin/utf8.h"

namespace textkin {
namespace {

using std::string_view_literals::operator""sv;

// Code points from which a last line without a final stop is a sentence cut off: signatures, dates
// and captions are shorter.
constexpr std::size_t kSentenceLength = 40;

bool IsSpace(char32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000; }

bool EndsSentence(char32_t c) {
  static constexpr std::u32string_view kEnds = U"。！？；…”’》）】」』〉.!?;\"')]}>:：—*";
  return kEnds.find(c) != std::u32string_view::npos;
}

// Bytes from the end of the kept text that are looked at: two lines of a page wide each.
constexpr std::size_t kTailBytes = 4096;

// "# A title", " 1、# A title", "\\# A title": a heading, or one behind the ordinal of a page.
bool IsHeadingOfMarkdown(std::string_view line) {
  const std::size_t sign = line.find('#');
  if (sign == line.npos) return false;
  const std::string_view before = line.substr(0, sign);
  return before.find_first_not_of(" \t\\0123456789、") == before.npos;
}

// The last teaser of another document, or the first of those that stand one below the other there;
// none: rend().
auto FindTeaser(std::string_view text, const Part& part) {
  const auto is_teaser = [](const Mark& mark) { return mark.kind == MarkKind::kTeaser; };
  auto teaser = std::find_if(part.marks.rbegin(), part.marks.rend(), is_teaser);
  if (teaser == part.marks.rend()) return teaser;
  for (auto above = teaser + 1; above != part.marks.rend() && is_teaser(*above); ++above) {
    const std::string_view between =
        text.substr(above->span.end, teaser->span.begin - above->span.end);
    if (!std::ranges::all_of(between,
                             [](char c) { return IsSpace(static_cast<unsigned char>(c)); }))
      break;
    teaser = above;
  }
  return teaser;
}

// Where the text ends before a teaser of another document: what is left of the teaser's title,
// which a page number or an ordinal parted from it, is not this text's last line.
std::size_t EndBeforeTeaser(std::string_view text, const Part& part) {
  const auto teaser = FindTeaser(text, part);
  if (teaser == part.marks.rend() || teaser->span.begin <= part.span.begin) return part.span.end;
  std::size_t end = teaser->span.begin;
  const bool begins_line = text[end] == '\n' || text[end - 1] == '\n';
  while (end > part.span.begin && text[end - 1] == '\n') --end;
  const std::size_t line_break = text.substr(0, end).rfind('\n');
  if (line_break == text.npos || line_break < part.span.begin) return part.span.end;
  const std::string_view line = text.substr(line_break, end - line_break).substr(1);
  const bool is_title =
      begins_line ? IsHeadingOfMarkdown(line) : CountCodePoints(line) < kSentenceLength;
  return is_title ? line_break : part.span.end;
}

// The end of the kept text, from a character's first byte on.
std::string KeptTail(std::string_view text, const Part& part) {
  std::string tail;
  const std::size_t end_of_text = EndBeforeTeaser(text, part);
  const std::vector<Span> kept = KeptSpans(part);
  for (auto span = kept.rbegin(); span != kept.rend() && tail.size() < kTailBytes; ++span) {
    if (span->begin >= end_of_text) continue;
    const std::size_t end = std::min<std::size_t>(span->end, end_of_text);
    std::size_t begin = end - std::min<std::size_t>(end - span->begin, kTailBytes);
    while (begin < end && (static_cast<unsigned char>(text[begin]) & 0xC0u) == 0x80u) ++begin;
    tail.insert(0, text.substr(begin, end - begin));
  }
  return tail;
}

// Signs of Markdown that may be all that is left of a heading whose words are marked.
bool IsMarkup(char32_t c) { return c == '#' || c == '\\' || IsSpace(c); }

// The last two lines of the kept text that hold anything, the last one first.
std::array<std::u32string, 2> LastKeptLines(std::string_view text, const Part& part) {
  const std::string kept = KeptTail(text, part);
  std::array<std::u32string, 2> lines;
  std::string_view rest = kept;
  for (std::size_t found = 0; found < lines.size() && !rest.empty();) {
    const std::size_t line_break = rest.rfind('\n');
    std::string_view piece =
        line_break == std::string_view::npos ? rest : rest.substr(line_break + 1);
    rest = line_break == std::string_view::npos ? std::string_view() : rest.substr(0, line_break);
    std::u32string& line = lines[found];
    for (std::size_t at = 0; at < piece.size();) line.push_back(DecodeUtf8(piece, &at));
    while (!line.empty() && IsSpace(line.back())) line.pop_back();
    line.erase(0, std::min(line.find_first_not_of(U" \t\u3000"), line.size()));
    if (std::ranges::all_of(line, IsMarkup)) {
      line.clear();
    } else {
      ++found;
    }
  }
  return lines;
}

// 一、 （二） 第三章 3. # : a line that may announce what follows, or be an item of a list. Signs
// that may stand behind its number are given.
constexpr std::u32string_view kAfterHeading = U"、．.)）章节篇";
constexpr std::u32string_view kAfterArticle = U"条條";
bool IsNumbered(std::u32string_view line, std::u32string_view after) {
  static constexpr std::u32string_view kNumerals = U"一二三四五六七八九十0123456789";
  const auto is_numeral = [&](char32_t c) {
    return kNumerals.find(c) != std::u32string_view::npos;
  };
  if (line.empty()) return false;
  if (line[0] == '#') return true;
  std::size_t at = line[0] == U'第' || line[0] == U'（' || line[0] == '(' ? 1 : 0;
  const std::size_t numerals = at;
  while (at < line.size() && is_numeral(line[at])) ++at;
  if (at == numerals) return false;
  if (at == line.size()) return line[0] == U'第';  // broken off
  const bool stands_alone = line[0] == U'第' && at + 1 == line.size();
  return (at + 1 < line.size() || stands_alone) &&
         after.find(line[at]) != std::u32string_view::npos;
}

// Whether running text that has come to its end stands in the line: it may be followed by a
// heading, but is neither an item of a list nor broken by the ordinal of a page.
bool IsWholeParagraph(std::u32string_view line) {
  return line.size() >= kSentenceLength && EndsSentence(line.back()) &&
         !IsNumbered(line, kAfterHeading);
}

// Several clauses make a sentence, however short: signatures, dates and captions are one.
bool HasClauses(std::u32string_view line) {
  static constexpr std::u32string_view kBetween = U"，、；。,";
  return line.substr(0, line.size() - 1).find_first_of(kBetween) != line.npos;
}

// Kana, Hangul and all blocks of ideographs included.
bool HasCjk(std::u32string_view line) {
  return std::ranges::any_of(line, [](char32_t c) {
    return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
  });
}

bool IsSmallLetter(char32_t c) { return c >= 'a' && c <= 'z'; }
bool IsLatinLetter(char32_t c) { return IsSmallLetter(c) || (c >= 'A' && c <= 'Z'); }

// Words of an English sentence that is broken off; shorter last lines are captions and links.
constexpr std::size_t kProseWords = 3;
// Of ten of them, those that begin with a small letter: titles and lists of names have fewer.
constexpr std::size_t kSmallWordsOfTen = 6;

// Whether the line's last sentence is running English that has no end: its first word has a
// capital, its last one has none. Pages end in captions, addresses, names and links as well.
bool BreaksOffProse(std::u32string_view line) {
  std::size_t words = 0, small_words = 0;
  bool has_capital = false, last_is_small = false;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && !IsSpace(line[end])) ++end;
    const std::u32string_view word = line.substr(at, end - at);
    at = end;
    while (at < line.size() && IsSpace(line[at])) ++at;
    const auto letter = std::ranges::find_if(word, IsLatinLetter);
    const bool is_small = letter != word.end() && IsSmallLetter(*letter);
    if (words == 0) {
      if (letter == word.end()) continue;  // the sign of an item, a number
      has_capital = !is_small;
    }
    ++words;
    small_words += is_small;
    last_is_small = is_small && (IsSmallLetter(word.back()) || word.back() == ',');
    const std::size_t stop = word.find_last_not_of(U"\"')]”’");
    if (stop != word.npos && U".!?"sv.find(word[stop]) != std::u32string_view::npos) {
      words = small_words = 0;
    }
  }
  return has_capital && last_is_small && words >= kProseWords &&
         10 * small_words >= kSmallWordsOfTen * words;
}

}  // namespace

bool IsTruncated(std::string_view text, const Part& part) {
  const auto [line, before] = LastKeptLines(text, part);
  if (line.empty()) return false;
  const bool is_short = line.size() < kSentenceLength;
  const bool is_heading = is_short && IsNumbered(line, kAfterHeading);
  if (EndsSentence(line.back())) return is_heading && IsWholeParagraph(before);
  if (!HasCjk(line)) return is_heading || BreaksOffProse(line);
  // An article of a law is never a heading.
  return !is_short || is_heading || IsNumbered(line, kAfterArticle) || HasClauses(line);
}

}  // namespace textkin
