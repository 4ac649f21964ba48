// What a site does to all its texts is cheap on the way to it, what it never does is not. Sites are
// learnt from the trees that the families have without this.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "cleaning.h"
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
  Cleaning cleaning = Cleaning::kNothing;
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
    of.cleaning = CleaningOf(pair, in_b);
    for (const Event& event : pair.events) {
      if (event.in_b == in_b && IsDoing(event.type))
        of.changed[static_cast<std::size_t>(event.type)] = true;
    }
  }
  return doings;
}

void AddDoings(const Doings& doings, HabitCounts* counts) {
  if (!doings.has_parent) return;
  ++counts->copies;
  for (std::size_t i = 0; i < kEventTypes; ++i) counts->changed[i] += doings.changed[i] ? 1 : 0;
  counts->littered += doings.cleaning != Cleaning::kNothing ? 1 : 0;
  counts->cleaned += doings.cleaning == Cleaning::kCleaned ? 1 : 0;
}

double Unusual(double everywhere, double here) {
  return std::clamp(std::log(everywhere / here), -kMostUnusual, kMostUnusual);
}

// A part does not speak for itself: what it shows is taken off the counts of its site.
std::array<double, kEventTypes> UnusualFor(const Doings& own, const HabitCounts& site,
                                           const HabitCounts& all) {
  std::array<double, kEventTypes> unusual = {};
  const double copies = site.copies - (own.has_parent ? 1 : 0);
  for (std::size_t i = 0; i < kEventTypes; ++i) {
    if (!IsDoing(static_cast<EvidenceType>(i))) continue;
    const double everywhere = (all.changed[i] + 0.5) / (all.copies + kPriorOfAll);
    const double changed = site.changed[i] - (own.changed[i] ? 1 : 0);
    const double here = (changed + kPriorOfSite * everywhere) / (copies + kPriorOfSite);
    unusual[i] = Unusual(everywhere, here);
  }
  return unusual;
}

// Of texts with page debris, the share that is cleaned: half of them where nothing is known.
void JudgeCleaning(const Doings& own, const HabitCounts& site, const HabitCounts& all,
                   PartFacts* part) {
  const double everywhere = (all.cleaned + 0.5 * kPriorOfAll) / (all.littered + kPriorOfAll);
  const double littered = site.littered - (own.cleaning != Cleaning::kNothing ? 1 : 0);
  const double cleaned = site.cleaned - (own.cleaning == Cleaning::kCleaned ? 1 : 0);
  const double here = (cleaned + kPriorOfSite * everywhere) / (littered + kPriorOfSite);
  part->unusual_cleaning = Unusual(everywhere, here);
  part->unusual_keeping = Unusual(1 - everywhere, 1 - here);
}

using AllDoings = std::vector<std::vector<Doings>>;

AllDoings DoingsOfAll(const std::vector<Family>& families, const ParallelFor& parallel) {
  AllDoings doings(families.size());
  parallel(families.size(), [&](std::size_t i) { doings[i] = DoingsOf(families[i]); });
  return doings;
}

SiteHabits CountDoings(const std::vector<Family>& families, const AllDoings& doings) {
  SiteHabits sites;
  for (std::size_t i = 0; i < families.size(); ++i) {
    for (std::size_t k = 0; k < doings[i].size(); ++k)
      AddDoings(doings[i][k], &sites[families[i].parts[k].site]);
  }
  return sites;
}

void Tell(const SiteHabits& sites, const AllDoings& doings, std::vector<Family>* families) {
  HabitCounts all;
  for (const auto& [site, counts] : sites) all.Add(counts);
  for (std::size_t i = 0; i < families->size(); ++i) {
    for (std::size_t k = 0; k < doings[i].size(); ++k) {
      PartFacts& part = (*families)[i].parts[k];
      if (part.site == 0) continue;
      const HabitCounts& site = sites.at(part.site);
      part.unusual = UnusualFor(doings[i][k], site, all);
      JudgeCleaning(doings[i][k], site, all, &part);
    }
  }
}

}  // namespace

void HabitCounts::Add(const HabitCounts& other) {
  copies += other.copies;
  for (std::size_t i = 0; i < kEventTypes; ++i) changed[i] += other.changed[i];
  littered += other.littered;
  cleaned += other.cleaned;
}

SiteHabits CountHabits(const std::vector<Family>& families, const ParallelFor& parallel) {
  return CountDoings(families, DoingsOfAll(families, parallel));
}

void LearnHabits(std::vector<Family>* families, const ParallelFor& parallel) {
  const AllDoings doings = DoingsOfAll(*families, parallel);
  Tell(CountDoings(*families, doings), doings, families);
}

void LearnHabits(const SiteHabits& of_all, std::vector<Family>* families,
                 const ParallelFor& parallel) {
  Tell(of_all, DoingsOfAll(*families, parallel), families);
}

}  // namespace textkin
