// Spun parts: the likelihood ratio of what is seen of each rule, if somebody spun and if nobody
// did.
//
// A rule speaks once for a part, however often its words stand there: a report on training says
// 训练 in every line. It is kept to when `to` stands where `from` would; both stand in a part that
// is spun in places, as a mixture is. Nobody's spinner has all rules of the collection, so a rule
// that is not kept to says little. Where nobody spun the mean of the ratio is one, for a table of
// any size, so by Markov's inequality it reaches e^8 in one part of 3,000 at the most, were rules
// independent.

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "textkin/spin.h"

namespace textkin {
namespace {

// What of a rule's two words stands in a part.
enum Seen : std::size_t { kKept, kBoth, kLeft };
// Uses of `to` for one `from` that is left, from which a rule is kept to.
constexpr std::uint32_t kKeptUses = 3;
// How often a spinner's own rules are seen so: most texts are spun as a whole, some in places, and
// few have nothing but what was quoted or overlooked.
constexpr std::array<double, 3> kSpun = {0.75, 0.2, 0.05};
// Shares of all rules of the collection that a spinner may have, each as likely.
constexpr std::array<double, 4> kOwnShares = {0.03, 0.1, 0.3, 0.9};
// Log-likelihood ratio, in nats, from which a part was spun.
constexpr double kMinOfPart = 8;
// Likelihood ratio of a rule that is named.
constexpr double kMinOfRule = 3;
// Rules that are kept to, and places of all of them together.
constexpr std::size_t kMinRules = 2;
constexpr std::uint32_t kMinUses = 4;
// Rounds of finding spun parts and learning from the others.
constexpr int kRounds = 4;

Seen SeenOf(const RuleTrace& trace) {
  if (trace.uses == 0) return kLeft;
  return trace.uses >= kKeptUses * trace.left ? kKept : kBoth;
}

}  // namespace

SpunParts::SpunParts(std::span<const std::vector<RuleTrace>> sample, const std::vector<bool>& known,
                     std::size_t rules) {
  std::vector<bool> is_spun = known;
  for (int round = 0; round < kRounds; ++round) {
    natural_.assign(rules, {});
    for (std::size_t part = 0; part < sample.size(); ++part) {
      if (is_spun[part]) continue;
      for (const RuleTrace& trace : sample[part]) {
        ++natural_[trace.rule][SeenOf(trace)];
      }
    }
    std::vector<bool> found = known;
    for (std::size_t part = 0; part < sample.size(); ++part) {
      found[part] = known[part] || IsSpun(sample[part], !is_spun[part]);
    }
    if (found == is_spun) break;
    is_spun = std::move(found);
  }
}

double SpunParts::Ratio(const RuleTrace& trace, bool counted) const {
  const Seen seen = SeenOf(trace);
  const auto& counts = natural_[trace.rule];
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0) - counted;
  const double such = counts[seen] - (counted ? 1.0 : 0.0);
  // Half a part more of every kind: what was never seen is not impossible.
  return kSpun[seen] / ((such + 0.5) / (all + 0.5 * static_cast<double>(counts.size())));
}

bool SpunParts::IsSpun(std::span<const RuleTrace> traces, bool counted) const {
  std::size_t rules = 0;
  std::uint32_t uses = 0;
  std::array<double, kOwnShares.size()> sums = {};
  for (const RuleTrace& trace : traces) {
    const double ratio = Ratio(trace, counted);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] += std::log(1 - kOwnShares[i] + kOwnShares[i] * ratio);
    }
    if (trace.uses == 0 || ratio < kMinOfRule) continue;
    ++rules;
    uses += trace.uses;
  }
  const double nats = *std::max_element(sums.begin(), sums.end()) - std::log(sums.size());
  return nats >= kMinOfPart && rules >= kMinRules && uses >= kMinUses;
}

std::vector<RuleTrace> SpunParts::AtWork(std::span<const RuleTrace> traces, bool is_known) const {
  std::vector<RuleTrace> at_work;
  if (!is_known && !IsSpun(traces, false)) return at_work;
  for (const RuleTrace& trace : traces) {
    if (trace.uses > 0 && Ratio(trace, false) >= kMinOfRule) at_work.push_back(trace);
  }
  return at_work;
}

}  // namespace textkin
