// Sentences on direction.

#include "direction.h"

#include <cstdio>

namespace textkin::cli {

std::string DirectionSentence(const Edge& edge, const std::array<std::string, 2>& names) {
  if (IsDirected(edge.relation)) {
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%.2f", edge.confidence);
    return names[edge.derived] + " is derived from " + names[edge.source] + ", with confidence " +
           confidence;
  }
  if (edge.relation == Relation::kIdentical) return "none: nothing tells the two apart";
  if (edge.relation == Relation::kCommonSource)
    return "none: both come from a third, for each lacks what the other has";
  if (edge.reason == "too_short") return "none: too little is shared to tell";
  if (edge.reason == "conflict") return "none: what speaks for either contradicts itself";
  return "none: nothing that was lost tells which came first";
}

std::string SignedNats(const Edge& edge, const Evidence& evidence, bool is_for) {
  char nats[16];
  const char sign = !IsDirected(edge.relation) ? ' ' : is_for ? '+' : '-';
  std::snprintf(nats, sizeof nats, "%c%.1f", sign, evidence.nats);
  return nats;
}

}  // namespace textkin::cli
