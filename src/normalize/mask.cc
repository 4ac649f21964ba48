// The rules for masks. Each is a fact about how Chinese and English writers use the character.

#include "mask.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Bytes looked at on each side to find the rest of a line: enough for a heading or a clause.
constexpr std::size_t kLineReach = 400;

bool IsOneOf(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}
bool IsDigit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }
bool IsLatin(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xF900 && c <= 0xFAFF);
}
bool IsSpace(char32_t c) {
  return c == 0 || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000;
}
bool IsChineseNumeral(char32_t c) { return IsOneOf(c, U"零一二三四五六七八九〇○◯年"); }
bool IsUpperX(char32_t c) { return c == 'X' || c == 0xFF38; }

// X光 X射线 X线 X轴 X型 X片 X染色体 X因子 X战警: the letter is part of a word.
bool IsXWordTail(char32_t next) { return IsOneOf(next, U"光射线轴型片染因战"); }

// Words before a Roman twenty or thirty: Chapter XX, Louis XX.
bool EndsWithNumberedNoun(std::string_view before) {
  static constexpr std::array<std::string_view, 16> kNouns = {
      "chapter", "section", "part",  "article", "volume", "vol.",  "book", "century",
      "louis",   "pope",    "psalm", "title",   "figure", "table", "act",  "appendix"};
  while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
  return std::any_of(kNouns.begin(), kNouns.end(), [&](std::string_view noun) {
    if (before.size() < noun.size()) return false;
    const std::string_view tail = before.substr(before.size() - noun.size());
    return std::equal(tail.begin(), tail.end(), noun.begin(), [](char a, char b) {
      return a == b || (a >= 'A' && a <= 'Z' && a + 32 == b);
    });
  });
}

bool IsRomanNumber(const Surroundings& around, const XRun& run, char32_t after) {
  if (run.x_count > 3 || IsHan(after) || !IsUpperX(around.After(run.begin))) return false;
  const std::string_view text = around.text();
  return EndsWithNumberedNoun(text.substr(around.begin(), run.begin - around.begin()));
}

MaskAnswer IsSingleX(char32_t before, char32_t after) {
  // 青少年（x）论坛: a name in brackets.
  if (before == U'（' && after == U'）') return MaskAnswer::kPerhaps;
  if (IsXWordTail(after) || IsOneOf(before, U"+-=*/^") || IsOneOf(after, U"+-=*/^"))
    return MaskAnswer::kNo;
  if (IsHan(before) || IsHan(after) || IsOneOf(after, U"%％‰") || IsOneOf(before, U"￥¥$€£")) {
    return MaskAnswer::kYes;
  }
  return IsSpace(before) && !IsLatin(after) ? MaskAnswer::kPerhaps : MaskAnswer::kNo;
}

// The only thing on its line: a rule drawn with stars or underscores.
bool IsAloneOnLine(std::string_view line, char mark) {
  return std::all_of(line.begin(), line.end(),
                     [&](char c) { return c == mark || c == ' ' || c == '\t' || c == '\r'; });
}

// The places in the line of the runs of exactly these stars.
std::vector<std::size_t> RunsOf(std::string_view mark, std::string_view line) {
  std::vector<std::size_t> runs;
  for (std::size_t at = line.find('*'); at != std::string_view::npos; at = line.find('*', at)) {
    const std::size_t end = std::min(line.find_first_not_of('*', at), line.size());
    if (end - at == mark.size()) runs.push_back(at);
    at = end;
  }
  return runs;
}

bool HasClausePunctuation(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (IsOneOf(DecodeUtf8(text, &at), U",，。;；")) return true;
  }
  return false;
}

// **so**: a pair of Markdown's emphasis marks. Masks come in pairs too (**市**区): emphasis opens
// after a space or punctuation and does not begin or end with a space; between Chinese characters
// it is longer than a place's last character, and shorter than a sentence's clause.
bool IsEmphasis(const Surroundings& around, std::uint32_t begin, std::uint32_t end) {
  const std::string_view mark = around.text().substr(begin, end - begin);
  const std::string_view line = around.Line(begin);
  const std::size_t at = static_cast<std::size_t>(around.text().data() + begin - line.data());
  const std::vector<std::size_t> runs = RunsOf(mark, line);
  const auto self =
      static_cast<std::size_t>(std::lower_bound(runs.begin(), runs.end(), at) - runs.begin());
  const std::size_t other = self ^ 1;  // they come in pairs from the line's beginning
  if (other >= runs.size()) return false;
  const std::size_t opening = runs[std::min(self, other)];
  const std::size_t inner = opening + mark.size();
  const std::string_view inside = line.substr(inner, runs[std::max(self, other)] - inner);
  if (inside.empty() || inside.front() == ' ' || inside.back() == ' ') return false;
  const char32_t before = around.Before(begin - static_cast<std::uint32_t>(at - opening));
  if (!IsHan(before) && !IsDigit(before)) return CountCodePoints(inside) >= 2;
  return CountCodePoints(inside) >= 6 && !HasClausePunctuation(inside);
}

MaskRun ReadStars(const Surroundings& around, std::uint32_t begin) {
  const std::string_view text = around.text();
  std::uint32_t at = begin;
  std::size_t stars = 0;
  bool escaped = false;
  while (at < text.size()) {
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '*') {
      escaped = true;
      ++at;
    } else if (text[at] != '*') {
      break;
    }
    ++at;
    ++stars;
  }
  MaskRun run{.end = at};
  if (stars == 0) {
    run.end = begin + 1;  // a backslash that escapes something else
  } else if (escaped) {
    run.is_mask = true;
  } else if (stars == 1) {
    const char32_t after = around.After(at);
    run.is_mask = IsHan(around.Before(begin)) && (IsHan(after) || IsOneOf(after, U"，。、；：）"));
  } else {
    run.is_mask =
        !IsAloneOnLine(around.Line(begin), '*') && (stars > 3 || !IsEmphasis(around, begin, at));
  }
  return run;
}

// A rule is drawn without backslashes.
MaskRun ReadUnderscores(const Surroundings& around, std::uint32_t begin) {
  const std::string_view text = around.text();
  std::uint32_t at = begin;
  std::size_t underscores = 0;
  while (at < text.size()) {
    const bool is_escaped = text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '_';
    if (!is_escaped && text[at] != '_') break;
    at += is_escaped ? 2 : 1;
    ++underscores;
  }
  const bool in_identifier = IsLatin(around.Before(begin)) || IsLatin(around.After(at));
  const bool is_mask =
      underscores >= 2 && !in_identifier && !IsAloneOnLine(around.Line(begin), '_');
  return {.end = at, .is_mask = is_mask};
}

// 某 before what only numbers stand before: 某%, 某万元, 某户, 某吨.
bool IsHiddenNumber(char32_t after) { return IsOneOf(after, U"%％‰万亿元户亩吨支"); }

// And before what names and numbers both stand before: 某人, 某次, 某件 are ordinary words too.
bool MayHideNumber(char32_t after) { return IsOneOf(after, U"个人次件天项条名处"); }

// 某 before what it is the name of (某市, 某公司), twice (某某), or after a family name (张某).
// 某些 某种 某个 某一 某人 某事 ... are ordinary words.
bool IsHiddenName(const Surroundings& around, std::uint32_t begin, std::uint32_t end) {
  const char32_t after = around.After(end);
  if (IsOneOf(after, U"些种个一时人事处方次天位类样项段本件名")) return false;
  if (IsOneOf(after, U"市县区镇乡村校院局省州公单学企部厂街路队机银医")) return true;
  return IsOneOf(
      around.Before(begin),
      U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
      U"丁魏薛叶阎余潘杜戴夏钟"
      U"汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文");
}

MaskRun ReadEqualCharacters(const Surroundings& around, std::uint32_t begin, char32_t first) {
  const std::string_view text = around.text();
  std::uint32_t at = begin;
  std::size_t count = 0;
  while (at < text.size()) {
    std::size_t next = at;
    if (DecodeUtf8(text, &next) != first) break;
    at = static_cast<std::uint32_t>(next);
    ++count;
  }
  const char32_t before = around.Before(begin);
  const char32_t after = around.After(at);
  MaskRun run{.end = at};
  switch (first) {
    case U'某':
      run.is_mask = count >= 2 || IsHiddenNumber(after) || IsHiddenName(around, begin, at);
      run.is_cjk = !run.is_mask;
      run.perhaps = run.is_cjk && MayHideNumber(after);
      break;
    case U'〇':
    case U'○':
    case U'◯':
      if (IsChineseNumeral(before) || IsChineseNumeral(after)) {
        run.is_cjk = true;
      } else {
        run.is_mask = count >= 2 || (IsHan(before) && IsHan(after));
      }
      break;
    case U'×':
      run.is_mask =
          count >= 2 || ((IsHan(before) || IsHan(after)) && !IsDigit(before) && !IsDigit(after));
      break;
    case U'●':
    case U'▲':
    case U'△':
    case U'◆':
    case U'◇':
    case U'★':
    case U'☆':
      // Bullets and stars of rank stand alone or before a space.
      run.is_mask = count >= 2 && (IsHan(before) || IsHan(after)) && !IsSpace(after);
      break;
    default:  // boxes and blocks
      run.is_mask = count >= 2 || (IsHan(before) && IsHan(after));
  }
  return run;
}

}  // namespace

char32_t Surroundings::Before(std::uint32_t at) const {
  if (at <= begin_) return 0;
  std::size_t start = at - 1;
  while (start > begin_ && (static_cast<unsigned char>(text_[start]) & 0xC0u) == 0x80u) --start;
  return DecodeUtf8(text_, &start);
}

char32_t Surroundings::After(std::uint32_t at) const {
  if (at >= text_.size()) return 0;
  std::size_t next = at;
  return DecodeUtf8(text_, &next);
}

std::string_view Surroundings::Line(std::uint32_t at) const {
  const std::size_t reach = std::min<std::size_t>(kLineReach, at - begin_);
  const std::string_view head = text_.substr(at - reach, reach);
  const std::size_t line_break = head.rfind('\n');
  const std::size_t from =
      line_break == std::string_view::npos ? at - reach : at - reach + line_break + 1;
  const std::string_view tail = text_.substr(at, kLineReach);
  const std::size_t to = at + std::min(tail.find('\n'), tail.size());
  return text_.substr(from, to - from);
}

MaskAnswer IsXMask(const Surroundings& around, const XRun& run) {
  const char32_t before = around.Before(run.begin);
  const char32_t after = around.After(run.end);
  if (run.digit_count > 0) {
    if (run.x_count >= 2) return MaskAnswer::kYes;
    return IsHan(after) || IsOneOf(after, U"%％‰") ? MaskAnswer::kYes : MaskAnswer::kNo;
  }
  if (run.x_count == 1) return IsSingleX(before, after);
  return IsRomanNumber(around, run, after) ? MaskAnswer::kNo : MaskAnswer::kYes;
}

MaskAnswer IsNMask(const Surroundings& around, std::uint32_t at) {
  const char32_t before = around.Before(at), after = around.After(at + 1);
  const bool is_amount = IsOneOf(before, U"￥¥$€£");
  if (is_amount || IsOneOf(after, U"%％‰")) return MaskAnswer::kYes;
  const auto is_edge = [](char32_t c) { return IsSpace(c) || IsHan(c); };
  if (!is_edge(before) && !IsOneOf(before, U"(（，。、：；")) return MaskAnswer::kNo;
  if (is_edge(after) || IsOneOf(after, U",;:)，。、；：）")) return MaskAnswer::kPerhaps;
  // An initial, unless it numbers a line: N. Services.
  if (after != '.') return MaskAnswer::kNo;
  const bool begins_line = around.Line(at).data() == around.text().data() + at;
  const bool ends_sentence = around.After(at + 2) == '\n' || around.After(at + 2) == 0;
  return begins_line || ends_sentence ? MaskAnswer::kPerhaps : MaskAnswer::kNo;
}

MaskRun ReadMaskRun(const Surroundings& around, std::uint32_t begin) {
  const char32_t first = around.After(begin);
  if (first == '\\') {
    return around.After(begin + 1) == '_' ? ReadUnderscores(around, begin)
                                          : ReadStars(around, begin);
  }
  if (first == '*') return ReadStars(around, begin);
  if (first == '_') return ReadUnderscores(around, begin);
  return ReadEqualCharacters(around, begin, first);
}

}  // namespace textkin
