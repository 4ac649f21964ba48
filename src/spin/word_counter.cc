// Counting the words of rules in a text, by their first tokens.

#include <algorithm>

#include "textkin/spin.h"

namespace textkin {
namespace {

// Of first symbols: some words a bucket for a thesaurus of 10,000.
constexpr std::uint32_t kBuckets = 4096;

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

SpinWordCounter::SpinWordCounter(std::vector<SpinWord> words) : words_(std::move(words)) {
  by_first_.resize(kBuckets);
  for (std::uint32_t i = 0; i < words_.size(); ++i) {
    by_first_[words_[i][0] % kBuckets].push_back(i);
  }
}

std::vector<SpinWordCounter::Count> SpinWordCounter::CountIn(const Tokens& tokens) const {
  std::vector<std::uint32_t> found;
  if (words_.empty()) return {};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (const std::uint32_t word : by_first_[tokens.symbol[i] % kBuckets]) {
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

Span SpinWordCounter::FirstPlace(const Tokens& tokens, std::uint32_t word) const {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!StandsAt(tokens, i, words_[word])) continue;
    const std::size_t last = i + words_[word].size() - 1;
    return {tokens.begin[i], tokens.begin[last] + tokens.length[last]};
  }
  return {};
}

}  // namespace textkin
