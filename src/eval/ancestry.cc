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

Ancestry::Ancestry(const std::vector<TruthEdge>& edges, const Truth& truth) {
  for (const TruthEdge& edge : edges) {
    const Name source = truth.TwinsOf(edge.source), derived = truth.TwinsOf(edge.derived);
    if (source != derived) sources_[derived].push_back(source);
  }
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

namespace {

Kinship KinshipIn(const Ancestry& ancestry, Name first, Name second) {
  const std::vector<Name> of_first = ancestry.AncestorsOf(first);
  const std::vector<Name> of_second = ancestry.AncestorsOf(second);
  if (std::binary_search(of_second.begin(), of_second.end(), first))
    return Kinship::kFirstIsAncestor;
  if (std::binary_search(of_first.begin(), of_first.end(), second))
    return Kinship::kSecondIsAncestor;
  return Meet(of_first, of_second) ? Kinship::kSiblings : Kinship::kNone;
}

bool IsDirect(Kinship kinship) {
  return kinship == Kinship::kFirstIsAncestor || kinship == Kinship::kSecondIsAncestor;
}

}  // namespace

Kinship TextualAncestry::KinshipOf(const TruthRow& first, const TruthRow& second) const {
  const Kinship exact = KinshipIn(exact_, first.id, second.id);
  if (IsDirect(exact)) return exact;
  const Name x = truth_.TwinsOf(first.id), y = truth_.TwinsOf(second.id);
  if (x == y) return Kinship::kTwins;
  const Kinship merged = KinshipIn(merged_, x, y);
  if (IsDirect(merged)) return merged;
  const bool is_kin =
      first.family == second.family || exact == Kinship::kSiblings || merged == Kinship::kSiblings;
  return is_kin ? Kinship::kSiblings : Kinship::kNone;
}

bool TextualAncestry::IsSource(Name named, Name node) const {
  return IsAmong(named, node, exact_.SourcesOf(node), merged_.SourcesOf(truth_.TwinsOf(node)));
}

bool TextualAncestry::IsAncestor(Name named, Name node) const {
  return IsAmong(named, node, exact_.AncestorsOf(node), merged_.AncestorsOf(truth_.TwinsOf(node)));
}

// A twin of a true one, or one of a twin of the node.
bool TextualAncestry::IsAmong(Name named, Name node, const std::vector<Name>& exact,
                              const std::vector<Name>& merged) const {
  const Name twins = truth_.TwinsOf(named);
  if (named == node) return false;
  return std::any_of(exact.begin(), exact.end(),
                     [&](Name one) { return truth_.TwinsOf(one) == twins; }) ||
         std::find(merged.begin(), merged.end(), twins) != merged.end();
}

}  // namespace textkin::eval
