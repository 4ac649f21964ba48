// Counting the words of rules in a text, by their first two tokens.

#include <algorithm>
#include <bit>
#include <numeric>

#include "textkin/hash.h"
#include "textkin/spin.h"

namespace textkin {
namespace {

// Lists a word, so that few of them have words that only share it.
constexpr std::size_t kListsPerWord = 4;
// Bits a word of the filter of first symbols, which passes few that begin no word.
constexpr std::size_t kBitsPerWord = 32;

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
  begins_.assign(std::bit_ceil(kBitsPerWord * words_.size() + 1), false);
  for (const SpinWord& word : words_) begins_[BitOf(word[0])] = true;
  const std::size_t lists = std::bit_ceil(kListsPerWord * words_.size() + 1);
  list_begin_.assign(lists + 1, 0);
  for (const SpinWord& word : words_) ++list_begin_[ListOf(word) + 1];
  std::partial_sum(list_begin_.begin(), list_begin_.end(), list_begin_.begin());
  listed_.resize(words_.size());
  std::vector<std::uint32_t> next(list_begin_.begin(), list_begin_.end() - 1);
  for (std::uint32_t i = 0; i < words_.size(); ++i) listed_[next[ListOf(words_[i])]++] = i;
}

// Symbols are hashes, or code points side by side: a product spreads both (Knuth).
std::size_t SpinWordCounter::BitOf(char32_t symbol) const {
  return (std::uint64_t{symbol} * 0x9E3779B97F4A7C15u >> 32) & (begins_.size() - 1);
}

std::size_t SpinWordCounter::ListOf(std::u32string_view word) const {
  const std::uint64_t second = word.size() > 1 ? std::uint64_t{word[1]} + 1 : 0;
  return Mix64(second << 32 | word[0]) & (list_begin_.size() - 2);
}

std::vector<SpinWordCounter::Count> SpinWordCounter::CountIn(const Tokens& tokens) const {
  std::vector<std::uint32_t> found;
  if (words_.empty()) return {};
  const auto find = [&](std::size_t i, std::u32string_view beginning) {
    const std::size_t list = ListOf(beginning);
    for (std::uint32_t at = list_begin_[list]; at < list_begin_[list + 1]; ++at) {
      const SpinWord& word = words_[listed_[at]];
      const bool as_long = (word.size() > 1) == (beginning.size() > 1);
      if (as_long && StandsAt(tokens, i, word)) found.push_back(listed_[at]);
    }
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!begins_[BitOf(tokens.symbol[i])]) continue;
    const char32_t beginning[] = {tokens.symbol[i],
                                  i + 1 < tokens.size() ? tokens.symbol[i + 1] : 0};
    find(i, {beginning, 1});
    if (i + 1 < tokens.size()) find(i, {beginning, 2});
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
