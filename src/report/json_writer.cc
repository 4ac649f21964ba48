// Escaping of JSON strings and printing of decimals.

#include "json_writer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace textkin {
namespace {

void AppendEscape(unsigned code, std::string* out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  out->append("\\u");
  for (int shift = 12; shift >= 0; shift -= 4) out->push_back(kDigits[code >> shift & 15u]);
}

// By byte: control characters, the quote, the backslash, and the first byte of U+2028.
constexpr std::array<bool, 256> kMayNeedEscape = [] {
  std::array<bool, 256> needed{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) needed[byte] = true;
  needed['"'] = needed['\\'] = needed[0x7F] = needed[0xE2] = true;
  return needed;
}();

// Appends the escape of the character at text[at] and returns its bytes, or 0 when it needs none.
std::size_t AppendEscaped(std::string_view text, std::size_t at, std::string* out) {
  const auto byte = static_cast<unsigned char>(text[at]);
  switch (byte) {
    case '"':
      out->append("\\\"");
      return 1;
    case '\\':
      out->append("\\\\");
      return 1;
    case '\n':
      out->append("\\n");
      return 1;
    case '\r':
      out->append("\\r");
      return 1;
    case '\t':
      out->append("\\t");
      return 1;
    default:
      break;
  }
  if (byte < 0x20 || byte == 0x7F) {
    AppendEscape(byte, out);
    return 1;
  }
  if (byte == 0xE2 && text.substr(at, 2) == "\xE2\x80") {
    const std::string_view character = text.substr(at, 3);
    if (character == "\u2028" || character == "\u2029") {
      AppendEscape(character == "\u2028" ? 0x2028 : 0x2029, out);
      return 3;
    }
  }
  return 0;
}

}  // namespace

void AppendJsonString(std::string_view text, std::string* out) {
  out->push_back('"');
  std::size_t plain = 0;  // everything before it is written
  std::string escape;
  for (std::size_t at = 0; at < text.size();) {
    if (!kMayNeedEscape[static_cast<unsigned char>(text[at])]) {
      ++at;
      continue;
    }
    escape.clear();
    const std::size_t escaped = AppendEscaped(text, at, &escape);
    if (escaped > 0) {
      out->append(text.substr(plain, at - plain));
      out->append(escape);
      plain = at + escaped;
    }
    at += std::max<std::size_t>(escaped, 1);
  }
  out->append(text.substr(plain));
  out->push_back('"');
}

void AppendDecimal(double value, std::string* out) {
  const std::int64_t rounded = std::llround(value * 1e6);
  if (rounded < 0) out->push_back('-');
  const auto millionths = static_cast<std::uint64_t>(rounded < 0 ? -rounded : rounded);
  AppendInteger(millionths / 1000000, out);
  char digits[8] = ".000000";
  std::uint64_t rest = millionths % 1000000;
  for (int i = 6; i >= 1; --i) {
    digits[i] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  out->append(digits, 7);
}

}  // namespace textkin
