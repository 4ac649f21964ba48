// A guess at the language of a part, from its tokens.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "textkin/report.h"

namespace textkin {
namespace {

bool IsKana(std::uint32_t c) { return c >= 0x3041 && c <= 0x30FF; }
bool IsHangul(std::uint32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF);
}
bool IsHan(std::uint32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || c >= 0x20000; }

// A word of up to four bytes as one number, which is compared faster than a string.
constexpr std::uint32_t Packed(std::string_view word) {
  std::uint32_t packed = 0;
  for (const char c : word) packed = packed << 8 | static_cast<unsigned char>(c);
  return packed;
}

// Words that make up a quarter of English prose and little of any other language's.
bool IsEnglishFunctionWord(std::string_view word) {
  static constexpr std::array<std::uint32_t, 12> kWords = {
      Packed("the"), Packed("of"),   Packed("and"), Packed("to"),   Packed("that"), Packed("for"),
      Packed("is"),  Packed("with"), Packed("was"), Packed("this"), Packed("are"),  Packed("by")};
  if (word.size() > sizeof(kWords[0])) return false;
  const std::uint32_t packed = Packed(word);
  return std::count(kWords.begin(), kWords.end(), packed) > 0;
}

// Tokens looked at, or up to twice as many: English prose has a quarter of function words, and a
// twentieth is asked for.
constexpr std::size_t kSample = 64;

}  // namespace

std::string_view GuessLanguage(std::string_view text, const Tokens& tokens) {
  std::size_t han = 0;
  std::size_t kana = 0;
  std::size_t hangul = 0;
  std::size_t words = 0;
  std::size_t english = 0;
  const std::size_t step = std::max<std::size_t>(1, tokens.size() / kSample);
  for (std::size_t i = 0; i < tokens.size(); i += step) {
    if (tokens.kind[i] == TokenKind::kCjk) {
      han += IsHan(tokens.symbol[i]);
      kana += IsKana(tokens.symbol[i]);
      hangul += IsHangul(tokens.symbol[i]);
    } else if (tokens.kind[i] == TokenKind::kWord) {
      ++words;
      english += IsEnglishFunctionWord(text.substr(tokens.begin[i], tokens.length[i]));
    }
  }
  // A Chinese character says about as much as half a word.
  const std::size_t east_asian = han + kana + hangul;
  if (east_asian > words * 2 || (east_asian > 0 && words == 0)) {
    if (kana * 10 > east_asian) return "ja";
    return hangul * 2 > east_asian ? "ko" : "zh";
  }
  return english * 20 > words ? "en" : "und";
}

}  // namespace textkin
