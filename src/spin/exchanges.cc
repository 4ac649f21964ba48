// From a passage's differences in bytes to exchanges in tokens.

#include <algorithm>

#include "textkin/spin.h"

namespace textkin {
namespace {

// Tokens of a side: four words of two characters beside each other. More is another sentence.
constexpr std::size_t kMaxTokens = 8;

struct Run {
  std::size_t begin = 0;  // tokens
  std::size_t end = 0;
};

Run TokensIn(const Tokens& tokens, Span span) {
  const auto first = tokens.begin.begin();
  const auto from = std::lower_bound(first, tokens.begin.end(), span.begin);
  const auto to = std::lower_bound(from, tokens.begin.end(), span.end);
  return {static_cast<std::size_t>(from - first), static_cast<std::size_t>(to - first)};
}

// Whether token i and the next belong to one run of text: CJK characters without a sign between
// them, or words.
bool Touches(const Tokens& tokens, std::size_t i) {
  return tokens.kind[i] == tokens.kind[i + 1] &&
         (tokens.kind[i] == TokenKind::kWord ||
          tokens.begin[i] + tokens.length[i] == tokens.begin[i + 1]);
}

bool IsOneRun(const Tokens& tokens, Run run, TokenKind kind) {
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (tokens.kind[i] != kind) return false;
    if (i + 1 < run.end && !Touches(tokens, i)) return false;
  }
  return run.begin < run.end && run.end - run.begin <= kMaxTokens;
}

SpinWord WordOf(const Tokens& tokens, Run run) {
  SpinWord word;
  for (std::size_t i = run.begin; i < run.end; ++i) word.push_back(tokens.symbol[i]);
  return word;
}

char32_t Before(const Tokens& tokens, Run run) {
  return run.begin > 0 && Touches(tokens, run.begin - 1) ? tokens.symbol[run.begin - 1] : 0;
}

char32_t After(const Tokens& tokens, Run run) {
  return run.end < tokens.size() && Touches(tokens, run.end - 1) ? tokens.symbol[run.end] : 0;
}

}  // namespace

std::vector<Exchange> FindExchanges(const AlignableText& a, const AlignableText& b,
                                    const Passage& passage) {
  std::vector<Exchange> exchanges;
  for (std::uint32_t i = 0; i < passage.differences.size(); ++i) {
    const Difference& difference = passage.differences[i];
    if (difference.type != DifferenceType::kReworded) continue;
    const Tokens& in_a = a.tokens();
    const Tokens& in_b = b.tokens();
    const Run run_a = TokensIn(in_a, difference.a), run_b = TokensIn(in_b, difference.b);
    if (run_a.begin == run_a.end) continue;
    const TokenKind kind = in_a.kind[run_a.begin];
    if (kind != TokenKind::kCjk && kind != TokenKind::kWord) continue;
    if (!IsOneRun(in_a, run_a, kind) || !IsOneRun(in_b, run_b, kind)) continue;
    Exchange exchange = {WordOf(in_a, run_a), WordOf(in_b, run_b)};
    exchange.is_cjk = kind == TokenKind::kCjk;
    exchange.difference = i;
    const char32_t before = Before(in_a, run_a), after = After(in_a, run_a);
    if (before == Before(in_b, run_b)) exchange.before = before;
    if (after == After(in_b, run_b)) exchange.after = after;
    exchanges.push_back(std::move(exchange));
  }
  return exchanges;
}

}  // namespace textkin
