// Candidates: the reading of every exchange whose words are exchanged most often elsewhere too.

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "readings.h"
#include "rule_uses.h"

namespace textkin {
namespace {

// Times that a pair counts an exchange: one family must not decide how words are cut.
constexpr std::uint32_t kMaxOfPair = 10;
// Rounds of choosing readings by counts and counting what was chosen; the second changes little.
constexpr int kCountingRounds = 2;
// Kinds of words that a pair must exchange, or one at several places: an editor's single change is
// one.
constexpr std::size_t kMinKinds = 2;

// Words for words as a number: twice that of the exchange, whichever way it goes, and one more
// where the first words are the greater ones.
using Number = std::uint32_t;
std::uint32_t ExchangeOf(Number number) { return number / 2; }

// Numbers exchanges as they come. Strings are looked at once, and from then on numbers: counting
// strings again and again took half of the time of learning.
class Numbering {
 public:
  Number Of(SpinWordPair words) {
    const bool is_greater = words.first >= words.second;
    if (is_greater) std::swap(words.first, words.second);
    const auto next = static_cast<std::uint32_t>(words_.size());
    const auto [found, is_new] = number_of_.try_emplace(words, next);
    if (is_new) words_.push_back(std::move(words));
    return 2 * found->second + (is_greater ? 1 : 0);
  }
  std::size_t size() const { return words_.size(); }
  // The lesser words first.
  const SpinWordPair& WordsOf(std::uint32_t exchange) const { return words_[exchange]; }

 private:
  absl::flat_hash_map<SpinWordPair, std::uint32_t> number_of_;
  std::vector<SpinWordPair> words_;
};

// All readings of all exchanges of all pairs, side by side.
class Readings {
 public:
  explicit Readings(std::span<const PairExchanges> pairs) {
    for (const PairExchanges& pair : pairs) {
      for (const Exchange& exchange : pair.exchanges) {
        for (SpinReading& reading : ReadingsOf(exchange)) {
          for (SpinWordPair& words : reading) numbers_.push_back(numbering_.Of(std::move(words)));
          reading_ends_.push_back(numbers_.size());
        }
        exchange_ends_.push_back(reading_ends_.size());
      }
      pair_ends_.push_back(exchange_ends_.size());
    }
  }

  const Numbering& numbering() const { return numbering_; }
  std::size_t pairs() const { return pair_ends_.size(); }
  // The exchanges of a pair, [first, second).
  std::pair<std::size_t, std::size_t> OfPair(std::size_t pair) const {
    return Range(pair_ends_, pair);
  }
  // The readings of an exchange, likewise.
  std::pair<std::size_t, std::size_t> OfExchange(std::size_t exchange) const {
    return Range(exchange_ends_, exchange);
  }
  std::span<const Number> Words(std::size_t reading) const {
    const auto [begin, end] = Range(reading_ends_, reading);
    return std::span(numbers_).subspan(begin, end - begin);
  }
  std::span<const Number> AllWords(std::size_t pair) const {
    const auto [first, last] = OfPair(pair);
    if (first == last) return {};
    const std::size_t begin = Begin(reading_ends_, Begin(exchange_ends_, first));
    return std::span(numbers_).subspan(begin,
                                       Begin(reading_ends_, exchange_ends_[last - 1]) - begin);
  }

 private:
  static std::size_t Begin(const std::vector<std::size_t>& ends, std::size_t i) {
    return i == 0 ? 0 : ends[i - 1];
  }
  static std::pair<std::size_t, std::size_t> Range(const std::vector<std::size_t>& ends,
                                                   std::size_t i) {
    return {Begin(ends, i), ends[i]};
  }

  Numbering numbering_;
  std::vector<Number> numbers_;
  // Ends of the readings in numbers_, of the exchanges in these, of the pairs in those.
  std::vector<std::size_t> reading_ends_, exchange_ends_, pair_ends_;
};

// Distinct values with the times that each occurs, ascending.
using Counted = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
Counted CountEach(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  Counted counted;
  for (const std::uint32_t value : values) {
    if (counted.empty() || counted.back().first != value) counted.emplace_back(value, 0);
    ++counted.back().second;
  }
  return counted;
}

class Chooser {
 public:
  explicit Chooser(const Readings& readings) : readings_(readings) {}

  // For every pair, what its exchanges are read as.
  std::vector<std::vector<Number>> Run() {
    counts_.assign(readings_.numbering().size(), 0);
    for (std::size_t pair = 0; pair < readings_.pairs(); ++pair) Add(readings_.AllWords(pair));
    std::vector<std::vector<Number>> chosen(readings_.pairs());
    for (int round = 0; round < kCountingRounds; ++round) {
      for (std::size_t pair = 0; pair < chosen.size(); ++pair) chosen[pair] = Choose(pair);
      counts_.assign(counts_.size(), 0);
      for (const std::vector<Number>& words : chosen) Add(words);
    }
    return chosen;
  }

 private:
  // Counts the words of one pair.
  void Add(std::span<const Number> words) {
    std::vector<std::uint32_t> exchanges;
    for (const Number number : words) exchanges.push_back(ExchangeOf(number));
    for (const auto& [exchange, count] : CountEach(std::move(exchanges)))
      counts_[exchange] += std::min(count, kMaxOfPair);
  }

  std::vector<Number> Choose(std::size_t pair) const {
    std::vector<Number> chosen;
    const auto [first, last] = readings_.OfPair(pair);
    for (std::size_t exchange = first; exchange < last; ++exchange) {
      const auto [begin, end] = readings_.OfExchange(exchange);
      if (begin == end) continue;
      std::size_t best = begin;
      for (std::size_t reading = begin + 1; reading < end; ++reading)
        if (IsBetter(readings_.Words(reading), readings_.Words(best))) best = reading;
      const std::span<const Number> words = readings_.Words(best);
      chosen.insert(chosen.end(), words.begin(), words.end());
    }
    return chosen;
  }

  std::uint32_t Rarest(std::span<const Number> reading) const {
    std::uint32_t rarest = std::numeric_limits<std::uint32_t>::max();
    for (const Number words : reading) rarest = std::min(rarest, counts_[ExchangeOf(words)]);
    return reading.empty() ? 0 : rarest;
  }

  // By its rarest words; then the one with fewer of them; then the first, which reaches forward:
  // 加强 is a word where 须加强 is all that is seen.
  bool IsBetter(std::span<const Number> x, std::span<const Number> y) const {
    const std::uint32_t of_x = Rarest(x), of_y = Rarest(y);
    return of_x != of_y ? of_x > of_y : x.size() < y.size();
  }

  const Readings& readings_;
  std::vector<std::uint32_t> counts_;  // by exchange
};

// Whether words for words could become a rule, by exchange: those of two clusters, and those that
// one has often enough. Most edits are made once, and seen in all pairs of the text that they were
// made in; counting their words took two thirds of the time of a scan of edited copies.
std::vector<bool> FindPromising(std::span<const PairExchanges> pairs,
                                std::span<const std::vector<Number>> chosen,
                                std::size_t exchanges) {
  struct Seen {
    std::uint32_t cluster = 0;
    bool several = false;
    std::uint32_t uses = 0;
  };
  std::vector<Seen> seen(exchanges);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (const Number words : chosen[i]) {
      Seen& one = seen[ExchangeOf(words)];
      if (one.uses == 0) one.cluster = pairs[i].cluster;
      one.several |= one.cluster != pairs[i].cluster;
      ++one.uses;
    }
  }
  std::vector<bool> promising;
  for (const Seen& one : seen)
    promising.push_back(one.uses >= (one.several ? kMinUsesInClusters : kMinUsesInOneCluster));
  return promising;
}

}  // namespace

SpinCandidates FindSpinCandidates(std::span<const PairExchanges> pairs) {
  const Readings readings(pairs);
  const std::vector<std::vector<Number>> chosen = Chooser(readings).Run();
  const Numbering& numbering = readings.numbering();
  const std::vector<bool> promising = FindPromising(pairs, chosen, numbering.size());
  SpinCandidates found;
  std::vector<std::vector<SpinUse>> uses(numbering.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    Counted counts = CountEach(chosen[i]);  // in the direction a to b
    const auto kinds = static_cast<std::uint32_t>(counts.size());
    std::erase_if(counts, [&](const auto& entry) { return !promising[ExchangeOf(entry.first)]; });
    // Only a pair of which half of the kinds are rules teaches; counting the words of those that
    // never will took two thirds of the scan of edited copies.
    if (counts.empty() || 2 * counts.size() < kinds) continue;
    if (counts.size() < kMinKinds && counts.front().second < kMinPlacesOfLone) continue;
    const auto pair = static_cast<std::uint32_t>(found.pairs.size());
    found.pairs.push_back({pairs[i].a, pairs[i].b, pairs[i].cluster, kinds});
    for (const auto& [words, count] : counts)
      uses[ExchangeOf(words)].push_back({0, pair, words % 2 == 0, count});
  }
  std::vector<std::uint32_t> used;  // by their words
  for (std::uint32_t exchange = 0; exchange < uses.size(); ++exchange)
    if (!uses[exchange].empty()) used.push_back(exchange);
  std::ranges::sort(used, [&](std::uint32_t x, std::uint32_t y) {
    return numbering.WordsOf(x) < numbering.WordsOf(y);
  });
  for (const std::uint32_t exchange : used) {
    found.words.push_back(numbering.WordsOf(exchange).first);
    found.words.push_back(numbering.WordsOf(exchange).second);
  }
  std::sort(found.words.begin(), found.words.end());
  found.words.erase(std::unique(found.words.begin(), found.words.end()), found.words.end());
  const auto index_of = [&](const SpinWord& word) {
    const auto place = std::lower_bound(found.words.begin(), found.words.end(), word);
    return static_cast<std::uint32_t>(place - found.words.begin());
  };
  for (const std::uint32_t exchange : used) {
    for (SpinUse& use : uses[exchange]) {
      use.candidate = static_cast<std::uint32_t>(found.candidates.size());
      found.uses.push_back(use);
    }
    const auto& [first, second] = numbering.WordsOf(exchange);
    found.candidates.push_back({index_of(first), index_of(second)});
  }
  return found;
}

}  // namespace textkin
