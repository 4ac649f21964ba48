// What a pair says about its direction, and what it costs to derive one side from the other.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "textkin/provenance.h"
#include "weights.h"

namespace textkin {

// Evidence that b is derived from a (`in_b`) or a from b.
struct Telling {
  EvidenceType type = EvidenceType::kNumberMasked;
  bool in_b = true;
  std::uint32_t loci = 0;
  double nats = 0;
  std::span<const Quote> quotes;
};

// Of the pair alone: without inheritance and the tree. By type.
std::vector<Telling> TellingsOf(const PairEvents& pair, const PairContext& context,
                                const Weights& weights);

struct ArcCosts {
  double whole = 0;   // of deriving one from the other
  double losses = 0;  // of what is lost on the way, alone
};
// Of deriving b from a (`to_b`), or a from b.
ArcCosts CostsOf(const PairEvents& pair, const PairContext& context, bool to_b,
                 const Weights& weights);

// Of what was changed in the passages without saying which side is older.
double EditCost(const PairEvents& pair, const Weights& weights);

// Whether half of the shorter text lies in passages.
bool IsKin(const PairEvents& pair);

// Of deriving the passages alone, whatever stands around them.
double PassageCost(const PairEvents& pair, bool to_b, const Weights& weights);

}  // namespace textkin
