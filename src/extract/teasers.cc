// A walk from the end over pairs of a title and a line that breaks off.

#include "teasers.h"

#include <cstdint>

namespace textkin {
namespace {

// CJK characters of a line that breaks off, and of the title over it.
constexpr std::uint32_t kMinWidth = 40;
constexpr std::uint32_t kMaxWidth = 260;
constexpr std::uint32_t kMaxTitleWidth = 40;
// One such pair is a teaser if the text before it is so many times as long; otherwise the document
// may itself be an excerpt that breaks off under its last heading.
constexpr std::uint32_t kLongerBody = 4;

// One line of the text: the units [first, last).
struct Line {
  std::size_t first = 0;
  std::size_t last = 0;
};

bool BreaksOff(std::string_view text, const Unit& unit) {
  const std::string_view words = text.substr(unit.span.begin, unit.span.end - unit.span.begin);
  return words.ends_with("...") || words.ends_with("…");
}

// The line that ends before units[last].
Line LineBefore(const std::vector<Unit>& units, std::size_t last) {
  std::size_t first = last - 1;
  while (first > 0 && units[first - 1].line == units[last - 1].line) --first;
  return {first, last};
}

std::uint32_t WidthOf(const std::vector<Unit>& units, Line line) {
  std::uint32_t width = 0;
  for (std::size_t i = line.first; i < line.last; ++i) width += units[i].width;
  return width;
}

// Where the pair that ends before units[last] begins; `last` if there is none.
std::size_t PairBefore(std::string_view text, const std::vector<Unit>& units, std::size_t last) {
  if (last == 0 || !BreaksOff(text, units[last - 1])) return last;
  const Line line = LineBefore(units, last);
  const std::uint32_t width = WidthOf(units, line);
  if (line.first == 0 || width < kMinWidth || width > kMaxWidth) return last;
  const Line title = LineBefore(units, line.first);
  const Unit& unit = units[title.first];
  const char first = text[unit.span.begin];
  const bool in_mid_sentence = first >= 'a' && first <= 'z';
  const bool is_title = !in_mid_sentence && title.last - title.first == 1 && !unit.prose &&
                        !unit.heading && unit.width >= 2 && unit.width <= kMaxTitleWidth;
  return is_title ? title.first : last;
}

}  // namespace

bool HasTeaser(std::string_view text, const std::vector<Unit>& units, std::size_t tail) {
  if (tail == 0 || !BreaksOff(text, units[tail - 1])) return false;
  const Line line = LineBefore(units, tail);
  const std::uint32_t width = WidthOf(units, line);
  return line.first > 0 && width >= kMinWidth / 2 && width <= kMaxWidth;
}

void MarkTeaser(const std::vector<Unit>& units, std::size_t tail, std::vector<Mark>* marks) {
  const Line line = LineBefore(units, tail);
  marks->push_back({{units[line.first - 1].span.end, units[tail - 1].span.end}, MarkKind::kTeaser});
}

void FindTeasers(std::string_view text, const std::vector<Unit>& units, std::vector<Mark>* marks) {
  std::size_t begin = units.size();
  std::size_t pairs = 0;
  for (std::size_t before; (before = PairBefore(text, units, begin)) != begin; ++pairs)
    begin = before;
  if (pairs == 0 || begin == 0) return;
  const std::uint32_t teasers = WidthOf(units, {begin, units.size()});
  const std::uint32_t body = WidthOf(units, {0, begin});
  if (body < teasers || (pairs == 1 && body < kLongerBody * teasers)) return;
  marks->push_back({{units[begin - 1].span.end, units.back().span.end}, MarkKind::kTeaser});
}

}  // namespace textkin
