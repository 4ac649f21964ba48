// Reads UTF-8 text into tokens, tokens into shingles, and compares sets of shingles.

#include "jaccard.h"

#include <algorithm>
#include <cstddef>

#include "random.h"

namespace textkin::corpus {
namespace {

enum class Kind : std::uint8_t { kOther, kLetter, kCjk };

// Only the blocks that the vocabularies use; make_corpus writes nothing else.
Kind KindOf(std::uint32_t c) {
  if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
    return Kind::kLetter;
  if (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) return Kind::kLetter;
  if (c >= 0x4e00 && c <= 0x9fff) return Kind::kCjk;
  return Kind::kOther;
}

std::uint32_t Lower(std::uint32_t c) {
  const bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
  return upper ? c + 0x20 : c;
}

// The code point at `at`, which moves behind it. The text is the program's own: always valid.
std::uint32_t Decode(std::string_view text, std::size_t& at) {
  const auto byte = [&] {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at++]));
  };
  const std::uint32_t lead = byte();
  if (lead < 0x80) return lead;
  const int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  std::uint32_t c = lead & (0x3fu >> more);
  for (int i = 0; i < more; ++i) c = c << 6 | (byte() & 0x3fu);
  return c;
}

std::vector<std::uint64_t> TokenHashes(std::string_view text) {
  constexpr std::uint64_t kEmpty = 0;
  std::vector<std::uint64_t> tokens;
  std::uint64_t word = kEmpty;
  const auto finish_word = [&] {
    if (word != kEmpty) tokens.push_back(word);
    word = kEmpty;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t c = Decode(text, at);
    switch (KindOf(c)) {
      case Kind::kLetter:
        word = Mix((word + kStep) ^ Lower(c));
        break;
      case Kind::kCjk:
        finish_word();
        tokens.push_back(Mix(kStep ^ (std::uint64_t{1} << 32) ^ c));
        break;
      case Kind::kOther:
        finish_word();
        break;
    }
  }
  finish_word();
  return tokens;
}

}  // namespace

ShingleSet Shingles(std::string_view text) {
  const std::vector<std::uint64_t> tokens = TokenHashes(text);
  ShingleSet shingles;
  if (tokens.size() < kShingleTokens) return shingles;
  shingles.reserve(tokens.size() - kShingleTokens + 1);
  for (std::size_t i = 0; i + kShingleTokens <= tokens.size(); ++i) {
    std::uint64_t shingle = 0;
    for (std::size_t k = 0; k < kShingleTokens; ++k)
      shingle = Mix((shingle + kStep) ^ tokens[i + k]);
    shingles.push_back(shingle);
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double Jaccard(const ShingleSet& a, const ShingleSet& b) {
  std::size_t common = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) {
      ++common;
      ++i;
      ++j;
    } else if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  const std::size_t all = a.size() + b.size() - common;
  return all == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(all);
}

}  // namespace textkin::corpus
