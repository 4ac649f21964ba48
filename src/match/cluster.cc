// From verified pairs to clusters and listed pairs.
//
// Components are joined by kin pairs alone. Among peers, a pair whose ends are connected already
// can be skipped: the components are the same whichever were. What is listed never depends on a
// skip: every listed pair inside a component is verified for the list, and pairs across components
// were never skipped.

#include "cluster.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "best_kin.h"
#include "joiner.h"
#include "siblings.h"

namespace textkin {
namespace {

bool ByKey(const Verified& x, const Verified& y) { return x.Key() < y.Key(); }

// For every part that may be a mixture, the pair with the part that most of it comes from.
std::vector<const Verified*> MainSources(const std::vector<Verified>& verified) {
  std::vector<const Verified*> pairs;
  for (const Verified& pair : verified) {
    if (pair.IsKin() && pair.joins && pair.mixture_share > 0) pairs.push_back(&pair);
  }
  std::sort(pairs.begin(), pairs.end(), [](const Verified* x, const Verified* y) {
    if (x->mixture != y->mixture) return x->mixture < y->mixture;
    if (x->mixture_share != y->mixture_share) return x->mixture_share > y->mixture_share;
    return x->Key() < y->Key();
  });
  pairs.erase(
      std::unique(pairs.begin(), pairs.end(),
                  [](const Verified* x, const Verified* y) { return x->mixture == y->mixture; }),
      pairs.end());
  return pairs;
}

void JoinSurestFirst(std::vector<const Verified*> pairs, Joiner* joiner) {
  std::sort(pairs.begin(), pairs.end(), [](const Verified* x, const Verified* y) {
    if (x->match.resemblance != y->match.resemblance) {
      return x->match.resemblance > y->match.resemblance;
    }
    return x->Key() < y->Key();
  });
  for (const Verified* pair : pairs) joiner->Join(pair->match.a, pair->match.b);
}

// What mixtures share with other parts: a mixture that holds a part is no copy of it.
class OtherSources {
 public:
  void Add(const Verified& pair) {
    if (pair.mixture_share > 0) {
      const PartId other = pair.mixture == pair.match.a ? pair.match.b : pair.match.a;
      sources_[pair.mixture].push_back(other);
    }
    kin_[pair.match.a].push_back(pair.match.b);
    kin_[pair.match.b].push_back(pair.match.a);
  }

  // Whether the holder has a source that has nothing to do with it or with what it holds.
  bool Has(const Holding& holding, const Joiner& joiner) const {
    const auto found = sources_.find(holding.holder);
    return found != sources_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](PartId source) { return IsOther(source, holding, joiner); });
  }

  // Whether what it holds is no kin of that source either: a copy of the mixture would be.
  bool HasAlone(const Holding& holding, const Joiner& joiner) const {
    const auto found = sources_.find(holding.holder);
    if (found == sources_.end()) return false;
    absl::flat_hash_set<PartId> families;
    for (const PartId kin : kin_.at(holding.held)) families.insert(joiner.Find(kin));
    return std::any_of(found->second.begin(), found->second.end(), [&](PartId source) {
      return IsOther(source, holding, joiner) && !families.contains(joiner.Find(source));
    });
  }

 private:
  static bool IsOther(PartId source, const Holding& holding, const Joiner& joiner) {
    const PartId family = joiner.Find(source);
    return family != joiner.Find(holding.holder) && family != joiner.Find(holding.held);
  }

  absl::flat_hash_map<PartId, std::vector<PartId>> sources_;  // by mixture
  absl::flat_hash_map<PartId, std::vector<PartId>> kin_;
};

// Size of the shorter part, over that of the longer, from which two parts are peers: the longer one
// has no room for a second part of that size, as an anthology would.
constexpr double kPeerShare = .55;
// Size of a copy, over that of the other or of the fullest one of its text, from which it is whole.
constexpr double kWholeShare = .8;
// Heads of a group in which every candidate is verified: some seconds of merges at the most. Larger
// ones are copies of one text by the ten thousand, where nearly every candidate is connected
// already.
constexpr std::size_t kJudgedHeads = 4096;

// How the verdicts of all members on the representative make the kind of a cluster.
class KindOfCluster {
 public:
  void Add(const Verified& to_representative) {
    const Verdict verdict = to_representative.match.verdict;
    const bool kin = to_representative.IsKin();
    all_identical_ &= kin && verdict == Verdict::kIdentical;
    all_near_ &= kin && (verdict == Verdict::kIdentical || verdict == Verdict::kNearDuplicate);
    all_contained_ &= kin && (verdict == Verdict::kIdentical || verdict == Verdict::kContained);
  }
  ClusterKind Kind() const {
    if (all_identical_) return ClusterKind::kIdentical;
    if (all_near_) return ClusterKind::kNearDuplicate;
    if (all_contained_) return ClusterKind::kContained;
    return ClusterKind::kMixed;
  }

 private:
  bool all_identical_ = true, all_near_ = true, all_contained_ = true;
};

}  // namespace

GroupResult Clusterer::Run(Group group) {
  GroupResult result;
  const bool judged = IsJudged(group);
  std::vector<Verified> verified = Verify(group.pairs, judged);
  AddSiblings(judged, &group.pairs, &verified, &result);
  Join(group.heads, verified, judged);
  if (judged) KeepUnseenSiblingsApart(group.heads, &verified);
  std::vector<Component> components = SplitByKin(group, verified, &result.matches);
  std::vector<GroupResult> parts(components.size());
  parallel_(components.size(), [&](std::size_t i) {
    List(&components[i], &parts[i]);
    components[i] = Component();
  });
  for (const GroupResult& part : parts) {
    result.matches.insert(result.matches.end(), part.matches.begin(), part.matches.end());
    result.clusters.insert(result.clusters.end(), part.clusters.begin(), part.clusters.end());
  }
  verifier_.Forget(group.heads);
  return result;
}

bool Clusterer::ArePeers(PairKey pair) const {
  const auto [shorter, longer] =
      std::minmax({sketches_.shingles(SmallerOf(pair)), sketches_.shingles(LargerOf(pair))});
  return options_.strict || shorter >= kPeerShare * longer;
}

bool Clusterer::AreWhole(PairKey pair) const {
  const auto [shorter, longer] =
      std::minmax({sketches_.shingles(SmallerOf(pair)), sketches_.shingles(LargerOf(pair))});
  return shorter >= kWholeShare * longer;
}

bool Clusterer::IsJudged(const Group& group) const {
  return !options_.strict && group.heads.size() <= kJudgedHeads;
}

std::vector<Verified> Clusterer::Verify(std::span<const PairKey> pairs, bool judged) {
  const auto wanted = [&](PairKey pair) {
    return judged || !ArePeers(pair) || !kin_.Connected(SmallerOf(pair), LargerOf(pair));
  };
  const auto join = [&](const Verified& verified) {
    if (!judged && IsPeerKin(verified)) kin_.Join(verified.match.a, verified.match.b);
  };
  return verifier_.Verify(pairs, parallel_, wanted, join);
}

bool Clusterer::IsPeerKin(const Verified& verified) const {
  return verified.IsKin() && verified.joins && verified.mixture_share == 0 &&
         (verified.match.resemblance >= options_.threshold || ArePeers(verified.Key()));
}

void Clusterer::Join(std::span<const PartId> heads, const std::vector<Verified>& verified,
                     bool judged) {
  Joiner joiner(&kin_);
  // Without the verdict of every pair nobody knows the main source, or what is a piece of a
  // mixture.
  std::vector<const Verified*> alike, pieces, peers;
  if (judged) alike = MainSources(verified);
  std::vector<Holding> holdings;
  OtherSources others;
  for (const Verified& pair : verified) {
    if (pair.IsKin()) others.Add(pair);
    if (IsPeerKin(pair)) {
      const bool is_alike = pair.match.resemblance >= options_.threshold;
      const bool is_piece = judged && is_alike && !AreWhole(pair.Key());
      (is_piece ? pieces : is_alike ? alike : peers).push_back(&pair);
    } else if (pair.IsKin() && pair.mixture_share == 0) {
      holdings.push_back(HoldingOf(pair));
    } else if (judged && pair.has_verdict && !pair.IsKin()) {
      joiner.KeepApart(pair.match.a, pair.match.b);
    }
  }
  JoinSurestFirst(std::move(alike), &joiner);
  std::erase_if(pieces,
                [&](const Verified* pair) { return others.HasAlone(HoldingOf(*pair), joiner); });
  JoinSurestFirst(std::move(pieces), &joiner);
  const auto is_mixture = [&](const Holding& holding) { return others.Has(holding, joiner); };
  if (judged) {
    std::erase_if(peers, [&](const Verified* pair) { return is_mixture(HoldingOf(*pair)); });
  }
  std::erase_if(holdings, is_mixture);
  JoinSurestFirst(std::move(peers), &joiner);
  DropFragments(heads, joiner, &holdings);
  JoinHoldings(holdings, &joiner);
}

// Who holds a text whole holds its full copies too. One who holds nothing but a copy that was cut
// short has used a piece of the text.
void Clusterer::DropFragments(std::span<const PartId> heads, const Joiner& joiner,
                              std::vector<Holding>* holdings) const {
  absl::flat_hash_map<PartId, std::uint32_t> fullest;  // by root, of what is held
  for (const Holding& holding : *holdings) fullest.try_emplace(joiner.Find(holding.held), 0);
  const auto note = [&](PartId part) {
    const auto found = fullest.find(joiner.Find(part));
    if (found != fullest.end()) found->second = std::max(found->second, sketches_.shingles(part));
  };
  for (const PartId head : heads) note(head);
  std::erase_if(*holdings, [&](const Holding& holding) {
    return sketches_.shingles(holding.held) < kWholeShare * fullest.at(joiner.Find(holding.held));
  });
}

Holding Clusterer::HoldingOf(const Verified& pair) const {
  const PartId a = pair.match.a, b = pair.match.b;
  return sketches_.shingles(a) > sketches_.shingles(b) ? Holding{b, a, sketches_.shingles(a)}
                                                       : Holding{a, b, sketches_.shingles(b)};
}

// Template pairs inside a component may have been skipped, so only those across say who is a
// sibling.
void Clusterer::AddSiblings(bool judged, std::vector<PairKey>* pairs,
                            std::vector<Verified>* verified, GroupResult* result) {
  std::vector<PartId> siblings;
  for (const Verified& pair : *verified) {
    const bool is_template = pair.has_verdict && !pair.IsKin();
    if (!is_template || kin_.Connected(pair.match.a, pair.match.b)) continue;
    siblings.push_back(pair.match.a);
    siblings.push_back(pair.match.b);
  }
  std::sort(siblings.begin(), siblings.end());
  siblings.erase(std::unique(siblings.begin(), siblings.end()), siblings.end());
  result->added = SiblingCandidates(siblings, options_, parallel_, &verifier_);
  std::vector<PairKey> added;
  std::set_difference(result->added.pairs.begin(), result->added.pairs.end(), pairs->begin(),
                      pairs->end(), std::back_inserter(added));
  const std::vector<Verified> more = Verify(added, judged);
  verified->insert(verified->end(), more.begin(), more.end());
  pairs->insert(pairs->end(), added.begin(), added.end());
  SortNumbers(pairs);
  result->added.pairs = std::move(added);
}

// A sibling may be no candidate of most of another's copies and be joined by the few that say
// nothing. All pairs of a cluster are verified to be listed: where one is of one template, the
// group is joined anew, with what is known then.
void Clusterer::KeepUnseenSiblingsApart(std::span<const PartId> heads,
                                        std::vector<Verified>* verified) {
  absl::flat_hash_set<PairKey> known;
  for (const Verified& pair : *verified) known.insert(pair.Key());
  std::vector<Verified> kin;
  bool are_siblings = true;
  while (are_siblings) {
    const std::vector<Verified> found = verifier_.Verify(
        PairsNotIn(known, heads), parallel_, [](PairKey) { return true; }, [](const Verified&) {});
    are_siblings = false;
    for (const Verified& pair : found) {
      known.insert(pair.Key());
      const bool is_template = pair.has_verdict && !pair.IsKin();
      (is_template ? *verified : kin).push_back(pair);
      are_siblings |= is_template;
    }
    if (!are_siblings) continue;
    kin_.TakeApart(heads);
    Join(heads, *verified, /*judged=*/true);
  }
  verified->insert(verified->end(), kin.begin(), kin.end());
}

// The pairs of clusters that are listed completely.
std::vector<PairKey> Clusterer::PairsNotIn(const absl::flat_hash_set<PairKey>& known,
                                           std::span<const PartId> heads) const {
  absl::flat_hash_map<PartId, std::vector<PartId>> heads_of;  // by root
  absl::flat_hash_map<PartId, std::size_t> members_of;
  for (const PartId head : heads) {
    const PartId root = kin_.Find(head);
    heads_of[root].push_back(head);
    members_of[root] += classes_.MembersOf(head).size();
  }
  std::vector<PairKey> pairs;
  for (const auto& [root, of_cluster] : heads_of) {
    if (members_of[root] > options_.complete_group) continue;
    for (std::size_t b = 1; b < of_cluster.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        const PairKey pair = MakePair(of_cluster[a], of_cluster[b]);
        if (!known.contains(pair)) pairs.push_back(pair);
      }
    }
  }
  SortNumbers(&pairs);
  return pairs;
}

// Pairs across components that have a verdict, of one template or held by a collection, go to
// *across. A large family that siblings of one template keep apart in several clusters has as many
// kin pairs between these as inside: no more of each member are listed than inside.
std::vector<Clusterer::Component> Clusterer::SplitByKin(const Group& group,
                                                        const std::vector<Verified>& verified,
                                                        std::vector<Match>* across) const {
  absl::flat_hash_map<PartId, std::size_t> index;  // by root
  std::vector<Component> components;
  std::vector<std::size_t> members;  // by component, exact copies included
  for (const PartId head : group.heads) {
    const auto [at, is_new] = index.try_emplace(kin_.Find(head), components.size());
    if (is_new) components.emplace_back();
    if (is_new) members.push_back(0);
    components[at->second].heads.push_back(head);
    members[at->second] += classes_.MembersOf(head).size();
  }
  const auto number = [&](PartId head) { return index.at(kin_.Find(head)); };
  const auto component = [&](PartId head) -> Component& { return components[number(head)]; };
  std::vector<Match> dense;  // between two clusters that are not listed completely either
  for (const Verified& pair : verified) {
    if (kin_.Connected(pair.match.a, pair.match.b)) {
      component(pair.match.a).verified.push_back(pair);
    } else if (pair.has_verdict) {
      const bool are_large = std::min(members[number(pair.match.a)],
                                      members[number(pair.match.b)]) > options_.complete_group;
      (are_large ? dense : *across).push_back(pair.match);
    }
  }
  KeepBestKin(options_.best_partners, &dense);
  across->insert(across->end(), dense.begin(), dense.end());
  for (const PairKey pair : group.pairs) {
    if (kin_.Connected(SmallerOf(pair), LargerOf(pair))) {
      component(SmallerOf(pair)).candidates.push_back(pair);
    }
  }
  return components;
}

void Clusterer::List(Component* component, GroupResult* result) {
  Cluster cluster;
  cluster.members = MembersOf(*component);
  if (cluster.members.size() < 2) return;
  cluster.representative = Representative(*component);
  cluster.complete = cluster.members.size() <= options_.complete_group;
  const std::vector<PairKey> pairs =
      PairsToList(*component, cluster.members, cluster.representative);
  VerifyMissing(pairs, &component->verified);
  KindOfCluster kind;
  cluster.min_resemblance = 1;
  for (const PairKey pair : pairs) {
    const Verified numbers = NumbersOf(pair, component->verified);
    if (numbers.has_verdict) result->matches.push_back(numbers.match);
    if (numbers.match.a == cluster.representative || numbers.match.b == cluster.representative) {
      kind.Add(numbers);
      cluster.min_resemblance = std::min(cluster.min_resemblance, numbers.match.resemblance);
    }
  }
  cluster.kind = kind.Kind();
  result->clusters.push_back(std::move(cluster));
}

std::vector<PartId> Clusterer::MembersOf(const Component& component) const {
  std::vector<PartId> members;
  for (const PartId head : component.heads) {
    const auto copies = classes_.MembersOf(head);
    members.insert(members.end(), copies.begin(), copies.end());
  }
  std::sort(members.begin(), members.end());
  return members;
}

PartId Clusterer::Representative(const Component& component) const {
  return *std::max_element(component.heads.begin(), component.heads.end(), [&](PartId x, PartId y) {
    return verifier_.DistinctShingles(x) < verifier_.DistinctShingles(y);
  });
}

// All pairs of members; or, in a large cluster, each member with the representative and its
// partners.
std::vector<PairKey> Clusterer::PairsToList(const Component& component,
                                            const std::vector<PartId>& members,
                                            PartId representative) const {
  std::vector<PairKey> pairs;
  if (members.size() <= options_.complete_group) {
    for (std::size_t b = 1; b < members.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) pairs.push_back(MakePair(members[a], members[b]));
    }
    return pairs;
  }
  const std::vector<std::vector<PartId>> partners = RankPartners(component);
  for (std::size_t h = 0; h < component.heads.size(); ++h) {
    const auto copies = classes_.MembersOf(component.heads[h]);
    for (const PartId member : copies) {
      std::size_t listed = 0;
      const auto list = [&](PartId partner) {
        if (partner == member || listed == options_.best_partners) return;
        pairs.push_back(MakePair(member, partner));
        ++listed;
      };
      // Copies come first: nothing resembles more.
      std::for_each_n(copies.begin(), std::min(copies.size(), options_.best_partners + 1), list);
      std::for_each(partners[h].begin(), partners[h].end(), list);
      if (member != representative) pairs.push_back(MakePair(member, representative));
    }
  }
  SortAndDropRepeats(&pairs);
  return pairs;
}

// By head: its candidate partners inside the component, the best estimate first, then by id; no
// more than can be listed.
std::vector<std::vector<PartId>> Clusterer::RankPartners(const Component& component) const {
  struct Partner {
    double estimate;
    PartId part;
  };
  const std::vector<PartId>& heads = component.heads;
  std::vector<std::vector<Partner>> partners(heads.size());
  const auto of = [&](PartId head) -> std::vector<Partner>& {
    const auto at = std::lower_bound(heads.begin(), heads.end(), head);
    return partners[static_cast<std::size_t>(at - heads.begin())];
  };
  for (const PairKey pair : component.candidates) {
    const PartId a = SmallerOf(pair), b = LargerOf(pair);
    MinHash of_a, of_b;
    const double estimate =
        EstimateResemblance(sketches_.minhash(a, &of_a), sketches_.minhash(b, &of_b));
    of(a).push_back({estimate, b});
    of(b).push_back({estimate, a});
  }
  std::vector<std::vector<PartId>> ranked(heads.size());
  for (std::size_t h = 0; h < heads.size(); ++h) {
    std::sort(partners[h].begin(), partners[h].end(), [](const Partner& x, const Partner& y) {
      return x.estimate != y.estimate ? x.estimate > y.estimate : x.part < y.part;
    });
    partners[h].resize(std::min(partners[h].size(), options_.best_partners));
    for (const Partner& partner : partners[h]) ranked[h].push_back(partner.part);
  }
  return ranked;
}

void Clusterer::VerifyMissing(const std::vector<PairKey>& member_pairs,
                              std::vector<Verified>* verified) {
  std::sort(verified->begin(), verified->end(), ByKey);
  std::vector<PairKey> missing;
  for (const PairKey pair : member_pairs) {
    const PartId x = classes_.HeadOf(SmallerOf(pair)), y = classes_.HeadOf(LargerOf(pair));
    if (x != y) missing.push_back(MakePair(x, y));
  }
  SortAndDropRepeats(&missing);
  const auto unverified = [known = std::span<const Verified>(*verified)](PairKey pair) {
    const auto at = std::lower_bound(
        known.begin(), known.end(), pair,
        [](const Verified& verified_pair, PairKey key) { return verified_pair.Key() < key; });
    return at == known.end() || at->Key() != pair;
  };
  const std::vector<Verified> added =
      verifier_.Verify(missing, parallel_, unverified, [](const Verified&) {});
  verified->insert(verified->end(), added.begin(), added.end());
  std::sort(verified->begin(), verified->end(), ByKey);
}

Verified Clusterer::NumbersOf(PairKey member_pair, const std::vector<Verified>& verified) const {
  const PartId a = SmallerOf(member_pair), b = LargerOf(member_pair);
  const PartId head_a = classes_.HeadOf(a), head_b = classes_.HeadOf(b);
  if (head_a == head_b) return {{a, b, 1, 1, 1, Verdict::kIdentical}, true};
  const PairKey heads = MakePair(head_a, head_b);
  const auto found =
      std::lower_bound(verified.begin(), verified.end(), heads,
                       [](const Verified& pair, PairKey key) { return pair.Key() < key; });
  // Only an executor that was told to stop leaves a pair out; the result is not used then.
  if (found == verified.end() || found->Key() != heads) return {{a, b}, false};
  Verified numbers = *found;
  if (head_a > head_b) std::swap(numbers.match.containment_a, numbers.match.containment_b);
  numbers.match.a = a;
  numbers.match.b = b;
  return numbers;
}

}  // namespace textkin
