// The same walk from either end.

#include "ends.h"

#include <algorithm>

#include "characters.h"

namespace textkin {
namespace {

// CJK characters: titles of reports reach 35, lines of running text begin there.
constexpr std::uint16_t kMaxLeftoverWidth = 40;

// How many of `count` units belong to the end; `at` gives the index of the i-th unit from it.
template <typename At>
std::size_t Walk(const std::vector<Unit>& units, const std::vector<Strength>& strengths, At at) {
  std::size_t end = 0;
  std::size_t leftovers = 0;
  for (std::size_t i = 0; i < units.size() && leftovers <= kMaxLeftovers; ++i) {
    const Strength strength = strengths[at(i)];
    if (strength == Strength::kStrong) {
      end = i + 1;
      leftovers = 0;
    } else if (strength == Strength::kNone) {
      if (!IsLeftover(units[at(i)])) break;
      ++leftovers;
    }
  }
  return end;
}

// Boilerplate over units [first, last), with the white space behind it, and before it at the end of
// the text.
void MarkUnits(std::string_view text, const std::vector<Unit>& units, std::size_t first,
               std::size_t last, std::vector<Mark>* marks) {
  std::size_t begin = units[first].span.begin;
  std::size_t end = units[last - 1].span.end;
  const auto skipped = [&](std::size_t at) {
    while (at < text.size()) {
      std::size_t next = at;
      if (!IsSpaceOrBreak(DecodeUtf8(text, &next))) break;
      at = next;
    }
    return at;
  };
  const bool ends_line = last == units.size() || units[last].line != units[last - 1].line;
  if (ends_line) end = skipped(end);
  if (end == text.size()) {
    while (begin > 0) {
      std::size_t before = begin;
      if (!IsSpaceOrBreak(DecodeBefore(text, &before))) break;
      begin = before;
    }
  }
  marks->push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                    MarkKind::kBoilerplate});
}

}  // namespace

bool IsLeftover(const Unit& unit) { return !unit.prose && unit.width <= kMaxLeftoverWidth; }

Ends WalkEnds(const std::vector<Unit>& units, const std::vector<Strength>& strengths) {
  const std::size_t size = units.size();
  const std::size_t head = Walk(units, strengths, [](std::size_t i) { return i; });
  const std::size_t tail = Walk(units, strengths, [&](std::size_t i) { return size - 1 - i; });
  return {head, std::max(head, size - tail)};
}

void MarkEnds(std::string_view text, const std::vector<Unit>& units,
              const std::vector<Strength>& strengths, const Ends& ends, std::vector<Mark>* marks) {
  const auto is_marked = [&](std::size_t i) {
    return ends.Contains(i) && !units[i].marked &&
           (i >= ends.tail || strengths[i] != Strength::kNone || units[i].names_title);
  };
  for (std::size_t first = 0, last = 0; first < units.size(); first = last + 1) {
    for (last = first; last < units.size() && is_marked(last);) ++last;
    if (first < last) MarkUnits(text, units, first, last, marks);
  }
}

}  // namespace textkin
