// Connected components of pairs.

#include <algorithm>
#include <map>
#include <utility>

#include "textkin/provenance.h"
#include "textkin/union_find.h"

namespace textkin {
namespace {

std::uint32_t PlaceOf(std::span<const PartFacts> facts, PartId part) {
  const auto found =
      std::lower_bound(facts.begin(), facts.end(), part,
                       [](const PartFacts& one, PartId wanted) { return one.part < wanted; });
  return static_cast<std::uint32_t>(found - facts.begin());
}

// Fills `foreign` by the homes of watermarks.
void FindForeignMarks(const MarkHomes& homes, std::vector<PartFacts>* facts) {
  for (PartFacts& one : *facts) {
    for (const std::uint64_t key : one.watermarks) {
      const auto home = homes.find(key);
      if (home != homes.end() && home->second != 0 && home->second != one.site)
        one.foreign.push_back(key);
    }
  }
}

}  // namespace

MarkHomes HomesOfMarks(std::span<const PartFacts> facts) {
  std::map<std::uint64_t, std::map<std::uint32_t, std::size_t>> counts;
  for (const PartFacts& one : facts) {
    for (const std::uint64_t key : one.watermarks) ++counts[key][one.site];
  }
  MarkHomes homes;
  for (const auto& [key, sites] : counts) {
    std::size_t most = 0;
    std::uint32_t home = 0;
    for (const auto& [site, count] : sites) {
      if (count > most) home = site;
      if (count == most) home = 0;
      most = std::max(most, count);
    }
    homes[key] = home;
  }
  return homes;
}

std::vector<Family> MakeFamilies(std::vector<PairEvents> pairs, std::vector<PartFacts> facts) {
  const MarkHomes homes = HomesOfMarks(facts);
  return MakeFamilies(std::move(pairs), std::move(facts), homes);
}

std::vector<Family> MakeFamilies(std::vector<PairEvents> pairs, std::vector<PartFacts> facts,
                                 const MarkHomes& homes) {
  FindForeignMarks(homes, &facts);
  UnionFind connected(facts.size());
  for (const PairEvents& pair : pairs) {
    connected.Join(PlaceOf(facts, pair.a), PlaceOf(facts, pair.b));
  }
  std::vector<Family> families;
  std::vector<std::size_t> number(facts.size());
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    const std::uint32_t top = connected.Find(i);
    if (top == i) {
      number[i] = families.size();
      families.emplace_back();
    }
    number[i] = number[top];
    families[number[i]].parts.push_back(std::move(facts[i]));
  }
  std::vector<std::pair<PartId, std::size_t>> family_of;
  for (std::size_t i = 0; i < families.size(); ++i) {
    for (const PartFacts& one : families[i].parts) family_of.emplace_back(one.part, i);
  }
  std::sort(family_of.begin(), family_of.end());
  for (PairEvents& pair : pairs) {
    const auto of =
        std::lower_bound(family_of.begin(), family_of.end(), std::pair(pair.a, std::size_t{0}));
    families[of->second].pairs.push_back(std::move(pair));
  }
  std::erase_if(families, [](const Family& family) { return family.pairs.empty(); });
  return families;
}

}  // namespace textkin
