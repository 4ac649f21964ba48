// Texts for benchmarks, made from a seed: as long as real ones and with their mix of tokens, saying
// nothing.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "textkin/normalize.h"

namespace textkin::bench {

enum class Language : std::uint8_t {
  kEnglish,  // words of a Zipf law over 20,000, one number in 50 words
  kChinese,  // characters of a Zipf law over 3,500, one number in 100, now and then a Latin word
};

// About 2.6 kB of it: a short web page or report section.
std::string MakeText(Language language, std::uint64_t seed);

// Its tokens, made without Normalize, so that later stages are measured alone.
Tokens MakeTokens(Language language, std::size_t count, std::uint64_t seed);

}  // namespace textkin::bench
