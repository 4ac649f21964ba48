// Containment by postings: which parts have each FracMinHash value, counted per pair.
//
// Parts are ranked by the size of their FracMinHash, then by id, and each part counts the values it
// shares with the parts before it. A list of more than all_pairs_bucket parts is counted against
// its first `leaders` alone. They are its smallest parts, and kin is a share of the smaller side: a
// part that stands in a thousand anthologies comes before them all, and all of them are counted
// against it.
//
// Memory: 12 bytes a value that two parts have, one counter a part and thread; no list of pairs.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "candidates.h"
#include "verdict.h"

namespace textkin {
namespace {

// Values sorted by one task: 64 MiB with the scratch space of the sort.
constexpr std::size_t kValuesPerRange = std::size_t{4} << 20;
// Ranges at least, so that eight threads have work.
constexpr std::size_t kMinRanges = 8;
// Tasks that count; each has one counter a part.
constexpr std::size_t kCountTasks = 64;

// Share of the smaller side's values that makes a candidate. Kin needs kKinContainment; the
// estimate of n values has a standard error of .5 / sqrt(n), and 2.5 of them are allowed for, at
// most up to .3 for long texts.
constexpr double kMostContainment = .3;
constexpr double kAllowedErrors = 2.5;
// One common value is coincidence: every list of two would be a candidate.
constexpr std::uint32_t kMinSharedValues = 2;

using Rank = std::uint32_t;

std::uint32_t NeededValues(std::size_t smaller) {
  const double size = static_cast<double>(smaller);
  const double share =
      std::min(kMostContainment, kKinContainment - kAllowedErrors * .5 / std::sqrt(size));
  return std::max(kMinSharedValues,
                  static_cast<std::uint32_t>(std::ceil(std::max(share, 0.) * size)));
}

// The lists of all values in one range of them.
struct Postings {
  struct Reference {      // from a part to the parts to be counted in one of its lists
    std::uint32_t begin;  // in members
    std::uint32_t count;
  };
  std::vector<Rank> members;         // of all lists, ascending in each
  std::vector<std::uint32_t> begin;  // by rank, into references
  std::vector<Reference> references;
  std::vector<std::uint16_t> long_lists;  // by rank: its values whose list is counted by leaders
  std::uint64_t large = 0;
};

class PostingJoin {
 public:
  PostingJoin(const SketchTable& sketches, std::span<const PartId> heads,
              const MatchOptions& options, const ParallelFor& parallel)
      : sketches_(sketches), options_(options), parallel_(parallel) {
    std::vector<std::uint64_t> order;  // size in the high half, part in the low
    for (const PartId head : heads) {
      const std::size_t size = sketches.frac(head).size();
      if (size >= kMinSharedValues) order.push_back(std::uint64_t{size} << 32 | head);
      values_ += size;
    }
    SortNumbers(&order);
    for (const std::uint64_t entry : order) part_.push_back(static_cast<PartId>(entry));
  }

  Candidates Run() {
    ranges_.resize(std::max(kMinRanges, values_ / kValuesPerRange + 1));
    parallel_(ranges_.size(), [&](std::size_t range) { BuildRange(range); });
    std::vector<Candidates> counted(std::min(kCountTasks, part_.size()));
    parallel_(counted.size(), [&](std::size_t task) {
      // Later ranks count more: tasks take every n-th part, so that they are alike.
      Count(task, counted.size(), &counted[task]);
    });
    Candidates found;
    for (const Candidates& part : counted) found.Append(part);
    for (const Postings& range : ranges_) found.large_buckets += range.large;
    SortAndDropRepeats(&found.pairs);
    return found;
  }

 private:
  // Value in the high half, rank in the low; sorted.
  std::vector<std::uint64_t> GatherValues(std::size_t range) const {
    const auto bound = [&](std::size_t i) { return (i << 32) / ranges_.size(); };
    const std::uint64_t low = bound(range), high = bound(range + 1);
    std::vector<std::uint64_t> values;
    for (std::size_t rank = 0; rank < part_.size(); ++rank) {
      const auto frac = sketches_.frac(part_[rank]);
      for (auto at = std::lower_bound(frac.begin(), frac.end(), low);
           at != frac.end() && *at < high; ++at) {
        values.push_back(std::uint64_t{*at} << 32 | rank);
      }
    }
    SortNumbers(&values, 32);
    return values;
  }

  // Calls visit(begin, end) for every list of two parts or more.
  template <typename Visit>
  static void ForEachList(const std::vector<std::uint64_t>& values, const Visit& visit) {
    for (std::size_t begin = 0; begin < values.size();) {
      std::size_t end = begin + 1;
      while (end < values.size() && values[end] >> 32 == values[begin] >> 32) ++end;
      if (end - begin > 1) visit(begin, end);
      begin = end;
    }
  }

  void BuildRange(std::size_t range) {
    const std::vector<std::uint64_t> values = GatherValues(range);
    Postings& lists = ranges_[range];
    lists.begin.assign(part_.size() + 1, 0);
    lists.long_lists.assign(part_.size(), 0);
    ForEachList(values, [&](std::size_t begin, std::size_t end) {
      const bool large = end - begin > options_.all_pairs_bucket;
      lists.large += large;
      for (std::size_t i = begin; i < end; ++i) {
        const Rank rank = static_cast<Rank>(values[i]);
        lists.members.push_back(rank);
        if (i > begin) ++lists.begin[rank + 1];
        if (large && lists.long_lists[rank] < UINT16_MAX) ++lists.long_lists[rank];
      }
    });
    std::partial_sum(lists.begin.begin(), lists.begin.end(), lists.begin.begin());
    lists.references.resize(lists.begin.back());
    std::vector<std::uint32_t> at(lists.begin.begin(), lists.begin.end() - 1);
    std::uint32_t first = 0;  // of the list, in members
    ForEachList(values, [&](std::size_t begin, std::size_t end) {
      const bool large = end - begin > options_.all_pairs_bucket;
      for (std::size_t i = begin + 1; i < end; ++i) {
        const std::size_t before = large ? std::min(i - begin, options_.leaders) : i - begin;
        lists.references[at[static_cast<Rank>(values[i])]++] = {first,
                                                                static_cast<std::uint32_t>(before)};
      }
      first += static_cast<std::uint32_t>(end - begin);
    });
  }

  void Count(std::size_t first, std::size_t step, Candidates* found) const {
    std::vector<std::uint32_t> shared(part_.size(), 0);
    std::vector<Rank> touched;
    for (std::size_t rank = first; rank < part_.size(); rank += step) {
      for (const Postings& lists : ranges_) {
        for (std::uint32_t r = lists.begin[rank]; r < lists.begin[rank + 1]; ++r) {
          const auto [begin, count] = lists.references[r];
          for (std::uint32_t i = begin; i < begin + count; ++i) {
            if (shared[lists.members[i]]++ == 0) touched.push_back(lists.members[i]);
          }
        }
      }
      for (const Rank smaller : touched) {
        if (IsCandidate(smaller, static_cast<Rank>(rank), shared[smaller], found)) {
          found->pairs.push_back(MakePair(part_[smaller], part_[rank]));
        }
        shared[smaller] = 0;
      }
      touched.clear();
    }
  }

  bool IsCandidate(Rank smaller, Rank larger, std::uint32_t shared, Candidates* found) const {
    const std::uint32_t needed = NeededValues(sketches_.frac(part_[smaller]).size());
    if (shared >= needed) return true;
    if (shared < kMinSharedValues) return false;
    // Values of long lists are not counted between two parts that do not lead them.
    if (shared + std::min(LongLists(smaller), LongLists(larger)) < needed) return false;
    ++found->compared_pairs;
    return CountCommon(sketches_.frac(part_[smaller]), sketches_.frac(part_[larger])) >= needed;
  }

  std::uint32_t LongLists(Rank rank) const {
    std::uint32_t lists = 0;
    for (const Postings& range : ranges_) lists += range.long_lists[rank];
    return lists;
  }

  static std::uint32_t CountCommon(std::span<const std::uint32_t> a,
                                   std::span<const std::uint32_t> b) {
    std::uint32_t common = 0;
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
      common += a[i] == b[j];
      const bool step_a = a[i] <= b[j], step_b = b[j] <= a[i];
      i += step_a;
      j += step_b;
    }
    return common;
  }

  const SketchTable& sketches_;
  const MatchOptions& options_;
  const ParallelFor& parallel_;
  std::vector<PartId> part_;  // by rank
  std::size_t values_ = 0;
  std::vector<Postings> ranges_;
};

}  // namespace

Candidates PostingCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                             const MatchOptions& options, const ParallelFor& parallel) {
  return PostingJoin(sketches, heads, options, parallel).Run();
}

}  // namespace textkin
