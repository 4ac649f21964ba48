// Spun text: rules of substitution (教育→训练) learnt from what a collection's own pairs exchange,
// and the documents that were made by them.
//
//   exchanges    words for words at one place of a passage, with the equal token on either side
//   candidates   pairs of words that explain the most exchanges: an aligner shows 加强→增强 as
//   加→增 rules        candidates with a direction, kept to, in several families spun parts   where
//   the words of many rules stand and the words that they replace do not
// Every count is an integer, and nothing depends on the order of pairs. No thesaurus is shipped.
// docs/design/008-spun-text.md has the argument and the numbers.

#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "textkin/align.h"
#include "textkin/normalize.h"

namespace textkin {

// The symbols of its tokens: two to four CJK characters, or one or two words of letters.
using SpinWord = std::u32string;
using SpinWordPair = std::pair<SpinWord, SpinWord>;

// Words that stand for each other at one place of two texts.
struct Exchange {
  SpinWord a;
  SpinWord b;
  char32_t before = 0;  // the equal token on both sides that touches them; 0: there is none
  char32_t after = 0;
  bool is_cjk = false;  // all of them CJK characters; otherwise all are words of letters
};

// The exchanges of a passage: its reworded differences of up to eight tokens, without numbers and
// masks, in order.
std::vector<Exchange> FindExchanges(const AlignableText& a, const AlignableText& b,
                                    const Passage& passage);

// The ways to read an exchange as words for words. None when it is no exchange of words.
std::vector<std::vector<SpinWordPair>> ReadingsOf(const Exchange& exchange);

// What a pair of kin exchanges, in all of its passages.
struct PairExchanges {
  PartId a = 0;
  PartId b = 0;
  std::uint32_t cluster = 0;
  std::vector<Exchange> exchanges;
};

// Two words that were exchanged, without a direction yet.
struct SpinCandidate {
  std::uint32_t first = 0;  // index in SpinCandidates::words
  std::uint32_t second = 0;
};
struct SpinUse {
  std::uint32_t candidate = 0;
  PartId with_first = 0;  // the part that has the first word
  PartId with_second = 0;
  std::uint32_t cluster = 0;
  std::uint32_t count = 0;  // places
};
struct SpinCandidates {
  std::vector<SpinWord> words;  // ascending
  std::vector<SpinCandidate> pairs;
  std::vector<SpinUse> uses;
};
SpinCandidates FindSpinCandidates(std::span<const PairExchanges> pairs);

// Counts words in tokens.
class SpinWordCounter {
 public:
  explicit SpinWordCounter(std::span<const SpinWord> words);

  struct Count {
    std::uint32_t word = 0;  // index in the words
    std::uint32_t count = 0;
  };
  // Ascending by word; those that stand nowhere are left out.
  std::vector<Count> CountIn(const Tokens& tokens) const;
  std::span<const SpinWord> words() const { return words_; }
  // The first token of the first place of a word; tokens.size() when it stands nowhere.
  std::size_t FirstPlace(const Tokens& tokens, std::uint32_t word) const;

 private:
  std::vector<SpinWord> words_;
  std::unordered_map<char32_t, std::vector<std::uint32_t>> by_first_;
};

struct SpinRule {
  SpinWord from;               // the common word
  SpinWord to;                 // what stands instead of it
  std::uint32_t uses = 0;      // that taught it, at most three of a part
  std::uint32_t clusters = 0;  // that these uses are in
};

// The candidates that are rules, by `from`, then `to`. `parts_with[word]`: parts of the collection
// that have it. `count_in(part, word)`: times that it stands in a part that a use names.
std::vector<SpinRule> LearnSpinRules(
    const SpinCandidates& candidates, std::span<const std::uint32_t> parts_with,
    const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in);

// The rules, to know their work by.
class SpinRuleBook {
 public:
  SpinRuleBook() = default;  // none
  explicit SpinRuleBook(std::span<const SpinRule> rules);

  // Whether an exchange can be read as the work of rules alone, in either direction.
  bool Explains(const Exchange& exchange) const;
  // Whether rules explain most of what was reworded in a passage, and more than one place of it.
  bool IsSpun(const AlignableText& a, const AlignableText& b, const Passage& passage) const;

 private:
  std::set<SpinWordPair> words_;
};

// A part that has the word of a rule.
struct RuleTrace {
  std::uint32_t rule = 0;
  PartId part = 0;
  std::uint32_t uses = 0;  // of the rule's `to`
  std::uint32_t left = 0;  // of its `from`
};

// Which traces are those of spinning: the result has an entry for each, in the order given, which
// is by part, then rule. `from_elsewhere[rule]`: uses of its `from`, at most three of a part, in
// parts without its `to`.
std::vector<bool> FindSpunTraces(std::span<const RuleTrace> traces,
                                 std::span<const std::uint64_t> from_elsewhere);

}  // namespace textkin
