// Candidates: the reading of every exchange whose words are exchanged most often elsewhere too.

#include <algorithm>
#include <limits>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "readings.h"
#include "rule_uses.h"

namespace textkin {
namespace {

// Times that a pair counts an exchange: one family must not decide how words are cut.
constexpr std::uint32_t kMaxOfPair = 10;
// Rounds of choosing readings by counts and counting what was chosen; the second changes little.
constexpr int kCountingRounds = 2;
// Kinds of words that a pair must exchange: an editor's single change and the name of a template's
// next copy are one.
constexpr std::size_t kMinKinds = 2;

// In either direction.
SpinWordPair Undirected(const SpinWordPair& words) {
  return words.first < words.second ? words : SpinWordPair{words.second, words.first};
}

using Counts = absl::flat_hash_map<SpinWordPair, std::uint32_t>;

// Adds the counts of one pair.
void AddTo(Counts* all, const Counts& of_pair) {
  for (const auto& [words, count] : of_pair) (*all)[words] += std::min(count, kMaxOfPair);
}

class Chooser {
 public:
  explicit Chooser(std::span<const PairExchanges> pairs) : pairs_(pairs) {}

  // For every pair, what its exchanges are read as.
  std::vector<SpinReading> Run() {
    CountAll();
    std::vector<SpinReading> chosen;
    for (int round = 0; round < kCountingRounds; ++round) {
      chosen.clear();
      for (const PairExchanges& pair : pairs_) chosen.push_back(Choose(pair));
      counts_.clear();
      for (const SpinReading& words : chosen) AddTo(&counts_, Count(words));
    }
    return chosen;
  }

 private:
  std::uint32_t CountOf(const SpinWordPair& words) const {
    const auto found = counts_.find(Undirected(words));
    return found == counts_.end() ? 0 : found->second;
  }

  static Counts Count(const SpinReading& words) {
    Counts counts;
    for (const SpinWordPair& pair : words) ++counts[Undirected(pair)];
    return counts;
  }

  void CountAll() {
    for (const PairExchanges& pair : pairs_) {
      SpinReading all;
      for (const Exchange& exchange : pair.exchanges) {
        for (const SpinReading& reading : ReadingsOf(exchange)) {
          all.insert(all.end(), reading.begin(), reading.end());
        }
      }
      AddTo(&counts_, Count(all));
    }
  }

  SpinReading Choose(const PairExchanges& pair) const {
    SpinReading chosen;
    for (const Exchange& exchange : pair.exchanges) {
      std::vector<SpinReading> readings = ReadingsOf(exchange);
      if (readings.empty()) continue;
      const auto best = std::max_element(
          readings.begin(), readings.end(),
          [&](const SpinReading& x, const SpinReading& y) { return IsBetter(y, x); });
      chosen.insert(chosen.end(), best->begin(), best->end());
    }
    return chosen;
  }

  std::uint32_t Rarest(const SpinReading& reading) const {
    std::uint32_t rarest = std::numeric_limits<std::uint32_t>::max();
    for (const SpinWordPair& words : reading) rarest = std::min(rarest, CountOf(words));
    return reading.empty() ? 0 : rarest;
  }

  // By its rarest words; then the one with fewer of them; then the first, which reaches forward:
  // 加强 is a word where 须加强 is all that is seen.
  bool IsBetter(const SpinReading& x, const SpinReading& y) const {
    const std::uint32_t of_x = Rarest(x), of_y = Rarest(y);
    return of_x != of_y ? of_x > of_y : x.size() < y.size();
  }

  std::span<const PairExchanges> pairs_;
  Counts counts_;
};

// Words for words that could become rules: those of two clusters, and those that one has often
// enough. Most edits are made once, and seen in all pairs of the text that they were made in;
// counting their words took two thirds of the time of a scan of edited copies.
class Promising {
 public:
  Promising(std::span<const PairExchanges> pairs, std::span<const SpinReading> chosen) {
    absl::flat_hash_map<SpinWordPair, Seen> seen;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (const SpinWordPair& words : chosen[i]) {
        Seen& one = seen.try_emplace(Undirected(words), Seen{pairs[i].cluster}).first->second;
        one.several |= one.cluster != pairs[i].cluster;
        ++one.uses;
      }
    }
    for (const auto& [words, one] : seen) {
      if (one.uses >= (one.several ? kMinUsesInClusters : kMinUsesInOneCluster))
        words_.push_back(words);
    }
    std::sort(words_.begin(), words_.end());
  }
  bool Has(const SpinWordPair& words) const {
    return std::binary_search(words_.begin(), words_.end(), Undirected(words));
  }

 private:
  struct Seen {
    std::uint32_t cluster = 0;
    bool several = false;
    std::uint32_t uses = 0;
  };
  std::vector<SpinWordPair> words_;  // ascending
};

}  // namespace

SpinCandidates FindSpinCandidates(std::span<const PairExchanges> pairs) {
  const std::vector<SpinReading> chosen = Chooser(pairs).Run();
  const Promising promising(pairs, chosen);
  SpinCandidates found;
  std::map<SpinWordPair, std::vector<SpinUse>> uses;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    std::map<SpinWordPair, std::uint32_t> counts;  // in the direction a to b
    for (const SpinWordPair& words : chosen[i]) ++counts[words];
    const auto kinds = static_cast<std::uint32_t>(counts.size());
    std::erase_if(counts, [&](const auto& entry) { return !promising.Has(entry.first); });
    // Only a pair of which half of the kinds are rules teaches; counting the words of those that
    // never will took two thirds of the scan of edited copies.
    if (counts.size() < kMinKinds || 2 * counts.size() < kinds) continue;
    const auto pair = static_cast<std::uint32_t>(found.pairs.size());
    found.pairs.push_back({pairs[i].a, pairs[i].b, pairs[i].cluster, kinds});
    for (const auto& [words, count] : counts) {
      uses[Undirected(words)].push_back({0, pair, words.first < words.second, count});
    }
  }
  for (const auto& [words, of_words] : uses) {
    found.words.push_back(words.first);
    found.words.push_back(words.second);
  }
  std::sort(found.words.begin(), found.words.end());
  found.words.erase(std::unique(found.words.begin(), found.words.end()), found.words.end());
  const auto index_of = [&](const SpinWord& word) {
    const auto place = std::lower_bound(found.words.begin(), found.words.end(), word);
    return static_cast<std::uint32_t>(place - found.words.begin());
  };
  for (auto& [words, of_words] : uses) {
    for (SpinUse& use : of_words) {
      use.candidate = static_cast<std::uint32_t>(found.candidates.size());
      found.uses.push_back(use);
    }
    found.candidates.push_back({index_of(words.first), index_of(words.second)});
  }
  return found;
}

}  // namespace textkin
