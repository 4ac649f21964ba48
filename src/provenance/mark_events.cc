// Debris of the same place stands behind tokens that match each other.

#include "mark_events.h"

#include <algorithm>
#include <optional>
#include <set>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Tokens behind the last passage that may be left of a page: a page number, a stray word.
constexpr std::uint32_t kMaxRest = 3;
// Tokens by which the other text must go on.
constexpr std::uint32_t kMinGoesOn = 12;
// Tokens quoted of an end.
constexpr std::uint32_t kQuoted = 8;

std::optional<EvidenceType> TypeOf(std::span<const Mark> marks, Span span) {
  for (const Mark& mark : marks) {
    if (mark.span.end <= span.begin || mark.span.begin >= span.end) continue;
    switch (mark.kind) {
      case MarkKind::kDebris:
      case MarkKind::kOrdinal:
      case MarkKind::kWatermark:
        return EvidenceType::kPageDebris;
      case MarkKind::kDoubled:
        return EvidenceType::kDoubled;
      case MarkKind::kBoilerplate:
      case MarkKind::kTeaser:
        break;
    }
  }
  return std::nullopt;
}

// The end of the last token before `byte`.
std::uint32_t EndBefore(const Tokens& tokens, std::uint32_t byte) {
  const std::uint32_t token = TokenAt(tokens, byte);
  return token == 0 ? 0 : EndOf(tokens, token - 1);
}

bool EndsSentence(char32_t c) {
  static constexpr std::u32string_view kEnds = U"。！？；…：.!?;:";
  return kEnds.find(c) != std::u32string_view::npos;
}

// Whether a sentence ends, or a line, between `begin` and `end`.
bool HasEnd(std::string_view text, std::uint32_t begin, std::uint32_t end, bool lines_too) {
  for (std::size_t at = begin; at < end;) {
    const char32_t c = DecodeUtf8(text, &at);
    if (EndsSentence(c) || (lines_too && c == '\n')) return true;
  }
  return false;
}

// Where the kept text that holds `byte` ends.
std::uint32_t KeptEnd(const PairSide& side, std::uint32_t byte) {
  for (const Mark& mark : side.marks) {
    if (mark.span.begin >= byte) return mark.span.begin;
  }
  return static_cast<std::uint32_t>(side.text.size());
}

struct Ends {
  std::uint32_t cut = 0;  // tokens
  std::uint32_t whole = 0;
};

Span LastTokens(const Tokens& tokens, std::uint32_t end) {
  return BytesOf(tokens, end - std::min(end, kQuoted), end);
}

// Whether `cut` breaks off at the end of its last passage, in a sentence that `whole` finishes.
bool IsCut(const PairSide& cut, const PairSide& whole, const Ends& ends) {
  const Tokens& tokens = cut.alignable->tokens();
  const Tokens& others = whole.alignable->tokens();
  const auto size = static_cast<std::uint32_t>(tokens.size());
  const auto other_size = static_cast<std::uint32_t>(others.size());
  if (ends.cut == 0 || size - ends.cut > kMaxRest) return false;
  if (ends.whole == 0 || other_size - ends.whole < kMinGoesOn) return false;
  const std::uint32_t end = EndOf(tokens, ends.cut - 1);
  if (HasEnd(cut.text, end, KeptEnd(cut, end), false)) return false;
  return !HasEnd(whole.text, EndOf(others, ends.whole - 1), others.begin[ends.whole], true);
}

}  // namespace

void ReadDebris(const PairSide& a, const PairSide& b, const Passage& passage, Tally* tally,
                std::uint32_t* shared) {
  std::set<std::uint32_t> of_a;  // places in b behind which a has debris
  for (const Difference& difference : passage.differences) {
    if (difference.type == DifferenceType::kDebris && difference.a.begin < difference.a.end)
      of_a.insert(difference.b.begin);
  }
  std::set<std::uint32_t> of_both;
  for (const Difference& difference : passage.differences) {
    if (difference.type != DifferenceType::kDebris || difference.b.begin == difference.b.end)
      continue;
    const std::optional<EvidenceType> type = TypeOf(b.marks, difference.b);
    const std::uint32_t place = EndBefore(b.alignable->tokens(), difference.b.begin);
    if (!type) continue;
    if (of_a.contains(place)) {
      of_both.insert(place);
    } else {
      tally->Add(*type, true, {difference.a, difference.b});
    }
  }
  for (const Difference& difference : passage.differences) {
    if (difference.type != DifferenceType::kDebris || difference.a.begin == difference.a.end)
      continue;
    const std::optional<EvidenceType> type = TypeOf(a.marks, difference.a);
    if (type && !of_both.contains(difference.b.begin))
      tally->Add(*type, false, {difference.a, difference.b});
  }
  *shared += static_cast<std::uint32_t>(of_both.size());
}

void ReadEnds(const PairSide& a, const PairSide& b, const Alignment& alignment, Tally* tally) {
  const Tokens& tokens_a = a.alignable->tokens();
  const Tokens& tokens_b = b.alignable->tokens();
  Ends last_a, last_b;  // of the passage that is last in a, and in b
  for (const Passage& passage : alignment.passages) {
    const std::uint32_t end_a = TokenAt(tokens_a, passage.a.end);
    const std::uint32_t end_b = TokenAt(tokens_b, passage.b.end);
    if (end_a > last_a.cut) last_a = {end_a, end_b};
    if (end_b > last_b.cut) last_b = {end_b, end_a};
  }
  if (IsCut(a, b, last_a)) {
    tally->Add(EvidenceType::kTruncated, false,
               {LastTokens(tokens_a, last_a.cut), LastTokens(tokens_b, last_a.whole)});
  }
  if (IsCut(b, a, last_b)) {
    tally->Add(EvidenceType::kTruncated, true,
               {LastTokens(tokens_a, last_b.whole), LastTokens(tokens_b, last_b.cut)});
  }
}

}  // namespace textkin
