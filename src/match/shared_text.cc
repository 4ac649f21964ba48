// Shared text by posting lists: which parts have each fingerprint, counted per pair across
// clusters.
//
// Pairs inside a cluster are listed anyway, so a report copied ten thousand times costs nothing
// here: its lists lie within one cluster. Fingerprints go in ranges of their hashes, each sorted in
// memory; what is kept of a range are pairs with their counts: 16 bytes a pair that shares one.

#include <algorithm>
#include <cmath>

#include "pairs.h"
#include "posting_ranges.h"

namespace textkin {
namespace {

// Counts are whole numbers, so that their sums do not depend on an order: this many stand for one
// fingerprint of full rarity.
constexpr double kUnit = 64;

struct Counted {
  PairKey pair = 0;
  std::uint64_t shared = 0;  // units

  friend bool operator<(const Counted& x, const Counted& y) { return x.pair < y.pair; }
};

// Sorts by pair and adds up equal ones.
void AddUp(std::vector<Counted>* pairs) {
  std::sort(pairs->begin(), pairs->end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < pairs->size(); ++i) {
    if (kept > 0 && (*pairs)[kept - 1].pair == (*pairs)[i].pair) {
      (*pairs)[kept - 1].shared += (*pairs)[i].shared;
    } else {
      (*pairs)[kept++] = (*pairs)[i];
    }
  }
  pairs->resize(kept);
}

// The pairs of one range of hashes.
class PairCounter {
 public:
  PairCounter(std::span<const std::uint32_t> cluster_of, const Rarity& rarity,
              const SharedTextOptions& options)
      : cluster_of_(cluster_of), rarity_(rarity), options_(options) {}

  void Add(std::uint32_t hash, std::span<const PartId> parts) {
    members_.clear();
    for (const PartId part : parts) members_.push_back({cluster_of_[part], part});
    std::sort(members_.begin(), members_.end());
    heads_.clear();  // of each cluster its first part
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (i == 0 || members_[i].cluster != members_[i - 1].cluster) heads_.push_back(members_[i]);
    }
    if (heads_.size() < 2) return;
    if (heads_.size() > options_.formula_clusters) {
      ++formulas;
      return;
    }
    const bool is_long = members_.size() > options_.all_pairs_list;
    long_lists += is_long;
    const auto units =
        static_cast<std::uint64_t>(std::lround(kUnit * rarity_.Of(std::uint64_t{hash} << 32)));
    const std::vector<Member>& partners = is_long ? heads_ : members_;
    for (const Member& member : members_) {
      // Where the partner meets this one in turn, the pair would be counted twice.
      const bool is_mutual = !is_long || std::binary_search(heads_.begin(), heads_.end(), member);
      for (const Member& partner : partners) {
        if (partner.cluster == member.cluster) continue;
        if (is_mutual && partner.part > member.part) continue;
        pairs.push_back({MakePair(member.part, partner.part), units});
      }
    }
  }

  std::vector<Counted> pairs;
  std::uint64_t formulas = 0;
  std::uint64_t long_lists = 0;

 private:
  struct Member {
    std::uint32_t cluster;
    PartId part;

    friend auto operator<=>(const Member&, const Member&) = default;
  };

  std::span<const std::uint32_t> cluster_of_;
  const Rarity& rarity_;
  const SharedTextOptions& options_;
  std::vector<Member> members_, heads_;
};

}  // namespace

SharedText FindSharedText(const FingerprintTable& fingerprints,
                          std::span<const std::uint32_t> cluster_of, const Rarity& rarity,
                          const SharedTextOptions& options, const ParallelFor& parallel) {
  const std::size_t ranges = CountRanges(fingerprints);
  std::vector<PairCounter> counters(ranges, PairCounter(cluster_of, rarity, options));
  parallel(ranges, [&](std::size_t range) {
    PairCounter& counter = counters[range];
    ForEachList(
        fingerprints, range, ranges,
        [&](std::uint32_t hash, std::span<const PartId> parts) { counter.Add(hash, parts); });
    AddUp(&counter.pairs);
  });
  SharedText shared;
  std::vector<Counted> all;
  for (PairCounter& counter : counters) {
    all.insert(all.end(), counter.pairs.begin(), counter.pairs.end());
    counter.pairs = {};
    shared.formulas += counter.formulas;
    shared.long_lists += counter.long_lists;
  }
  AddUp(&all);
  for (const Counted& one : all) {
    if (static_cast<double>(one.shared) >= kUnit * options.min_shared) {
      shared.pairs.emplace_back(SmallerOf(one.pair), LargerOf(one.pair));
    }
  }
  std::sort(shared.pairs.begin(), shared.pairs.end());
  return shared;
}

}  // namespace textkin
