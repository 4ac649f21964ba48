// Repetitions are found line by line: a small table says where each pair of neighbouring characters
// was last seen; if that is at most 80 characters ago, the distance is a period to be checked, and
// the stretch over which text[i] == text[i + period] is walked once. The stretch of XX has the
// length of X. A line of one repeated character has one stretch, of period 1, which is too short to
// count.

#include "doubled.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "characters.h"
#include "textkin/limits.h"

namespace textkin {
namespace {

constexpr std::size_t kMinPeriod = 2;  // characters of X
constexpr std::size_t kMaxPeriod = 80;
// From these on, a single repetition counts. 研究研究 has 2, 加强领导加强领导 would be 4; "again
// and again" 8.
constexpr std::size_t kLongCjk = 6;
constexpr std::size_t kLongLetters = 12;
// With punctuation inside X it takes more: the parallel members of a list repeat by themselves, as
// in 能源结构调整、产业结构调整、产业……
constexpr std::size_t kLongWithPunctuation = 24;
// And for repetitions side by side, their X taken together: 教育局教育局 20212021 has 3 and 4.
constexpr std::size_t kMinTogether = 7;
// Characters of a line that are looked at together, to bound memory; a repetition over the cut is
// missed.
constexpr std::size_t kMaxLineCharacters = 1u << 16;
// Slots of the table of pairs; 80 are alive, so collisions are rare, and cost a missed repetition
// at most.
constexpr std::size_t kSlots = 1024;
// Lines at the beginning of a text among which a title is looked for, and its length in bytes.
constexpr int kTitleLines = 6;
constexpr std::size_t kMinDoubledTitleBytes = 18;
constexpr std::size_t kMaxTitleBytes = 300;

// A place whose pair of characters was seen one period before.
struct AtPeriod {
  std::uint32_t at = 0;  // the earlier place
  std::uint32_t period = 0;
};

// What stands before a line and behind it, wider than any period, so that places up to a period
// away can be compared without asking for the ends: no character equals either, nor they each
// other.
constexpr char32_t kBeforeLine = 0x110000;
constexpr char32_t kBehindLine = 0x110001;

// The characters of a line that are not white space, and the byte each begins at.
struct Stretch {
  // Makes room for lines of a text; `size` of each are in use.
  void Reserve(std::size_t most) {
    if (begins.size() >= most) return;
    characters.assign(most + 2 * kMaxPeriod, kBeforeLine);
    begins.resize(most);
    after_space.resize(most);
    at_period.resize(most);
  }
  std::span<const char32_t> line() const { return {characters.data() + kMaxPeriod, size}; }
  char32_t* begin() { return characters.data() + kMaxPeriod; }
  void Append(char32_t c, std::size_t at, bool is_after_space) {
    begin()[size] = c;
    begins[size] = static_cast<std::uint32_t>(at);
    after_space[size] = is_after_space ? 1 : 0;
    ++size;
  }

  std::vector<char32_t> characters;  // kMaxPeriod of kBeforeLine first
  std::vector<std::uint32_t> begins;
  std::vector<std::uint8_t> after_space;  // flags; bits cost more than they save
  std::vector<AtPeriod> at_period;        // room for those of a line
  std::size_t size = 0;
};

struct Repetition {
  std::size_t first = 0;  // of the first copy, in characters of the line
  std::size_t period = 0;
  std::size_t cjk = 0;  // characters of X
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t punctuation = 0;

  std::size_t end() const { return first + 2 * period; }
  bool Long() const {
    if (punctuation > 0 && period < kLongWithPunctuation) return false;
    return cjk >= kLongCjk || letters >= kLongLetters;
  }
};

// Whether a word or number goes on from character i - 1 to i.
bool InsideWord(const Stretch& line, std::size_t i) {
  if (i == 0 || i >= line.size || line.after_space[i] != 0) return false;
  const char32_t a = line.line()[i - 1];
  const char32_t b = line.line()[i];
  return (IsLetter(a) && IsLetter(b)) || (IsDigit(a) && IsDigit(b));
}

// The repetition in a stretch [first, first + length) over which characters equal those one period
// further on; nothing if there are three copies or more, which is rhythm and not doubling.
std::optional<Repetition> InStretch(const Stretch& line, std::size_t first, std::size_t length,
                                    std::size_t period) {
  if (length < period || length >= period + std::max<std::size_t>(2, period / 4))
    return std::nullopt;
  for (std::size_t shift = 0; shift <= length - period; ++shift) {
    Repetition found{first + shift, period};
    if (InsideWord(line, found.first) || InsideWord(line, found.end())) continue;
    std::size_t gaps = 0;
    std::size_t signs = 0;  // of headings, which are no punctuation
    for (std::size_t i = found.first; i < found.first + period; ++i) {
      const char32_t c = line.line()[i];
      found.cjk += IsCjk(c);
      found.letters += IsLetter(c);
      found.digits += IsDigit(c);
      signs += c == U'#';
      gaps += i > found.first && line.after_space[i] != 0 && IsCjk(c) && IsCjk(line.line()[i - 1]);
    }
    found.punctuation = period - found.cjk - found.letters - found.digits - signs;
    const bool enough = found.cjk >= 2 || found.letters >= 3 || found.digits == period;
    // Rules and rows of a table are punctuation; Chinese with spaces inside is a row of its
    // headings.
    if (!enough || 2 * found.punctuation > period || (gaps > 0 && period < kLongWithPunctuation))
      return std::nullopt;
    return found;
  }
  return std::nullopt;
}

// Places are counted on from line to line and from text to text, with a gap wider than any period
// between two lines, so that the tables are cleared only when the count is full.
struct Tables {
  // Makes sure that the lines of a text of so many bytes can be counted.
  void Reserve(std::size_t bytes) {
    constexpr std::size_t kMostOfByte =
        (kMaxPeriod + 2) / 2;  // a line of one character and its end
    static_assert((kMaxDocumentBytes + 4) * kMostOfByte < UINT32_MAX);
    if (line + (bytes + 2) * kMostOfByte > UINT32_MAX) *this = {};
  }

  std::uint32_t line = kMaxPeriod + 1;                 // the place of the line's first character
  std::array<std::uint32_t, kSlots> last{};            // where a pair was seen
  std::array<std::uint32_t, kMaxPeriod + 1> walked{};  // up to where a period has been checked
};

// Room that a thread keeps from text to text.
struct Room {
  Stretch line;
  Tables tables;
};

// Writes one element behind the others and keeps it when `is_one`: what no branch decides none can
// guess wrongly.
void AppendIf(bool is_one, AtPeriod element, AtPeriod* elements, std::size_t* size) {
  elements[*size] = element;
  *size += is_one ? 1 : 0;
}

// Places whose pair of characters was seen at most kMaxPeriod characters before.
std::size_t FindPeriods(std::span<const char32_t> c, Tables* tables, AtPeriod* found) {
  std::size_t size = 0;
  for (std::size_t i = 0; i + 1 < c.size(); ++i) {
    const std::uint64_t pair = static_cast<std::uint64_t>(c[i]) << 21 | c[i + 1];
    std::uint32_t& seen = tables->last[(pair * 0x9E3779B97F4A7C15u) >> 54];
    const auto place = static_cast<std::uint32_t>(i);
    const std::uint32_t period = tables->line + place - seen;
    seen = tables->line + place;
    AppendIf(period - kMinPeriod <= kMaxPeriod - kMinPeriod, {place - period, period}, found,
             &size);
  }
  return size;
}

// Leaves those around which a stretch may be as long as its period: one that is reaches, for any
// step up to the period, the character so far before c[at] or its partner one period further on.
std::size_t KeepReaching(const char32_t* c, AtPeriod* found, std::size_t size) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const AtPeriod one = found[i];
    const auto may_reach = [&](std::uint32_t step) {
      const char32_t* behind = c + one.at + one.period - step;
      return (behind[-static_cast<std::ptrdiff_t>(one.period)] == *behind) |
             (*behind == behind[one.period]);
    };
    AppendIf(may_reach(one.period / 2) & may_reach((one.period + 2) / 4), one, found, &kept);
  }
  return kept;
}

std::uint64_t Repetitions(Stretch* line, Tables* tables, std::vector<Repetition>* found) {
  const std::span<const char32_t> c = line->line();
  if (c.empty()) return 0;
  std::fill_n(line->begin() + c.size(), kMaxPeriod, kBehindLine);
  std::uint64_t work = c.size();
  const std::size_t periods = FindPeriods(c, tables, line->at_period.data());
  const std::size_t reaching = KeepReaching(c.data(), line->at_period.data(), periods);
  for (const auto [at, period] : std::span(line->at_period).first(reaching)) {
    std::uint32_t& walked = tables->walked[period];
    if (walked > tables->line + at) continue;
    const std::size_t floor = walked > tables->line ? walked - tables->line : 0;
    std::size_t begin = at;
    while (begin > floor && c[begin - 1] == c[begin - 1 + period]) --begin, ++work;
    std::size_t end = at;
    while (end + period < c.size() && c[end] == c[end + period]) ++end, ++work;
    walked = tables->line + static_cast<std::uint32_t>(std::max<std::size_t>(end, at + 1));
    const auto repetition = InStretch(*line, begin, end - begin, period);
    work += period;
    if (repetition) found->push_back(*repetition);
  }
  tables->line += static_cast<std::uint32_t>(c.size() + kMaxPeriod + 1);
  return work;
}

// Bytes of a character.
std::size_t Utf8Length(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// Marks what counts: long repetitions, and short ones that follow each other without a gap.
void MarkRepetitions(const Stretch& line, std::vector<Repetition> found, std::vector<Mark>* marks) {
  std::ranges::sort(found, [](const Repetition& a, const Repetition& b) {
    return a.first != b.first ? a.first < b.first : a.period > b.period;
  });
  std::vector<Repetition> apart;
  for (const Repetition& repetition : found) {
    if (apart.empty() || repetition.first >= apart.back().end()) apart.push_back(repetition);
  }
  for (std::size_t i = 0; i < apart.size();) {
    std::size_t next = i;
    std::size_t together = 0;
    std::size_t cjk_or_letters = 0;
    bool single = false;
    do {
      together += apart[next].period;
      cjk_or_letters += apart[next].cjk + apart[next].letters;
      single |= apart[next].Long();
      ++next;
    } while (next < apart.size() && apart[next].first == apart[next - 1].end());
    const bool side_by_side = next - i >= 2 && together >= kMinTogether && cjk_or_letters >= 3;
    for (; i < next; ++i) {
      if (!single && !side_by_side) continue;
      if (next - i == 1 && !side_by_side && !apart[i].Long()) continue;
      const std::size_t copy = apart[i].first + apart[i].period;
      const std::size_t last = apart[i].end() - 1;
      const std::uint32_t end =
          line.begins[last] + static_cast<std::uint32_t>(Utf8Length(line.line()[last]));
      marks->push_back({{line.begins[copy], end}, MarkKind::kDoubled});
    }
  }
}

// Titles end without punctuation; lines of songs and of lists of questions end with it.
bool IsTitle(std::string_view line) {
  if (line.size() < kMinDoubledTitleBytes || line.size() > kMaxTitleBytes) return false;
  std::size_t end = line.size();
  const char32_t last = DecodeBefore(line, &end);
  return IsCjk(last) || IsLetter(last) || IsDigit(last) ||
         std::u32string_view(U")）》」”").find(last) != std::u32string_view::npos;
}

std::string_view WithoutBlankEnd(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

// The second of two neighbouring lines that are the same title, and at the beginning of the text
// the title at the head of the line behind it. Three lines are rhythm again, but below the
// first line of a page, which may double its heading above a text with its own.
void FindDoubledTitles(std::string_view text, std::vector<Mark>* marks) {
  std::string_view before;
  int lines = 0;
  int equal = 0;        // neighbours that have been equal
  bool headed = false;  // the line before is the third of a heading
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = WithoutBlankEnd(text.substr(begin, end - begin));
    at = end + 1;
    if (line.empty()) continue;
    equal = line == before ? equal + 1 : 0;
    const bool glued = lines < kTitleLines && equal == 0 && line.starts_with(before);
    const bool in_heading = equal == 2 && lines > 2 && lines < kTitleLines;
    if (IsTitle(before) && (glued || equal == 1 || in_heading)) {
      const auto copy = static_cast<std::uint32_t>(begin);
      marks->push_back(
          {{copy, copy + static_cast<std::uint32_t>(before.size())}, MarkKind::kDoubled});
    } else if ((equal == 2 || (equal == 3 && headed)) && IsTitle(before)) {
      marks->resize(marks->size() - (equal == 3 ? 2 : 1));
    }
    headed = in_heading;
    before = line;
    ++lines;
  }
}

std::uint64_t FindRepetitions(std::string_view text, Room* room, std::vector<Mark>* marks) {
  Stretch& line = room->line;
  line.Reserve(std::min(text.size(), kMaxLineCharacters));
  room->tables.Reserve(text.size());
  std::uint64_t work = 0;
  std::vector<Repetition> found;
  bool space = false;
  const auto close = [&] {
    found.clear();
    work += Repetitions(&line, &room->tables, &found);
    if (!found.empty()) MarkRepetitions(line, found, marks);
    line.size = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    auto c = static_cast<char32_t>(static_cast<unsigned char>(text[at]));
    if (c > ' ' && c < 0x80) {
      ++at;  // most: no blank, no end of a line
    } else {
      c = DecodeUtf8(text, &at);
      if (IsBlank(c)) {
        space = true;
        continue;
      }
    }
    if (c == '\n' || line.size == kMaxLineCharacters) {
      close();
      space = false;
      if (c == '\n') continue;
    }
    line.Append(c, begin, space);
    space = false;
  }
  close();
  return work;
}

}  // namespace

std::uint64_t FindDoubled(std::string_view text, std::vector<Mark>* marks) {
  static thread_local Room room;
  const std::uint64_t work = FindRepetitions(text, &room, marks);
  FindDoubledTitles(text, marks);
  return work;
}

}  // namespace textkin
