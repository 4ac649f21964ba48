// Texts for benchmarks, made from a seed.

#include "synthetic_text.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "textkin/hash.h"
#include "textkin/normalize.h"
#include "textkin/utf8.h"

namespace textkin::bench {
namespace {

constexpr std::size_t kTextBytes = 2600;
constexpr unsigned kWords = 20000;
constexpr unsigned kCharacters = 3500;
constexpr std::uint32_t kFirstCharacter = 0x4e00;  // the first of the unified Han characters

// A rank from 0 below `ranks` by Zipf's law with exponent 1, near enough: the logarithm is uniform.
unsigned ZipfRank(std::mt19937_64& random, unsigned ranks) {
  std::uniform_real_distribution<double> uniform(0, std::log(static_cast<double>(ranks)));
  return static_cast<unsigned>(std::exp(uniform(random))) % ranks;
}

bool OneIn(std::mt19937_64& random, unsigned n) { return random() % n == 0; }

// Two to nine letters; frequent words are short.
std::string Word(unsigned rank) {
  std::uint64_t letters = Mix64(rank + 1);
  std::string word;
  const std::uint64_t length = 2 + (rank > 20 ? 1u : 0u) + (rank > 200 ? 2u : 0u) + letters % 5;
  for (std::uint64_t i = 0; i < length; ++i, letters /= 26) {
    word.push_back(static_cast<char>('a' + letters % 26));
  }
  return word;
}

TokenKind DrawKind(Language language, std::mt19937_64& random) {
  if (language == Language::kEnglish) {
    return OneIn(random, 50) ? TokenKind::kNumber : TokenKind::kWord;
  }
  if (OneIn(random, 100)) return TokenKind::kNumber;
  return OneIn(random, 200) ? TokenKind::kWord : TokenKind::kCjk;
}

void AppendText(TokenKind kind, std::mt19937_64& random, std::string* text) {
  switch (kind) {
    case TokenKind::kCjk:
      AppendUtf8(static_cast<char32_t>(kFirstCharacter + ZipfRank(random, kCharacters)), text);
      if (OneIn(random, 12)) *text += "，";
      break;
    case TokenKind::kWord:
      *text += Word(ZipfRank(random, kWords));
      if (OneIn(random, 12)) *text += ',';
      *text += ' ';
      break;
    case TokenKind::kNumber:
    case TokenKind::kMask:
      *text += std::to_string(random() % 10000);
      *text += ' ';
      break;
  }
}

}  // namespace

std::string MakeText(Language language, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string text;
  while (text.size() < kTextBytes) AppendText(DrawKind(language, random), random, &text);
  return text;
}

Tokens MakeTokens(Language language, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Tokens tokens;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const TokenKind kind = DrawKind(language, random);
    const bool cjk = kind == TokenKind::kCjk;
    const std::uint32_t length = cjk ? 3 : 5;
    tokens.kind.push_back(kind);
    tokens.symbol.push_back(
        cjk ? kFirstCharacter + ZipfRank(random, kCharacters)
            : static_cast<std::uint32_t>(HashBytes(Word(ZipfRank(random, kWords)))));
    tokens.begin.push_back(begin);
    tokens.length.push_back(length);
    begin += length + (cjk ? 0 : 1);
  }
  return tokens;
}

}  // namespace textkin::bench
