// Which short parts join the long ones that hold them.
//
// An anthology, or an act that amends thirty others, holds texts that have nothing in common; a
// slogan or a standard preamble is held by texts that have nothing in common. Joined, either would
// chain unrelated families into one cluster. So a holder joins what it holds only if that hangs
// together without it, and a held part joins its holders only if these hang together without it.
// The pairs are listed all the same.

#pragma once

#include <span>
#include <vector>

#include "joiner.h"
#include "textkin/document.h"

namespace textkin {

// A kin pair of parts of very different length.
struct Holding {
  PartId held = 0;         // the shorter one
  PartId holder = 0;       // the longer one
  std::uint32_t size = 0;  // of the holder, shingles
};

// Joins by *joiner, which has joined the peers, what holdings connect by that rule.
void JoinHoldings(std::span<const Holding> holdings, Joiner* joiner);

}  // namespace textkin
