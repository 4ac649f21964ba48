// Synthetic collections for the tests of matching: parts as sets of shingles, with an oracle that
// compares all pairs.

#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "textkin/match.h"

namespace textkin {

using Shingles = std::vector<std::uint64_t>;

// Draws shingles; the seed is fixed, so a failure repeats.
class ShingleSource {
 public:
  explicit ShingleSource(std::uint64_t seed) : random_(seed) {}

  Shingles Draw(std::size_t count) {
    Shingles shingles(count);
    for (std::uint64_t& shingle : shingles) shingle = random_();
    return shingles;
  }
  // `of` with `share` of its shingles drawn anew.
  Shingles Changed(Shingles of, double share) {
    std::shuffle(of.begin(), of.end(), random_);
    const auto changed = static_cast<std::size_t>(share * static_cast<double>(of.size()));
    for (std::size_t i = 0; i < changed; ++i) of[i] = random_();
    return of;
  }
  std::size_t Between(std::size_t least, std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(least, most)(random_);
  }
  std::mt19937_64& random() { return random_; }

 private:
  std::mt19937_64 random_;
};

inline Shingles Joined(const std::vector<Shingles>& sets) {
  Shingles all;
  for (const Shingles& set : sets) all.insert(all.end(), set.begin(), set.end());
  return all;
}

class Collection {
 public:
  // Returns the part's id: 0, 1, 2, ... Its normalized text is unlike any other.
  PartId Add(Shingles shingles, std::vector<ValueClaim> values = {},
             std::vector<ValueClaim> names = {}) {
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    std::sort(values.begin(), values.end());
    const auto part = static_cast<PartId>(texts_.size());
    contents_.push_back({std::move(shingles), std::move(values), std::move(names)});
    texts_.push_back("text " + std::to_string(part));
    hashes_.push_back(HashBytes128(texts_.back()));
    return part;
  }
  PartId AddCopy(PartId of) {
    contents_.push_back(contents_[of]);
    texts_.push_back(texts_[of]);
    hashes_.push_back(hashes_[of]);
    return static_cast<PartId>(texts_.size() - 1);
  }
  void SetText(PartId part, std::string text) { texts_[part] = std::move(text); }
  void SetHash(PartId part, Hash128 hash) { hashes_[part] = hash; }

  std::size_t size() const { return texts_.size(); }
  const PartContent& content(PartId part) const { return contents_[part]; }
  const std::string& text(PartId part) const { return texts_[part]; }

  // Appended in the order of `slots`, or of the ids.
  SketchTable Sketches(std::vector<PartId> slots = {}) const {
    if (slots.empty()) {
      slots.resize(size());
      std::iota(slots.begin(), slots.end(), PartId{0});
    }
    SketchTable table;
    std::vector<std::uint32_t> order(size());
    for (const PartId part : slots) order[part] = table.Append(MakeSketch(part));
    table.SetOrder(std::move(order));
    return table;
  }

  PartLoader Loader() const {
    PartLoader loader;
    loader.content = [this](PartId part) { return contents_[part]; };
    loader.same_text = [this](PartId a, PartId b) { return texts_[a] == texts_[b]; };
    return loader;
  }

  MatchResult MatchAll(const MatchOptions& options = {},
                       const ParallelFor& parallel = SerialFor) const {
    return MatchParts(Sketches(), Loader(), options, parallel).value();
  }

 private:
  Sketch MakeSketch(PartId part) const {
    const Shingles& shingles = contents_[part].shingles;
    Sketch sketch;
    sketch.minhash = MakeMinHash(shingles);
    sketch.simhash = MakeSimHash(shingles);
    sketch.frac = MakeFracMinHash(shingles);
    sketch.content = hashes_[part];
    sketch.shingles = static_cast<std::uint32_t>(shingles.size());
    return sketch;
  }

  std::vector<PartContent> contents_;
  std::vector<std::string> texts_;
  std::vector<Hash128> hashes_;
};

using Pair = std::pair<PartId, PartId>;

inline bool AreKin(const Match& match, const PartContent& a, const PartContent& b,
                   const MatchOptions& options) {
  if (options.strict) return match.resemblance >= options.threshold;
  const bool a_is_smaller = a.shingles.size() <= b.shingles.size();
  return (a_is_smaller ? match.containment_a : match.containment_b) >= .5;
}

// Clusters by comparing all pairs; values are not looked at.
inline std::vector<std::vector<PartId>> OracleClusters(const Collection& collection,
                                                       const MatchOptions& options = {}) {
  std::vector<PartId> label(collection.size());
  std::iota(label.begin(), label.end(), PartId{0});
  const auto root = [&](PartId part) {
    while (label[part] != part) part = label[part];
    return part;
  };
  for (PartId b = 0; b < collection.size(); ++b) {
    for (PartId a = 0; a < b; ++a) {
      const PartContent& x = collection.content(a);
      const PartContent& y = collection.content(b);
      const bool kin = collection.text(a) == collection.text(b) ||
                       AreKin(CompareShingles(x.shingles, y.shingles), x, y, options);
      if (kin) label[std::max(root(a), root(b))] = std::min(root(a), root(b));
    }
  }
  std::map<PartId, std::vector<PartId>> by_root;
  for (PartId part = 0; part < collection.size(); ++part) by_root[root(part)].push_back(part);
  std::vector<std::vector<PartId>> clusters;
  for (auto& [of, members] : by_root) {
    if (members.size() > 1) clusters.push_back(std::move(members));
  }
  return clusters;
}

inline std::vector<std::vector<PartId>> MembersOf(const MatchResult& result) {
  std::vector<std::vector<PartId>> clusters;
  for (const Cluster& cluster : result.clusters) clusters.push_back(cluster.members);
  std::sort(clusters.begin(), clusters.end());
  return clusters;
}

// Share of the oracle's pairs of cluster mates that are cluster mates in `found`.
inline double RecallOfClusters(const std::vector<std::vector<PartId>>& found,
                               const std::vector<std::vector<PartId>>& oracle) {
  std::map<PartId, std::size_t> cluster_of;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const PartId part : found[i]) cluster_of[part] = i + 1;
  }
  double all = 0, right = 0;
  for (const std::vector<PartId>& members : oracle) {
    for (std::size_t b = 1; b < members.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        ++all;
        const std::size_t cluster = cluster_of[members[a]];
        right += cluster != 0 && cluster == cluster_of[members[b]];
      }
    }
  }
  return all == 0 ? 1 : right / all;
}

// Share of the pairs of cluster mates in `found` that the oracle has.
inline double PrecisionOfClusters(const std::vector<std::vector<PartId>>& found,
                                  const std::vector<std::vector<PartId>>& oracle) {
  return RecallOfClusters(oracle, found);
}

inline std::vector<Pair> PairsOf(const MatchResult& result) {
  std::vector<Pair> pairs;
  for (const Match& match : result.matches) pairs.emplace_back(match.a, match.b);
  return pairs;
}

// The listed pair, or nullptr.
inline const Match* FindMatch(const MatchResult& result, PartId a, PartId b) {
  for (const Match& match : result.matches) {
    if (match.a == a && match.b == b) return &match;
  }
  return nullptr;
}

}  // namespace textkin
