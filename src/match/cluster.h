// Clusters: verified components of a group, with their representative, kind and listed pairs.

#pragma once

#include <span>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "candidates.h"
#include "containment.h"
#include "group.h"
#include "textkin/union_find.h"
#include "verify.h"

namespace textkin {

struct GroupResult {
  std::vector<Match> matches;
  std::vector<Cluster> clusters;
  Candidates added;  // beside those of the group, by SiblingCandidates
};

class Clusterer {
 public:
  Clusterer(const SketchTable& sketches, const ExactClasses& classes, const MatchOptions& options,
            const ParallelFor& parallel, Verifier* verifier)
      : sketches_(sketches),
        classes_(classes),
        options_(options),
        parallel_(parallel),
        verifier_(*verifier),
        kin_(sketches.size()) {}

  // Verifies the candidates of `group`, then lists its clusters. Groups may run at the same time.
  GroupResult Run(Group group);

 private:
  // A component of kin heads. `verified` and `candidates` are those inside it, ascending.
  struct Component {
    std::vector<PartId> heads;
    std::vector<Verified> verified;
    std::vector<PairKey> candidates;
  };

  // Whether neither part is so much longer that it may hold the other beside unrelated text.
  bool ArePeers(PairKey pair) const;
  // Whether neither part may be a piece of the other.
  bool AreWhole(PairKey pair) const;
  // Groups of at most kJudgedHeads heads are judged: all candidates are verified before anything is
  // joined, so that templates can keep apart what they must. Of others, peers that kin connects
  // already are passed over, and what is kin is joined at once.
  bool IsJudged(const Group& group) const;
  bool IsPeerKin(const Verified& verified) const;
  std::vector<Verified> Verify(std::span<const PairKey> pairs, bool judged);
  // Joins the kin among `verified`: peers from the most alike on, then holdings.
  void Join(std::span<const PartId> heads, const std::vector<Verified>& verified, bool judged);
  void DropFragments(std::span<const PartId> heads, const Joiner& joiner,
                     std::vector<Holding>* holdings) const;
  Holding HoldingOf(const Verified& pair) const;
  void AddSiblings(bool judged, std::vector<PairKey>* pairs, std::vector<Verified>* verified,
                   GroupResult* result);
  void KeepUnseenSiblingsApart(std::span<const PartId> heads, std::vector<Verified>* verified);
  std::vector<PairKey> PairsNotIn(const absl::flat_hash_set<PairKey>& known,
                                  std::span<const PartId> heads) const;
  std::vector<Component> SplitByKin(const Group& group, const std::vector<Verified>& verified,
                                    std::vector<Match>* across) const;
  void List(Component* component, GroupResult* result);
  std::vector<PartId> MembersOf(const Component& component) const;
  PartId Representative(const Component& component) const;
  std::vector<PairKey> PairsToList(const Component& component, const std::vector<PartId>& members,
                                   PartId representative) const;
  std::vector<std::vector<PartId>> RankPartners(const Component& component) const;
  void VerifyMissing(const std::vector<PairKey>& member_pairs, std::vector<Verified>* verified);
  // The numbers of two members, by way of their heads.
  Verified NumbersOf(PairKey member_pair, const std::vector<Verified>& verified) const;

  const SketchTable& sketches_;
  const ExactClasses& classes_;
  const MatchOptions& options_;
  const ParallelFor& parallel_;
  Verifier& verifier_;
  UnionFind kin_;  // over all parts; groups touch disjoint ones
};

}  // namespace textkin
