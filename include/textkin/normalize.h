// Normalizing: one fused pass from text to typed tokens that know their way back to the text.
//
// Every character goes through a table made at build time from ICU and OpenCC (make_fold_table.cc),
// which folds case, width, compatibility forms, diacritics, traditional characters and look-alikes,
// and says what kind of character it is. The few sequences that a table cannot fold go through ICU.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Changes whenever the same text may give other tokens; results and indexes record it.
inline constexpr int kNormalizerVersion = 3;

enum class Folding : std::uint8_t {
  kFull,    // everything above; masks are found
  kStrict,  // lower case only: the field's plain definition, for comparing with other tools
};

enum class TokenKind : std::uint8_t {
  kCjk,     // one Han, kana or Hangul character
  kWord,    // a run of letters, or of letters and digits
  kNumber,  // a run of digits, with inner separators
  kMask,    // what stands where something was hidden: x, xx, **, 某, □, ____
};

// Structure of arrays, one entry a token, in the order of the text.
struct Tokens {
  std::vector<std::uint32_t> symbol;  // folded CJK character, a hash of the folded word or number,
                                      // or one value for all masks
  std::vector<std::uint32_t> begin;   // bytes of Document::text
  std::vector<std::uint32_t> length;  // bytes
  std::vector<TokenKind> kind;
  std::uint32_t masks = 0;  // tokens of kind kMask

  std::size_t size() const { return symbol.size(); }
};

// The word that begins at a token, as a number: a word of letters, or two CJK characters in a row,
// both before token `end`. 0 where none begins: at numbers, masks, and characters alone.
inline std::uint64_t WordAt(const Tokens& tokens, std::size_t token, std::size_t end) {
  if (tokens.kind[token] == TokenKind::kWord) return tokens.symbol[token];
  const bool are_two = tokens.kind[token] == TokenKind::kCjk && token + 1 < end &&
                       tokens.kind[token + 1] == TokenKind::kCjk;
  return are_two ? (std::uint64_t{tokens.symbol[token]} << 32) | tokens.symbol[token + 1] : 0;
}

// Replaces *tokens by those of the ranges `kept` of `text`, which must be valid UTF-8. A token
// never spans two ranges. Time is linear; `tokens` keeps its memory, so reuse it.
void Normalize(std::string_view text, std::span<const Span> kept, Folding folding, Tokens* tokens);

// The folded text of the tokens, CJK characters side by side, anything else parted by one space, a
// mask written as two boxes. Two parts with equal normalized text say the same, numbers included.
// Normalizing it again gives it back, unless the punctuation that told a letter from a mask (1+X)
// is gone from it.
std::string NormalizedText(std::string_view text, const Tokens& tokens, Folding folding);

}  // namespace textkin
