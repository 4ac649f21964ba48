// Finds the words of a fixed list in a text, all in one pass.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace textkin {

// One bit a pair of bytes says whether a word begins with it, which turns most places of a text
// away; at the others three tables say which words have a byte in first, second and third place.
// Words have two bytes or more.
template <std::size_t kWords>
class WordTable {
 public:
  explicit constexpr WordTable(const std::array<std::string_view, kWords>& words) : words_(words) {
    for (std::size_t word = 0; word < kWords; ++word) {
      const std::size_t pair = Pair(words[word], 0);
      pairs_[pair / 64] |= std::uint64_t{1} << (pair % 64);
      for (std::size_t place = 0; place < kPlaces; ++place) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
          const bool fits =
              place >= words[word].size() || static_cast<unsigned char>(words[word][place]) == byte;
          if (fits) places_[place][byte][word / 64] |= std::uint64_t{1} << (word % 64);
        }
      }
    }
  }

  // Calls visit(word, at) wherever text[at] begins with words[word], in the order of places, and at
  // one place in that of the list.
  template <typename Visit>
  void ForEach(std::string_view text, Visit visit) const {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      const std::size_t pair = Pair(text, at);
      if ((pairs_[pair / 64] >> (pair % 64) & 1) == 0) continue;
      for (std::size_t block = 0; block < kBlocks; ++block) {
        std::uint64_t words = At(0, text, at)[block] & At(1, text, at)[block];
        // Behind the end there is no third byte; a word that needs one is turned away below.
        if (at + 2 < text.size()) words &= At(2, text, at)[block];
        for (; words != 0; words &= words - 1) {
          const std::size_t word = block * 64 + static_cast<std::size_t>(std::countr_zero(words));
          if (text.substr(at).starts_with(words_[word])) visit(word, at);
        }
      }
    }
  }

 private:
  static constexpr std::size_t kPlaces = 3;
  static constexpr std::size_t kBlocks = (kWords + 63) / 64;
  using Words = std::array<std::uint64_t, kBlocks>;  // a set of them

  static constexpr std::size_t Pair(std::string_view text, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8 |
           static_cast<unsigned char>(text[at + 1]);
  }
  const Words& At(std::size_t place, std::string_view text, std::size_t at) const {
    return places_[place][static_cast<unsigned char>(text[at + place])];
  }

  std::array<std::string_view, kWords> words_;
  std::array<std::uint64_t, 65536 / 64> pairs_{};
  std::array<std::array<Words, 256>, kPlaces> places_{};
};

}  // namespace textkin
