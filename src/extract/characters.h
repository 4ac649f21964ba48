// What kind a character is, as far as the matchers of this stage ask.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "byte_search.h"
#include "textkin/utf8.h"

namespace textkin {

inline bool IsCjk(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || c == U'〇';
}
// Bytes that begin the characters from U+4000 to U+9FFF: CJK characters of three bytes, most of a
// Chinese text.
inline constexpr char32_t kFirstCjkByte = 0xE4;
inline constexpr char32_t kLastCjkByte = 0xE9;
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

// The first place from `at` on where a line ends, a Latin full stop stands or IsSentenceEnd holds;
// text.size() when there is none.
inline std::size_t FindStop(std::string_view text, std::size_t at) {
  return FindBytes(text, at, [](Bytes16 a, Bytes16 b, Bytes16 c) {
    const Flags16 ascii = (a == '\n') | (a == '.') | (a == '!') | (a == '?');
    const Flags16 wide =
        (a == 0xEF) & (b == 0xBC) & ((c == 0x81) | (c == 0x8E) | (c == 0x9F));  // ！．？
    const Flags16 full_stop = (a == 0xE3) & (b == 0x80) & (c == 0x82);          // 。
    const Flags16 dots = (a == 0xE2) & (b == 0x80) & (c == 0xA6);               // …
    return ascii | wide | full_stop | dots;
  });
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
