// The numbers of provenance: costs, nats and calibration, from weights.json, which is compiled in.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "textkin/provenance.h"

namespace textkin {

// The cost of n loci in nats: one act costs `first`, every further locus little.
struct Cost {
  double first = 0;
  double more = 0;  // times ln(n)

  double Of(std::uint32_t loci) const;
};

struct EventCosts {
  Cost loss;     // of the change happening on the way to the derived text
  Cost restore;  // of being undone on that way
};

struct Weights {
  std::string version;
  std::array<EventCosts, kEventTypes> events;
  double most_nats = 0;  // that one piece of evidence may weigh

  Cost renumbered, reworded, moved, restyled;
  Cost alone;                // runs of words that only one side has: length must not vote
  double uncovered = 0;      // times the shares of both sides that lie in no passage
  double debris_credit = 0;  // times ln(1 + debris at the same places)
  double root = 0;           // of having no ancestor in the collection

  double anthology = 0;  // nats for a text of an anthology being derived
  double mixture = 0;
  double foreign_mark = 0;
  double lost_mark = 0;  // cost of a foreign watermark that the parent does not have
  double date_order = 0;
  double habit = 0;  // times the nats by which a change is rarer on a site than elsewhere
  // Of a source in another tree:
  double oftener = 0;  // times ln of the texts that have its words by it over those by the other
  double taken = 0;    // times the share of the derived text
  double taken_tokens = 0;     // times ln of its tokens that were taken
  double scattered = 0;        // against, times ln of the passages: a paragraph is lifted in one
  double most_told_apart = 0;  // nats of losses: the question is rarely which, but whether
  double elsewhere = 0;        // against, times ln(1 + groups of kin that have the words too)
  double oftener_in_tree = 0;  // times ln of the texts below one over those below the other
  double tree = 0;             // times the margin over the reversed order
  double no_rival = 0;         // times the margin over any order without that ancestor
  double most_told = 0;        // nats that all evidence of a pair may weigh together
  double most_margin = 0;
  double separative = 0;  // nats of losses on each side that make a common source

  double directed_from = 0;  // confidence below which no direction is given
  double second_from = 0;    // the same of a source in another tree
  double direct_from = 0;    // confidence_direct from which it is `copies`
  // From nats to probability, by linear interpolation; ascending.
  using Curve = std::vector<std::pair<double, double>>;
  Curve parent;    // of pairs of a parent and its child in the tree
  Curve ancestor;  // of others in one line of it
  Curve second;    // of second sources
  Curve direct;
};

const Weights& CompiledWeights();

double Interpolate(const Weights::Curve& curve, double at);

}  // namespace textkin
