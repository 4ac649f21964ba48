// A small parser by hand: label, number, what follows; every line is looked at, so most leave
// early.

#include "numbered_title.h"

#include <algorithm>
#include <array>

#include "characters.h"
#include "textkin/hash.h"

namespace textkin {
namespace {

// Bytes of a title's line; the longest titles of reports have 60 characters.
constexpr std::size_t kMaxLineBytes = 240;
// Characters before a label in mid-line: a report's title.
constexpr std::size_t kMaxStem = 45;
// Characters of a title that says what it heads by itself: "工作总结" alone is a section.
constexpr std::size_t kMinOwnTitle = 6;

struct Label {
  std::u32string_view word;
  TitleKind kind;
};
constexpr std::array<Label, 12> kChineseLabels = {
    Label{U"篇", TitleKind::kText},     Label{U"范文", TitleKind::kText},
    Label{U"例文", TitleKind::kText},   Label{U"样文", TitleKind::kText},
    Label{U"样本", TitleKind::kText},   Label{U"范本", TitleKind::kText},
    Label{U"模板", TitleKind::kText},   Label{U"文章", TitleKind::kText},
    Label{U"范例", TitleKind::kText},   Label{U"部分", TitleKind::kSection},
    Label{U"份", TitleKind::kBookPart}, Label{U"文本", TitleKind::kText}};
constexpr std::array<Label, 17> kEnglishLabels = {
    Label{U"sample", TitleKind::kText},     Label{U"report", TitleKind::kText},
    Label{U"paper", TitleKind::kText},      Label{U"essay", TitleKind::kText},
    Label{U"letter", TitleKind::kText},     Label{U"speech", TitleKind::kText},
    Label{U"story", TitleKind::kText},      Label{U"template", TitleKind::kText},
    Label{U"document", TitleKind::kText},   Label{U"text", TitleKind::kText},
    Label{U"summary", TitleKind::kText},    Label{U"statement", TitleKind::kText},
    Label{U"example", TitleKind::kSection}, Label{U"part", TitleKind::kSection},
    Label{U"article", TitleKind::kSection}, Label{U"no", TitleKind::kSection},
    Label{U"item", TitleKind::kSection}};

constexpr std::array<std::u32string_view, 32> kChineseGenres = {
    U"总结", U"报告",   U"计划",   U"方案",   U"汇报", U"讲话", U"心得", U"体会",
    U"思路", U"要点",   U"纪要",   U"通知",   U"意见", U"规划", U"材料", U"小结",
    U"演讲", U"演讲稿", U"讲话稿", U"发言",   U"范文", U"作文", U"合同", U"协议",
    U"申请", U"申请书", U"倡议书", U"建议书", U"感言", U"综述", U"简报", U"述职"};
constexpr std::array<std::u32string_view, 16> kEnglishGenres = {
    U"report",    U"summary", U"review",  U"plan",    U"speech",  U"letter",
    U"statement", U"essay",   U"minutes", U"address", U"article", U"programme",
    U"notes",     U"account", U"story",   U"bulletin"};

bool IsOneOf(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }
bool IsOpening(char32_t c) { return IsOneOf(c, U"（(【[〔「《<"); }
bool IsClosing(char32_t c) { return IsOneOf(c, U"）)】]〕」》>"); }
bool IsSeparator(char32_t c) { return IsOneOf(c, U"：:、.．，,—–-－|｜·~*") || IsClosing(c); }

bool HoldsSentence(std::u32string_view text) {
  return text.find_first_of(U"。！；;") != text.npos ||
         (!text.empty() && IsOneOf(text.back(), U"，,"));
}

std::u32string_view Trim(std::u32string_view text) {
  const auto is_edge = [](char32_t c) {
    return IsBlank(c) || IsSeparator(c) || IsOpening(c) || c == '#';
  };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  return text;
}

std::string Utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) AppendUtf8(c, &out);
  return out;
}

std::uint64_t SeriesOf(TitleKind kind, std::u32string_view label) {
  return HashBytes(std::to_string(static_cast<int>(kind)) + Utf8(label), 0);
}

void SkipBlanks(std::u32string_view line, std::size_t* at) {
  while (*at < line.size() && IsBlank(line[*at])) ++*at;
}

std::uint32_t ParseDigits(std::u32string_view line, std::size_t* at) {
  std::uint32_t value = 0;
  std::size_t end = *at;
  for (; end < line.size() && IsDigit(line[end]); ++end) {
    value = value * 10 +
            static_cast<std::uint32_t>(line[end] >= U'０' ? line[end] - U'０' : line[end] - '0');
    if (value > 999) return 0;
  }
  if (value > 0) *at = end;
  return value;
}

std::uint32_t ParseHan(std::u32string_view line, std::size_t* at) {
  static constexpr std::u32string_view kDigits = U"一二三四五六七八九";
  std::uint32_t tens = 0;
  std::uint32_t ones = 0;
  std::size_t end = *at;
  for (; end < line.size(); ++end) {
    const std::size_t digit = kDigits.find(line[end]);
    if (digit != kDigits.npos && ones == 0) {
      ones = static_cast<std::uint32_t>(digit) + 1;
    } else if (line[end] == U'十' && tens == 0) {
      tens = ones == 0 ? 1 : ones;
      ones = 0;
    } else {
      break;
    }
  }
  const std::uint32_t value = tens * 10 + ones;
  if (value > 0) *at = end;
  return value;
}

std::uint32_t ParseWord(std::u32string_view line, std::size_t* at) {
  static constexpr std::array<std::u32string_view, 12> kWords = {
      U"one",   U"two",   U"three", U"four", U"five",   U"six",
      U"seven", U"eight", U"nine",  U"ten",  U"eleven", U"twelve"};
  static constexpr std::array<std::u32string_view, 12> kRoman = {
      U"I", U"II", U"III", U"IV", U"V", U"VI", U"VII", U"VIII", U"IX", U"X", U"XI", U"XII"};
  std::size_t end = *at;
  while (end < line.size() && IsLetter(line[end])) ++end;
  const std::u32string_view word = line.substr(*at, end - *at);
  if (word.empty() || word.size() > 6) return 0;
  const std::u32string lower = Lower(word);
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (lower != kWords[i] && word != kRoman[i]) continue;
    *at = end;
    return static_cast<std::uint32_t>(i) + 1;
  }
  return 0;
}

// Whether the line goes on like a heading behind its number.
bool EndsNumber(std::u32string_view line, std::size_t at) {
  return at == line.size() || IsBlank(line[at]) || IsSeparator(line[at]);
}

NumberedTitle Made(TitleKind kind, std::u32string_view label, std::uint32_t number,
                   std::u32string_view title) {
  return {kind, SeriesOf(kind, label), number, Utf8(Trim(title))};
}

// Whether what follows a label belongs to a heading: behind a sign anything may, otherwise no
// sentence does.
bool GoesOnAsHeading(std::u32string_view rest) {
  while (!rest.empty() && (IsBlank(rest.front()) || IsClosing(rest.front()))) rest.remove_prefix(1);
  return rest.empty() || IsSeparator(rest.front()) || !HoldsSentence(rest);
}

// 篇1, 篇（一）, 第一篇, each with or without a title before or behind.
std::optional<NumberedTitle> ParseChineseLabel(std::u32string_view line) {
  for (const Label& label : kChineseLabels) {
    const std::size_t place = line.find(label.word);
    if (place == line.npos || place > kMaxStem) continue;
    if (line.substr(0, place).find_first_of(U"。！；，;,：:") != line.npos) continue;
    // 第一篇: the number comes before.
    const std::size_t ordinal = line.substr(0, place).rfind(U'第');
    if (ordinal != line.npos && place - ordinal <= 5) {
      std::size_t at = ordinal + 1;
      SkipBlanks(line, &at);
      const std::uint32_t number = ParseNumber(line, &at);
      SkipBlanks(line, &at);
      const std::u32string_view stem = Trim(line.substr(0, ordinal));
      if (number > 0 && at == place && (stem.empty() || NamesGenre(stem)) &&
          GoesOnAsHeading(line.substr(place + label.word.size()))) {
        const TitleKind kind = label.kind == TitleKind::kText ? TitleKind::kBookPart : label.kind;
        const std::u32string_view rest = Trim(line.substr(place + label.word.size()));
        return Made(kind, stem.empty() ? label.word : U"…" + std::u32string(label.word), number,
                    rest.empty() ? stem : rest);
      }
    }
    if (label.kind != TitleKind::kText) continue;
    std::size_t at = place + label.word.size();
    while (at < line.size() &&
           (IsBlank(line[at]) || IsOpening(line[at]) || IsOneOf(line[at], U"第篇之")))
      ++at;
    const std::uint32_t number = ParseNumber(line, &at);
    if (number == 0) continue;
    const std::u32string_view stem = Trim(line.substr(0, place));
    const bool glued = stem.empty() && at < line.size() && IsCjk(line[at]) &&
                       !IsOneOf(line[at], U"篇份章个字年月页条次则、");
    if ((!EndsNumber(line, at) && !glued) || !GoesOnAsHeading(line.substr(at))) continue;
    const std::u32string_view rest = Trim(line.substr(at));
    return Made(TitleKind::kText, stem.empty() ? label.word : U"…" + std::u32string(label.word),
                number, rest.empty() ? stem : rest);
  }
  return std::nullopt;
}

// Sample 3: …, REPORT II, Paper No. 2 of 4, Part One.
std::optional<NumberedTitle> ParseEnglishLabel(std::u32string_view line) {
  std::size_t end = 0;
  while (end < line.size() && IsLetter(line[end])) ++end;
  if (end == 0 || end > 9 || line[0] < 'A' || line[0] > 'Z') return std::nullopt;
  const std::u32string word = Lower(line.substr(0, end));
  const auto label = std::ranges::find(kEnglishLabels, word, &Label::word);
  if (label == kEnglishLabels.end()) return std::nullopt;
  std::size_t at = end;
  while (at < line.size() &&
         (IsBlank(line[at]) || line[at] == '#' || line[at] == '.' || line[at] == '('))
    ++at;
  if (Lower(line.substr(at, 2)) == U"no" && at + 2 < line.size() && !IsLetter(line[at + 2])) {
    at += 2;
    while (at < line.size() && (IsBlank(line[at]) || line[at] == '.')) ++at;
  }
  if (at == end) return std::nullopt;
  const std::uint32_t number = ParseNumber(line, &at);
  if (number == 0 || (at < line.size() && !IsBlank(line[at]) && !IsSeparator(line[at])))
    return std::nullopt;
  std::u32string_view rest = line.substr(at);
  if (Lower(rest.substr(0, 4)) == U" of ") {
    std::size_t behind = 4;
    if (ParseNumber(rest, &behind) == 0) return std::nullopt;
    rest.remove_prefix(behind);
  }
  std::size_t blank = 0;
  SkipBlanks(rest, &blank);
  // "Report 2 was read": running text has no sign behind the number.
  if (blank < rest.size() && !IsSeparator(rest[blank])) return std::nullopt;
  return Made(label->kind, word, number, rest);
}

// "2020年工作总结（一）", "Annual report (2)".
std::optional<NumberedTitle> ParseCountedStem(std::u32string_view line) {
  std::size_t end = line.size();
  while (end > 0 && IsClosing(line[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 &&
         (IsDigit(line[begin - 1]) || IsOneOf(line[begin - 1], U"一二三四五六七八九十")))
    --begin;
  std::size_t at = begin;
  const std::uint32_t number = begin == end ? 0 : ParseNumber(line, &at);
  const std::u32string_view stem = Trim(line.substr(0, begin));
  if (number == 0 || at != end || stem.size() < kMinOwnTitle || !NamesGenre(stem))
    return std::nullopt;
  if (IsLetter(line[begin > 0 ? begin - 1 : 0])) return std::nullopt;
  return Made(TitleKind::kStem, stem, number, stem);
}

// "一、2020年工作总结", "2. Annual report of the library".
std::optional<NumberedTitle> ParseListed(std::u32string_view line) {
  std::size_t at = 0;
  const std::uint32_t number = ParseNumber(line, &at);
  if (number == 0 || at >= line.size() || !IsOneOf(line[at], U"、.．")) return std::nullopt;
  const std::u32string_view title = Trim(line.substr(at));
  if (title.size() < kMinOwnTitle || !NamesGenre(title)) return std::nullopt;
  return Made(TitleKind::kListed, IsDigit(line[0]) ? U"1" : U"一", number, title);
}

// Turns away most lines of English prose before they are decoded: what begins with a letter has a
// label there, a number at its end, or a heading's sign before it.
bool MayBeTitle(std::string_view line) {
  const std::string_view text = Unindented(line);
  if (text.empty()) return false;
  if (!IsAsciiLetter(text[0]) || line.find('#') < line.size() - text.size()) return true;
  const std::size_t last = text.find_last_not_of(" \t\r*#_>)]");
  if (last != text.npos && !IsAsciiLetter(text[last]) && text[last] != '.' && text[last] != ',')
    return true;
  const auto end = std::ranges::find_if_not(text, IsAsciiLetter);
  const std::string_view word(text.begin(), end);
  return std::ranges::any_of(kEnglishLabels, [&](const Label& label) {
    return label.word.size() == word.size() &&
           std::ranges::equal(label.word, word, [](char32_t a, char b) {
             return a == static_cast<char32_t>(b >= 'A' && b <= 'Z' ? b + 32 : b);
           });
  });
}

}  // namespace

std::uint32_t ParseNumber(std::u32string_view line, std::size_t* at) {
  if (*at >= line.size()) return 0;
  if (IsDigit(line[*at])) return ParseDigits(line, at);
  if (IsCjk(line[*at])) return ParseHan(line, at);
  return ParseWord(line, at);
}

std::string_view Unindented(std::string_view line) {
  constexpr std::string_view kWideBlank = "\u3000";
  constexpr std::string_view kHardBlank = "\u00A0";
  while (true) {
    const std::size_t sign = line.find_first_not_of(" \t\r*#_>");
    line.remove_prefix(std::min(sign, line.size()));
    if (!line.starts_with(kWideBlank) && !line.starts_with(kHardBlank)) return line;
    line.remove_prefix(line.starts_with(kWideBlank) ? kWideBlank.size() : kHardBlank.size());
  }
}

std::u32string TrimmedLine(std::string_view line) {
  std::u32string trimmed;
  for (std::size_t at = 0; at < line.size();) trimmed.push_back(DecodeUtf8(line, &at));
  const auto is_edge = [](char32_t c) {
    return IsBlank(c) || c == '*' || c == '#' || c == '_' || c == '>';
  };
  while (!trimmed.empty() && is_edge(trimmed.back())) trimmed.pop_back();
  const auto first = std::ranges::find_if_not(trimmed, is_edge);
  trimmed.erase(trimmed.begin(), first);
  return trimmed;
}

bool NamesGenre(std::u32string_view title) {
  title = Trim(title);
  // "…工作总结（精选）": what stands in brackets at the end says nothing.
  const auto ends = [&](std::u32string_view word) { return title.ends_with(word); };
  if (std::ranges::any_of(kChineseGenres, ends)) return true;
  if (title.empty() || !IsLetter(title.front())) return false;
  const std::u32string lower = Lower(title);
  return std::ranges::any_of(kEnglishGenres, [&](std::u32string_view word) {
    const std::size_t at = lower.find(word);
    return at != lower.npos && (at == 0 || !IsLetter(lower[at - 1])) &&
           (at + word.size() == lower.size() || !IsLetter(lower[at + word.size()]));
  });
}

std::optional<NumberedTitle> ParseTitle(std::string_view line) {
  if (line.size() > kMaxLineBytes || !MayBeTitle(line)) return std::nullopt;
  const std::u32string trimmed = TrimmedLine(line);
  std::u32string_view text = trimmed;
  while (!text.empty() && (IsOpening(text.front()) || IsBlank(text.front()))) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  const bool is_cjk = IsCjk(text.front()) || IsDigit(text.front());
  if (auto title = is_cjk ? ParseChineseLabel(text) : ParseEnglishLabel(text)) return title;
  // Where no label says so, a title is a line that no sentence ends in.
  if (HoldsSentence(text)) return std::nullopt;
  if (auto title = ParseListed(text)) return title;
  if (auto title = ParseCountedStem(text)) return title;
  const bool is_own = text.size() >= kMinOwnTitle && NamesGenre(text);
  if (!is_own || text.find_first_of(U"，,：:") != text.npos) return std::nullopt;
  const std::size_t sign = line.find_first_not_of(' ');
  if (line[sign] == '#') {
    const std::size_t level = std::min(line.find_first_not_of('#', sign), line.size()) - sign;
    return Made(TitleKind::kHeading, std::u32string(level, U'#'), 0, text);
  }
  if (!is_cjk) return std::nullopt;
  return Made(TitleKind::kLine, U"", 0, text);
}

}  // namespace textkin
