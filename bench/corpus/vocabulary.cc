// Makes the words: English ones from syllables, Chinese ones from the 3,755 common Hanzi.

#include "vocabulary.h"

#include <iconv.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace textkin::corpus {
namespace {

// Words in use in a large collection; doubling it adds words that hardly occur.
constexpr std::size_t kWords = 50'000;
// Zipf's exponent of natural text is close to 1; Mandelbrot's shift 2.7 fits English.
constexpr double kExponent = 1.0;
constexpr double kShift = 2.7;
// Single Hanzi among Chinese words: function words and the like, all at the frequent end.
constexpr std::size_t kSingleHanzi = 1'000;
// Latin words in Chinese text ("GDP", "PPT"), one in so many ranks.
constexpr std::size_t kLatinEvery = 400;
// Share of numbers among words, as in reports.
constexpr double kNumberShare = 0.01;
// Phrases that unrelated documents share; with the share of text they make (document.cc), the
// Jaccard of unrelated documents stays below .01, as measured between real reports.
constexpr std::size_t kPhrases = 3'000;
// One seed for the language itself.
constexpr std::uint64_t kLanguageSeed = 20'261'123;

constexpr std::array<std::string_view, 22> kOnsets = {"b",  "c",  "d",  "f",  "g",  "h", "l", "m",
                                                      "n",  "p",  "r",  "s",  "t",  "v", "w", "j",
                                                      "st", "tr", "sh", "pl", "br", ""};
constexpr std::array<std::string_view, 10> kNuclei = {"a",  "e",  "i",  "o",  "u",
                                                      "ea", "ou", "ai", "io", "\u00e9"};
constexpr std::array<std::string_view, 10> kCodas = {"",  "",  "",  "n",  "r",
                                                     "s", "t", "l", "nd", "m"};

// Accented vowels are rare in English: the last nucleus is taken once in so many draws.
constexpr double kAccent = 0.004;

std::string Syllable(Random& random) {
  std::string syllable(kOnsets[random.Below(kOnsets.size())]);
  syllable += random.Chance(kAccent) ? kNuclei.back() : kNuclei[random.Below(kNuclei.size() - 1)];
  return syllable.append(kCodas[random.Below(kCodas.size())]);
}

// Frequent words are short: one syllable for the first hundred ranks, about three for rare ones.
std::string LatinWord(std::size_t rank, Random& random) {
  const std::uint64_t syllables = rank < 100     ? 1
                                  : rank < 2'000 ? random.Between(1, 2)
                                                 : random.Between(2, 3);
  std::string word;
  for (std::uint64_t i = 0; i < syllables; ++i) word += Syllable(random);
  return word;
}

// Level 1 of GB 2312 is by design the common Hanzi: rows 16 to 55, in pinyin order. Empty on
// failure.
std::vector<std::string> CommonHanzi() {
  std::vector<std::string> hanzi;
  const iconv_t converter = iconv_open("UTF-8", "GB2312");
  if (converter == iconv_t(-1)) return hanzi;
  for (int row = 16; row <= 55; ++row) {
    const int last_cell = row == 55 ? 89 : 94;
    for (int cell = 1; cell <= last_cell; ++cell) {
      std::array<char, 2> in = {static_cast<char>(0xa0 + row), static_cast<char>(0xa0 + cell)};
      std::array<char, 4> out = {};
      char* from = in.data();
      char* to = out.data();
      std::size_t in_left = in.size();
      std::size_t out_left = out.size();
      if (iconv(converter, &from, &in_left, &to, &out_left) != 0) continue;
      hanzi.emplace_back(out.data(), to);
    }
  }
  iconv_close(converter);
  return hanzi;
}

}  // namespace

double Random::Normal() {  // Box and Muller
  const double radius = std::sqrt(-2.0 * std::log(1.0 - Real()));
  return radius * std::cos(2.0 * std::numbers::pi * Real());
}

Zipf::Zipf(std::size_t ranks, double exponent, double shift) : keep_(ranks), alias_(ranks) {
  double sum = 0;
  for (std::size_t i = 0; i < ranks; ++i) {
    keep_[i] = 1.0 / std::pow(static_cast<double>(i) + shift, exponent);
    sum += keep_[i];
  }
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::uint32_t i = 0; i < ranks; ++i) {
    keep_[i] *= static_cast<double>(ranks) / sum;
    (keep_[i] < 1.0 ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t low = small.back();
    const std::uint32_t high = large.back();
    small.pop_back();
    alias_[low] = high;
    keep_[high] -= 1.0 - keep_[low];
    if (keep_[high] >= 1.0) continue;
    large.pop_back();
    small.push_back(high);
  }
  for (const std::uint32_t i : large) keep_[i] = 1.0;
  for (const std::uint32_t i : small) keep_[i] = 1.0;  // rounding left them over
}

std::size_t Zipf::operator()(Random& random) const {
  const std::size_t rank = random.Below(keep_.size());
  return random.Real() < keep_[rank] ? rank : alias_[rank];
}

const Vocabulary* Vocabulary::Of(Language language) {
  static const Vocabulary* const english = [] {
    auto* made = new Vocabulary(Language::kEnglish);
    made->InventEnglish();
    made->InventPhrases();
    return made;
  }();
  static const Vocabulary* const chinese = []() -> const Vocabulary* {
    auto* made = new Vocabulary(Language::kChinese);
    if (!made->InventChinese()) return nullptr;
    made->InventPhrases();
    return made;
  }();
  return language == Language::kEnglish ? english : chinese;
}

void Vocabulary::InventEnglish() {
  Random random(Derive(kLanguageSeed, 1));
  std::unordered_set<std::string> seen;
  while (words_.size() < kWords) {
    // Short words run out; a word that was invented before grows until it is new.
    std::string word = LatinWord(words_.size(), random);
    while (!seen.insert(word).second) word += Syllable(random);
    words_.push_back(std::move(word));
  }
  draw_ = Zipf(words_.size(), kExponent, kShift);
}

bool Vocabulary::InventChinese() {
  std::vector<std::string> hanzi = CommonHanzi();
  if (hanzi.size() != 3'755) return false;
  Random random(Derive(kLanguageSeed, 2));
  for (std::size_t i = hanzi.size(); i > 1; --i) std::swap(hanzi[i - 1], hanzi[random.Below(i)]);
  const Zipf draw_hanzi(hanzi.size(), kExponent, 30.0);  // Hanzi are flatter than words at the top
  std::unordered_set<std::string> seen;
  std::size_t singles = 0;
  while (words_.size() < kWords) {
    std::string word;
    if (words_.size() % kLatinEvery == kLatinEvery - 1) {
      word = LatinWord(words_.size(), random);
    } else if (singles < kSingleHanzi && random.Chance(0.4)) {
      word = hanzi[singles++];
    } else {
      word = hanzi[draw_hanzi(random)] + hanzi[draw_hanzi(random)];
    }
    if (seen.insert(word).second) words_.push_back(std::move(word));
  }
  draw_ = Zipf(words_.size(), kExponent, kShift);
  return true;
}

void Vocabulary::InventPhrases() {
  Random random(Derive(kLanguageSeed, 3));
  for (std::size_t i = 0; i < kPhrases; ++i) {
    std::vector<WordId> phrase(random.Between(4, 9));
    for (WordId& word : phrase) word = static_cast<WordId>(draw_(random));
    phrases_.push_back(std::move(phrase));
  }
  phrase_ = Zipf(phrases_.size(), 0.8, 5.0);  // flatter than words: no phrase is everywhere
}

WordId Vocabulary::Draw(Random& random) const {
  if (!random.Chance(kNumberShare)) return static_cast<WordId>(draw_(random));
  // Years and counts; without separators, so that no definition of a number can differ.
  const std::uint64_t value =
      random.Chance(0.3) ? random.Between(1'990, 2'026) : random.Below(1'000);
  return kNumberBit | static_cast<WordId>(value);
}

const std::vector<WordId>& Vocabulary::DrawPhrase(Random& random) const {
  return phrases_[phrase_(random)];
}

std::string Vocabulary::Written(WordId word) const {
  return word & kNumberBit ? std::to_string(word & ~kNumberBit) : words_[word];
}

bool Vocabulary::IsName(WordId word) const {
  return language_ == Language::kEnglish && word > 500 && !(word & kNumberBit) &&
         Mix(word) % 12 == 0;
}

bool Vocabulary::IsLatin(WordId word) const {
  return language_ == Language::kEnglish || (word & kNumberBit) ||
         word % kLatinEvery == kLatinEvery - 1;
}

std::size_t Vocabulary::Bytes(WordId word) const {
  return word & kNumberBit ? 3 : words_[word].size();
}

}  // namespace textkin::corpus
