// What a site does to all its texts is cheap on the way to it, what it never does is not. Sites are
// learnt from the trees that the families have without this.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "textkin/provenance.h"
#include "tree.h"
#include "weights.h"

namespace textkin {
namespace {

// Copies as which a site counts before any of its own are seen, and copies without a change that
// the collection counts for.
constexpr double kPriorOfSite = 2;
constexpr double kPriorOfAll = 10;
// Nats: a change e^3 times as rare as elsewhere is as good as never made.
constexpr double kMostUnusual = 3;

// Text that was written around a passage is no doing of a site.
bool IsDoing(EvidenceType type) { return type != EvidenceType::kAtHome; }

// How a part differs from its parent.
struct Doings {
  bool has_parent = false;
  std::array<bool, kEventTypes> changed = {};
};

std::vector<Doings> DoingsOf(const Family& family) {
  const std::vector<PairContext> contexts = ContextsOf(family);
  const FamilyTree tree(family, contexts, CompiledWeights());
  std::vector<Doings> doings(family.parts.size());
  for (const PairEvents& pair : family.pairs) {
    const std::uint32_t a = IndexOf(family, pair.a), b = IndexOf(family, pair.b);
    const bool in_b = tree.parent(b) == a;
    if (!in_b && tree.parent(a) != b) continue;
    Doings& of = doings[in_b ? b : a];
    of.has_parent = true;
    for (const Event& event : pair.events) {
      if (event.in_b == in_b && IsDoing(event.type))
        of.changed[static_cast<std::size_t>(event.type)] = true;
    }
  }
  return doings;
}

// Copies, and those that show each change.
struct Counts {
  std::uint32_t copies = 0;
  std::array<std::uint32_t, kEventTypes> changed = {};

  void Add(const Doings& doings) {
    if (!doings.has_parent) return;
    ++copies;
    for (std::size_t i = 0; i < kEventTypes; ++i) changed[i] += doings.changed[i] ? 1 : 0;
  }
};

// A part does not speak for itself: what it shows is taken off the counts of its site.
std::array<double, kEventTypes> UnusualFor(const Doings& own, const Counts& site,
                                           const Counts& all) {
  std::array<double, kEventTypes> unusual = {};
  const double copies = site.copies - (own.has_parent ? 1 : 0);
  for (std::size_t i = 0; i < kEventTypes; ++i) {
    if (!IsDoing(static_cast<EvidenceType>(i))) continue;
    const double everywhere = (all.changed[i] + 0.5) / (all.copies + kPriorOfAll);
    const double changed = site.changed[i] - (own.changed[i] ? 1 : 0);
    const double here = (changed + kPriorOfSite * everywhere) / (copies + kPriorOfSite);
    unusual[i] = std::clamp(std::log(everywhere / here), -kMostUnusual, kMostUnusual);
  }
  return unusual;
}

}  // namespace

void LearnHabits(std::vector<Family>* families, const ParallelFor& parallel) {
  std::vector<std::vector<Doings>> doings(families->size());
  parallel(families->size(), [&](std::size_t i) { doings[i] = DoingsOf((*families)[i]); });
  Counts all;
  std::map<std::uint32_t, Counts> sites;
  for (std::size_t i = 0; i < families->size(); ++i) {
    const Family& family = (*families)[i];
    for (std::size_t k = 0; k < doings[i].size(); ++k) {
      all.Add(doings[i][k]);
      sites[family.parts[k].site].Add(doings[i][k]);
    }
  }
  for (std::size_t i = 0; i < families->size(); ++i) {
    for (std::size_t k = 0; k < doings[i].size(); ++k) {
      PartFacts& part = (*families)[i].parts[k];
      if (part.site != 0) part.unusual = UnusualFor(doings[i][k], sites[part.site], all);
    }
  }
}

}  // namespace textkin
