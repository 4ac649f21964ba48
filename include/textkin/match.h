// Matching: which parts are near-duplicates of which, verified, and the clusters they form.
//
// Candidates come from sketches (LSH bands over MinHash, postings of FracMinHash, or SimHash within
// a Hamming distance); nothing is reported on them. Every candidate is verified on the exact
// shingle sets, rebuilt from the texts. Exact copies are merged first and stand for each other.
//
// Cost: O(n) in parts for any input. A bucket of more than `all_pairs_bucket` parts is not dropped
// and not squared: its parts are compared with a few leaders. docs/design/003-matching.md has the
// argument.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "textkin/document.h"
#include "textkin/parallel.h"
#include "textkin/scratch.h"
#include "textkin/sketch.h"

namespace textkin {

// A number or a name of a part under its context: the shingle-stream tokens beside it.
struct ValueClaim {
  std::uint64_t context;  // hash of tokens: of a number three before and two after, numbers left
                          // out; of a name some after
  std::uint32_t value;    // hash of the number or name

  friend auto operator<=>(const ValueClaim&, const ValueClaim&) = default;
};

// The exact content of a part, rebuilt from its text.
struct PartContent {
  std::vector<std::uint64_t> shingles;  // sorted, distinct, kept text only
  std::vector<ValueClaim> values;       // sorted, distinct; a context may have several
  std::vector<ValueClaim> names;        // proper names; contexts with several are left out
};

// Shares of the tokens of two parts that lie in passages aligned with the other, 0 to 1.
struct AlignedShares {
  double a = 0;
  double b = 0;
  bool a_is_shorter = true;
};

// Access to texts; both are called from several threads at once.
struct PartLoader {
  std::function<PartContent(PartId)> content;
  std::function<bool(PartId, PartId)>
      same_text;  // equal NormalizedText: what `identical` is decided on
  // What kin is decided on; where it is not given, kin is decided on shingles.
  std::function<AlignedShares(PartId, PartId)> aligned_shares = nullptr;
};

enum class Verdict : std::uint8_t {
  kIdentical,      // equal normalized tokens, numbers included
  kNearDuplicate,  // resemblance >= threshold
  kContained,      // containment >= .8 of one side
  kPartial,        // kin otherwise
  kSameTemplate,   // the skeleton is shared, most values that could be compared differ; not kin
};
std::string_view VerdictName(Verdict verdict);  // "identical", "near_duplicate", ...

enum class CandidateSketch : std::uint8_t { kMinHash, kSimHash };

struct MatchOptions {
  double threshold = 0.5;  // of resemblance, (0, 1]
  bool strict =
      false;  // kin is resemblance >= threshold and nothing else; no containment, no templates
  // Kin may have no run of words in common: every candidate is aligned.
  bool reworded = false;
  CandidateSketch sketch = CandidateSketch::kMinHash;
  unsigned bands =
      64;  // bands * rows = kMinHashSlots at most; P(candidate) = 1 - (1 - J^rows)^bands
  unsigned rows = 4;
  unsigned simhash_distance = 10;     // bits
  std::size_t all_pairs_bucket = 32;  // parts; larger buckets go by leaders
  std::size_t leaders = 8;            // compared with per part in a large bucket
  std::size_t max_leaders = 64;       // kept per large bucket
  std::size_t complete_group = 256;   // members up to which all kin pairs of a cluster are listed
  std::size_t best_partners =
      12;  // listed per member in larger clusters, beside the representative; and between two such
  // Bytes, and no part of the result: of the lists of shared values that are made at a time, one
  // part's at least, and of the exact sets that are kept, those of 8,000 reports of 1,000 shingles.
  // Half as many are still enough for the leaders and the part at hand; more save second loads in
  // families above that size.
  std::uint64_t list_memory = UINT64_MAX;
  std::uint64_t content_memory = std::uint64_t{64} << 20;
};

// A verified pair, a < b.
struct Match {
  PartId a = 0;
  PartId b = 0;
  double resemblance = 0;    // exact Jaccard of the shingle sets; 1 for equal normalized text
  double containment_a = 0;  // share of a's shingles that b has
  double containment_b = 0;
  Verdict verdict = Verdict::kPartial;

  friend bool operator==(const Match&, const Match&) = default;
};

enum class ClusterKind : std::uint8_t { kIdentical, kNearDuplicate, kContained, kMixed };
std::string_view ClusterKindName(ClusterKind kind);

// A connected component of kin pairs, two members or more.
struct Cluster {
  std::vector<PartId> members;  // ascending
  PartId representative = 0;    // most distinct kept shingles, then smallest id
  ClusterKind kind = ClusterKind::kMixed;
  double min_resemblance = 0;  // of a member to the representative
  bool complete = true;        // all kin pairs are listed

  friend bool operator==(const Cluster&, const Cluster&) = default;
};

// Counts for run.json and for tests of linearity.
struct MatchStats {
  std::uint64_t exact_copies = 0;     // parts that stand behind an equal one
  std::uint64_t candidate_pairs = 0;  // distinct, after the sketch filter
  std::uint64_t compared_pairs = 0;   // sketches compared
  std::uint64_t verified_pairs = 0;   // exact sets compared
  std::uint64_t large_buckets = 0;    // buckets that went by leaders
};

struct MatchResult {
  std::vector<Match> matches;     // listed pairs, ascending by (a, b)
  std::vector<Cluster> clusters;  // ascending by representative
  MatchStats stats;
};

// InvalidArgument for options out of range. The result does not depend on the executor, and not on
// the order in which sketches were appended. `stats.verified_pairs` alone may vary with the
// executor.
// `reworded` are more candidates, which no sketch shows: those that aligned_shares makes kin.
absl::StatusOr<MatchResult> MatchParts(const SketchTable& sketches, const PartLoader& loader,
                                       const MatchOptions& options, const ParallelFor& parallel,
                                       std::span<const std::pair<PartId, PartId>> reworded = {});

// The same, of candidates that were found elsewhere: all `pairs` of the parts at hand, heads of
// their classes only. Parts that candidates or equal text connect must all be here; any others
// change nothing.
absl::StatusOr<MatchResult> MatchCandidates(const SketchTable& sketches, const PartLoader& loader,
                                            std::span<const std::pair<PartId, PartId>> pairs,
                                            const MatchOptions& options,
                                            const ParallelFor& parallel);

// The high 32 bits of the hashes of fingerprints, ascending, each once: what is kept of a part's.
std::vector<std::uint32_t> SortedHashes(std::span<const Fingerprint> fingerprints);

// Fingerprints of all parts, from which parts that share a passage without being kin are found.
// 4 bytes a fingerprint in memory, 8 in scratch.
class FingerprintTable {
 public:
  // From now on no more than about `memory` bytes stay in memory, the others go to `scratch`.
  // Before the first Append.
  void SpillTo(Scratch scratch, std::uint64_t memory);
  // The first error of the scratch.
  absl::Status status() const;
  std::uint64_t spilled_bytes() const;

  // Appends those of the next part, as SortedHashes gives them, in the order of PartId.
  void Append(std::span<const std::uint32_t> hashes);

  std::size_t size() const { return places_.size(); }  // parts
  // How many have a hash in one of kSteps equal steps. Winnowing takes the smallest of some, so
  // that there are far more in the first steps than in the last.
  static constexpr std::uint64_t kSteps = std::uint64_t{1} << 16;
  static constexpr std::uint64_t kHashesPerStep = (std::uint64_t{1} << 32) / kSteps;
  std::uint64_t FingerprintsOf(std::uint64_t step) const { return of_step_[step]; }
  // Appends (hash, part), 32 bits each, of the hashes in [low, high). Several threads.
  void Gather(std::uint64_t low, std::uint64_t high, std::vector<std::uint64_t>* entries) const;

 private:
  struct Place {
    std::uint32_t block = 0;
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  struct Spill;

  void SpillLastBlock();

  std::vector<std::vector<std::uint32_t>> blocks_;  // so that growing never copies
  std::vector<Place> places_;
  std::vector<std::uint64_t> of_step_ = std::vector<std::uint64_t>(kSteps, 0);
  std::size_t first_of_block_ = 0;  // the first part of the last block
  std::shared_ptr<Spill> spill_;    // null: all in memory
};

// Parts that sketches alone say resemble each other by .4 or more, connected: the number of its
// group for every part. Not verified: for counting in how many unrelated texts something stands.
std::vector<std::uint32_t> GroupBySketch(const SketchTable& sketches, const ParallelFor& parallel);

// How much a fingerprint tells of copying: 1 where one or two groups of parts have it, falling to 0
// where all have it, by the square of its inverse document frequency (Karen Sparck Jones 1972) over
// groups. In ten thousand copies of one report it is still rare; a slogan is not.
class Rarity {
 public:
  Rarity() = default;  // everything is rare
  // Groups that have a fingerprint, by 32 bits of its hash.
  struct Entry {
    std::uint32_t hash = 0;
    std::uint32_t groups = 0;
  };

  static Rarity Count(const FingerprintTable& fingerprints, std::span<const std::uint32_t> group_of,
                      const ParallelFor& parallel);
  // Of fingerprints that three groups or more have, ascending by hash, out of so many groups.
  static Rarity Of(std::vector<Entry> common, std::uint64_t all_groups);

  // Of the groups that have a fingerprint with this hash; at least 1.
  std::uint32_t GroupsWith(std::uint64_t hash) const;
  // (0, 1]
  double Of(std::uint64_t hash) const { return OfGroups(GroupsWith(hash)); }
  double OfGroups(std::uint64_t groups) const;

 private:
  std::vector<Entry> common_;         // those of three groups or more, by hash
  std::vector<std::uint32_t> begin_;  // by the high 16 bits of hashes, into common_
  std::uint64_t all_groups_ = 0;
};

struct SharedTextOptions {
  // Fingerprints that two parts share, each counted by its rarity: one in 32 bits may be chance,
  // and the shortest passages have four.
  double min_shared = 3;
  // A long fingerprint beside the two of its runs, so that three in a row are needed where all are
  // rare. On nine development sets .5 loses recall of phrases in common use, .95 finds formulas.
  double long_share = 0.6;
  // Clusters (a part in none is one by itself) that have a fingerprint: beyond, it is a formula,
  // and parts with nothing else in common are not looked at.
  std::size_t formula_clusters = 32;
  std::size_t all_pairs_list = 64;  // parts; in longer lists each meets one part of a cluster
  // A fingerprint of n clusters counts 2/n in each of their pairs, beside its rarity.
  bool shared_out = false;
};

// By cluster of `result`: whether pairs of its members are not listed though its size would let
// them be, such as those of the two sources of one mixture.
std::vector<bool> FindOpenClusters(const MatchResult& result);
// The number of a cluster for FindSharedText; what members of an open one share is looked for as
// between clusters.
inline std::uint32_t NumberCluster(std::uint32_t which, bool is_open) {
  return 2 * which + (is_open ? 1 : 0);
}
inline bool IsOpenCluster(std::uint32_t number) { return number % 2 == 1; }

struct SharedText {
  std::vector<std::pair<PartId, PartId>> pairs;  // a < b, ascending
  std::uint64_t formulas = 0;                    // fingerprints passed over as such
  std::uint64_t long_lists = 0;                  // fingerprints whose list went by one of a cluster
  std::uint64_t spilled_bytes = 0;               // of counts of pairs, that went to scratch
};

// Where counts of pairs go when they would take more than `memory` bytes.
struct PairSpill {
  Scratch scratch;
  std::uint64_t memory = 0;
};

// Pairs of parts of different clusters, or of one open cluster, that share fingerprints.
// cluster_of[part] is a NumberCluster that the members of a cluster have in common and nobody else
// has. Without `spill` all is in memory; the result is the same. The status is that of its scratch.
absl::StatusOr<SharedText> FindSharedText(const FingerprintTable& fingerprints,
                                          std::span<const std::uint32_t> cluster_of,
                                          const Rarity& rarity, const SharedTextOptions& options,
                                          const ParallelFor& parallel,
                                          std::optional<PairSpill> spill = std::nullopt);

// What verification says of one pair.
struct Judgement {
  Match match;
  bool has_verdict = false;  // kin, or of one template; without it match.verdict says nothing

  bool IsKin() const { return has_verdict && match.verdict != Verdict::kSameTemplate; }
};

// Parts 0 and 1 of `loader` as MatchParts judges any two candidates; two of the same text are exact
// copies. InvalidArgument for options out of range.
absl::StatusOr<Judgement> JudgePair(const PartLoader& loader, const MatchOptions& options);

// Resemblance and containments of two sorted, distinct sets; 0 where a set is empty. The verdict is
// left.
Match CompareShingles(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace textkin
