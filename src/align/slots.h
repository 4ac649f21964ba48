// What a token is to alignment: part of the stream, with a weight, or a slot, where values stand.

#pragma once

#include "textkin/normalize.h"

namespace textkin {

inline bool IsSlot(TokenKind kind) {
  return kind == TokenKind::kNumber || kind == TokenKind::kMask;
}

// As in shingles (docs/design/002-shingles.md).
inline std::uint32_t WeightOf(TokenKind kind) { return kind == TokenKind::kCjk ? 1 : 2; }

}  // namespace textkin
