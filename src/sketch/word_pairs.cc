// Word pairs: what a text keeps of another when its words are put in another order and some are
// exchanged, so that no run of them is left.
//
// Skip-grams without order (Guthrie et al. 2006, "A Closer Look at Skip-gram Modelling") of words
// that are not common: common words stand everywhere, and what is in order is found by
// fingerprints.

#include <algorithm>

#include "textkin/sketch.h"

namespace textkin {
namespace {

// Share of texts in which a word stands when it is common.
constexpr double kCommonShare = 0.1;
// Texts in which any word may stand: in a small collection nothing is known of what is common.
constexpr std::uint32_t kFewTexts = 8;
// Words behind a word that make pairs with it. Two find .02 fewer of the shuffled and translated
// pairs of PAN 2013, six no more than four.
constexpr std::size_t kPartners = 4;
// Tokens from one word of a pair to the other, at most: a sentence.
constexpr std::uint32_t kReach = 24;

struct Word {
  std::uint32_t hash;
  std::uint32_t token;  // the first
  std::uint32_t end;    // behind the last
};

// In the order of the text.
std::vector<Word> WordsOf(const Tokens& tokens) {
  std::vector<Word> words;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const std::uint64_t word = WordAt(tokens, i, tokens.size());
    if (word == 0) continue;
    const std::uint32_t end = i + (tokens.kind[i] == TokenKind::kCjk ? 2 : 1);
    words.push_back({static_cast<std::uint32_t>(Mix64(word)), i, end});
  }
  return words;
}

std::uint64_t HashPair(std::uint32_t a, std::uint32_t b) {
  return Mix64((std::uint64_t{std::min(a, b)} << 32) | std::max(a, b));
}

}  // namespace

void WordCounts::Add(const Tokens& tokens) {
  std::vector<std::uint32_t> slots;
  for (const Word& word : WordsOf(tokens)) slots.push_back(SlotOf(word.hash));
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  for (const std::uint32_t slot : slots) {
    texts_with_[slot].fetch_add(1, std::memory_order_relaxed);
  }
  texts_.fetch_add(1, std::memory_order_relaxed);
}

bool WordCounts::IsCommon(std::uint32_t word) const {
  const std::uint32_t with = texts_with_[SlotOf(word)].load(std::memory_order_relaxed);
  return with > kFewTexts && with > kCommonShare * texts_.load(std::memory_order_relaxed);
}

std::vector<Fingerprint> PairWords(const Tokens& tokens, const WordCounts& counts) {
  std::vector<Word> words = WordsOf(tokens);
  std::erase_if(words, [&](const Word& word) { return counts.IsCommon(word.hash); });
  std::vector<Fingerprint> pairs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::size_t partners = 0;
    for (std::size_t j = i + 1; j < words.size() && partners < kPartners; ++j) {
      if (words[j].token - words[i].token > kReach) break;
      if (words[j].token < words[i].end || words[j].hash == words[i].hash) continue;
      pairs.push_back({HashPair(words[i].hash, words[j].hash), words[i].token});
      ++partners;
    }
  }
  const auto high = [](const Fingerprint& pair) { return pair.hash >> 32; };
  std::ranges::stable_sort(pairs, {}, high);
  pairs.erase(std::ranges::unique(pairs, {}, high).begin(), pairs.end());
  return pairs;
}

}  // namespace textkin
