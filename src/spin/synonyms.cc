// Rules that a user gives: two words a line.

#include <algorithm>
#include <string>
#include <utility>

#include "textkin/spin.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

constexpr std::size_t kMinCjk = 2;  // one character stands in too many words to count as one
constexpr std::size_t kMaxCjk = 4;  // as the longest that are learnt
constexpr std::size_t kMaxListedWords = 2;  // likewise

// The pieces of a line between tabs, or between spaces where it has no tab.
std::vector<std::string_view> Fields(std::string_view line) {
  const std::string_view space = line.find('\t') == std::string_view::npos ? " \r" : "\t\r";
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; (at = line.find_first_not_of(space, at)) < line.size();) {
    const std::size_t end = std::min(line.find_first_of(space, at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = end;
  }
  return fields;
}

// Empty for what is no word of a rule.
SpinWord ListedWord(std::string_view text) {
  const Span whole = {0, static_cast<std::uint32_t>(text.size())};
  Tokens tokens;
  Normalize(text, {&whole, 1}, Folding::kFull, &tokens);
  if (tokens.size() == 0) return {};
  const TokenKind kind = tokens.kind[0];
  const bool is_cjk = kind == TokenKind::kCjk;
  if (!is_cjk && kind != TokenKind::kWord) return {};
  if (is_cjk && (tokens.size() < kMinCjk || tokens.size() > kMaxCjk)) return {};
  if (!is_cjk && tokens.size() > kMaxListedWords) return {};
  SpinWord word;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.kind[i] != kind) return {};
    word.push_back(tokens.symbol[i]);
  }
  return word;
}

}  // namespace

absl::StatusOr<std::vector<SpinRule>> ParseSynonyms(std::string_view text) {
  std::vector<SpinRule> rules;
  std::size_t number = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    ++number;
    const auto bad = [&](const std::string& what) {
      return absl::InvalidArgumentError("line " + std::to_string(number) + ": " + what);
    };
    if (!IsValidUtf8(line)) return bad("not UTF-8");
    const std::vector<std::string_view> fields = Fields(line);
    if (fields.empty() || fields[0][0] == '#') continue;
    if (fields.size() != 2) return bad("expected two words, parted by a tab or a space");
    SpinRule rule = {ListedWord(fields[0]), ListedWord(fields[1])};
    if (rule.from.empty() || rule.to.empty()) {
      return bad("a word has two to four Chinese characters, or one or two words of letters");
    }
    if (rule.from == rule.to) return bad("the two words are the same");
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace textkin
