// Spun parts: the likelihood ratio of what is seen of each rule, if somebody spun and if nobody
// did.
//
// A rule speaks once for a part, however often its words stand there: a report on training says
// 训练 in every line. It is kept to when `to` stands where `from` would. Nobody's spinner has all
// rules of the collection, so a rule that is not kept to says little. Where nobody spun the mean of
// the ratio is one, for a table of any size, so by Markov's inequality it reaches e^8 in one part
// of 3,000 at the most, were rules independent.

#include <algorithm>
#include <array>
#include <cmath>

#include "textkin/spin.h"

namespace textkin {
namespace {

// Uses of `to` for one `from` that is left, from which a rule is kept to.
constexpr std::uint32_t kKept = 3;
// Probability that a spinner keeps to a rule of its own: the rest was quoted or overlooked.
constexpr double kKeeps = 0.95;
// Shares of all rules of the collection that a spinner may have, each as likely.
constexpr std::array<double, 4> kOwnShares = {0.03, 0.1, 0.3, 0.9};
// Log-likelihood ratio, in nats, from which a part was spun.
constexpr double kMinOfPart = 8;
// The same of a rule that is named.
constexpr double kMinOfRule = 1;
// Rules that are kept to, and places of all of them together.
constexpr std::size_t kMinRules = 2;
constexpr std::uint32_t kMinUses = 4;
// Rounds of finding spun parts and learning from the others.
constexpr int kRounds = 4;

bool IsKept(const RuleTrace& trace) { return trace.uses > 0 && trace.uses >= kKept * trace.left; }

}  // namespace

SpunParts::SpunParts(std::span<const std::vector<RuleTrace>> sample, const std::vector<bool>& known,
                     std::size_t rules) {
  std::vector<bool> is_spun = known;
  for (int round = 0; round < kRounds; ++round) {
    natural_.assign(rules, {});
    for (std::size_t part = 0; part < sample.size(); ++part) {
      if (is_spun[part]) continue;
      for (const RuleTrace& trace : sample[part]) {
        ++natural_[trace.rule].all;
        natural_[trace.rule].kept += IsKept(trace);
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
  const Counts& counts = natural_[trace.rule];
  const bool is_kept = IsKept(trace);
  const double others = counts.all - counted, kept = counts.kept - (counted && is_kept);
  const double natural = (kept + 0.5) / (others + 1);
  return is_kept ? kKeeps / natural : (1 - kKeeps) / (1 - natural);
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
    if (!IsKept(trace)) continue;
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
    if (IsKept(trace) && std::log(Ratio(trace, false)) >= kMinOfRule) at_work.push_back(trace);
  }
  return at_work;
}

}  // namespace textkin
