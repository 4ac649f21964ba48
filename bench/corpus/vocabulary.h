// The invented languages: which words there are, how often each is used, and how it is written.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "random.h"

namespace textkin::corpus {

enum class Language : std::uint8_t { kEnglish, kChinese };

// A word of a vocabulary, or a number: numbers have the high bit set.
using WordId = std::uint32_t;
inline constexpr WordId kNumberBit = 1u << 31;

class Vocabulary {
 public:
  // The same for every seed of a corpus, as a language is. Null when the C library cannot list the
  // common Hanzi (its GB2312 converter is missing).
  static const Vocabulary* Of(Language language);

  Language language() const { return language_; }
  // A word or a number, as often as the language uses it.
  WordId Draw(Random& random) const;
  // A stock phrase: a few words that many unrelated documents share.
  const std::vector<WordId>& DrawPhrase(Random& random) const;
  // The written form without capitals; a number in digits.
  std::string Written(WordId word) const;
  bool IsName(WordId word) const;        // written with a capital wherever it stands
  bool IsLatin(WordId word) const;       // needs a space beside its like: a number, a Latin word
  std::size_t Bytes(WordId word) const;  // of the written form

 private:
  explicit Vocabulary(Language language) : language_(language), draw_(1, 1, 1), phrase_(1, 1, 1) {}
  void InventEnglish();
  bool InventChinese();
  void InventPhrases();

  Language language_;
  std::vector<std::string> words_;  // by rank
  Zipf draw_;
  std::vector<std::vector<WordId>> phrases_;
  Zipf phrase_;
};

}  // namespace textkin::corpus
