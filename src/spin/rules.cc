// Rules: candidates that have a direction, that parts keep to, and that several families use.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "textkin/spin.h"

namespace textkin {
namespace {

// Uses of a rule that one part counts for: so that no long text makes a rule alone.
constexpr std::uint32_t kMaxOfPart = 3;
// A rule is used in two clusters, or often in one.
constexpr std::uint32_t kMinUses = 3;
constexpr std::size_t kMinClusters = 2;
constexpr std::uint32_t kMinUsesOfOne = 8;
// Share of the places for it where a part that uses a rule uses it: a machine forgets none, but a
// part may be spun in parts only.
constexpr double kMinApplied = 0.6;
// Share of the uses of a word that replace the same other one: a template's names replace each
// other in turn.
constexpr double kMinOwnShare = 0.6;
// Ratio of the parts that have either word from which it gives the direction alone: 2.
constexpr double kClearRatio = 0.6931;
// What one candidate may say about the direction of a pair, in nats.
constexpr double kMaxVote = 2;

class Learner {
 public:
  Learner(const SpinCandidates& candidates, std::span<const std::uint32_t> parts_with,
          const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in)
      : candidates_(candidates), parts_with_(parts_with), count_in_(count_in) {}

  std::vector<SpinRule> Run() {
    FindDirections();
    for (const SpinUse& use : candidates_.uses) Add(use);
    std::vector<SpinRule> rules;
    for (std::uint32_t i = 0; i < candidates_.pairs.size(); ++i) {
      if (direction_[i] != 0 && IsRule(i)) rules.push_back(RuleOf(i));
    }
    std::sort(rules.begin(), rules.end(), [](const SpinRule& x, const SpinRule& y) {
      return std::tie(x.from, x.to) < std::tie(y.from, y.to);
    });
    return rules;
  }

 private:
  // What supports a candidate: by spun part, its uses in the pair with the most.
  struct Support {
    std::map<PartId, std::uint32_t> uses;
    std::set<std::uint32_t> clusters;
    std::uint32_t Capped() const {
      std::uint32_t sum = 0;
      for (const auto& [part, count] : uses) sum += std::min(count, kMaxOfPart);
      return sum;
    }
  };

  // Above 0: the first word is the commoner one, in nats.
  double Commoner(std::uint32_t candidate) const {
    const SpinCandidate& pair = candidates_.pairs[candidate];
    return std::log((parts_with_[pair.first] + 1.0) / (parts_with_[pair.second] + 1.0));
  }

  // A word that is clearly the commoner one was replaced. Where both are as common, the other words
  // of the same pairs of parts decide: all of a text is spun, or nothing.
  void FindDirections() {
    using Pair = std::pair<PartId, PartId>;
    std::map<Pair, double> of_pair;  // above 0: the part with the smaller number is the source
    for (const SpinUse& use : candidates_.uses) {
      const double vote = std::clamp(Commoner(use.candidate), -kMaxVote, kMaxVote);
      const bool is_straight = use.with_first < use.with_second;
      of_pair[std::minmax(use.with_first, use.with_second)] += is_straight ? vote : -vote;
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> in_cluster;  // candidate, cluster
    for (const SpinUse& use : candidates_.uses) {
      const double score = of_pair.at(std::minmax(use.with_first, use.with_second));
      const double vote = use.with_first < use.with_second ? score : -score;
      in_cluster[{use.candidate, use.cluster}] += vote > 0 ? 1 : vote < 0 ? -1 : 0;
    }
    std::vector<int> pooled(candidates_.pairs.size(), 0);
    for (const auto& [key, votes] : in_cluster) {
      pooled[key.first] += votes > 0 ? 1 : votes < 0 ? -1 : 0;
    }
    for (std::uint32_t i = 0; i < candidates_.pairs.size(); ++i) {
      const double own = Commoner(i);
      const bool is_clear = std::abs(own) >= kClearRatio || pooled[i] == 0;
      const double decides = is_clear ? own : pooled[i];
      direction_.push_back(decides > 0 ? 1 : decides < 0 ? -1 : 0);
    }
    support_.resize(candidates_.pairs.size());
  }

  std::uint32_t From(std::uint32_t i) const {
    return direction_[i] > 0 ? candidates_.pairs[i].first : candidates_.pairs[i].second;
  }
  std::uint32_t To(std::uint32_t i) const {
    return direction_[i] > 0 ? candidates_.pairs[i].second : candidates_.pairs[i].first;
  }

  void Add(const SpinUse& use) {
    const int direction = direction_[use.candidate];
    if (direction == 0) return;
    const PartId spun = direction > 0 ? use.with_second : use.with_first;
    Support& support = support_[use.candidate];
    std::uint32_t& count = support.uses[spun];
    count = std::max(count, use.count);
    support.clusters.insert(use.cluster);
    uses_to_[To(use.candidate)] += std::min(use.count, kMaxOfPart);
    uses_of_[use.candidate] += std::min(use.count, kMaxOfPart);
  }

  bool IsRule(std::uint32_t i) const {
    const Support& support = support_[i];
    const std::uint32_t uses = support.Capped();
    const std::size_t clusters = support.clusters.size();
    if (uses < kMinUses || (clusters < kMinClusters && uses < kMinUsesOfOne)) return false;
    if (uses_of_.at(i) < kMinOwnShare * uses_to_.at(To(i))) return false;
    return Applied(i) >= kMinApplied;
  }

  // Over the parts that use it, long ones like short ones.
  double Applied(std::uint32_t i) const {
    double applied = 0, places = 0;
    for (const auto& [part, count] : support_[i].uses) {
      const double left = count_in_(part, From(i));
      const double weight = std::min<double>(kMaxOfPart, count);
      applied += weight * count / (count + left);
      places += weight;
    }
    return applied / places;
  }

  SpinRule RuleOf(std::uint32_t i) const {
    return {candidates_.words[From(i)], candidates_.words[To(i)], support_[i].Capped(),
            static_cast<std::uint32_t>(support_[i].clusters.size())};
  }

  const SpinCandidates& candidates_;
  std::span<const std::uint32_t> parts_with_;
  const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in_;
  std::vector<int> direction_;  // 1: first to second
  std::vector<Support> support_;
  std::map<std::uint32_t, std::uint32_t> uses_to_;  // by word
  std::map<std::uint32_t, std::uint32_t> uses_of_;  // by candidate
};

}  // namespace

std::vector<SpinRule> LearnSpinRules(
    const SpinCandidates& candidates, std::span<const std::uint32_t> parts_with,
    const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in) {
  return Learner(candidates, parts_with, count_in).Run();
}

}  // namespace textkin
