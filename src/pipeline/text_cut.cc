// A walk over the escaped text, code point by code point.

#include "text_cut.h"

#include <charconv>
#include <cstddef>
#include <cstdint>

namespace textkin {
namespace {

constexpr std::size_t kEscapeBytes = 6;  // \u1234

// The code unit of the escape that `escaped` begins with; 0 where it begins with none.
std::uint32_t UnicodeEscape(std::string_view escaped) {
  if (escaped.size() < kEscapeBytes || escaped[0] != '\\' || escaped[1] != 'u') return 0;
  std::uint32_t unit = 0;
  std::from_chars(escaped.data() + 2, escaped.data() + kEscapeBytes, unit, 16);
  return unit;
}

// Bytes of the code point that `escaped` begins with.
std::size_t CodePointBytes(std::string_view escaped) {
  const auto lead = static_cast<unsigned char>(escaped[0]);
  if (lead == '\\') {
    if (escaped[1] != 'u') return 2;
    const std::uint32_t high = UnicodeEscape(escaped);
    const std::uint32_t low = UnicodeEscape(escaped.substr(kEscapeBytes));
    const bool is_pair = high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000;
    return is_pair ? 2 * kEscapeBytes : kEscapeBytes;
  }
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

}  // namespace

std::string CutFromText(std::string_view line, const TextPlace& place, std::span<const Span> cuts) {
  const std::string_view text = line.substr(place.offset, place.bytes);
  std::string rest(line.substr(0, place.offset));
  std::size_t at = 0;
  std::uint32_t code_point = 0;
  // Walks to a code point; returns its byte.
  const auto walk = [&](std::uint32_t to) {
    for (; code_point < to && at < text.size(); ++code_point) at += CodePointBytes(text.substr(at));
    return at;
  };
  for (const Span& cut : cuts) {
    const std::size_t from = at;
    rest.append(text.substr(from, walk(cut.begin) - from));
    walk(cut.end);
  }
  return rest.append(text.substr(at)).append(line.substr(place.offset + place.bytes));
}

}  // namespace textkin
