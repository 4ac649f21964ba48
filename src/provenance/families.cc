// Connected components of pairs.

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "textkin/provenance.h"

namespace textkin {
namespace {

std::size_t PlaceOf(std::span<const PartFacts> facts, PartId part) {
  const auto found =
      std::lower_bound(facts.begin(), facts.end(), part,
                       [](const PartFacts& one, PartId wanted) { return one.part < wanted; });
  return static_cast<std::size_t>(found - facts.begin());
}

std::size_t Top(std::vector<std::size_t>* above, std::size_t at) {
  std::vector<std::size_t>& up = *above;
  while (up[at] != at) at = up[at] = up[up[at]];
  return at;
}

// A watermark is at home on the site of which most parts have it; on two of equal count on none.
void FindForeignMarks(std::vector<PartFacts>* facts) {
  std::map<std::uint64_t, std::map<std::uint32_t, std::size_t>> counts;
  for (const PartFacts& one : *facts) {
    for (const std::uint64_t key : one.watermarks) ++counts[key][one.site];
  }
  std::map<std::uint64_t, std::uint32_t> homes;
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
  for (PartFacts& one : *facts) {
    for (const std::uint64_t key : one.watermarks) {
      if (homes[key] != 0 && homes[key] != one.site) one.foreign.push_back(key);
    }
  }
}

}  // namespace

std::vector<Family> MakeFamilies(std::vector<PairEvents> pairs, std::vector<PartFacts> facts) {
  FindForeignMarks(&facts);
  std::vector<std::size_t> above(facts.size());
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (const PairEvents& pair : pairs) {
    const std::size_t a = Top(&above, PlaceOf(facts, pair.a));
    const std::size_t b = Top(&above, PlaceOf(facts, pair.b));
    above[std::max(a, b)] = std::min(a, b);
  }
  std::vector<Family> families;
  std::vector<std::size_t> number(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::size_t top = Top(&above, i);
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
