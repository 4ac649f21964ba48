// An alignment read token by token: runs of equal tokens, and hunks of differences between them.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "textkin/align.h"

namespace textkin {

// Neighbouring differences with nothing equal between them; debris is left out. Token ranges.
struct Hunk {
  std::uint32_t a_begin = 0, a_end = 0;
  std::uint32_t b_begin = 0, b_end = 0;
  std::vector<const Difference*> pieces;
};

// Equal tokens, `count` of them, from those two on.
struct Run {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t count = 0;
};

struct Walk {
  std::vector<Run> runs;    // in the order of a
  std::vector<Hunk> hunks;  // in the order of a
};

// The pieces of `walk` point into `passage`.
Walk WalkPassage(const Tokens& a, const Tokens& b, const Passage& passage);

// The token that begins at `byte` or is the first behind it.
std::uint32_t TokenAt(const Tokens& tokens, std::uint32_t byte);

inline std::uint32_t EndOf(const Tokens& tokens, std::uint32_t i) {
  return tokens.begin[i] + tokens.length[i];
}

// The bytes from the first to the last of some tokens; of none, the place behind the one before.
Span BytesOf(const Tokens& tokens, std::uint32_t begin, std::uint32_t end);

}  // namespace textkin
