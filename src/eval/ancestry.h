// Who descends from whom, by truth's edges, and as far as texts can tell.

#pragma once

#include <vector>

#include "collection.h"

namespace textkin::eval {

class Ancestry {
 public:
  // By the edges as they stand.
  explicit Ancestry(const std::vector<TruthEdge>& edges);

  // With all twins as one node, called by Truth::TwinsOf.
  Ancestry(const std::vector<TruthEdge>& edges, const Truth& truth);

  // Sources and their sources, sorted, without `id` itself. Edges in a circle are no trouble.
  std::vector<Name> AncestorsOf(Name id) const;

  const std::vector<Name>& SourcesOf(Name id) const;

 private:
  absl::flat_hash_map<Name, std::vector<Name>> sources_;
  std::vector<Name> none_;
};

// How two nodes stand to each other. kTwins: the same words, and neither is an ancestor of the
// other.
enum class Kinship : std::uint8_t { kFirstIsAncestor, kSecondIsAncestor, kTwins, kSiblings, kNone };

// Kinship, where nothing in a copy of a document tells it from a copy of a twin: what history says
// of two nodes comes first, then what it says of their twins. Which of two twins is the older is
// history's word alone.
class TextualAncestry {
 public:
  explicit TextualAncestry(const Truth& truth)
      : truth_(truth), exact_(*truth.edges), merged_(*truth.edges, truth) {}

  Kinship KinshipOf(const TruthRow& first, const TruthRow& second) const;

  // Whether `named` is, as far as texts can tell, a source of the node, or one of its ancestors.
  bool IsSource(Name named, Name node) const;
  bool IsAncestor(Name named, Name node) const;

  bool HasSources(Name node) const { return !exact_.SourcesOf(node).empty(); }

 private:
  bool IsAmong(Name named, Name node, const std::vector<Name>& exact,
               const std::vector<Name>& merged) const;

  const Truth& truth_;
  Ancestry exact_;
  Ancestry merged_;
};

}  // namespace textkin::eval
