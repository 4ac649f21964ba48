// The fold table: what every code point becomes and what kind of character that is.

#pragma once

#include <cstdint>

#include "textkin/normalize.h"

namespace textkin {

enum class CharClass : std::uint32_t {
  kOther,       // space, punctuation, symbols: ends a token
  kIgnored,     // folds to nothing: zero-width, bidi controls, variation selectors, free combining
                // marks
  kLetter,      // part of a word
  kDigit,       // folded to ASCII under Folding::kFull
  kCjk,         // a token of its own
  kMask,        // may stand for something hidden
  kApostrophe,  // joins letters
  kCombining,   // composes with the character before: voicing marks, Hangul jamo
  kExpanding,   // folds to several characters; the value is an index into the expansions
};

// An entry: the class in the upper bits, the folded code point or expansion index in the lower 21.
inline constexpr unsigned kFoldClassShift = 21;
inline constexpr std::uint32_t kFoldValueMask = (1u << kFoldClassShift) - 1;
inline constexpr unsigned kFoldPageShift = 6;
inline constexpr unsigned kFoldPageSize = 1u << kFoldPageShift;

constexpr std::uint32_t MakeFoldEntry(CharClass char_class, std::uint32_t value) {
  return static_cast<std::uint32_t>(char_class) << kFoldClassShift | value;
}
constexpr CharClass FoldClass(std::uint32_t entry) {
  return static_cast<CharClass>(entry >> kFoldClassShift);
}
constexpr char32_t FoldValue(std::uint32_t entry) { return entry & kFoldValueMask; }

struct FoldTable {
  const std::uint16_t* pages;
  const std::uint32_t* entries;
  const std::uint32_t* expansions;  // at an expansion index: the count, then that many entries

  std::uint32_t Lookup(char32_t c) const {
    return entries[static_cast<std::uint32_t>(pages[c >> kFoldPageShift]) << kFoldPageShift |
                   (c & (kFoldPageSize - 1))];
  }
};

extern const FoldTable kFullFoldTable;
extern const FoldTable kStrictFoldTable;

}  // namespace textkin
