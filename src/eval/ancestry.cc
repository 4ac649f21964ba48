// Walks up the edges of truth, with a list instead of a recursion: chains may be long.

#include "ancestry.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"

namespace textkin::eval {
namespace {

bool Meet(const std::vector<Name>& x, const std::vector<Name>& y) {
  for (auto i = x.begin(), j = y.begin(); i != x.end() && j != y.end();) {
    if (*i == *j) return true;
    if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return false;
}

}  // namespace

Ancestry::Ancestry(const std::vector<TruthEdge>& edges) {
  for (const TruthEdge& edge : edges) sources_[edge.derived].push_back(edge.source);
}

const std::vector<Name>& Ancestry::SourcesOf(Name id) const {
  const auto found = sources_.find(id);
  return found == sources_.end() ? none_ : found->second;
}

std::vector<Name> Ancestry::AncestorsOf(Name id) const {
  std::vector<Name> ancestors;
  absl::flat_hash_set<Name> seen = {id};
  const auto add_sources = [&](Name derived) {
    for (const Name source : SourcesOf(derived)) {
      if (seen.insert(source).second) ancestors.push_back(source);
    }
  };
  add_sources(id);
  for (std::size_t i = 0; i < ancestors.size(); ++i) add_sources(ancestors[i]);
  std::sort(ancestors.begin(), ancestors.end());
  return ancestors;
}

Kinship KinshipOf(const Ancestry& ancestry, const TruthRow& first, const TruthRow& second) {
  const std::vector<Name> of_first = ancestry.AncestorsOf(first.id);
  const std::vector<Name> of_second = ancestry.AncestorsOf(second.id);
  if (std::binary_search(of_second.begin(), of_second.end(), first.id))
    return Kinship::kFirstIsAncestor;
  if (std::binary_search(of_first.begin(), of_first.end(), second.id))
    return Kinship::kSecondIsAncestor;
  return first.family == second.family || Meet(of_first, of_second) ? Kinship::kSiblings
                                                                    : Kinship::kNone;
}

}  // namespace textkin::eval
