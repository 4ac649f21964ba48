// What kind a character is, as far as the matchers of this stage ask.

#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "textkin/utf8.h"

namespace textkin {

inline bool IsCjk(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || c == U'〇';
}
inline bool IsAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Latin capitals made small, for words that are compared with a list.
inline std::u32string Lower(std::u32string_view text) {
  std::u32string lower(text);
  for (char32_t& c : lower) c = c >= 'A' && c <= 'Z' ? c + 32 : c;
  return lower;
}
// Full-width digits included.
inline bool IsDigit(char32_t c) { return IsAsciiDigit(c) || (c >= U'０' && c <= U'９'); }
// A letter of an alphabet: Latin, Greek, Cyrillic and the like, full-width Latin included.
inline bool IsLetter(char32_t c) {
  return IsAsciiLetter(c) || (c >= 0xC0 && c <= 0x1FFF && c != 0xD7 && c != 0xF7) ||
         (c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ');
}
// White space that does not end a line.
inline bool IsBlank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000;
}
inline bool IsSpaceOrBreak(char32_t c) { return IsBlank(c) || c == '\n'; }
// What ends a sentence wherever it stands. The Latin full stop is left out: it also ends "3." and
// "U.S.".
inline bool IsSentenceEnd(char32_t c) {
  return c == U'。' || c == U'！' || c == U'？' || c == '!' || c == '?' || c == U'…' || c == U'．';
}

// Whether a character that begins with `byte` may end a sentence or a line: of most bytes of a text
// no more has to be known.
inline bool MayBeStop(char byte) {
  static constexpr std::array<bool, 256> kStops = [] {
    std::array<bool, 256> stops{};
    // A line break, !, . and ?; then what begins …, 。 and the signs of full width.
    for (const unsigned first : {0x0Au, 0x21u, 0x2Eu, 0x3Fu, 0xE2u, 0xE3u, 0xEFu})
      stops[first] = true;
    return stops;
  }();
  return kStops[static_cast<unsigned char>(byte)];
}

// The character that ends before text[at], at > 0; moves *at to its first byte.
inline char32_t DecodeBefore(std::string_view text, std::size_t* at) {
  do {
    --*at;
  } while ((static_cast<unsigned char>(text[*at]) & 0xC0u) == 0x80u);
  std::size_t copy = *at;
  return DecodeUtf8(text, &copy);
}

// Whether what stands before text[at], white space and line breaks passed over, is the middle of a
// sentence, so that something at `at` interrupts it.
bool InterruptsSentence(std::string_view text, std::size_t at);

}  // namespace textkin
