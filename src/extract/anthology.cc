// Series of titles are proposed first, by their labels and numbers; what the document says of
// itself, how its sections are numbered and how its texts begin and end decide.

#include "anthology.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "characters.h"
#include "outline.h"

namespace textkin {
namespace {

// Bytes from one title to the next: a text of 200 Chinese characters or 100 English words. Lines of
// a table of contents are closer.
constexpr std::uint32_t kMinTextBytes = 600;
// Bytes of a text that is plainly more than a section.
constexpr std::uint32_t kLongTextBytes = 1500;
// Bytes before the first title in which the document may say that it is a collection.
constexpr std::size_t kHeadBytes = 1500;
// Series that are weighed, the longest ones: a text with more is a list.
constexpr std::size_t kMaxSeries = 8;
// Bytes behind a title in which a text's own first lines are looked for, and before its end its
// last ones.
constexpr std::size_t kOpeningBytes = 240;
constexpr std::size_t kClosingBytes = 180;

// Points. A series is an anthology from kEnough on: a label that means a text needs little more, a
// label of sections nearly everything.
constexpr double kEnough = 3;
constexpr std::array<double, kTitleKinds> kBase = {2, .5, 1, -1, -1.5, -2, -1};
constexpr double kCounted = 3;        // "合集4篇", and there are four
constexpr double kAnnounced = 1.5;    // 合集, collection, without the number
constexpr double kRestarts = 1.5;     // sections begin at 一 or 第一章 in each text
constexpr double kDigitsRestart = 1;  // or at "1.", as lists also do
constexpr double kContinues = -4;     // sections count on from one text to the next
constexpr double kGenre = 1;          // titles say what they head: 总结, report
constexpr double kResemble = .5;      // titles have half of their words in common
constexpr double kComplete =
    1;  // texts have titles of their own, address someone, or take their leave
constexpr double kLong = .5;  // every text is long

using Series = std::vector<const TitleLine*>;  // the titles of an anthology, in order

bool FarEnough(const TitleLine& title, std::uint32_t next) {
  return title.line.end + kMinTextBytes <= next;
}

// The longest run 1, 2, 3, … of titles with a text below each.
Series CountUp(const Series& titles, std::uint32_t end) {
  std::map<std::uint32_t, std::vector<std::size_t>> of_number;
  constexpr std::size_t kNone = SIZE_MAX;
  std::vector<std::size_t> before(titles.size(), kNone);
  std::size_t last = kNone;
  std::vector<bool> counted(titles.size());
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const std::uint32_t number = titles[i]->title.number;
    counted[i] = number == 1;
    if (const auto found = of_number.find(number - 1); number > 1 && found != of_number.end()) {
      const std::vector<std::size_t>& places = found->second;
      const auto far = std::ranges::partition_point(
          places, [&](std::size_t j) { return FarEnough(*titles[j], titles[i]->line.begin); });
      if (far != places.begin()) {
        before[i] = *(far - 1);
        counted[i] = true;
      }
    }
    if (!counted[i]) continue;
    of_number[number].push_back(i);
    if (FarEnough(*titles[i], end) && (last == kNone || number > titles[last]->title.number))
      last = i;
  }
  Series series;
  for (std::size_t i = last; i != kNone; i = before[i]) {
    // The title again, right above: a page's heading over the text's own.
    while (i > 0 && titles[i - 1]->title.number == titles[i]->title.number &&
           titles[i - 1]->line.end + kOpeningBytes > titles[i]->line.begin &&
           before[i - 1] == before[i])
      --i;
    series.push_back(titles[i]);
  }
  std::ranges::reverse(series);
  return series;
}

// Titles without numbers: all that have a text below.
Series WithTexts(const Series& titles, std::uint32_t end) {
  Series series;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (FarEnough(*titles[i], i + 1 < titles.size() ? titles[i + 1]->line.begin : end))
      series.push_back(titles[i]);
  }
  return series;
}

std::vector<Series> FindSeries(const Outline& outline, std::uint32_t end) {
  std::map<std::uint64_t, Series> by_label;
  for (const TitleLine& title : outline.titles) by_label[title.title.series].push_back(&title);
  std::vector<Series> found;
  for (const auto& [label, titles] : by_label) {
    if (titles.size() < 2) continue;
    Series series =
        titles.front()->title.number == 0 ? WithTexts(titles, end) : CountUp(titles, end);
    if (series.size() > 1) found.push_back(std::move(series));
  }
  std::ranges::stable_sort(found, [](const Series& a, const Series& b) {
    return a.size() != b.size() ? a.size() > b.size()
                                : a.front()->line.begin < b.front()->line.begin;
  });
  if (found.size() > kMaxSeries) found.resize(kMaxSeries);
  return found;
}

std::u32string Decoded(std::string_view text) {
  std::u32string decoded;
  for (std::size_t at = 0; at < text.size();) decoded.push_back(DecodeUtf8(text, &at));
  return decoded;
}

template <std::size_t kSize>
bool HasOneOf(std::u32string_view text, const std::array<std::u32string_view, kSize>& words) {
  return std::ranges::any_of(
      words, [&](std::u32string_view word) { return text.find(word) != text.npos; });
}

// Whether `text` counts texts, as 合集4篇 and "three reports" do, to `count`.
bool CountsTo(std::u32string_view text, std::uint32_t count) {
  static constexpr std::array<std::u32string_view, 15> kUnits = {
      U"papers",    U"reports",  U"samples",   U"essays",    U"letters",
      U"speeches",  U"articles", U"documents", U"texts",     U"stories",
      U"templates", U"examples", U"pieces",    U"summaries", U"statements"};
  for (std::size_t at = 0; at < text.size();) {
    const char32_t before = at > 0 ? text[at - 1] : ' ';
    std::size_t end = at;
    const std::uint32_t number =
        IsLetter(before) || IsDigit(before) || before == U'第' ? 0 : ParseNumber(text, &end);
    if (number == 0) {
      ++at;
      continue;
    }
    at = end;
    while (end < text.size() && IsBlank(text[end])) ++end;
    const std::u32string_view rest = text.substr(end, 40);
    if (number != count || rest.empty()) continue;
    if (rest[0] == U'篇' || rest[0] == U'份') return true;
    // An adjective or two may stand between: "three annual reports".
    if (HasOneOf(rest.substr(0, rest.find_first_of(U".,;:()\n")), kUnits)) return true;
  }
  return false;
}

double Announcement(std::string_view head, std::string_view title, std::uint32_t count) {
  static constexpr std::array<std::u32string_view, 20> kWords = {
      U"合集",        U"合辑",    U"集锦",        U"大全",      U"精选",
      U"选编",        U"汇编",    U"范文",        U"例文",      U"篇）",
      U"篇)",         U"篇】",    U"collection",  U"collected", U"anthology",
      U"compilation", U"samples", U"examples of", U"selected",  U"omnibus"};
  const std::u32string said = Lower(Decoded(std::string(title) + "\n" + std::string(head)));
  if (CountsTo(said, count)) return kCounted;
  return HasOneOf(said, kWords) ? kAnnounced : 0;
}

// The texts of a series: from each title to the next one.
std::vector<Span> Ranges(const Series& series, std::uint32_t end) {
  std::vector<Span> ranges;
  for (std::size_t i = 0; i < series.size(); ++i) {
    ranges.push_back(
        {series[i]->line.begin, i + 1 < series.size() ? series[i + 1]->line.begin : end});
  }
  return ranges;
}

bool IsMost(std::size_t some, std::size_t all) { return some >= 2 && 2 * some >= all; }

// How the sections of one style run through the texts.
struct Numbering {
  std::size_t restarts = 0;   // texts whose first section is number 1
  std::size_t continues = 0;  // texts whose first section follows the last one of the text before
};

Numbering NumberingOf(SectionStyle style, const Outline& outline, const Series& series,
                      const std::vector<Span>& ranges) {
  Numbering numbering;
  auto section = outline.sections.begin();
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const std::uint32_t before = last;
    bool first = true;
    for (; section != outline.sections.end() && section->begin < ranges[i].end; ++section) {
      if (section->style != style || section->begin <= series[i]->line.begin) continue;
      if (first) {
        numbering.restarts += section->number == 1 ? 1 : 0;
        numbering.continues += section->number > 1 && section->number == before + 1 ? 1 : 0;
      }
      first = false;
      last = section->number;
    }
  }
  return numbering;
}

double SectionPoints(const Outline& outline, const Series& series,
                     const std::vector<Span>& ranges) {
  const TitleKind kind = series.front()->title.kind;
  double points = 0;
  for (const SectionStyle style :
       {SectionStyle::kHan, SectionStyle::kChapter, SectionStyle::kClause, SectionStyle::kDigit}) {
    const Numbering numbering = NumberingOf(style, outline, series, ranges);
    if (IsMost(numbering.continues + 1, ranges.size()) && numbering.continues > numbering.restarts)
      return kContinues;
    // The sections under a part of one text begin anew as well, and lists do under any section.
    const bool says_nothing = kind == TitleKind::kSection ||
                              (kind == TitleKind::kListed && style == SectionStyle::kDigit);
    if (says_nothing || !IsMost(numbering.restarts, ranges.size())) continue;
    points = std::max(points, style == SectionStyle::kDigit ? kDigitsRestart : kRestarts);
  }
  return points;
}

// The first line behind `at` that holds anything, if it is near.
std::u32string NextLine(std::string_view text, std::size_t at) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n", at);
  if (begin == text.npos || begin > at + 16) return {};
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  return end - begin > kOpeningBytes ? std::u32string()
                                     : TrimmedLine(text.substr(begin, end - begin));
}

bool IsBoundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u;
}

// The beginning and the end of a text in one string.
std::u32string Edges(std::string_view text, Span title, Span range) {
  std::size_t opening = std::min<std::size_t>(title.end + kOpeningBytes, range.end);
  while (!IsBoundary(text, opening)) --opening;
  std::size_t closing = range.end - std::min<std::size_t>(range.end - title.end, kClosingBytes);
  while (!IsBoundary(text, closing)) ++closing;
  return Lower(Decoded(std::string(text.substr(title.end, opening - title.end)) + "\n" +
                       std::string(text.substr(closing, range.end - closing))));
}

double TextPoints(std::string_view text, const Series& series, const std::vector<Span>& ranges) {
  static constexpr std::array<std::u32string_view, 17> kCourtesies = {
      U"尊敬的",    U"各位",      U"同志们",     U"你们好",      U"大家好",      U"谢谢大家",
      U"此致",      U"敬礼",      U"特此报告",   U"特此汇报",    U"dear ",       U"ladies and",
      U"thank you", U"sincerely", U"faithfully", U"yours truly", U"respectfully"};
  std::size_t genre = 0;
  std::size_t alike = 0;
  std::size_t courteous = 0;
  std::size_t repeated = 0;
  bool all_long = true;
  std::u32string before;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::u32string title = Decoded(series[i]->title.title);
    const std::u32string next = NextLine(text, series[i]->line.end);
    genre += NamesGenre(title) || NamesGenre(next) ? 1 : 0;
    repeated += !title.empty() && next.starts_with(title) ? 1 : 0;
    courteous += HasOneOf(Edges(text, series[i]->line, ranges[i]), kCourtesies) ? 1 : 0;
    all_long &= ranges[i].end - ranges[i].begin >= kLongTextBytes;
    const auto [head, other] = std::ranges::mismatch(title, before);
    const auto tail =
        std::mismatch(title.rbegin(), title.rend(), before.rbegin(), before.rend()).first;
    const std::size_t shared =
        static_cast<std::size_t>((head - title.begin()) + (tail - title.rbegin()));
    alike +=
        !title.empty() && 2 * shared >= std::min(title.size(), before.size()) && !before.empty()
            ? 1
            : 0;
    before = title;
  }
  const std::size_t count = series.size();
  return (IsMost(genre, count) ? kGenre : 0) + (2 * alike >= count - 1 ? kResemble : 0) +
         (IsMost(courteous, count) || IsMost(repeated, count) ? kComplete : 0) +
         (all_long ? kLong : 0);
}

// Sections are headed like this, too: only a document that counts its texts has them.
bool MustBeCounted(TitleKind kind) {
  return kind == TitleKind::kHeading || kind == TitleKind::kLine || kind == TitleKind::kSection;
}

double Points(const Document& document, const Outline& outline, const Series& series) {
  const std::string_view text = document.text;
  const TitleKind kind = series.front()->title.kind;
  const std::vector<Span> ranges = Ranges(series, static_cast<std::uint32_t>(text.size()));
  std::size_t head = std::min<std::size_t>(series.front()->line.begin, kHeadBytes);
  while (!IsBoundary(text, head)) --head;
  const double announcement =
      Announcement(text.substr(0, head), document.title, static_cast<std::uint32_t>(series.size()));
  if (MustBeCounted(kind) && announcement < kCounted) return 0;
  return kBase[static_cast<std::size_t>(kind)] + announcement +
         SectionPoints(outline, series, ranges) + TextPoints(text, series, ranges);
}

// Lines that sites put under the last text.
bool IsImprint(std::string_view line) {
  static constexpr std::array<std::u32string_view, 26> kWords = {
      U"版权",    U"备案",    U"客服",      U"信箱", U"邮箱",       U"转载",    U"整理",
      U"上传",    U"免责",    U"声明",      U"侵权", U"相关推荐",   U"上一篇",  U"下一篇",
      U"热门",    U"更多",    U"copyright", U"©",    U"all rights", U"contact", U"posted by",
      U"related", U"privacy", U"terms of",  U"www.", U"http"};
  const std::u32string words = Lower(TrimmedLine(line));
  return words.find('@') != words.npos || HasOneOf(std::u32string_view(words), kWords);
}

// Lines that may be looked at below the last text, and bytes of one.
constexpr int kMaxImprintLines = 4;
constexpr std::size_t kMaxImprintBytes = 150;
// Lines and bytes of another text's beginning, and the characters in which its title ends.
constexpr int kMaxTeaserLines = 4;
constexpr std::size_t kMaxTeaserBytes = 800;
constexpr std::size_t kTeaserTitle = 60;

std::uint32_t TrimmedEnd(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  while (end > begin && (text[end - 1] == ' ' || (text[end - 1] >= '\t' && text[end - 1] <= '\r')))
    --end;
  return end;
}

// Whether a line begins with a title, and may go on behind a blank.
bool BeginsWithTitle(std::string_view line) {
  const std::u32string words = TrimmedLine(line.substr(0, line.find('\n')));
  if (words.empty() || IsBlank(words[0])) return false;
  for (std::size_t at = 1; at <= std::min(words.size(), kTeaserTitle); ++at) {
    if (at < words.size() && !IsBlank(words[at])) continue;
    const std::u32string_view title = std::u32string_view(words).substr(0, at);
    if (title.find_first_of(U"。，；,;") != title.npos) return false;
    if (title.size() >= kTeaserTitle / 10 && NamesGenre(title)) return true;
  }
  return false;
}

// Where the beginning of another text begins that ends at `end` in an ellipsis; `end` if none does.
std::uint32_t BeginOfTeaser(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const std::string_view shown = text.substr(0, end);
  if (!shown.ends_with("...") && !shown.ends_with("…")) return end;
  std::size_t at = end;
  for (int lines = 0; lines < kMaxTeaserLines && at > begin; ++lines) {
    const std::size_t line_break = text.rfind('\n', at - 1);
    if (line_break == text.npos || line_break < begin || line_break + kMaxTeaserBytes < end) break;
    at = line_break;
    if (BeginsWithTitle(shown.substr(at + 1))) return static_cast<std::uint32_t>(at);
  }
  return end;
}

// Where the last text ends: before what the site put below it.
std::uint32_t EndOfLast(std::string_view text, const std::vector<Mark>& marks,
                        std::uint32_t begin) {
  auto end = static_cast<std::uint32_t>(text.size());
  auto mark = marks.rbegin();
  for (int lines = 0; lines <= kMaxImprintLines; ++lines) {
    end = TrimmedEnd(text, begin, end);
    while (mark != marks.rend() && mark->span.begin >= end) ++mark;
    const bool is_marked = mark != marks.rend() && mark->span.end >= end &&
                           mark->span.begin > begin && mark->kind != MarkKind::kDoubled;
    if (is_marked) {
      end = mark->span.begin;
      continue;
    }
    const std::size_t line_break = text.substr(0, end).rfind('\n');
    if (line_break == text.npos || line_break < begin) break;
    const std::string_view line = text.substr(line_break + 1, end - line_break - 1);
    if (line.size() > kMaxImprintBytes || !IsImprint(line)) break;
    end = static_cast<std::uint32_t>(line_break);
  }
  return TrimmedEnd(text, begin, BeginOfTeaser(text, begin, end));
}

}  // namespace

void FindAnthology(const Document& document, const std::vector<Mark>& marks,
                   std::vector<Part>* parts) {
  const std::string_view text = document.text;
  if (text.size() < 2 * kMinTextBytes) return;
  const auto size = static_cast<std::uint32_t>(text.size());
  const Outline outline = ReadOutline(text);
  const std::vector<Series> found = FindSeries(outline, size);
  const Series* best = nullptr;
  double most = 0;
  for (const Series& series : found) {
    const double points = Points(document, outline, series);
    if (points < kEnough || points <= most) continue;
    best = &series;
    most = points;
  }
  if (best == nullptr) return;
  std::vector<Span> ranges = Ranges(*best, size);
  ranges.back().end = EndOfLast(text, marks, ranges.back().begin);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const Span range = {ranges[i].begin, TrimmedEnd(text, ranges[i].begin, ranges[i].end)};
    parts->push_back({range, {}, (*best)[i]->title.title});
  }
}

}  // namespace textkin
