// Candidates: the reading of every exchange whose words are exchanged most often elsewhere too.

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "textkin/spin.h"

namespace textkin {
namespace {

using Reading = std::vector<SpinWordPair>;

// Times that a pair counts an exchange: one family must not decide how words are cut.
constexpr std::uint32_t kMaxOfPair = 3;
// Rounds of choosing readings by counts and counting what was chosen; the second changes little.
constexpr int kRounds = 2;
// Places at which words must have been exchanged in all, and kinds of such words that a pair must
// have: an editor's single change and the name of a template's next copy are one or two.
constexpr std::uint32_t kMinUses = 3;
constexpr std::size_t kMinKinds = 2;

// In either direction.
SpinWordPair Undirected(const SpinWordPair& words) {
  return words.first < words.second ? words : SpinWordPair{words.second, words.first};
}

using Counts = std::map<SpinWordPair, std::uint32_t>;

// Adds the counts of one pair.
void AddTo(Counts* all, const Counts& of_pair) {
  for (const auto& [words, count] : of_pair) (*all)[words] += std::min(count, kMaxOfPair);
}

class Chooser {
 public:
  explicit Chooser(std::span<const PairExchanges> pairs) : pairs_(pairs) {}

  // For every pair, what its exchanges are read as.
  std::vector<Reading> Run() {
    CountAll();
    std::vector<Reading> chosen;
    for (int round = 0; round < kRounds; ++round) {
      chosen.clear();
      for (const PairExchanges& pair : pairs_) chosen.push_back(Choose(pair));
      counts_.clear();
      for (const Reading& words : chosen) AddTo(&counts_, Count(words));
    }
    return chosen;
  }
  std::uint32_t CountOf(const SpinWordPair& words) const {
    const auto found = counts_.find(Undirected(words));
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  static Counts Count(const Reading& words) {
    Counts counts;
    for (const SpinWordPair& pair : words) ++counts[Undirected(pair)];
    return counts;
  }

  void CountAll() {
    for (const PairExchanges& pair : pairs_) {
      Reading all;
      for (const Exchange& exchange : pair.exchanges) {
        for (const Reading& reading : ReadingsOf(exchange)) {
          all.insert(all.end(), reading.begin(), reading.end());
        }
      }
      AddTo(&counts_, Count(all));
    }
  }

  Reading Choose(const PairExchanges& pair) const {
    Reading chosen;
    for (const Exchange& exchange : pair.exchanges) {
      std::vector<Reading> readings = ReadingsOf(exchange);
      if (readings.empty()) continue;
      const auto best =
          std::max_element(readings.begin(), readings.end(),
                           [&](const Reading& x, const Reading& y) { return IsBetter(y, x); });
      chosen.insert(chosen.end(), best->begin(), best->end());
    }
    return chosen;
  }

  std::uint32_t Rarest(const Reading& reading) const {
    std::uint32_t rarest = std::numeric_limits<std::uint32_t>::max();
    for (const SpinWordPair& words : reading) rarest = std::min(rarest, CountOf(words));
    return reading.empty() ? 0 : rarest;
  }

  // By its rarest words; then the one with fewer of them; then any, but always the same.
  bool IsBetter(const Reading& x, const Reading& y) const {
    const std::uint32_t of_x = Rarest(x), of_y = Rarest(y);
    if (of_x != of_y) return of_x > of_y;
    return x.size() != y.size() ? x.size() < y.size() : x < y;
  }

  std::span<const PairExchanges> pairs_;
  Counts counts_;
};

}  // namespace

SpinCandidates FindSpinCandidates(std::span<const PairExchanges> pairs) {
  Chooser chooser(pairs);
  const std::vector<Reading> chosen = chooser.Run();
  struct Found {
    SpinWordPair words;
    SpinUse use;
  };
  std::vector<Found> found;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    std::map<SpinWordPair, std::uint32_t> counts;  // in the direction a to b
    for (const SpinWordPair& words : chosen[i]) {
      if (chooser.CountOf(words) >= kMinUses) ++counts[words];
    }
    if (counts.size() < kMinKinds) continue;
    for (const auto& [words, count] : counts) {
      const bool is_straight = words.first < words.second;
      found.push_back({Undirected(words),
                       {0, is_straight ? pairs[i].a : pairs[i].b,
                        is_straight ? pairs[i].b : pairs[i].a, pairs[i].cluster, count}});
    }
  }
  std::sort(found.begin(), found.end(), [](const Found& x, const Found& y) {
    return std::tie(x.words, x.use.with_first, x.use.with_second) <
           std::tie(y.words, y.use.with_first, y.use.with_second);
  });
  SpinCandidates candidates;
  for (const Found& one : found) {
    candidates.words.push_back(one.words.first);
    candidates.words.push_back(one.words.second);
  }
  std::sort(candidates.words.begin(), candidates.words.end());
  candidates.words.erase(std::unique(candidates.words.begin(), candidates.words.end()),
                         candidates.words.end());
  const auto index_of = [&](const SpinWord& word) {
    const auto place = std::lower_bound(candidates.words.begin(), candidates.words.end(), word);
    return static_cast<std::uint32_t>(place - candidates.words.begin());
  };
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i == 0 || found[i].words != found[i - 1].words) {
      candidates.pairs.push_back({index_of(found[i].words.first), index_of(found[i].words.second)});
    }
    found[i].use.candidate = static_cast<std::uint32_t>(candidates.pairs.size() - 1);
    candidates.uses.push_back(found[i].use);
  }
  return candidates;
}

}  // namespace textkin
