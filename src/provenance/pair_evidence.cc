// Costs and nats come from one table: an event speaks for the direction in which it is cheaper, by
// the difference.

#include "pair_evidence.h"

#include <algorithm>
#include <cmath>

#include "cleaning.h"

namespace textkin {
namespace {

double Share(std::uint32_t part, std::uint32_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

// Share of the shorter text in passages from which two texts are kin.
constexpr double kKin = 0.5;

}  // namespace

bool IsKin(const PairEvents& pair) {
  const bool a_is_shorter = pair.tokens_a <= pair.tokens_b;
  const double covered = a_is_shorter ? pair.covered_a : pair.covered_b;
  return covered >= kKin * (a_is_shorter ? pair.tokens_a : pair.tokens_b);
}

std::vector<Telling> TellingsOf(const PairEvents& pair, const PairContext& context,
                                const Weights& weights) {
  std::vector<Telling> tellings;
  for (const Event& event : pair.events) {
    const EventCosts& costs = weights.events[static_cast<std::size_t>(event.type)];
    const double nats = std::clamp(costs.restore.Of(event.loci) - costs.loss.Of(event.loci), 0.0,
                                   weights.most_nats);
    tellings.push_back({event.type, event.in_b, event.loci, nats, event.quotes});
  }
  const auto tell = [&](EvidenceType type, bool in_b, std::uint32_t loci, double nats) {
    tellings.push_back({type, in_b, loci, nats, {}});
  };
  if (context.inner_a != context.inner_b)
    tell(EvidenceType::kAnthology, context.inner_b, 1, weights.anthology);
  if (context.mixture_a != context.mixture_b)
    tell(EvidenceType::kMixture, context.mixture_b, 1, weights.mixture);
  if (context.home_a > 0)
    tell(EvidenceType::kForeignMark, false, context.home_a, weights.foreign_mark);
  if (context.home_b > 0)
    tell(EvidenceType::kForeignMark, true, context.home_b, weights.foreign_mark);
  for (const bool in_b : {false, true}) {
    const double usual = -weights.habit * (in_b ? context.unusual_b : context.unusual_a);
    auto types = std::count_if(pair.events.begin(), pair.events.end(),
                               [in_b](const Event& event) { return event.in_b == in_b; });
    types += CleaningOf(pair, in_b) != Cleaning::kNothing ? 1 : 0;
    if (usual > 0)
      tell(EvidenceType::kSiteHabit, in_b, static_cast<std::uint32_t>(types),
           std::min(usual, weights.most_nats));
  }
  if (context.date_order != 0)
    tell(EvidenceType::kDateOrder, context.date_order > 0, 1, weights.date_order);
  return tellings;
}

double EditCost(const PairEvents& pair, const Weights& weights) {
  const Edits& edits = pair.edits;
  return weights.renumbered.Of(edits.renumbered) + weights.reworded.Of(edits.reworded) +
         weights.moved.Of(edits.moved) + weights.restyled.Of(edits.restyled) +
         weights.alone.Of(edits.only_a) + weights.alone.Of(edits.only_b);
}

double PassageCost(const PairEvents& pair, bool to_b, const Weights& weights) {
  double cost = 0;
  for (const Event& event : pair.events) {
    const EventCosts& of = weights.events[static_cast<std::size_t>(event.type)];
    cost += (event.in_b == to_b ? of.loss : of.restore).Of(event.loci);
  }
  return cost + EditCost(pair, weights) -
         weights.debris_credit * std::log1p(static_cast<double>(pair.shared_debris));
}

ArcCosts CostsOf(const PairEvents& pair, const PairContext& context, bool to_b,
                 const Weights& weights) {
  ArcCosts costs;
  for (const Event& event : pair.events) {
    const EventCosts& of = weights.events[static_cast<std::size_t>(event.type)];
    if (event.in_b == to_b) costs.losses += of.loss.Of(event.loci);
  }
  const double unusual = weights.habit * (to_b ? context.unusual_b : context.unusual_a);
  costs.losses += unusual;
  costs.whole = PassageCost(pair, to_b, weights) + unusual;
  costs.whole += weights.uncovered *
                 (2 - Share(pair.covered_a, pair.tokens_a) - Share(pair.covered_b, pair.tokens_b));
  const std::uint32_t unshared = to_b ? context.unshared_b : context.unshared_a;
  costs.whole += weights.lost_mark * static_cast<double>(unshared);
  const auto is_back = [to_b](bool in_a, bool in_b) {
    return to_b ? in_a && !in_b : in_b && !in_a;
  };
  if (is_back(context.inner_a, context.inner_b)) costs.whole += weights.anthology;
  if (is_back(context.mixture_a, context.mixture_b)) costs.whole += weights.mixture;
  if (context.date_order == (to_b ? -1 : 1)) costs.whole += weights.date_order;
  return costs;
}

}  // namespace textkin
