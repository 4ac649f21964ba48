// Checking and repairing UTF-8, and counting its characters.

#include "textkin/utf8.h"

#include <cstring>

namespace textkin {
namespace {

// The bytes of one well-formed character at text[at], or 0; then *bad is the length of the maximal
// invalid part, at least 1 (Unicode 15, table 3-7 and "substitution of maximal subparts").
std::size_t CharacterLength(std::string_view text, std::size_t at, std::size_t* bad) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  std::size_t length;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    *bad = 1;
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) {
      *bad = i;
      return 0;
    }
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

// Bytes from `at` on that are ASCII, eight at a time.
std::size_t AsciiRun(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  while (at + 8 <= text.size()) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080u) != 0) break;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at - start;
}

// The offset of the first invalid byte, or the size of the text.
std::size_t FirstInvalid(std::string_view text, std::size_t at) {
  while (true) {
    at += AsciiRun(text, at);
    if (at >= text.size()) return text.size();
    std::size_t bad = 0;
    const std::size_t length = CharacterLength(text, at, &bad);
    if (length == 0) return at;
    at += length;
  }
}

}  // namespace

void AppendUtf8(char32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0u | c >> 6));
    out->push_back(static_cast<char>(0x80u | (c & 0x3Fu)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0u | c >> 12));
    out->push_back(static_cast<char>(0x80u | (c >> 6 & 0x3Fu)));
    out->push_back(static_cast<char>(0x80u | (c & 0x3Fu)));
  } else {
    out->push_back(static_cast<char>(0xF0u | c >> 18));
    out->push_back(static_cast<char>(0x80u | (c >> 12 & 0x3Fu)));
    out->push_back(static_cast<char>(0x80u | (c >> 6 & 0x3Fu)));
    out->push_back(static_cast<char>(0x80u | (c & 0x3Fu)));
  }
}

bool IsValidUtf8(std::string_view text) { return FirstInvalid(text, 0) == text.size(); }

std::size_t RepairUtf8(std::string* text) {
  std::size_t at = FirstInvalid(*text, 0);
  if (at == text->size()) return 0;
  std::string repaired = text->substr(0, at);
  std::size_t replaced = 0;
  while (at < text->size()) {
    std::size_t bad = 0;
    if (CharacterLength(*text, at, &bad) == 0) {
      AppendUtf8(0xFFFD, &repaired);
      ++replaced;
      at += bad;
    }
    const std::size_t next = FirstInvalid(*text, at);
    repaired.append(*text, at, next - at);
    at = next;
  }
  *text = std::move(repaired);
  return replaced;
}

std::size_t CountCodePoints(std::string_view text) {
  // Counted in bytes, sixteen an instruction, over as many characters as a byte can count.
  constexpr std::size_t kBlock = 240;
  std::size_t count = 0;
  const auto begins_character = [](char c) {
    return static_cast<std::uint8_t>(static_cast<signed char>(c) >= -64);
  };
  for (; text.size() >= kBlock; text.remove_prefix(kBlock)) {
    std::uint8_t in_block = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      in_block = static_cast<std::uint8_t>(in_block + begins_character(text[i]));
    }
    count += in_block;
  }
  for (const char c : text) count += begins_character(c);
  return count;
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::size_t CodePointCounter::At(std::size_t byte) {
  code_points_ += CountCodePoints(text_.substr(byte_, byte - byte_));
  byte_ = byte;
  return code_points_;
}

}  // namespace textkin
