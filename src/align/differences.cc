// Differences in three steps: every token outside a match gets a type of its own, neighbours that
// belong together are merged, and marked text is put in where it stands.

#include "differences.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <tuple>

#include "slots.h"

namespace textkin {
namespace {

// Tokens on either side of words exchanged for others: "four for four" in Chinese characters twice,
// since words put in beside an exchange belong to it. More is text put in and text left out.
constexpr std::uint32_t kMaxExchange = 8;
// Tokens on each side of an equal character that stands in both words of an exchange (学生 → 同学).
constexpr std::uint32_t kMaxSplitWord = 2;
// Bytes of a mark: shorter ones are markup, not debris.
constexpr std::uint32_t kMinDebris = 4;
// Tokens of a moved text, and the share of them that both places have.
constexpr std::size_t kMinMoved = 6;
constexpr double kMovedShare = 0.8;

// A difference in tokens.
struct Piece {
  DifferenceType type = DifferenceType::kReworded;
  std::uint32_t a_begin = 0, a_end = 0;
  std::uint32_t b_begin = 0, b_end = 0;
  bool hides_words = false;  // kMasked: a mask stands for words, not for a number

  std::uint32_t Longest() const { return std::max(a_end - a_begin, b_end - b_begin); }
};

// Tokens of one text, and where they are in the other: equal ones, or a piece.
struct Segment {
  std::uint32_t a_begin = 0, a_end = 0;
  std::uint32_t b_begin = 0, b_end = 0;
  bool equal = false;
};
using TokenAt = std::uint32_t Segment::*;

bool IsWords(const Piece& piece) {
  return piece.type == DifferenceType::kReworded || piece.type == DifferenceType::kInserted ||
         piece.type == DifferenceType::kDeleted;
}

Piece Union(const Piece& x, const Piece& y, DifferenceType type) {
  return {type, x.a_begin, y.a_end, x.b_begin, y.b_end, x.hides_words || y.hides_words};
}

// Appends `next`, which stands right behind the last piece, merged with it where they are one.
void Append(const Piece& next, std::vector<Piece>* pieces, std::size_t first) {
  if (pieces->size() > first) {
    Piece& last = pieces->back();
    const bool fits = Union(last, next, next.type).Longest() <= kMaxExchange;
    if (last.type == next.type && last.hides_words == next.hides_words) {
      last = Union(last, next, next.type);
      return;
    }
    if (fits && ((last.hides_words && IsWords(next)) || (next.hides_words && IsWords(last)))) {
      last = Union(last, next, DifferenceType::kMasked);
      return;
    }
    if (fits && IsWords(last) && IsWords(next)) {
      last = Union(last, next, DifferenceType::kReworded);
      return;
    }
  }
  pieces->push_back(next);
}

class Walker {
 public:
  Walker(const AlignableText& a, const AlignableText& b, const Path& path)
      : text_a_(a), text_b_(b), a_(a.tokens()), b_(b.tokens()), path_(path) {}

  std::vector<Difference> Run() {
    std::uint32_t a = path_.a_begin, b = path_.b_begin;
    for (std::size_t i = 0; i < path_.steps.size(); ++i) {
      const Step& step = path_.steps[i];
      if (step.kind == StepKind::kMatch && !SplitsWord(i)) {
        matches_.push_back({a, a + step.count, b, b + step.count, true});
        hunk_ = pieces_.size();
      } else {
        for (std::uint32_t k = 0; k < step.count; ++k) {
          Append(PieceOf(step.kind, a + (HasA(step.kind) ? k : 0), b + (HasB(step.kind) ? k : 0)),
                 &pieces_, hunk_);
        }
      }
      a += HasA(step.kind) ? step.count : 0;
      b += HasB(step.kind) ? step.count : 0;
    }
    std::vector<Difference> differences;
    for (const Piece& piece : pieces_) {
      differences.push_back({piece.type, Bytes(a_, piece.a_begin, piece.a_end),
                             Bytes(b_, piece.b_begin, piece.b_end)});
    }
    AddDebris(&differences);
    std::sort(differences.begin(), differences.end(), [](const Difference& x, const Difference& y) {
      return std::tuple(x.a.begin, x.b.begin, x.a.end, x.b.end) <
             std::tuple(y.a.begin, y.b.begin, y.a.end, y.b.end);
    });
    return differences;
  }

 private:
  static bool HasA(StepKind kind) { return kind != StepKind::kOnlyB; }
  static bool HasB(StepKind kind) { return kind != StepKind::kOnlyA; }

  // Whether step i is one equal character inside an exchange of words.
  bool SplitsWord(std::size_t i) const {
    if (i == 0 || i + 1 >= path_.steps.size() || path_.steps[i].count != 1) return false;
    const Step& before = path_.steps[i - 1];
    const Step& after = path_.steps[i + 1];
    const bool across = (before.kind == StepKind::kOnlyA && after.kind == StepKind::kOnlyB) ||
                        (before.kind == StepKind::kOnlyB && after.kind == StepKind::kOnlyA);
    return across && before.count <= kMaxSplitWord && after.count <= kMaxSplitWord;
  }

  Piece PieceOf(StepKind kind, std::uint32_t a, std::uint32_t b) const {
    const TokenKind x = HasA(kind) ? a_.kind[a] : TokenKind::kWord;
    const TokenKind y = HasB(kind) ? b_.kind[b] : TokenKind::kWord;
    Piece piece = {DifferenceType::kReworded, a, a + HasA(kind), b, b + HasB(kind)};
    if (kind == StepKind::kOnlyA) {
      piece.type = IsSlot(x) ? DifferenceType::kDropped : DifferenceType::kDeleted;
    } else if (kind == StepKind::kOnlyB) {
      piece.type = IsSlot(y) ? DifferenceType::kDropped : DifferenceType::kInserted;
    } else if (x == TokenKind::kMask || y == TokenKind::kMask) {
      piece.type = DifferenceType::kMasked;
      piece.hides_words = !IsSlot(x) || !IsSlot(y);
    } else if (IsSlot(x) && IsSlot(y)) {
      piece.type = DifferenceType::kRenumbered;
    }
    return piece;
  }

  // The bytes of a run of tokens; of an empty one, the place behind the token before.
  static Span Bytes(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
    if (begin < end) return {tokens.begin[begin], tokens.begin[end - 1] + tokens.length[end - 1]};
    const std::uint32_t place = begin == 0 ? tokens.begin[0] : EndOf(tokens, begin - 1);
    return {place, place};
  }
  static std::uint32_t EndOf(const Tokens& tokens, std::uint32_t i) {
    return tokens.begin[i] + tokens.length[i];
  }

  void AddDebris(std::vector<Difference>* differences) const {
    const std::vector<Span> in_a = MarkedInside(text_a_.marked(), a_, path_.a_begin, path_.a_end);
    const std::vector<Span> in_b = MarkedInside(text_b_.marked(), b_, path_.b_begin, path_.b_end);
    if (in_a.empty() && in_b.empty()) return;
    std::vector<Segment> segments = matches_;
    for (const Piece& piece : pieces_) {
      segments.push_back({piece.a_begin, piece.a_end, piece.b_begin, piece.b_end, false});
    }
    std::sort(segments.begin(), segments.end(), [](const Segment& x, const Segment& y) {
      return std::tuple(x.a_begin, x.b_begin) < std::tuple(y.a_begin, y.b_begin);
    });
    for (const Span span : in_a) {
      const std::uint32_t place = Opposite(segments, LastBefore(a_, span.begin), &Segment::a_begin,
                                           b_, &Segment::b_begin, &Segment::b_end);
      differences->push_back({DifferenceType::kDebris, span, {place, place}});
    }
    for (const Span span : in_b) {
      const std::uint32_t place = Opposite(segments, LastBefore(b_, span.begin), &Segment::b_begin,
                                           a_, &Segment::a_begin, &Segment::a_end);
      differences->push_back({DifferenceType::kDebris, {place, place}, span});
    }
  }

  static std::uint32_t LastBefore(const Tokens& tokens, std::uint32_t byte) {
    const auto after = std::lower_bound(tokens.begin.begin(), tokens.begin.end(), byte);
    return static_cast<std::uint32_t>(after - tokens.begin.begin()) - 1;
  }

  static std::vector<Span> MarkedInside(std::span<const Span> marked, const Tokens& tokens,
                                        std::uint32_t begin, std::uint32_t end) {
    const std::uint32_t from = EndOf(tokens, begin), to = tokens.begin[end - 1];
    std::vector<Span> inside;
    auto span = std::lower_bound(marked.begin(), marked.end(), from,
                                 [](Span other, std::uint32_t at) { return other.begin < at; });
    for (; span != marked.end() && span->end <= to; ++span) {
      if (span->end - span->begin >= kMinDebris) inside.push_back(*span);
    }
    return inside;
  }

  // The byte of the other text behind what stands for `token`, which lies in the path.
  static std::uint32_t Opposite(const std::vector<Segment>& segments, std::uint32_t token,
                                TokenAt begin, const Tokens& others, TokenAt other_begin,
                                TokenAt other_end) {
    // Both sides ascend along the path; the last segment that begins at the token or before has it.
    const auto segment = std::prev(
        std::upper_bound(segments.begin(), segments.end(), token,
                         [&](std::uint32_t at, const Segment& s) { return at < s.*begin; }));
    const std::uint32_t behind = segment->equal
                                     ? (*segment).*other_begin + token - (*segment).*begin + 1
                                     : (*segment).*other_end;
    return EndOf(others, std::max(behind, 1u) - 1);
  }

  const AlignableText& text_a_;
  const AlignableText& text_b_;
  const Tokens& a_;
  const Tokens& b_;
  const Path& path_;
  std::vector<Piece> pieces_;
  std::size_t hunk_ = 0;  // the first piece behind the last match
  std::vector<Segment> matches_;
};

// The symbols of the tokens in `span`, sorted.
std::vector<std::uint32_t> SymbolsIn(const Tokens& tokens, Span span) {
  const auto from = std::lower_bound(tokens.begin.begin(), tokens.begin.end(), span.begin);
  const auto to = std::lower_bound(from, tokens.begin.end(), span.end);
  std::vector<std::uint32_t> symbols(tokens.symbol.begin() + (from - tokens.begin.begin()),
                                     tokens.symbol.begin() + (to - tokens.begin.begin()));
  std::sort(symbols.begin(), symbols.end());
  return symbols;
}

bool SayTheSame(const std::vector<std::uint32_t>& x, const std::vector<std::uint32_t>& y) {
  const std::size_t longer = std::max(x.size(), y.size());
  const auto least = kMovedShare * static_cast<double>(longer);
  if (static_cast<double>(std::min(x.size(), y.size())) < least) return false;
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    common += x[i] == y[j];
    const bool step_x = x[i] <= y[j], step_y = y[j] <= x[i];
    i += step_x;
    j += step_y;
  }
  return static_cast<double>(common) >= least;
}

}  // namespace

std::vector<Difference> FindDifferences(const AlignableText& a, const AlignableText& b,
                                        const Path& path) {
  return Walker(a, b, path).Run();
}

void FindMoves(const AlignableText& a, const AlignableText& b, std::vector<Passage>* passages) {
  struct Candidate {
    Difference* difference;
    std::vector<std::uint32_t> symbols;
    bool taken = false;
  };
  std::vector<Candidate> deleted, inserted;
  for (Passage& passage : *passages) {
    for (Difference& difference : passage.differences) {
      const bool is_deleted = difference.type == DifferenceType::kDeleted;
      if (!is_deleted && difference.type != DifferenceType::kInserted) continue;
      std::vector<std::uint32_t> symbols =
          is_deleted ? SymbolsIn(a.tokens(), difference.a) : SymbolsIn(b.tokens(), difference.b);
      if (symbols.size() < kMinMoved) continue;
      (is_deleted ? deleted : inserted).push_back({&difference, std::move(symbols)});
    }
  }
  // By length, so that each looks at those of about its own length alone.
  const auto shorter = [](const Candidate& x, const Candidate& y) {
    return x.symbols.size() < y.symbols.size();
  };
  std::stable_sort(inserted.begin(), inserted.end(), shorter);
  for (const Candidate& from : deleted) {
    Candidate least;
    least.symbols.resize(
        static_cast<std::size_t>(kMovedShare * static_cast<double>(from.symbols.size())));
    auto to = std::lower_bound(inserted.begin(), inserted.end(), least, shorter);
    for (; to != inserted.end() && kMovedShare * static_cast<double>(to->symbols.size()) <=
                                       static_cast<double>(from.symbols.size());
         ++to) {
      if (to->taken || !SayTheSame(from.symbols, to->symbols)) continue;
      to->taken = true;
      from.difference->type = to->difference->type = DifferenceType::kMoved;
      break;
    }
  }
}

}  // namespace textkin
