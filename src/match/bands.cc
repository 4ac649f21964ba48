// LSH bands: parts whose signatures agree in all slots of one band are proposed as a pair.
//
//   P(candidate) = 1 - (1 - J^rows)^bands; 64 bands of 4 rows: .98 at J = .5, .10 at .2, .006 at .1
//
// A band is one array of (key, part), gathered by key; a bucket is a run of it. Keys are 32 bits of
// a hash, so a few buckets hold strangers too, which the filter refuses. Bands go in rounds,
// and what a round proposes anew is filtered by the whole signatures before the next: a pair of
// near-equal parts is proposed by forty bands and compared once.

#include <algorithm>
#include <iterator>

#include "candidates.h"
#include "leaders.h"
#include "sketch_filter.h"

namespace textkin {
namespace {

// Bands between two filters. Fixed, so that the counts do not depend on the executor. Twice as many
// hold twice the proposals in memory; half as many leave threads without work.
constexpr std::size_t kBandsPerRound = 8;
// Pairs filtered by one task: about 1 ms.
constexpr std::size_t kCandidatesPerTask = 8192;
// Parts whose keys one task makes: about 1 ms.
constexpr std::size_t kPartsPerTask = 8192;

class BandJoin {
 public:
  BandJoin(const SketchTable& sketches, std::span<const PartId> heads, const MatchOptions& options,
           const ParallelFor& parallel)
      : sketches_(sketches),
        heads_(heads),
        options_(options),
        parallel_(parallel),
        filter_(sketches, options) {}

  Candidates Run() {
    for (std::size_t band = 0; band < options_.bands; band += kBandsPerRound) {
      RunRound(band, std::min(band + kBandsPerRound, std::size_t{options_.bands}));
    }
    return std::move(found_);
  }

 private:
  struct BandResult {
    std::vector<PairKey> proposed;  // of small buckets, not filtered yet
    Candidates passed;              // of large buckets
  };

  using Signature = std::span<const std::uint16_t, kMinHashSlots>;

  // The keys of all heads in the bands [begin, end), band by band. A round takes its bands from one
  // or two cache lines of a signature, and finding these in memory costs more than all else.
  std::vector<std::uint32_t> MakeKeys(std::size_t begin, std::size_t end) const {
    std::vector<std::uint32_t> keys((end - begin) * heads_.size());
    parallel_((heads_.size() + kPartsPerTask - 1) / kPartsPerTask, [&](std::size_t task) {
      const std::size_t last = std::min(heads_.size(), (task + 1) * kPartsPerTask);
      for (std::size_t i = task * kPartsPerTask; i < last; ++i) {
        MinHash buffer;
        const Signature minhash = sketches_.minhash(heads_[i], &buffer);
        for (std::size_t band = begin; band < end; ++band) {
          keys[(band - begin) * heads_.size() + i] =
              BandKey(minhash.subspan(band * options_.rows, options_.rows));
        }
      }
    });
    return keys;
  }

  // `keys`: of the heads in one band.
  void RunBand(std::span<const std::uint32_t> keys, BandResult* result) const {
    std::vector<KeyedPart> entries(heads_.size());
    for (std::size_t i = 0; i < heads_.size(); ++i) entries[i] = {keys[i], heads_[i]};
    GatherBuckets(&entries);
    LeaderWalk walk(sketches_, filter_, options_);
    ForEachBucket(entries, [&](std::span<const KeyedPart> bucket) {
      if (bucket.size() > options_.all_pairs_bucket) {
        walk.Pair(bucket, &result->passed);
        return;
      }
      for (std::size_t b = 1; b < bucket.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
          result->proposed.push_back(MakePair(bucket[a].part, bucket[b].part));
        }
      }
    });
    SortAndDropRepeats(&result->proposed);
    SortAndDropRepeats(&result->passed.pairs);
  }

  void RunRound(std::size_t begin, std::size_t end) {
    std::vector<BandResult> results(end - begin);
    {
      const std::vector<std::uint32_t> keys = MakeKeys(begin, end);
      const std::span<const std::uint32_t> all(keys);
      parallel_(results.size(), [&](std::size_t i) {
        RunBand(all.subspan(i * heads_.size(), heads_.size()), &results[i]);
      });
    }
    std::vector<PairKey> proposed;
    for (BandResult& result : results) {
      found_.Append(result.passed);
      proposed.insert(proposed.end(), result.proposed.begin(), result.proposed.end());
      result = BandResult();
    }
    SortAndDropRepeats(&found_.pairs);
    SortAndDropRepeats(&proposed);
    AddPassing(proposed);
  }

  // Adds those of `proposed`, which is sorted, that are new and pass the filter.
  void AddPassing(const std::vector<PairKey>& proposed) {
    std::vector<PairKey> fresh;
    std::set_difference(proposed.begin(), proposed.end(), found_.pairs.begin(), found_.pairs.end(),
                        std::back_inserter(fresh));
    found_.compared_pairs += fresh.size();
    std::vector<std::vector<PairKey>> passing((fresh.size() + kCandidatesPerTask - 1) /
                                              kCandidatesPerTask);
    parallel_(passing.size(), [&](std::size_t task) {
      const std::size_t last = std::min(fresh.size(), (task + 1) * kCandidatesPerTask);
      for (std::size_t i = task * kCandidatesPerTask; i < last; ++i) {
        if (filter_.Margin(SmallerOf(fresh[i]), LargerOf(fresh[i])) >= -kDoubtErrors) {
          passing[task].push_back(fresh[i]);
        }
      }
    });
    const auto middle = static_cast<std::ptrdiff_t>(found_.pairs.size());
    for (const std::vector<PairKey>& pairs : passing) {
      found_.pairs.insert(found_.pairs.end(), pairs.begin(), pairs.end());
    }
    std::inplace_merge(found_.pairs.begin(), found_.pairs.begin() + middle, found_.pairs.end());
  }

  const SketchTable& sketches_;
  const std::span<const PartId> heads_;
  const MatchOptions& options_;
  const ParallelFor& parallel_;
  const SketchFilter filter_;
  Candidates found_;
};

}  // namespace

Candidates BandCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                          const MatchOptions& options, const ParallelFor& parallel) {
  return BandJoin(sketches, heads, options, parallel).Run();
}

}  // namespace textkin
