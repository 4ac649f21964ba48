// Verdicts: containment and resemblance against their thresholds, and values against each other.

#include "verdict.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace textkin {
namespace {

using ValuePair = std::pair<std::uint32_t, std::uint32_t>;  // a's value, b's value

// The values of one context, which begin at claims[*at]; moves *at behind them.
std::span<const ValueClaim> TakeContext(std::span<const ValueClaim> claims, std::size_t* at) {
  const std::size_t begin = *at;
  while (*at < claims.size() && claims[*at].context == claims[begin].context) ++*at;
  return claims.subspan(begin, *at - begin);
}

// Appends the values of one context on both sides, equal ones together and the others by rank. What
// stands in several places of a text is compared as a set, so that their order says nothing.
void PairValues(std::span<const ValueClaim> a, std::span<const ValueClaim> b,
                std::vector<ValuePair>* pairs) {
  std::vector<std::uint32_t> of_a, of_b;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (j == b.size() || (i < a.size() && a[i].value < b[j].value)) {
      of_a.push_back(a[i++].value);
    } else if (i == a.size() || b[j].value < a[i].value) {
      of_b.push_back(b[j++].value);
    } else {
      pairs->emplace_back(a[i++].value, b[j++].value);
    }
  }
  for (std::size_t k = 0; k < std::min(of_a.size(), of_b.size()); ++k) {
    pairs->emplace_back(of_a[k], of_b[k]);
  }
}

// The distinct pairs of values under common contexts: a year that stands ten times counts once.
std::vector<ValuePair> ComparableValues(std::span<const ValueClaim> a,
                                        std::span<const ValueClaim> b) {
  std::vector<ValuePair> pairs;
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i].context < b[j].context) {
      ++i;
    } else if (b[j].context < a[i].context) {
      ++j;
    } else {
      const auto of_a = TakeContext(a, &i), of_b = TakeContext(b, &j);
      PairValues(of_a, of_b, &pairs);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

// How often a text claims each value, as a sorted list of all its claims.
std::vector<std::uint32_t> ValuesOf(std::span<const ValueClaim> claims) {
  std::vector<std::uint32_t> values;
  for (const ValueClaim& claim : claims) values.push_back(claim.value);
  std::sort(values.begin(), values.end());
  return values;
}

// Drops the differing pairs whose first value stands against kCorruptConstantValues others, or
// against two while its text claims it so often: whoever overwrote the numbers of a text with one
// constant has not written another report. More than kMaxConstants are small numbers that recur,
// and none is dropped. `pairs` is sorted, `values` are all of the first text.
std::vector<ValuePair> WithoutCorruptConstants(std::span<const ValuePair> pairs,
                                               std::span<const std::uint32_t> values) {
  std::vector<ValuePair> kept;
  std::size_t constants = 0;
  for (std::size_t begin = 0; begin < pairs.size();) {
    std::size_t end = begin, others = 0;
    for (; end < pairs.size() && pairs[end].first == pairs[begin].first; ++end) {
      others += pairs[end].second != pairs[end].first;
    }
    const auto claimed = std::ranges::equal_range(values, pairs[begin].first).size();
    const bool is_constant =
        others >= kCorruptConstantValues ||
        (others >= 2 && others == end - begin && claimed >= kCorruptConstantValues);
    constants += is_constant ? 1 : 0;
    for (std::size_t i = begin; i < end; ++i) {
      const bool equal = pairs[i].first == pairs[i].second;
      if (equal || !is_constant) kept.push_back(pairs[i]);
    }
    begin = end;
  }
  if (constants > kMaxConstants) kept.assign(pairs.begin(), pairs.end());
  return kept;
}

std::vector<ValuePair> Swapped(std::span<const ValuePair> pairs) {
  std::vector<ValuePair> swapped;
  for (const auto& [x, y] : pairs) swapped.emplace_back(y, x);
  std::sort(swapped.begin(), swapped.end());
  return swapped;
}

std::size_t CountDistinct(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  return static_cast<std::size_t>(std::unique(values.begin(), values.end()) - values.begin());
}

}  // namespace

bool ValuesDiffer(std::span<const ValueClaim> a, std::span<const ValueClaim> b, bool alike) {
  const std::vector<ValuePair> all = ComparableValues(a, b);
  if (all.size() < kMinOtherValues) return false;
  // A constant is looked for among all pairs on both sides: dropping one side's first would hide
  // the other's.
  const std::vector<ValuePair> by_a = WithoutCorruptConstants(all, ValuesOf(a));
  const std::vector<ValuePair> by_b = Swapped(WithoutCorruptConstants(Swapped(all), ValuesOf(b)));
  std::vector<ValuePair> comparable;
  std::set_intersection(by_a.begin(), by_a.end(), by_b.begin(), by_b.end(),
                        std::back_inserter(comparable));
  std::vector<std::uint32_t> others_of_a, others_of_b;
  for (const auto& [of_a, of_b] : comparable) {
    if (of_a == of_b) continue;
    others_of_a.push_back(of_a);
    others_of_b.push_back(of_b);
  }
  const std::size_t equal = comparable.size() - others_of_a.size();
  // A value that stands against two others counts once: it may be a constant that few places show.
  const std::size_t differing =
      std::min(CountDistinct(std::move(others_of_a)), CountDistinct(std::move(others_of_b)));
  if (equal == 0 && alike) return differing >= kMinOtherValues;
  return equal + differing >= kMinComparableValues && differing > equal;
}

bool NamesDiffer(std::span<const ValueClaim> a, std::span<const ValueClaim> b) {
  std::size_t equal = 0, differing = 0, i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i].context == b[j].context) {
      ++(a[i].value == b[j].value ? equal : differing);
      ++i;
      ++j;
    } else {
      ++(a[i].context < b[j].context ? i : j);
    }
  }
  return differing > 2 * equal;
}

Verdict Judge(const Match& numbers, const PartContent& a, const PartContent& b,
              const MatchOptions& options) {
  const bool alike = numbers.resemblance >= options.threshold;
  if (!options.strict &&
      (ValuesDiffer(a.values, b.values, alike) || NamesDiffer(a.names, b.names))) {
    return Verdict::kSameTemplate;
  }
  if (alike) return Verdict::kNearDuplicate;
  const double containment = std::max(numbers.containment_a, numbers.containment_b);
  return containment >= kContained ? Verdict::kContained : Verdict::kPartial;
}

}  // namespace textkin
