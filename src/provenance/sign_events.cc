// Most texts agree here byte by byte, so comparing bytes comes first.

#include "sign_events.h"

#include <string>
#include <string_view>
#include <utility>

#include "textkin/utf8.h"

namespace textkin {
namespace {

// Bytes between two tokens beyond which something else stands there than punctuation: marked text.
constexpr std::size_t kMaxGap = 24;

// What is written between two tokens.
struct Signs {
  std::u32string plain;      // with full-width and typographic signs folded to ASCII
  std::uint32_t wide = 0;    // signs that were folded
  std::uint32_t breaks = 0;  // line breaks
  bool empty = true;

  explicit Signs(std::string_view text) : empty(text.empty()) {
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = DecodeUtf8(text, &at);
      breaks += c == '\n' ? 1 : 0;
      if (c <= ' ' || c == 0xA0 || c == 0x3000) continue;
      const char32_t folded = Fold(c);
      wide += folded != c ? 1 : 0;
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

 private:
  Span span_;
  std::string_view text_;
  bool is_cjk_ = false;
};

void ReadGap(const Gap& a, const Gap& b, Tally* tally, Edits* edits) {
  const Signs in_a(a.text()), in_b(b.text());
  const Quote quote = {a.span(), b.span()};
  if (in_a.plain == in_b.plain) {
    if (in_a.wide != in_b.wide) {
      tally->Add(EvidenceType::kWidth, in_b.wide < in_a.wide, quote);
    } else if (in_a.plain.empty() && a.is_cjk() && in_a.empty != in_b.empty &&
               in_a.breaks + in_b.breaks > 0) {
      tally->Add(EvidenceType::kWordBroken, in_b.breaks > 0, quote);
    } else if ((in_a.breaks == 0) != (in_b.breaks == 0)) {
      ++edits->restyled;
    }
    return;
  }
  const bool new_lines = in_a.breaks > 0 && in_b.breaks > 0;
  if (new_lines && in_a.plain.empty() && IsStop(in_b.plain)) {
    tally->Add(EvidenceType::kHeadingStop, true, quote);
  } else if (new_lines && in_b.plain.empty() && IsStop(in_a.plain)) {
    tally->Add(EvidenceType::kHeadingStop, false, quote);
  } else {
    ++edits->restyled;
  }
}

}  // namespace

void ReadSigns(const PairSide& a, const PairSide& b, const Run& run, Tally* tally, Edits* edits) {
  const Tokens& tokens_a = a.alignable->tokens();
  const Tokens& tokens_b = b.alignable->tokens();
  for (std::uint32_t i = 0; i < run.count; ++i) {
    const std::uint32_t at_a = run.a + i, at_b = run.b + i;
    const std::string_view written_a = a.text.substr(tokens_a.begin[at_a], tokens_a.length[at_a]);
    const std::string_view written_b = b.text.substr(tokens_b.begin[at_b], tokens_b.length[at_b]);
    // Another script, or a mask of another shape.
    edits->restyled += written_a != written_b ? 1 : 0;
    if (i + 1 == run.count) break;
    const Gap gap_a(a, at_a), gap_b(b, at_b);
    if (gap_a.text() == gap_b.text()) continue;
    if (gap_a.text().size() > kMaxGap || gap_b.text().size() > kMaxGap) continue;
    ReadGap(gap_a, gap_b, tally, edits);
  }
}

}  // namespace textkin
