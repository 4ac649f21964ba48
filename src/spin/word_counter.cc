// Counting the words of rules in a text, by their first tokens.

#include <algorithm>

#include "textkin/spin.h"

namespace textkin {
namespace {

// Whether `word` stands at token i: for Chinese, without a sign inside it.
bool StandsAt(const Tokens& tokens, std::size_t i, const SpinWord& word) {
  if (i + word.size() > tokens.size()) return false;
  for (std::size_t k = 0; k < word.size(); ++k) {
    if (tokens.symbol[i + k] != word[k]) return false;
    const bool is_loose = k > 0 && tokens.kind[i + k] == TokenKind::kCjk &&
                          tokens.begin[i + k - 1] + tokens.length[i + k - 1] != tokens.begin[i + k];
    if (is_loose) return false;
  }
  return true;
}

}  // namespace

SpinWordCounter::SpinWordCounter(std::span<const SpinWord> words)
    : words_(words.begin(), words.end()) {
  for (std::uint32_t i = 0; i < words_.size(); ++i) by_first_[words_[i][0]].push_back(i);
}

std::vector<SpinWordCounter::Count> SpinWordCounter::CountIn(const Tokens& tokens) const {
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto words = by_first_.find(tokens.symbol[i]);
    if (words == by_first_.end()) continue;
    for (const std::uint32_t word : words->second) {
      if (StandsAt(tokens, i, words_[word])) found.push_back(word);
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<Count> counts;
  for (const std::uint32_t word : found) {
    if (counts.empty() || counts.back().word != word) counts.push_back({word, 0});
    ++counts.back().count;
  }
  return counts;
}

std::size_t SpinWordCounter::FirstPlace(const Tokens& tokens, std::uint32_t word) const {
  std::size_t place = 0;
  while (place < tokens.size() && !StandsAt(tokens, place, words_[word])) ++place;
  return place;
}

}  // namespace textkin
