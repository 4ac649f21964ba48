// Both sides advance together: between two differences as many tokens lie on one side as on the
// other, all of them equal.

#include "hunks.h"

#include <algorithm>

namespace textkin {

std::uint32_t TokenAt(const Tokens& tokens, std::uint32_t byte) {
  return static_cast<std::uint32_t>(
      std::lower_bound(tokens.begin.begin(), tokens.begin.end(), byte) - tokens.begin.begin());
}

Span BytesOf(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  if (begin < end) return {tokens.begin[begin], EndOf(tokens, end - 1)};
  const std::uint32_t place = begin == 0 ? 0 : EndOf(tokens, begin - 1);
  return {place, place};
}

Walk WalkPassage(const Tokens& a, const Tokens& b, const Passage& passage) {
  Walk walk;
  std::uint32_t at_a = TokenAt(a, passage.a.begin), at_b = TokenAt(b, passage.b.begin);
  const auto run_to = [&](std::uint32_t end_a, std::uint32_t end_b) {
    // A passage found by bags has no equal tokens in one order: then the sides do not agree.
    if (end_a <= at_a || end_a - at_a != end_b - at_b) return false;
    walk.runs.push_back({at_a, at_b, end_a - at_a});
    return true;
  };
  for (const Difference& difference : passage.differences) {
    if (difference.type == DifferenceType::kDebris) continue;
    const std::uint32_t begin_a = TokenAt(a, difference.a.begin);
    const std::uint32_t begin_b = TokenAt(b, difference.b.begin);
    const std::uint32_t end_a = TokenAt(a, difference.a.end);
    const std::uint32_t end_b = TokenAt(b, difference.b.end);
    const bool apart = run_to(begin_a, begin_b);
    if (apart || walk.hunks.empty()) walk.hunks.push_back({begin_a, end_a, begin_b, end_b, {}});
    Hunk& hunk = walk.hunks.back();
    hunk.a_end = std::max(hunk.a_end, end_a);
    hunk.b_end = std::max(hunk.b_end, end_b);
    hunk.pieces.push_back(&difference);
    at_a = hunk.a_end;
    at_b = hunk.b_end;
  }
  run_to(TokenAt(a, passage.a.end), TokenAt(b, passage.b.end));
  return walk;
}

}  // namespace textkin
