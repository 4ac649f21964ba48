// Candidate components by union-find, in one pass over the pairs and one over the parts.

#include "group.h"

#include <algorithm>

#include "textkin/union_find.h"

namespace textkin {

std::vector<Group> MakeGroups(const std::vector<PairKey>& pairs, const ExactClasses& classes,
                              std::size_t parts) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  UnionFind components(parts);
  std::vector<bool> paired(parts, false);
  for (const PairKey pair : pairs) {
    components.Join(SmallerOf(pair), LargerOf(pair));
    paired[SmallerOf(pair)] = paired[LargerOf(pair)] = true;
  }
  std::vector<Group> groups;
  std::vector<std::uint32_t> group_of_root(parts, kNone);
  for (std::size_t i = 0; i < parts; ++i) {
    const PartId part = static_cast<PartId>(i);
    const bool has_copies = classes.IsHead(part) && classes.MembersOf(part).size() > 1;
    if (!paired[part] && !has_copies) continue;
    std::uint32_t& group = group_of_root[components.Find(part)];
    if (group == kNone) {
      group = static_cast<std::uint32_t>(groups.size());
      groups.emplace_back();
    }
    groups[group].heads.push_back(part);
  }
  for (const PairKey pair : pairs) {
    groups[group_of_root[components.Find(SmallerOf(pair))]].pairs.push_back(pair);
  }
  // A large group that starts last would run alone.
  std::stable_sort(groups.begin(), groups.end(), [](const Group& x, const Group& y) {
    return x.pairs.size() + x.heads.size() > y.pairs.size() + y.heads.size();
  });
  return groups;
}

}  // namespace textkin
