// A list of articles shows their first lines: that is an invitation, and no copy.

#include "teasers.h"

#include <algorithm>
#include <string_view>

#include "hunks.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Code points of the other text that are shown, at most: a paragraph.
constexpr std::size_t kMostShown = 200;
// Tokens of the other text before what is shown: its title, a line of dates.
constexpr std::uint32_t kMostBefore = 30;
// Tokens between what is shown and the ellipsis: half a word at the cut.
constexpr std::size_t kMostCut = 2;
// Tokens behind the ellipsis: "read more", 阅读全文.
constexpr std::size_t kMostPointer = 8;

// What the passages cover of one side, from the first to the last.
struct Shown {
  std::uint32_t begin = UINT32_MAX;
  std::uint32_t end = 0;

  void Add(Span span) {
    begin = std::min(begin, span.begin);
    end = std::max(end, span.end);
  }
};

// Of the tokens from `from` on, those that begin before `byte`.
std::size_t TokensBefore(const Tokens& tokens, std::uint32_t from, std::size_t byte) {
  const std::uint32_t end = TokenAt(tokens, static_cast<std::uint32_t>(byte));
  return end - std::min(end, TokenAt(tokens, from));
}

bool BreaksOff(const PairSide& side, std::uint32_t end) {
  const Tokens& tokens = side.alignable->tokens();
  const std::string_view text = side.text;
  const std::size_t at = std::min(text.find("...", end), text.find("…", end));
  return at != std::string_view::npos && TokensBefore(tokens, end, at) <= kMostCut &&
         TokensBefore(tokens, static_cast<std::uint32_t>(at), text.size()) <= kMostPointer;
}

}  // namespace

bool IsTeaser(const PairSide& a, const PairSide& b, const Alignment& alignment, bool of_b) {
  if (alignment.passages.empty()) return false;
  const PairSide& side = of_b ? b : a;
  const PairSide& other = of_b ? a : b;
  Shown here, there;
  for (const Passage& passage : alignment.passages) {
    here.Add(of_b ? passage.b : passage.a);
    there.Add(of_b ? passage.a : passage.b);
  }
  const std::string_view shown = side.text.substr(here.begin, here.end - here.begin);
  if (CountCodePoints(shown) > kMostShown || !BreaksOff(side, here.end)) return false;
  const Tokens& tokens = other.alignable->tokens();
  const std::uint32_t begin = TokenAt(tokens, there.begin), end = TokenAt(tokens, there.end);
  return begin <= kMostBefore && tokens.size() - end >= end - begin;
}

}  // namespace textkin
