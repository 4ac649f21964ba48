// UTF-8: decoding one character of valid text, repairing invalid text, counting code points.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Decodes the character at text[*at] and moves *at behind it. `text` must be valid UTF-8 and *at at
// a character's first byte; nothing is checked.
inline char32_t DecodeUtf8(std::string_view text, std::size_t* at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[*at + i]); };
  const char32_t first = byte(0);
  if (first < 0x80) {
    *at += 1;
    return first;
  }
  if (first < 0xE0) {
    const char32_t c = (first & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    *at += 2;
    return c;
  }
  if (first < 0xF0) {
    const char32_t c = (first & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    *at += 3;
    return c;
  }
  const char32_t c =
      (first & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
  *at += 4;
  return c;
}

// Appends `c`, a Unicode scalar value, to `out`.
void AppendUtf8(char32_t c, std::string* out);

bool IsValidUtf8(std::string_view text);

// Replaces every maximal invalid part by one U+FFFD (Unicode 15 section 3.9, the WHATWG rule) and
// returns how many replacements were made.
std::size_t RepairUtf8(std::string* text);

// Code points of valid UTF-8.
std::size_t CountCodePoints(std::string_view text);

// `text` with A to Z as a to z and every other byte as it is: names of hosts, fields, charsets.
std::string LowerAscii(std::string_view text);

// Converts ascending byte offsets of `text` to code point offsets in one walk over the text.
class CodePointCounter {
 public:
  explicit CodePointCounter(std::string_view text) : text_(text) {}
  // `byte` must be at a character boundary and not smaller than in the call before.
  std::size_t At(std::size_t byte);

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::size_t code_points_ = 0;
};

}  // namespace textkin
