// Sixteen bytes at a time find what one character at a time finds, wherever it stands.

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "../../src/extract/characters.h"

namespace textkin {
namespace {

// By the definition, character by character.
std::size_t StopByCharacters(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = DecodeUtf8(text, &next);
    if (c == '\n' || c == '.' || IsSentenceEnd(c)) return at;
    at = next;
  }
  return text.size();
}

TEST(FindStop, FindsWhatADecoderFinds) {
  // Neighbours of stops in their bytes too: 、 of 。, ， of ！, ‥ of ….
  constexpr std::array<std::string_view, 15> kCharacters = {
      "a", " ", ".", "\n", "!", "?", "。", "、", "！", "，", "？", "．", "…", "‥", "字"};
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t left = random() % 50; left > 0; --left)
      text += random() % 8 == 0 ? kCharacters[random() % kCharacters.size()] : "字";
    for (std::size_t at = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) continue;
      ASSERT_EQ(FindStop(text, at), StopByCharacters(text, at)) << text << " from " << at;
    }
  }
  EXPECT_EQ(FindStop("", 0), 0u);
}

}  // namespace
}  // namespace textkin
