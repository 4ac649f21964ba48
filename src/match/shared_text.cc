// Shared text by posting lists: which parts have each fingerprint, counted per pair across
// clusters and inside open ones.
//
// Pairs inside a closed cluster are listed anyway, so a report copied ten thousand times costs
// nothing here: its lists lie within one cluster. Fingerprints go in ranges of their hashes, each
// sorted in memory; what is kept of a range are pairs with their counts: 16 bytes a pair that
// shares one, in scratch where there is no room.

#include "shared_text.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>

#include "posting_ranges.h"
#include "textkin/joins.h"

namespace textkin {
namespace {

// Counts are whole numbers, so that their sums do not depend on an order: this many stand for one
// fingerprint of full rarity.
constexpr double kUnit = 64;
// Pairs that a range may hold before it hands them over: 4 MiB.
constexpr std::size_t kHeldPairs = std::size_t{1} << 18;

// The pairs of one range of hashes.
class PairCounter {
 public:
  PairCounter(std::span<const std::uint32_t> cluster_of, const Rarity& rarity,
              const SharedTextOptions& options, PairSums* sums)
      : cluster_of_(cluster_of), rarity_(rarity), options_(options), sums_(*sums) {}

  void Add(std::uint32_t hash, std::span<const PartId> parts) {
    members_.clear();
    for (const PartId part : parts) members_.push_back({cluster_of_[part], part});
    std::sort(members_.begin(), members_.end());
    heads_.clear();  // of each cluster its first part
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (i == 0 || members_[i].cluster != members_[i - 1].cluster) heads_.push_back(members_[i]);
    }
    if (heads_.size() > options_.formula_clusters) {
      ++formulas;
      return;
    }
    const bool is_long = members_.size() > options_.all_pairs_list;
    if (heads_.size() < 2 && (is_long || !IsOpenCluster(heads_.front().cluster))) return;
    long_lists += is_long;
    const auto units = static_cast<std::uint64_t>(std::lround(kUnit * ShareOf(hash)));
    const std::vector<Member>& partners = is_long ? heads_ : members_;
    for (const Member& member : members_) {
      // Where the partner meets this one in turn, the pair would be counted twice.
      const bool is_mutual = !is_long || std::binary_search(heads_.begin(), heads_.end(), member);
      for (const Member& partner : partners) {
        if (partner.cluster == member.cluster && (is_long || !IsOpenCluster(member.cluster))) {
          continue;
        }
        if (is_mutual && partner.part >= member.part) continue;
        pairs_.push_back({MakePair(member.part, partner.part), units});
      }
    }
    if (pairs_.size() >= kHeldPairs) HandOver();
  }

  void HandOver() {
    AddUp(&pairs_);
    sums_.Add(pairs_);
    pairs_.clear();
  }

  std::uint64_t formulas = 0;
  std::uint64_t long_lists = 0;

 private:
  struct Member {
    std::uint32_t cluster;
    PartId part;

    friend auto operator<=>(const Member&, const Member&) = default;
  };

  // What the fingerprint tells of one pair that has it.
  double ShareOf(std::uint32_t hash) const {
    const double share = IsLongFingerprint(hash) ? options_.long_share : 1;
    const double rarity = share * rarity_.Of(std::uint64_t{hash} << 32);
    return options_.shared_out && heads_.size() > 2
               ? rarity * 2 / static_cast<double>(heads_.size())
               : rarity;
  }

  std::span<const std::uint32_t> cluster_of_;
  const Rarity& rarity_;
  const SharedTextOptions& options_;
  PairSums& sums_;
  std::vector<CountedPair> pairs_;
  std::vector<Member> members_, heads_;
};

}  // namespace

void CountPairs(const FingerprintTable& fingerprints, std::span<const std::uint32_t> cluster_of,
                const Rarity& rarity, const SharedTextOptions& options, const ParallelFor& parallel,
                PairSums* sums, SharedText* totals) {
  const std::vector<HashRange> ranges = RangesOf(fingerprints);
  std::atomic<std::uint64_t> formulas = 0, long_lists = 0;
  parallel(ranges.size(), [&](std::size_t range) {
    PairCounter counter(cluster_of, rarity, options, sums);
    ForEachList(
        fingerprints, ranges[range],
        [&](std::uint32_t hash, std::span<const PartId> parts) { counter.Add(hash, parts); });
    counter.HandOver();
    formulas += counter.formulas;
    long_lists += counter.long_lists;
  });
  totals->formulas += formulas;
  totals->long_lists += long_lists;
}

std::vector<bool> FindOpenClusters(const MatchResult& result) {
  std::unordered_map<PartId, std::size_t> cluster_of;
  std::vector<std::uint64_t> unlisted;
  for (std::size_t i = 0; i < result.clusters.size(); ++i) {
    const std::vector<PartId>& members = result.clusters[i].members;
    for (const PartId member : members) cluster_of.emplace(member, i);
    unlisted.push_back(members.size() * (members.size() - 1) / 2);
  }
  for (const Match& match : result.matches) {
    const auto a = cluster_of.find(match.a), b = cluster_of.find(match.b);
    if (a != cluster_of.end() && b != cluster_of.end() && a->second == b->second) {
      --unlisted[a->second];
    }
  }
  std::vector<bool> open;
  for (std::size_t i = 0; i < unlisted.size(); ++i) {
    open.push_back(result.clusters[i].complete && unlisted[i] > 0);
  }
  return open;
}

bool ShareText(std::uint64_t units, const SharedTextOptions& options) {
  return static_cast<double>(units) >= kUnit * options.min_shared;
}

absl::StatusOr<SharedText> FindSharedText(const FingerprintTable& fingerprints,
                                          std::span<const std::uint32_t> cluster_of,
                                          const Rarity& rarity, const SharedTextOptions& options,
                                          const ParallelFor& parallel,
                                          std::optional<PairSpill> spill) {
  std::optional<PairSums> sums;
  spill.has_value() ? sums.emplace(*std::move(spill)) : sums.emplace();
  SharedText shared;
  CountPairs(fingerprints, cluster_of, rarity, options, parallel, &*sums, &shared);
  const absl::Status status = sums->ForEach([&](const CountedPair& one) {
    if (ShareText(one.shared, options)) {
      shared.pairs.emplace_back(SmallerOf(one.pair), LargerOf(one.pair));
    }
  });
  if (!status.ok()) return status;
  shared.spilled_bytes = sums->spilled_bytes();
  std::sort(shared.pairs.begin(), shared.pairs.end());
  return shared;
}

}  // namespace textkin
