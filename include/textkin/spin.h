// Spun text: rules of substitution (教育→训练) learnt from what a collection's own pairs exchange,
// and the parts that were made by them.
//
//   exchanges    words for words at one place of a passage, with the equal token on either side
//   candidates   pairs of words that explain the most exchanges: an aligner shows 加强→增强 as
//   加→增 rules        candidates with a direction, kept to, in several families spun parts   where
//   the new words of many rules stand, and the old ones do not
//
// Every count is an integer, and nothing depends on the order of pairs. No thesaurus is shipped.
// docs/design/008-spun-text.md has the argument and the numbers.

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
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
  bool is_cjk = false;           // all of them CJK characters; otherwise all are words of letters
  std::uint32_t difference = 0;  // of the passage, by index
};

// The exchanges of a passage: its reworded differences of up to eight tokens, without numbers and
// masks, in order.
std::vector<Exchange> FindExchanges(const AlignableText& a, const AlignableText& b,
                                    const Passage& passage);

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
  std::uint32_t pair = 0;    // of parts, by index
  bool a_has_first = false;  // otherwise b has the first word, and a the second
  std::uint32_t count = 0;   // places
};
struct SpinCandidates {
  struct Pair {
    PartId a = 0;
    PartId b = 0;
    std::uint32_t cluster = 0;
    std::uint32_t kinds = 0;  // different words for words that it exchanges, candidates or not
  };
  std::vector<SpinWord> words;  // ascending
  std::vector<SpinCandidate> candidates;
  std::vector<Pair> pairs;  // by a, then b
  std::vector<SpinUse> uses;
};
SpinCandidates FindSpinCandidates(std::span<const PairExchanges> pairs);

// Counts words in tokens.
class SpinWordCounter {
 public:
  SpinWordCounter() = default;  // of no words
  explicit SpinWordCounter(std::vector<SpinWord> words);

  struct Count {
    std::uint32_t word = 0;  // index in the words
    std::uint32_t count = 0;
  };
  // Ascending by word; those that stand nowhere are left out.
  std::vector<Count> CountIn(const Tokens& tokens) const;
  // The bytes of the first place of a word; empty when it stands nowhere.
  Span FirstPlace(const Tokens& tokens, std::uint32_t word) const;

 private:
  // The bit of a symbol in begins_.
  std::size_t BitOf(char32_t symbol) const;
  // The list of the words that begin with the first two symbols of `word`, or are its one.
  std::size_t ListOf(std::u32string_view word) const;

  std::vector<SpinWord> words_;
  std::vector<bool> begins_;               // by a hash: whether some word begins with such a symbol
  std::vector<std::uint32_t> list_begin_;  // in listed_, of each list and behind the last
  std::vector<std::uint32_t> listed_;      // words by their lists, ascending in each
};

struct SpinRule {
  SpinWord from;               // the common word
  SpinWord to;                 // what stands instead of it
  std::uint32_t uses = 0;      // that taught it, at most three of a part; 0: it was given
  std::uint32_t clusters = 0;  // that these uses are in
};

struct SpinLesson {
  std::vector<SpinRule> rules;  // by `from`, then `to`
  std::vector<PartId> spun;     // parts that rules made out of others, ascending
};
// Which candidates are rules. `parts_with[word]`: parts of the collection that have it.
// `count_in(part, word)`: times that it stands in a part of a pair.
SpinLesson LearnSpinRules(const SpinCandidates& candidates,
                          std::span<const std::uint32_t> parts_with,
                          const std::function<std::uint32_t(PartId, std::uint32_t)>& count_in);

// Rules that a user gives: a word and what may stand instead of it on each line, parted by a tab (a
// word may then have spaces inside) or by spaces; empty lines and those that begin with # are
// passed over. InvalidArgument with the number of a line that is something else.
absl::StatusOr<std::vector<SpinRule>> ParseSynonyms(std::string_view text);

// How often the words of a rule stand in a part.
struct RuleTrace {
  std::uint32_t rule = 0;
  std::uint32_t uses = 0;  // of `to`
  std::uint32_t left = 0;  // of `from`
};

// A rule at work at one place of two texts.
struct RuleUse {
  std::uint32_t rule = 0;
  std::uint32_t difference = 0;  // of the passage, by index: a reworded one
  bool a_has_from = false;       // otherwise b has
};

// The rules, to know their work by.
class SpinRuleBook {
 public:
  SpinRuleBook() = default;  // none
  // In any order; of equal rules the one with the most uses is kept.
  explicit SpinRuleBook(std::vector<SpinRule> rules);

  std::span<const SpinRule> rules() const { return rules_; }  // by `from`, then `to`
  // Of the rules of which either word stands in a text, ascending.
  std::vector<RuleTrace> TracesIn(const Tokens& tokens) const;
  // The rules that explain differences of a passage, each difference as a whole or not at all, in
  // order.
  std::vector<RuleUse> FindUses(const AlignableText& a, const AlignableText& b,
                                const Passage& passage) const;
  // The bytes of the first place of a rule's word; empty when it stands nowhere.
  Span FirstPlace(const Tokens& tokens, std::uint32_t rule, bool of_to) const;

 private:
  std::vector<SpinRule> rules_;
  SpinWordCounter counter_;                      // `from` and `to` of rule 0, of rule 1, ...
  std::map<SpinWordPair, std::uint32_t> index_;  // of the rule from, to
};

// Whether rules, which FindUses found, explain most of what was reworded in a passage, and more
// than one place of it.
bool IsSpun(const Passage& passage, std::span<const RuleUse> uses);

// Tells parts that rules have made from those that use the same words by themselves. It needs no
// source: a part whose source is gone is found by rules that were learnt elsewhere.
class SpunParts {
 public:
  // By rule: parts with either word that nobody spun, by which of them stand there.
  using Counts = std::vector<std::array<std::uint32_t, 3>>;

  SpunParts() = default;                                                // of no rules
  explicit SpunParts(Counts natural) : natural_(std::move(natural)) {}  // of counts() of another
  // Learns from the traces of a sample of parts how often the new word of a rule stands in the
  // place of the old one where nobody spun. `known[i]`: the pairs of sample[i] show that it was.
  SpunParts(std::span<const std::vector<RuleTrace>> sample, const std::vector<bool>& known,
            std::size_t rules);

  const Counts& counts() const { return natural_; }

  // Those of a part's traces that are the work of rules; none when the part was not spun.
  std::vector<RuleTrace> AtWork(std::span<const RuleTrace> traces, bool is_known) const;

 private:
  // `counted`: the part is among those of natural_, which must not bear witness for themselves.
  bool IsSpun(std::span<const RuleTrace> traces, bool counted) const;
  // Of the probabilities that a spinner leaves such a trace, and that nobody did.
  double Ratio(const RuleTrace& trace, bool counted) const;

  Counts natural_;
};

}  // namespace textkin
