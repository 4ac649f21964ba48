// Pairs across trees are gathered by the text whose words are to be explained and the tree that
// has them.

#include "second_sources.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "textkin/spans.h"
#include "textkin/union_find.h"

namespace textkin {
namespace {

// Share of a text's words in the passages of a pair that its parent must have too, for the parent
// to explain them.
constexpr double kExplained = 0.5;

struct Claim {
  std::uint32_t pair = 0;  // by index
  std::uint32_t source = 0;
};

// A text, and a tree by its root, that share words.
using Across = std::pair<std::uint32_t, std::uint32_t>;

struct Best {
  Claim claim;
  std::uint32_t derived = 0;
  SecondSource found;
  double sum = 0;  // nats for this direction
};

class Finder {
 public:
  Finder(const Family& family, const std::vector<PairContext>& contexts, const FamilyTree& tree,
         const Weights& weights)
      : family_(family), contexts_(contexts), tree_(tree), weights_(weights) {
    for (const PairEvents& pair : family.pairs) {
      ends_.push_back({IndexOf(family, pair.a), IndexOf(family, pair.b)});
    }
    for (std::uint32_t i = 0; i < ends_.size(); ++i) {
      const auto [a, b] = ends_[i];
      pairs_[{a, b}] = i;
      if (tree.root(a) == tree.root(b)) continue;
      across_[{a, tree.root(b)}].push_back(b);
      across_[{b, tree.root(a)}].push_back(a);
    }
  }

  SecondSources Run() {
    FindKin();
    for (std::uint32_t i = 0; i < ends_.size(); ++i) {
      const auto [a, b] = ends_[i];
      if (tree_.root(a) == tree_.root(b)) continue;
      if (!IsExplained(i, b, true)) claims_[{b, tree_.root(a)}].push_back({i, a});
      if (!IsExplained(i, a, false)) claims_[{a, tree_.root(b)}].push_back({i, b});
    }
    std::vector<Best> bests;
    for (const auto& [across, claims] : claims_) bests.push_back(BestOf(across.first, claims));
    std::stable_sort(bests.begin(), bests.end(),
                     [](const Best& x, const Best& y) { return x.sum > y.sum; });
    result_.of_pair.assign(ends_.size(), SecondSources::kNone);
    for (const Best& best : bests) Take(best);
    return std::move(result_);
  }

 private:
  void FindKin() {
    UnionFind kin(family_.parts.size());
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      if (IsKin(family_.pairs[i])) kin.Join(ends_[i].first, ends_[i].second);
    }
    for (std::uint32_t i = 0; i < family_.parts.size(); ++i) kin_.push_back(kin.Find(i));
  }

  // Groups of kin, other than those of the two, that have most of the passages of a claim too.
  std::uint32_t CountOthers(std::uint32_t derived, const Claim& best) const {
    const std::vector<Span> spans = SpansOf(best.pair, ends_[best.pair].second == derived);
    std::set<std::uint32_t> groups;
    for (auto at = claims_.lower_bound({derived, 0});
         at != claims_.end() && at->first.first == derived; ++at) {
      for (const Claim& claim : at->second) {
        const std::uint32_t group = kin_[claim.source];
        if (group == kin_[best.source] || group == kin_[derived] || groups.contains(group))
          continue;
        const std::vector<Span> others = SpansOf(claim.pair, ends_[claim.pair].second == derived);
        const auto left = static_cast<double>(LengthOf(Without(spans, others)));
        if (left <= (1 - kExplained) * static_cast<double>(LengthOf(spans))) groups.insert(group);
      }
    }
    return static_cast<std::uint32_t>(groups.size());
  }

  // The words of the pair's passages that stand on one side, in bytes.
  std::vector<Span> SpansOf(std::uint32_t pair, bool of_b) const {
    std::vector<Span> spans;
    for (const Quote& passage : family_.pairs[pair].passages)
      spans.push_back(of_b ? passage.b : passage.a);
    return Joined(std::move(spans));
  }

  bool IsExplained(std::uint32_t pair, std::uint32_t node, bool is_b) const {
    const std::uint32_t parent = tree_.parent(node);
    if (parent == kNoParent) return false;
    const std::uint32_t above = pairs_.at(std::minmax(node, parent));
    const std::vector<Span> wanted = SpansOf(pair, is_b);
    const auto all = static_cast<double>(LengthOf(wanted));
    const auto alone =
        static_cast<double>(LengthOf(Without(wanted, SpansOf(above, parent < node))));
    return all - alone >= kExplained * all;
  }

  // What it costs to have the passages from there, and to leave out none of them.
  double CostOf(std::uint32_t pair, bool to_b) const {
    const PairEvents& events = family_.pairs[pair];
    const double covered = to_b ? events.covered_b : events.covered_a;
    const double tokens = std::max(1u, to_b ? events.tokens_b : events.tokens_a);
    return PassageCost(events, to_b, weights_) + weights_.uncovered * (1 - covered / tokens);
  }

  Best BestOf(std::uint32_t derived, const std::vector<Claim>& claims) const {
    Best best;
    best.derived = derived;
    auto lowest = std::tuple(HUGE_VAL, UINT32_MAX, UINT32_MAX);
    for (const Claim& claim : claims) {
      const std::tuple cost = {CostOf(claim.pair, ends_[claim.pair].second == derived),
                               tree_.depth(claim.source), claim.source};
      if (cost >= lowest) continue;
      lowest = cost;
      best.claim = claim;
    }
    SecondSource& found = best.found;
    found.is_b = ends_[best.claim.pair].second == derived;
    found.holders = static_cast<std::uint32_t>(claims.size());
    for (const std::uint32_t other : across_.at({best.claim.source, tree_.root(derived)}))
      found.heirs += other == derived || tree_.IsAncestor(derived, other) ? 1 : 0;
    found.nats = weights_.oftener * std::log(static_cast<double>(found.holders) / found.heirs);
    found.others = CountOthers(derived, best.claim);
    best.sum = found.nats;
    for (const Telling& telling :
         TellingsOf(family_.pairs[best.claim.pair], contexts_[best.claim.pair], weights_)) {
      best.sum += telling.in_b == found.is_b ? telling.nats : -telling.nats;
    }
    return best;
  }

  void Take(const Best& best) {
    const auto trees = std::pair(tree_.root(best.claim.source), tree_.root(best.derived));
    if (taken_.contains({trees.second, trees.first})) return;
    taken_.insert(trees);
    for (const Claim& claim : claims_.at({best.derived, trees.first})) {
      const bool is_best = claim.source == best.claim.source;
      if (!is_best && !tree_.IsAncestor(claim.source, best.claim.source)) continue;
      result_.of_pair[claim.pair] = static_cast<std::uint32_t>(result_.found.size());
      result_.found.push_back(best.found);
      result_.found.back().is_b = ends_[claim.pair].second == best.derived;
      result_.found.back().is_best = is_best;
    }
  }

  const Family& family_;
  const std::vector<PairContext>& contexts_;
  const FamilyTree& tree_;
  const Weights& weights_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends_;               // of pairs, as nodes
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> pairs_;  // index by nodes
  std::map<Across, std::vector<std::uint32_t>> across_;                     // members of the tree
  std::map<Across, std::vector<Claim>> claims_;
  std::vector<std::uint32_t> kin_;                           // by node, its group
  std::set<std::pair<std::uint32_t, std::uint32_t>> taken_;  // source's tree, derived's
  SecondSources result_;
};

}  // namespace

SecondSources FindSecondSources(const Family& family, const std::vector<PairContext>& contexts,
                                const FamilyTree& tree, const Weights& weights) {
  return Finder(family, contexts, tree, weights).Run();
}

}  // namespace textkin
