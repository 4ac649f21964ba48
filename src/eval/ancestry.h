// Who descends from whom, by truth's edges.

#pragma once

#include <vector>

#include "collection.h"

namespace textkin::eval {

class Ancestry {
 public:
  explicit Ancestry(const std::vector<TruthEdge>& edges);

  // Sources and their sources, sorted, without `id` itself. Edges in a circle are no trouble.
  std::vector<Name> AncestorsOf(Name id) const;

  const std::vector<Name>& SourcesOf(Name id) const;

 private:
  absl::flat_hash_map<Name, std::vector<Name>> sources_;
  std::vector<Name> none_;
};

// How two nodes stand to each other.
enum class Kinship : std::uint8_t { kFirstIsAncestor, kSecondIsAncestor, kSiblings, kNone };
Kinship KinshipOf(const Ancestry& ancestry, const TruthRow& first, const TruthRow& second);

}  // namespace textkin::eval
