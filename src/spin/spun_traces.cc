// Spun parts: where the words of rules stand as they would not by themselves.
//
// Each rule is weighed by the likelihood of its two words in a part, at their rate in that part
// against their rate in the parts that were not spun. It needs no source: a part whose source is
// gone is found by rules that were learnt elsewhere.

#include <algorithm>
#include <cmath>

#include "textkin/spin.h"

namespace textkin {
namespace {

// Uses of a word that a part counts for in the rate of the collection.
constexpr std::uint32_t kMaxOfPart = 3;
// Rounds of finding spun parts and counting the rates in the others.
constexpr int kRounds = 4;
// Nats from which one rule is at work, and all of a part together.
constexpr double kMinOfRule = 1;
constexpr double kMinOfPart = 8;
// Rules at work in a spun part, and places of all of them together.
constexpr std::size_t kMinRules = 2;
constexpr std::uint32_t kMinUses = 4;

// Log-likelihood ratio of `uses` among uses + left at their own rate and at `rate`.
double Gain(std::uint32_t uses, std::uint32_t left, double rate) {
  const double all = uses + left, own = uses / all;
  if (own <= rate) return 0;
  const double of_left = left == 0 ? 0 : left * std::log((1 - own) / (1 - rate));
  return uses * std::log(own / rate) + of_left;
}

}  // namespace

std::vector<bool> FindSpunTraces(std::span<const RuleTrace> traces,
                                 std::span<const std::uint64_t> from_elsewhere) {
  std::vector<bool> is_spun(traces.size(), false);
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> to(from_elsewhere.size(), 0.5);
    std::vector<double> all(from_elsewhere.begin(), from_elsewhere.end());
    for (std::size_t i = 0; i < traces.size(); ++i) {
      if (is_spun[i]) continue;
      to[traces[i].rule] += std::min(traces[i].uses, kMaxOfPart);
      all[traces[i].rule] +=
          std::min(traces[i].uses, kMaxOfPart) + std::min(traces[i].left, kMaxOfPart);
    }
    std::fill(is_spun.begin(), is_spun.end(), false);
    for (std::size_t begin = 0, end = 0; begin < traces.size(); begin = end) {
      double sum = 0;
      std::size_t rules = 0;
      std::uint32_t uses = 0;
      std::vector<std::size_t> active;
      for (; end < traces.size() && traces[end].part == traces[begin].part; ++end) {
        const RuleTrace& trace = traces[end];
        const double gain = Gain(trace.uses, trace.left, to[trace.rule] / (all[trace.rule] + 1));
        if (gain < kMinOfRule) continue;
        sum += gain;
        ++rules;
        uses += trace.uses;
        active.push_back(end);
      }
      if (rules < kMinRules || uses < kMinUses || sum < kMinOfPart) continue;
      for (const std::size_t i : active) is_spun[i] = true;
    }
  }
  return is_spun;
}

}  // namespace textkin
