// Known rules in a passage.

#include <algorithm>

#include "textkin/spin.h"

namespace textkin {
namespace {

// Places of a passage that rules must explain: one may be chance.
constexpr std::size_t kMinExplained = 2;

}  // namespace

SpinRuleBook::SpinRuleBook(std::span<const SpinRule> rules) {
  for (const SpinRule& rule : rules) {
    words_.emplace(rule.from, rule.to);
    words_.emplace(rule.to, rule.from);
  }
}

bool SpinRuleBook::Explains(const Exchange& exchange) const {
  const std::vector<std::vector<SpinWordPair>> readings = ReadingsOf(exchange);
  return std::any_of(readings.begin(), readings.end(), [&](const auto& reading) {
    return !reading.empty() && std::all_of(reading.begin(), reading.end(), [&](const auto& words) {
      return words_.contains(words);
    });
  });
}

bool SpinRuleBook::IsSpun(const AlignableText& a, const AlignableText& b,
                          const Passage& passage) const {
  if (words_.empty()) return false;
  const auto reworded = static_cast<std::size_t>(
      std::count_if(passage.differences.begin(), passage.differences.end(),
                    [](const Difference& d) { return d.type == DifferenceType::kReworded; }));
  if (reworded < kMinExplained) return false;
  const std::vector<Exchange> exchanges = FindExchanges(a, b, passage);
  const auto explained = static_cast<std::size_t>(std::count_if(
      exchanges.begin(), exchanges.end(), [&](const Exchange& e) { return Explains(e); }));
  return explained >= kMinExplained && 2 * explained > reworded;
}

}  // namespace textkin
