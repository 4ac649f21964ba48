// Most texts agree here byte by byte, so comparing bytes comes first.

#include "sign_events.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Bytes between two tokens beyond which something else stands there than punctuation: marked text.
constexpr std::size_t kMaxGap = 24;

// Share of a sign's places that the rarer of two forms must have: less is a slip of the hand.
constexpr double kMixed = 0.1;

// What is written between two tokens.
struct Signs {
  std::u32string plain;      // with full-width and typographic signs folded to ASCII
  std::vector<bool> wide;    // of each, whether it was folded
  std::uint32_t breaks = 0;  // line breaks
  bool empty = true;

  explicit Signs(std::string_view text) : empty(text.empty()) {
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = DecodeUtf8(text, &at);
      breaks += c == '\n' ? 1 : 0;
      if (c <= ' ' || c == 0xA0 || c == 0x3000) continue;
      const char32_t folded = Fold(c);
      wide.push_back(folded != c);
      plain.push_back(folded);
    }
  }

 private:
  static char32_t Fold(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + '!';
    static constexpr std::u32string_view kWide = U"。“”‘’–—、「」『』";
    static constexpr std::u32string_view kPlain = U".\"\"''--,\"\"''";
    const std::size_t place = kWide.find(c);
    return place == std::u32string_view::npos ? c : kPlain[place];
  }
};

bool IsStop(const std::u32string& signs) { return signs == U"." || signs == U";"; }

class Gap {
 public:
  Gap(const PairSide& side, std::uint32_t token) {
    const Tokens& tokens = side.alignable->tokens();
    // The last character of the token and the first of the next, so that no quote is empty.
    span_ = {EndOf(tokens, token), tokens.begin[token + 1]};
    text_ = side.text.substr(span_.begin, span_.end - span_.begin);
    is_cjk_ = tokens.kind[token] == TokenKind::kCjk && tokens.kind[token + 1] == TokenKind::kCjk;
  }
  std::string_view text() const { return text_; }
  Span span() const { return span_; }
  bool is_cjk() const { return is_cjk_; }
  bool IsLong() const { return text_.size() > kMaxGap; }

 private:
  Span span_;
  std::string_view text_;
  bool is_cjk_ = false;
};

// Whether all tokens of a run and what stands between them are the same bytes at the same places.
bool IsWrittenAlike(const PairSide& a, const PairSide& b, const Run& run) {
  const Tokens& tokens_a = a.alignable->tokens();
  const Tokens& tokens_b = b.alignable->tokens();
  const std::uint32_t begin_a = tokens_a.begin[run.a], begin_b = tokens_b.begin[run.b];
  const std::uint32_t size = EndOf(tokens_a, run.a + run.count - 1) - begin_a;
  if (EndOf(tokens_b, run.b + run.count - 1) - begin_b != size) return false;
  if (a.text.substr(begin_a, size) != b.text.substr(begin_b, size)) return false;
  std::uint32_t unlike = 0;
  for (std::uint32_t i = 0; i < run.count; ++i) {
    unlike |= (tokens_a.begin[run.a + i] - begin_a) ^ (tokens_b.begin[run.b + i] - begin_b);
    unlike |= tokens_a.length[run.a + i] ^ tokens_b.length[run.b + i];
  }
  return unlike == 0;
}

}  // namespace

bool SignReader::Kind::IsMixedIn(bool b) const {
  const std::uint32_t wide = b ? wide_b : wide_a, plain = b ? plain_b : plain_a;
  return std::min(wide, plain) > 0 && std::min(wide, plain) >= kMixed * (wide + plain);
}

void SignReader::Read(const Run& run) {
  runs_.push_back(run);
  if (IsWrittenAlike(a_, b_, run)) return;
  const Tokens& tokens_a = a_.alignable->tokens();
  const Tokens& tokens_b = b_.alignable->tokens();
  for (std::uint32_t i = 0; i < run.count; ++i) {
    const std::uint32_t at_a = run.a + i, at_b = run.b + i;
    const std::string_view written_a = a_.text.substr(tokens_a.begin[at_a], tokens_a.length[at_a]);
    const std::string_view written_b = b_.text.substr(tokens_b.begin[at_b], tokens_b.length[at_b]);
    // Another script, or a mask of another shape.
    edits_.restyled += written_a != written_b ? 1 : 0;
    if (i + 1 < run.count) ReadGap(at_a, at_b);
  }
}

void SignReader::ReadGap(std::uint32_t token_a, std::uint32_t token_b) {
  const Gap a(a_, token_a), b(b_, token_b);
  if (a.text() == b.text() || a.IsLong() || b.IsLong()) return;
  const Signs in_a(a.text()), in_b(b.text());
  const Quote quote = {a.span(), b.span()};
  if (in_a.plain == in_b.plain) {
    if (in_a.wide != in_b.wide) {
      unlike_ = true;
    } else if (in_a.plain.empty() && a.is_cjk() && in_a.empty != in_b.empty &&
               in_a.breaks + in_b.breaks > 0) {
      tally_.Add(EvidenceType::kWordBroken, in_b.breaks > 0, quote);
    } else if ((in_a.breaks == 0) != (in_b.breaks == 0)) {
      ++edits_.restyled;
    }
    return;
  }
  const bool new_lines = in_a.breaks > 0 && in_b.breaks > 0;
  if (new_lines && in_a.plain.empty() && IsStop(in_b.plain)) {
    tally_.Add(EvidenceType::kHeadingStop, true, quote);
  } else if (new_lines && in_b.plain.empty() && IsStop(in_a.plain)) {
    tally_.Add(EvidenceType::kHeadingStop, false, quote);
  } else {
    ++edits_.restyled;
  }
}

// Whoever writes every comma of a text otherwise has taken one decision, and may have gone from
// either form to the other. Who has both forms in one text has put it together from two.
void SignReader::Finish() {
  if (!unlike_) return;
  bool rewritten = false;
  std::vector<std::pair<bool, Quote>> mixed;  // in b, or in a
  for (auto& [sign, kind] : CountKinds()) {
    if (kind.unlike.empty()) continue;
    rewritten |= kind.IsMixedIn(false) == kind.IsMixedIn(true);
    if (kind.IsMixedIn(false) == kind.IsMixedIn(true)) continue;
    for (const Quote& quote : kind.unlike) mixed.emplace_back(kind.IsMixedIn(true), quote);
  }
  edits_.restyled += rewritten ? 1 : 0;
  std::sort(mixed.begin(), mixed.end(), [](const auto& x, const auto& y) {
    return std::tuple(x.second.a.begin, x.first) < std::tuple(y.second.a.begin, y.first);
  });
  for (const auto& [in_b, quote] : mixed) tally_.Add(EvidenceType::kWidth, in_b, quote);
}

std::map<char32_t, SignReader::Kind> SignReader::CountKinds() const {
  std::map<char32_t, Kind> kinds;
  for (const Run& run : runs_) {
    for (std::uint32_t i = 0; i + 1 < run.count; ++i) {
      const Gap a(a_, run.a + i), b(b_, run.b + i);
      if (a.text().empty() || a.IsLong() || b.IsLong()) continue;
      const Signs in_a(a.text()), in_b(b.text());
      if (in_a.plain != in_b.plain) continue;
      for (std::size_t sign = 0; sign < in_a.plain.size(); ++sign) {
        Kind& kind = kinds[in_a.plain[sign]];
        ++(in_a.wide[sign] ? kind.wide_a : kind.plain_a);
        ++(in_b.wide[sign] ? kind.wide_b : kind.plain_b);
        if (in_a.wide[sign] != in_b.wide[sign]) kind.unlike.push_back({a.span(), b.span()});
      }
    }
  }
  return kinds;
}

}  // namespace textkin
