// Ranks become the places of a table at hand, and back.

#include "textkin/joins.h"

#include <algorithm>
#include <cassert>

#include "leaders.h"
#include "pairs.h"
#include "shared_text.h"
#include "sketch_filter.h"

namespace textkin {
namespace {

// The fingerprints at hand by part, with the ranks and the groups of the parts by place.
struct FingerprintsAtHand {
  FingerprintTable table;
  std::vector<Rank> part;
  std::vector<std::uint32_t> group;
};

FingerprintsAtHand TableOf(std::vector<FingerprintEntry> entries) {
  std::vector<Rank> groups;
  for (const FingerprintEntry& entry : entries) groups.push_back(entry.group);
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  std::ranges::sort(
      entries, {}, [](const FingerprintEntry& entry) { return std::pair(entry.part, entry.hash); });
  FingerprintsAtHand at_hand;
  std::vector<std::uint32_t> of_part;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (of_part.empty() || of_part.back() != entries[i].hash) of_part.push_back(entries[i].hash);
    if (i + 1 < entries.size() && entries[i + 1].part == entries[i].part) continue;
    at_hand.table.Append(of_part);
    of_part.clear();
    at_hand.part.push_back(entries[i].part);
    const auto group = std::lower_bound(groups.begin(), groups.end(), entries[i].group);
    at_hand.group.push_back(NumberCluster(static_cast<std::uint32_t>(group - groups.begin()),
                                          entries[i].group % 2 != 0));
  }
  return at_hand;
}

}  // namespace

void AppendBandKeys(std::span<const std::uint16_t, kMinHashSlots> minhash,
                    const MatchOptions& options, std::vector<std::uint32_t>* keys) {
  for (unsigned band = 0; band < options.bands; ++band) {
    keys->push_back(BandKey(
        std::span<const std::uint16_t>(minhash).subspan(band * options.rows, options.rows)));
  }
}

BucketPairs PairBuckets(std::vector<BandEntry> entries, const MatchOptions& options) {
  std::sort(entries.begin(), entries.end());
  BucketPairs found;
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    while (end < entries.size() && entries[end].band == entries[begin].band &&
           entries[end].key == entries[begin].key) {
      ++end;
    }
    if (end - begin > options.all_pairs_bucket) {
      found.large.insert(found.large.end(), entries.begin() + static_cast<std::ptrdiff_t>(begin),
                         entries.begin() + static_cast<std::ptrdiff_t>(end));
      continue;
    }
    for (std::size_t b = begin + 1; b < end; ++b) {
      for (std::size_t a = begin; a < b; ++a) {
        found.pairs.push_back({entries[a].part, entries[b].part});
      }
    }
  }
  std::sort(found.pairs.begin(), found.pairs.end());
  found.pairs.erase(std::unique(found.pairs.begin(), found.pairs.end()), found.pairs.end());
  return found;
}

std::vector<std::pair<PartId, PartId>> PairByLeaders(const SketchTable& sketches,
                                                     const MatchOptions& options) {
  std::vector<KeyedPart> bucket;
  for (PartId part = 0; part < sketches.size(); ++part) bucket.push_back({0, part});
  const SketchFilter filter(sketches, options);
  Candidates found;
  LeaderWalk(sketches, filter, options).Pair(bucket, &found);
  std::vector<std::pair<PartId, PartId>> pairs;
  for (const PairKey pair : found.pairs) pairs.emplace_back(SmallerOf(pair), LargerOf(pair));
  return pairs;
}

bool MayBeKin(const SketchTable& sketches, PartId a, PartId b, const MatchOptions& options) {
  return SketchFilter(sketches, options).Margin(a, b) >= -kDoubtErrors;
}

std::vector<Rarity::Entry> CountGroups(std::vector<FingerprintEntry> entries) {
  const FingerprintsAtHand at_hand = TableOf(std::move(entries));
  return CountGroupsOfEach(at_hand.table, at_hand.group, SerialFor);
}

CountedText CountSharedText(std::vector<FingerprintEntry> entries, const Rarity& rarity,
                            const SharedTextOptions& options) {
  const FingerprintsAtHand at_hand = TableOf(std::move(entries));
  SharedText totals;
  CountedText counted;
  PairSums sums;
  CountPairs(at_hand.table, at_hand.group, rarity, options, SerialFor, &sums, &totals);
  const absl::Status in_memory = sums.ForEach([&](const CountedPair& one) {
    counted.pairs.push_back(
        {{at_hand.part[SmallerOf(one.pair)], at_hand.part[LargerOf(one.pair)]}, one.shared});
  });
  assert(in_memory.ok());
  counted.formulas = totals.formulas;
  return counted;
}

}  // namespace textkin
