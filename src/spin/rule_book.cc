// Known rules in texts and in passages.

#include <algorithm>
#include <tuple>

#include "readings.h"

namespace textkin {
namespace {

// Places of a passage that rules must explain: one may be chance.
constexpr std::size_t kMinExplained = 2;

}  // namespace

SpinRuleBook::SpinRuleBook(std::vector<SpinRule> rules) : rules_(std::move(rules)) {
  const auto words_of = [](const SpinRule& rule) { return std::tie(rule.from, rule.to); };
  std::sort(rules_.begin(), rules_.end(), [&](const SpinRule& x, const SpinRule& y) {
    return words_of(x) != words_of(y) ? words_of(x) < words_of(y) : x.uses > y.uses;
  });
  const auto repeats =
      std::unique(rules_.begin(), rules_.end(),
                  [&](const SpinRule& x, const SpinRule& y) { return words_of(x) == words_of(y); });
  rules_.erase(repeats, rules_.end());
  std::vector<SpinWord> words;
  for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
    words.push_back(rules_[rule].from);
    words.push_back(rules_[rule].to);
    index_.emplace(SpinWordPair{rules_[rule].from, rules_[rule].to}, rule);
  }
  counter_ = SpinWordCounter(std::move(words));
}

std::vector<RuleTrace> SpinRuleBook::TracesIn(const Tokens& tokens) const {
  std::vector<RuleTrace> traces;
  for (const SpinWordCounter::Count& count : counter_.CountIn(tokens)) {
    const std::uint32_t rule = count.word / 2;
    if (traces.empty() || traces.back().rule != rule) traces.push_back({rule, 0, 0});
    (count.word % 2 == 0 ? traces.back().left : traces.back().uses) = count.count;
  }
  return traces;
}

std::vector<RuleUse> SpinRuleBook::FindUses(const AlignableText& a, const AlignableText& b,
                                            const Passage& passage) const {
  std::vector<RuleUse> uses;
  if (rules_.empty()) return uses;
  for (const Exchange& exchange : FindExchanges(a, b, passage)) {
    const std::size_t before = uses.size();
    for (const SpinReading& reading : ReadingsOf(exchange)) {
      for (const SpinWordPair& words : reading) {
        const auto there = index_.find(words), back = index_.find({words.second, words.first});
        if (there == index_.end() && back == index_.end()) break;
        const bool a_has_from = there != index_.end();
        uses.push_back(
            {a_has_from ? there->second : back->second, exchange.difference, a_has_from});
      }
      if (uses.size() - before == reading.size()) break;
      uses.resize(before);
    }
  }
  return uses;
}

Span SpinRuleBook::FirstPlace(const Tokens& tokens, std::uint32_t rule, bool of_to) const {
  return counter_.FirstPlace(tokens, 2 * rule + (of_to ? 1 : 0));
}

bool IsSpun(const Passage& passage, std::span<const RuleUse> uses) {
  const auto reworded = static_cast<std::size_t>(
      std::count_if(passage.differences.begin(), passage.differences.end(),
                    [](const Difference& d) { return d.type == DifferenceType::kReworded; }));
  std::size_t explained = 0;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    explained += i == 0 || uses[i].difference != uses[i - 1].difference;
  }
  return explained >= kMinExplained && 2 * explained > reworded;
}

}  // namespace textkin
