// A hunk is read as a whole: a number that goes with its sentence has not been dropped, the
// sentence has been left out.

#include "hunk_events.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Tokens of a spelled-out number: "twenty-one", 二十三.
constexpr std::uint32_t kMaxSpelled = 3;
// Different numbers that become one, and places that change, from which it is no slip of the hand.
constexpr std::size_t kMinCollapsed = 2;
// Places at which one word is left out, from which it is a rule, and the share of its places that
// a rule may miss.
constexpr std::size_t kMinLeftOut = 3;
constexpr double kMissedShare = 0.1;

struct Kinds {
  std::uint32_t numbers = 0, masks = 0, words = 0;
};

Kinds CountKinds(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  Kinds kinds;
  for (std::uint32_t i = begin; i < end; ++i) {
    kinds.numbers += tokens.kind[i] == TokenKind::kNumber ? 1 : 0;
    kinds.masks += tokens.kind[i] == TokenKind::kMask ? 1 : 0;
    kinds.words += tokens.kind[i] == TokenKind::kWord || tokens.kind[i] == TokenKind::kCjk ? 1 : 0;
  }
  return kinds;
}

Kinds CountKinds(const Tokens& tokens, Span span) {
  return CountKinds(tokens, TokenAt(tokens, span.begin), TokenAt(tokens, span.end));
}

// Numbers of list items and headings come and go with the layout.
bool BeginsLine(std::string_view text, std::uint32_t at) {
  const std::size_t line = text.substr(0, at).rfind('\n');
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  return text.substr(begin, at - begin).find_first_not_of(" \t\r#*(") == std::string_view::npos;
}

bool IsLetter(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c < 0x2000) || (c >= 0x3005 && c < 0xFF00);
}

// The letters of a text in lower case, and the signs between them; what is white space apart.
struct Spelling {
  std::u32string letters, signs;
  bool line_break = false;

  Spelling() = default;
  explicit Spelling(std::string_view text) { Add(text); }

  void Add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = DecodeUtf8(text, &at);
      if (c == '\n') line_break = true;
      if (c <= ' ' || c == 0x3000) continue;
      (IsLetter(c) ? letters : signs).push_back(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }
};

// What is written in `span` beside marked text.
Spelling UnmarkedIn(const PairSide& side, Span span) {
  Spelling spelling;
  std::uint32_t at = span.begin;
  for (const Mark& mark : side.marks) {
    if (mark.span.end <= at || mark.span.begin >= span.end) continue;
    if (mark.span.begin > at) spelling.Add(side.text.substr(at, mark.span.begin - at));
    at = std::min(mark.span.end, span.end);
  }
  spelling.Add(side.text.substr(at, span.end - at));
  return spelling;
}

bool HasMark(const PairSide& side, Span span) {
  return std::any_of(side.marks.begin(), side.marks.end(), [span](const Mark& mark) {
    return mark.span.begin < span.end && mark.span.end > span.begin;
  });
}

// The only number in some tokens, if it stands at the beginning of a line.
std::optional<std::uint32_t> OrdinalIn(const PairSide& side, std::uint32_t begin,
                                       std::uint32_t end) {
  const Tokens& tokens = side.alignable->tokens();
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (tokens.kind[i] != TokenKind::kNumber) continue;
    if (found || !BeginsLine(side.text, tokens.begin[i])) return std::nullopt;
    found = i;
  }
  return found;
}

}  // namespace

Quote HunkReader::QuoteOfHunk(const Hunk& hunk) const {
  return {BytesOf(tokens(false), hunk.a_begin, hunk.a_end),
          BytesOf(tokens(true), hunk.b_begin, hunk.b_end)};
}

void HunkReader::Read(const Hunk& hunk) {
  if (ReadSpun(hunk) || ReadBroken(hunk)) return;
  if (ReadValues(hunk) || ReadRespelled(hunk) || ReadSpelling(hunk)) return;
  ReadWords(hunk);
}

// A hunk of nothing but what rules have put in on one side.
bool HunkReader::ReadSpun(const Hunk& hunk) {
  const auto first = spun_.find(hunk.pieces.front());
  if (first == spun_.end()) return false;
  for (const Difference* piece : hunk.pieces) {
    const auto found = spun_.find(piece);
    if (found == spun_.end() || found->second != first->second) return false;
  }
  for (const Difference* piece : hunk.pieces)
    tally_.Add(EvidenceType::kWordSpun, first->second, {piece->a, piece->b});
  return true;
}

// A word or number that marked text of one side, or the number of a chunk, has broken in two: the
// debris is an event, what it broke is none.
bool HunkReader::ReadBroken(const Hunk& hunk) {
  if (hunk.a_begin == hunk.a_end || hunk.b_begin == hunk.b_end) return false;
  const Quote quote = QuoteOfHunk(hunk);
  Spelling in_a = UnmarkedIn(a_, quote.a), in_b = UnmarkedIn(b_, quote.b);
  if (in_a.letters.empty()) return false;
  if (in_a.letters == in_b.letters) return HasMark(a_, quote.a) || HasMark(b_, quote.b);
  for (const bool of_b : {false, true}) {
    const PairSide& side = of_b ? b_ : a_;
    const Span span = of_b ? quote.b : quote.a;
    const auto ordinal = of_b ? OrdinalIn(side, hunk.b_begin, hunk.b_end)
                              : OrdinalIn(side, hunk.a_begin, hunk.a_end);
    if (!ordinal) continue;
    const Span number = BytesOf(tokens(of_b), *ordinal, *ordinal + 1);
    Spelling around = UnmarkedIn(side, {span.begin, number.begin});
    const std::u32string behind = UnmarkedIn(side, {number.end, span.end}).letters;
    // With letters on one side alone, it is the first word of an item that is written otherwise.
    if (around.letters.empty() || behind.empty()) continue;
    if (around.letters + behind != (of_b ? in_a : in_b).letters) continue;
    ordinals_.push_back({of_b, true, quote});
    return true;
  }
  return false;
}

// A hunk of nothing but numbers and masks, or names behind masks.
bool HunkReader::ReadValues(const Hunk& hunk) {
  for (const Difference* piece : hunk.pieces) {
    if (piece->type != DifferenceType::kMasked && piece->type != DifferenceType::kDropped &&
        piece->type != DifferenceType::kRenumbered) {
      return false;
    }
  }
  for (const Difference* piece : hunk.pieces) ReadValue(*piece);
  return true;
}

void HunkReader::ReadValue(const Difference& piece) {
  const Kinds in_a = CountKinds(tokens(false), piece.a), in_b = CountKinds(tokens(true), piece.b);
  const Quote quote = {piece.a, piece.b};
  if (piece.type == DifferenceType::kRenumbered) {
    ++edits_.renumbered;
    renumbered_.push_back({tokens(false).symbol[TokenAt(tokens(false), piece.a.begin)],
                           tokens(true).symbol[TokenAt(tokens(true), piece.b.begin)], quote});
    return;
  }
  const bool changed_b =
      piece.type == DifferenceType::kMasked ? in_b.masks > 0 : piece.b.begin == piece.b.end;
  const Kinds& whole = changed_b ? in_a : in_b;
  if (whole.masks > 0) {  // hidden or gone on both sides: which came first, nobody can see
    ++edits_.restyled;
    return;
  }
  if (piece.type == DifferenceType::kMasked) {
    const bool is_number = whole.numbers > 0;
    tally_.Add(is_number ? EvidenceType::kNumberMasked : EvidenceType::kNameMasked, changed_b,
               quote);
    return;
  }
  const Span& number = changed_b ? piece.a : piece.b;
  if (BeginsLine(text(!changed_b), number.begin)) {
    ordinals_.push_back({!changed_b, false, quote});
  } else {
    tally_.Add(EvidenceType::kNumberDropped, changed_b, quote);
  }
}

// One number against a few words.
bool HunkReader::ReadRespelled(const Hunk& hunk) {
  const Kinds in_a = CountKinds(tokens(false), hunk.a_begin, hunk.a_end);
  const Kinds in_b = CountKinds(tokens(true), hunk.b_begin, hunk.b_end);
  for (const bool words_in_b : {true, false}) {
    const Kinds& digits = words_in_b ? in_a : in_b;
    const Kinds& words = words_in_b ? in_b : in_a;
    if (digits.numbers != 1 || digits.words + digits.masks > 0) continue;
    if (words.numbers + words.masks > 0 || words.words == 0 || words.words > kMaxSpelled) continue;
    const Quote quote = QuoteOfHunk(hunk);
    if (BeginsLine(text(!words_in_b), words_in_b ? quote.a.begin : quote.b.begin)) {
      ++edits_.restyled;
    } else {
      tally_.Add(EvidenceType::kNumberRespelled, words_in_b, quote);
    }
    return true;
  }
  return false;
}

// The same letters with other signs or breaks between them.
bool HunkReader::ReadSpelling(const Hunk& hunk) {
  const Quote quote = QuoteOfHunk(hunk);
  const Spelling in_a(text(false).substr(quote.a.begin, quote.a.end - quote.a.begin));
  const Spelling in_b(text(true).substr(quote.b.begin, quote.b.end - quote.b.begin));
  if (in_a.letters.empty() || in_a.letters != in_b.letters) return false;
  if (in_a.line_break != in_b.line_break && in_a.signs == in_b.signs) {
    tally_.Add(EvidenceType::kWordBroken, in_b.line_break, quote);
  } else if (in_a.signs.empty() != in_b.signs.empty()) {
    const bool lacks_b = in_b.signs.empty();
    left_out_.push_back({(lacks_b ? in_a : in_b).signs.front(), lacks_b, true, quote});
  } else {
    ++edits_.restyled;
  }
  return true;
}

void HunkReader::ReadWords(const Hunk& hunk) {
  const bool has_a = hunk.a_begin < hunk.a_end, has_b = hunk.b_begin < hunk.b_end;
  const bool moved =
      std::any_of(hunk.pieces.begin(), hunk.pieces.end(),
                  [](const Difference* piece) { return piece->type == DifferenceType::kMoved; });
  if (moved) {
    ++edits_.moved;
  } else if (has_a && has_b) {
    ++edits_.reworded;
  } else {
    ++(has_a ? edits_.only_a : edits_.only_b);
  }
  const std::uint32_t count = hunk.a_end - hunk.a_begin + hunk.b_end - hunk.b_begin;
  if (count == 1 && !moved) {
    const std::uint32_t word =
        has_a ? tokens(false).symbol[hunk.a_begin] : tokens(true).symbol[hunk.b_begin];
    left_out_.push_back({word, has_a, false, QuoteOfHunk(hunk)});
  }
}

void HunkReader::Finish() {
  FindCollapses(true);
  FindCollapses(false);
  FindLeftOut();
  FindOrdinals();
}

// Who puts numbers in the middle of words counts chunks of a page; the others count items.
void HunkReader::FindOrdinals() {
  for (const bool in_b : {false, true}) {
    const bool counts_chunks =
        std::any_of(ordinals_.begin(), ordinals_.end(),
                    [in_b](const Ordinal& one) { return one.in_b == in_b && one.breaks_word; });
    for (const Ordinal& one : ordinals_) {
      if (one.in_b != in_b) continue;
      if (counts_chunks) {
        tally_.Add(EvidenceType::kPageDebris, in_b, one.quote);
      } else {
        ++edits_.restyled;
      }
    }
  }
}

// Several numbers on one side that are one on the other.
void HunkReader::FindCollapses(bool in_b) {
  struct Into {
    std::set<std::uint32_t> from;
    std::vector<Quote> quotes;
  };
  std::map<std::uint32_t, Into> collapsed;
  std::map<std::uint32_t, std::size_t> first;  // by the order of the text, not of hashes
  for (const Renumbered& change : renumbered_) {
    const std::uint32_t into = in_b ? change.b : change.a;
    first.emplace(into, first.size());
    collapsed[into].from.insert(in_b ? change.a : change.b);
    collapsed[into].quotes.push_back(change.quote);
  }
  std::vector<std::pair<std::size_t, std::uint32_t>> order;
  for (const auto& [into, place] : first) order.emplace_back(place, into);
  std::sort(order.begin(), order.end());
  for (const auto& [place, into] : order) {
    Into& one = collapsed[into];
    if (std::find(equal_numbers_.begin(), equal_numbers_.end(), into) != equal_numbers_.end())
      one.from.insert(into);
    if (one.from.size() < kMinCollapsed || one.quotes.size() < kMinCollapsed) continue;
    for (const Quote& quote : one.quotes) tally_.Add(EvidenceType::kNumberCollapsed, in_b, quote);
  }
}

// Whether the word is gone from the side that lacks it, but for a few places.
bool HunkReader::IsGone(const LeftOut& left_out, std::size_t loci) const {
  const auto most = static_cast<std::size_t>(kMissedShare * static_cast<double>(loci));
  std::size_t left = 0;
  if (!left_out.sign) {
    const std::vector<std::uint32_t>& symbols = tokens(left_out.in_b).symbol;
    left = static_cast<std::size_t>(std::count(symbols.begin(), symbols.end(), left_out.word));
  } else {
    const std::string_view lacking = text(left_out.in_b);
    std::string sign;
    AppendUtf8(left_out.word, &sign);
    for (std::size_t at = lacking.find(sign); at != std::string_view::npos && left <= most;
         at = lacking.find(sign, at + sign.size())) {
      ++left;
    }
  }
  return left <= most;
}

void HunkReader::FindLeftOut() {
  std::map<std::tuple<bool, bool, std::uint32_t>, std::vector<const LeftOut*>> by_word;
  for (const LeftOut& one : left_out_) by_word[{one.in_b, one.sign, one.word}].push_back(&one);
  std::vector<const LeftOut*> found;
  for (const auto& [word, places] : by_word) {
    if (places.size() < kMinLeftOut || !IsGone(*places.front(), places.size())) continue;
    found.insert(found.end(), places.begin(), places.end());
  }
  std::sort(found.begin(), found.end(), [](const LeftOut* x, const LeftOut* y) {
    return std::tuple(x->quote.a.begin, x->quote.b.begin) <
           std::tuple(y->quote.a.begin, y->quote.b.begin);
  });
  for (const LeftOut* one : found) tally_.Add(EvidenceType::kWordDropped, one->in_b, one->quote);
}

}  // namespace textkin
