// The hash of a folded word or number: the symbol of its token.

#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "textkin/hash.h"

namespace textkin {

// Symbols of words have this bit, so that none equals a CJK character's code point.
inline constexpr std::uint32_t kHashedSymbolBit = 0x80000000u;

// The symbol of every mask: xx and ** hide alike, and differ only in the text.
inline constexpr std::uint32_t kMaskSymbol = kHashedSymbolBit;

// Words of up to 16 bytes, given as two little-endian halves padded with zeros: one 128-bit
// multiply. Longer ones do not fit and go through HashWord. 31 bits are enough: shingles are made
// of several words.
inline std::uint32_t HashShortWord(std::uint64_t low, std::uint64_t high) {
  __extension__ using Product = unsigned __int128;
  // Odd constants without structure (the fractional digits of e and pi).
  const Product product =
      static_cast<Product>(low ^ 0xB7E151628AED2A6Bu) * (high ^ 0x243F6A8885A308D3u);
  const std::uint64_t mixed =
      static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  return static_cast<std::uint32_t>(mixed >> 32) | kHashedSymbolBit;
}

inline std::uint32_t HashWord(std::string_view folded) {
  if (folded.size() > 16) {
    return static_cast<std::uint32_t>(HashBytes(folded) >> 32) | kHashedSymbolBit;
  }
  std::uint64_t halves[2] = {0, 0};
  std::memcpy(halves, folded.data(), folded.size());
  return HashShortWord(halves[0], halves[1]);
}

}  // namespace textkin
