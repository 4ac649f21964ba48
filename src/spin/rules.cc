// Rules: candidates that have a direction, that parts keep to, and that several families use;
// learnt from pairs whose exchanges are mostly rules.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "rule_uses.h"
#include "textkin/spin.h"

namespace textkin {
namespace {

// Uses of a rule that one part counts for: so that no long text makes a rule alone.
constexpr std::uint32_t kMaxOfPart = 3;
constexpr std::size_t kMinClusters = 2;
// Uses in some part of a rule that one cluster alone shows: an edit that was made once is seen in
// all copies of the text that it was made in.
constexpr std::uint32_t kMinOfPartInOneCluster = 2;
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
// Rules of a pair that teaches, and their share of the kinds of words that it exchanges: an editor,
// or the author of the next report on the same form, exchanges most words once.
constexpr std::uint32_t kMinRulesOfPair = 2;
constexpr double kMinRuleShare = 0.5;
// Share of a pair's rules that go one way, and of those whose own words tell which: names stand for
// each other, and neither is the common one.
constexpr double kOneWay = 0.75;
constexpr double kMinClearShare = 0.5;
// Rules that made a part out of another, in a pair that teaches.
constexpr std::uint32_t kMinRulesOfPart = 3;
// And in any pair, with the places that they changed.
constexpr std::uint32_t kMinRulesOfEdited = 2;
constexpr std::uint32_t kMinPlacesOfEdited = 4;
// Clusters that use a rule which may speak alone, the share of the places for it that are taken,
// and the ratio of the parts that have either word, 4: a name, or a term that a law has changed, is
// exchanged throughout as well, but in a family or two, and the new one is as common as the old.
constexpr std::size_t kMinClustersOfLone = 3;
constexpr double kMinAppliedOfLone = 0.9;
constexpr double kLoneRatio = 1.3863;
// Rounds of learning rules and choosing the pairs that teach.
constexpr int kRounds = 6;

class Learner {
 public:
  Learner(const SpinCandidates& found, std::span<const std::uint32_t> parts_with,
          const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in)
      : found_(found),
        parts_with_(parts_with),
        count_in_(count_in),
        teaches_(found.pairs.size(), true) {}

  SpinLesson Run() {
    for (int round = 0; round < kRounds; ++round) {
      LearnFromTeachers();
      if (!ChooseTeachers()) break;
    }
    SpinLesson lesson;
    for (std::uint32_t i = 0; i < is_rule_.size(); ++i) {
      if (is_rule_[i]) lesson.rules.push_back(RuleOf(i));
    }
    std::sort(lesson.rules.begin(), lesson.rules.end(), [](const SpinRule& x, const SpinRule& y) {
      return std::tie(x.from, x.to) < std::tie(y.from, y.to);
    });
    lesson.spun = SpunParts();
    return lesson;
  }

 private:
  // What supports a candidate: by spun part, its uses in the pair with the most.
  struct Support {
    std::map<PartId, std::uint32_t> uses;
    std::set<std::uint32_t> clusters;
    std::uint32_t Most() const {
      std::uint32_t most = 0;
      for (const auto& [part, count] : uses) most = std::max(most, count);
      return most;
    }
    std::uint32_t Capped() const {
      std::uint32_t sum = 0;
      for (const auto& [part, count] : uses) sum += std::min(count, kMaxOfPart);
      return sum;
    }
  };

  void LearnFromTeachers() {
    FindDirections();
    const std::size_t count = found_.candidates.size();
    support_.assign(count, {});
    uses_of_.assign(count, 0);
    uses_to_.assign(found_.words.size(), 0);
    for (const SpinUse& use : found_.uses) {
      if (teaches_[use.pair]) Add(use);
    }
    is_rule_.assign(count, false);
    is_lone_.assign(count, false);
    for (std::uint32_t i = 0; i < count; ++i) {
      is_rule_[i] = IsRule(i);
      is_lone_[i] = is_rule_[i] && MaySpeakAlone(i);
    }
  }

  // Above 0: the first word is the commoner one, in nats.
  double Commoner(std::uint32_t candidate) const {
    const SpinCandidate& pair = found_.candidates[candidate];
    return std::log((parts_with_[pair.first] + 1.0) / (parts_with_[pair.second] + 1.0));
  }

  bool IsClear(std::uint32_t candidate) const {
    return std::abs(Commoner(candidate)) >= kClearRatio;
  }

  // A word that is clearly the commoner one was replaced. Where both are as common, the other words
  // of the same pairs of parts decide: all of a text is spun, or nothing.
  void FindDirections() {
    std::vector<double> of_pair(found_.pairs.size(), 0);  // above 0: a is the source
    for (const SpinUse& use : found_.uses) {
      const double vote = std::clamp(Commoner(use.candidate), -kMaxVote, kMaxVote);
      of_pair[use.pair] += use.a_has_first ? vote : -vote;
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> in_cluster;  // candidate, cluster
    for (const SpinUse& use : found_.uses) {
      if (!teaches_[use.pair]) continue;
      const double vote = use.a_has_first ? of_pair[use.pair] : -of_pair[use.pair];
      in_cluster[{use.candidate, found_.pairs[use.pair].cluster}] += vote > 0   ? 1
                                                                     : vote < 0 ? -1
                                                                                : 0;
    }
    std::vector<int> pooled(found_.candidates.size(), 0);
    for (const auto& [key, votes] : in_cluster) {
      pooled[key.first] += votes > 0 ? 1 : votes < 0 ? -1 : 0;
    }
    direction_.clear();
    for (std::uint32_t i = 0; i < found_.candidates.size(); ++i) {
      const double decides = IsClear(i) || pooled[i] == 0 ? Commoner(i) : pooled[i];
      direction_.push_back(decides > 0 ? 1 : decides < 0 ? -1 : 0);
    }
  }

  std::uint32_t From(std::uint32_t i) const {
    return direction_[i] > 0 ? found_.candidates[i].first : found_.candidates[i].second;
  }
  std::uint32_t To(std::uint32_t i) const {
    return direction_[i] > 0 ? found_.candidates[i].second : found_.candidates[i].first;
  }
  // Whether b has the new word of a use, in the direction of its candidate.
  bool MadeB(const SpinUse& use) const {
    return use.a_has_first == (direction_[use.candidate] > 0);
  }

  void Add(const SpinUse& use) {
    if (direction_[use.candidate] == 0) return;
    const SpinCandidates::Pair& pair = found_.pairs[use.pair];
    Support& support = support_[use.candidate];
    std::uint32_t& count = support.uses[MadeB(use) ? pair.b : pair.a];
    count = std::max(count, use.count);
    support.clusters.insert(pair.cluster);
    uses_to_[To(use.candidate)] += std::min(use.count, kMaxOfPart);
    uses_of_[use.candidate] += std::min(use.count, kMaxOfPart);
  }

  bool IsRule(std::uint32_t i) const {
    const Support& support = support_[i];
    const std::uint32_t uses = support.Capped();
    const std::size_t clusters = support.clusters.size();
    if (uses < kMinUsesInClusters || (clusters < kMinClusters && uses < kMinUsesInOneCluster))
      return false;
    if (clusters < kMinClusters && support.Most() < kMinOfPartInOneCluster) return false;
    if (uses_of_[i] < kMinOwnShare * uses_to_[To(i)]) return false;
    return Applied(i) >= kMinApplied;
  }

  bool MaySpeakAlone(std::uint32_t i) const {
    return support_[i].clusters.size() >= kMinClustersOfLone &&
           std::abs(Commoner(i)) >= kLoneRatio && Applied(i) >= kMinAppliedOfLone;
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

  // Rules that made one side of a pair out of the other, and the places of these.
  struct Side {
    std::uint32_t rules = 0;
    std::uint32_t places = 0;
    bool lone = false;  // by a rule that may speak alone, at enough places
  };
  // What made a pair's b out of its a, and the other way; rules whose own words tell so.
  struct Made {
    Side b;
    Side a;
    std::uint32_t clear = 0;
  };
  std::vector<Made> RulesOfPairs() const {
    std::vector<Made> made(found_.pairs.size());
    for (const SpinUse& use : found_.uses) {
      if (!is_rule_[use.candidate]) continue;
      Side& side = MadeB(use) ? made[use.pair].b : made[use.pair].a;
      ++side.rules;
      side.places += use.count;
      side.lone |= is_lone_[use.candidate] && use.count >= kMinPlacesOfLone;
      made[use.pair].clear += IsClear(use.candidate);
    }
    return made;
  }

  bool Teaches(const Made& made, std::uint32_t kinds) const {
    const std::uint32_t rules = made.a.rules + made.b.rules;
    if (rules == 1 && (made.a.lone || made.b.lone)) return true;
    return rules >= kMinRuleShare * kinds &&
           std::max(made.a.rules, made.b.rules) >= kOneWay * rules &&
           made.clear >= kMinRulesOfPair && made.clear >= kMinClearShare * rules;
  }

  // Whether other pairs teach now.
  bool ChooseTeachers() {
    const std::vector<Made> made = RulesOfPairs();
    std::vector<bool> teaches(made.size());
    for (std::size_t i = 0; i < made.size(); ++i)
      teaches[i] = Teaches(made[i], found_.pairs[i].kinds);
    const bool changed = teaches != teaches_;
    teaches_ = std::move(teaches);
    return changed;
  }

  // Whether rules made one side of a pair out of the other, where they made `there` of it and
  // `back` of the other side: in a pair that teaches, and in any, an editor's too, that shows
  // enough places.
  static bool IsMade(const Side& there, const Side& back, bool teaches) {
    if (teaches && there.rules >= kMinRulesOfPart) return true;
    if (there.lone && back.rules == 0) return true;
    return there.rules >= kMinRulesOfEdited && there.places >= kMinPlacesOfEdited &&
           there.rules >= kOneWay * (there.rules + back.rules);
  }

  std::vector<PartId> SpunParts() const {
    const std::vector<Made> made = RulesOfPairs();
    std::set<PartId> spun;
    for (std::size_t i = 0; i < made.size(); ++i) {
      if (IsMade(made[i].b, made[i].a, teaches_[i])) spun.insert(found_.pairs[i].b);
      if (IsMade(made[i].a, made[i].b, teaches_[i])) spun.insert(found_.pairs[i].a);
    }
    return {spun.begin(), spun.end()};
  }

  SpinRule RuleOf(std::uint32_t i) const {
    return {found_.words[From(i)], found_.words[To(i)], support_[i].Capped(),
            static_cast<std::uint32_t>(support_[i].clusters.size())};
  }

  const SpinCandidates& found_;
  std::span<const std::uint32_t> parts_with_;
  const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in_;
  std::vector<bool> teaches_;   // by pair
  std::vector<int> direction_;  // by candidate; 1: first to second
  std::vector<Support> support_;
  std::vector<std::uint32_t> uses_of_;
  std::vector<std::uint32_t> uses_to_;  // by word
  std::vector<bool> is_rule_;
  std::vector<bool> is_lone_;  // rules that may speak alone
};

}  // namespace

SpinLesson LearnSpinRules(const SpinCandidates& candidates,
                          std::span<const std::uint32_t> parts_with,
                          const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in) {
  return Learner(candidates, parts_with, count_in).Run();
}

}  // namespace textkin
