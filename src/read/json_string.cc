// Unescaping. Runs without a backslash are copied whole: memchr finds their ends faster than any
// loop.

#include "json_string.h"

#include <cstring>

#include "textkin/utf8.h"

namespace textkin {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Four hexadecimal digits, or a value beyond 0xFFFF.
char32_t HexUnit(std::string_view digits) {
  constexpr char32_t kBad = 0x10000;
  if (digits.size() < 4) return kBad;
  char32_t unit = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = digits[i];
    const int value = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (value < 0) return kBad;
    unit = unit << 4 | static_cast<char32_t>(value);
  }
  return unit;
}

bool IsHighSurrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool IsLowSurrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// The character of an escape such as \u5de5 or \ud83d\ude00, from behind its "\u". *length: bytes
// read.
bool UnicodeEscape(std::string_view raw, std::size_t* length, std::size_t* lone,
                   std::string* text) {
  const char32_t unit = HexUnit(raw);
  if (unit > 0xFFFF) return false;
  *length = 4;
  char32_t character = unit;
  if (IsHighSurrogate(unit) || IsLowSurrogate(unit)) {
    const bool pair = IsHighSurrogate(unit) && raw.substr(4).starts_with("\\u") &&
                      IsLowSurrogate(HexUnit(raw.substr(6)));
    if (pair) {
      character = 0x10000 + ((unit - 0xD800) << 10) + (HexUnit(raw.substr(6)) - 0xDC00);
      *length = 10;
    } else {
      character = kReplacement;
      ++*lone;
    }
  }
  AppendUtf8(character, text);
  return true;
}

char SimpleEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

}  // namespace

UnescapeResult UnescapeJson(std::string_view raw, std::string* text) {
  UnescapeResult result;
  text->clear();
  text->reserve(raw.size());
  while (!raw.empty()) {
    const void* backslash = std::memchr(raw.data(), '\\', raw.size());
    const std::size_t run =
        backslash == nullptr
            ? raw.size()
            : static_cast<std::size_t>(static_cast<const char*>(backslash) - raw.data());
    text->append(raw.data(), run);
    raw.remove_prefix(run);
    if (raw.empty()) break;
    if (raw.size() < 2) return result;
    const char kind = raw[1];
    raw.remove_prefix(2);
    if (kind == 'u') {
      std::size_t length = 0;
      if (!UnicodeEscape(raw, &length, &result.lone_surrogates, text)) return result;
      raw.remove_prefix(length);
    } else {
      const char character = SimpleEscape(kind);
      if (character == '\0') return result;
      text->push_back(character);
    }
  }
  result.ok = true;
  return result;
}

}  // namespace textkin
