// The joins of matching for an engine that sorts and shuffles itself: each function decides what
// has met in one place, and is what MatchParts, Rarity and FindSharedText decide with. What is cut
// by bands, by values or by hashes may be cut anywhere: the results of all places together are
// those of the whole.

#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "textkin/match.h"
#include "textkin/sketch.h"

namespace textkin {

// The rank of a part's id in a collection that may have more parts than a PartId can number.
using Rank = std::int64_t;
struct RankPair {
  Rank a;  // a < b
  Rank b;

  friend auto operator<=>(const RankPair&, const RankPair&) = default;
};

// Appends the key of every band, options.bands of them.
void AppendBandKeys(std::span<const std::uint16_t, kMinHashSlots> minhash,
                    const MatchOptions& options, std::vector<std::uint32_t>* keys);

struct BandEntry {
  std::uint32_t band;
  std::uint32_t key;
  Rank part;

  friend auto operator<=>(const BandEntry&, const BandEntry&) = default;
};
struct BucketPairs {
  std::vector<RankPair> pairs;   // of small buckets, distinct, ascending: MayBeKin is still to say
  std::vector<BandEntry> large;  // the members of large buckets, ascending: PairByLeaders
};
// All entries of some buckets, in any order.
BucketPairs PairBuckets(std::vector<BandEntry> entries, const MatchOptions& options);

// The pairs of one large bucket that may be kin: indexes into `sketches`, which ascend as the ranks
// of its parts do.
std::vector<std::pair<PartId, PartId>> PairByLeaders(const SketchTable& sketches,
                                                     const MatchOptions& options);
// Whether sketches leave room for two parts to be kin.
bool MayBeKin(const SketchTable& sketches, PartId a, PartId b, const MatchOptions& options);

// GroupBySketch is the components of the pairs that may be kin by these options and are one text.
MatchOptions OneTextOptions();
bool AreOneText(const SketchTable& sketches, PartId a, PartId b);

// A FracMinHash value of a part that has `size` of them. Those with fewer than kMinSharedValues are
// candidates of nobody and left out.
struct ValueEntry {
  std::uint32_t value;
  std::uint32_t size;
  Rank part;

  friend auto operator<=>(const ValueEntry&, const ValueEntry&) = default;
};
inline constexpr std::uint32_t kMinSharedValues = 2;
struct SharedValues {
  Rank smaller;  // of the two, by size, then by rank
  Rank larger;
  std::uint32_t shared;
};
struct CountedValues {
  std::vector<SharedValues> pairs;
  // Parts and how many of their values have lists so long that not all of them were counted.
  std::vector<std::pair<Rank, std::uint32_t>> long_lists;
};
// All entries of some values, in any order.
CountedValues CountValues(std::vector<ValueEntry> entries, const MatchOptions& options);
// Whether two parts are candidates by what they share: the sums of `shared` and of long lists, and
// the values of both.
bool AreCandidatesByValues(std::uint32_t shared, std::uint32_t long_lists_smaller,
                           std::uint32_t long_lists_larger, std::span<const std::uint32_t> smaller,
                           std::span<const std::uint32_t> larger);

// A fingerprint of a part, and a number of the group or cluster that the part is in; that of an
// open cluster is odd, as NumberCluster makes it.
struct FingerprintEntry {
  std::uint32_t hash;
  Rank part;
  Rank group;

  friend auto operator<=>(const FingerprintEntry&, const FingerprintEntry&) = default;
};
// All entries of some hashes, in any order: what Rarity::Of wants of these hashes.
std::vector<Rarity::Entry> CountGroups(std::vector<FingerprintEntry> entries);

struct SharedUnits {
  RankPair pair;
  std::uint64_t units;
};
struct CountedText {
  std::vector<SharedUnits> pairs;
  std::uint64_t formulas = 0;
};
// All entries of some hashes, in any order; `group` is the cluster.
CountedText CountSharedText(std::vector<FingerprintEntry> entries, const Rarity& rarity,
                            const SharedTextOptions& options);
// Whether two parts share enough: the sum of their units.
bool ShareText(std::uint64_t units, const SharedTextOptions& options);

}  // namespace textkin
