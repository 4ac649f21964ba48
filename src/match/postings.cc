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
#include <tuple>
#include <utility>

#include "candidates.h"
#include "textkin/joins.h"
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

// The number of a part by size, then by id.
using Place = std::uint32_t;
using Values = std::span<const std::uint32_t>;

std::uint32_t NeededValues(std::size_t smaller) {
  const double size = static_cast<double>(smaller);
  const double share =
      std::min(kMostContainment, kKinContainment - kAllowedErrors * .5 / std::sqrt(size));
  return std::max(kMinSharedValues,
                  static_cast<std::uint32_t>(std::ceil(std::max(share, 0.) * size)));
}

std::uint32_t CountCommonValues(std::span<const std::uint32_t> a,
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

// The lists of all values in one range of them.
struct Postings {
  struct Reference {      // from a part to the parts to be counted in one of its lists
    std::uint32_t begin;  // in members
    std::uint32_t count;
  };
  std::vector<Place> members;        // of all lists, ascending in each
  std::vector<std::uint32_t> begin;  // by rank, into references
  std::vector<Reference> references;
  std::vector<std::uint16_t> long_lists;  // by rank: its values whose list is counted by leaders
  std::uint64_t large = 0;
};

// Counts the values that parts have in common.
class ValueLists {
 public:
  // By place: the values of each part, ascending. They must outlive the lists.
  ValueLists(std::vector<Values> values_of, const MatchOptions& options,
             const ParallelFor& parallel)
      : values_of_(std::move(values_of)), options_(options) {
    std::size_t values = 0;
    for (const Values& one : values_of_) values += one.size();
    ranges_.resize(std::max(kMinRanges, values / kValuesPerRange + 1));
    parallel(ranges_.size(), [&](std::size_t range) { BuildRange(range); });
  }

  // Calls visit(smaller, larger, shared) for every counted pair of which the larger is one of
  // first, first + step, ...
  template <typename Visit>
  void Count(std::size_t first, std::size_t step, const Visit& visit) const {
    std::vector<std::uint32_t> shared(values_of_.size(), 0);
    std::vector<Place> touched;
    for (std::size_t place = first; place < values_of_.size(); place += step) {
      for (const Postings& lists : ranges_) {
        for (std::uint32_t r = lists.begin[place]; r < lists.begin[place + 1]; ++r) {
          const auto [begin, count] = lists.references[r];
          for (std::uint32_t i = begin; i < begin + count; ++i) {
            if (shared[lists.members[i]]++ == 0) touched.push_back(lists.members[i]);
          }
        }
      }
      for (const Place smaller : touched) {
        visit(smaller, static_cast<Place>(place), shared[smaller]);
        shared[smaller] = 0;
      }
      touched.clear();
    }
  }

  std::uint32_t LongLists(Place place) const {
    std::uint32_t lists = 0;
    for (const Postings& range : ranges_) lists += range.long_lists[place];
    return lists;
  }
  std::uint64_t large() const {
    std::uint64_t lists = 0;
    for (const Postings& range : ranges_) lists += range.large;
    return lists;
  }

 private:
  // Value in the high half, rank in the low; sorted.
  std::vector<std::uint64_t> GatherValues(std::size_t range) const {
    const auto bound = [&](std::size_t i) { return (i << 32) / ranges_.size(); };
    const std::uint64_t low = bound(range), high = bound(range + 1);
    std::vector<std::uint64_t> values;
    for (std::size_t rank = 0; rank < values_of_.size(); ++rank) {
      const auto frac = values_of_[rank];
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
    lists.begin.assign(values_of_.size() + 1, 0);
    lists.long_lists.assign(values_of_.size(), 0);
    ForEachList(values, [&](std::size_t begin, std::size_t end) {
      const bool large = end - begin > options_.all_pairs_bucket;
      lists.large += large;
      for (std::size_t i = begin; i < end; ++i) {
        const Place rank = static_cast<Place>(values[i]);
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
        lists.references[at[static_cast<Place>(values[i])]++] = {
            first, static_cast<std::uint32_t>(before)};
      }
      first += static_cast<std::uint32_t>(end - begin);
    });
  }

  const std::vector<Values> values_of_;
  const MatchOptions& options_;
  std::vector<Postings> ranges_;
};

// Whether the values of long lists, which are not counted between two parts that do not lead them,
// may make two parts candidates.
bool IsInDoubt(std::uint32_t shared, std::uint32_t long_lists, std::uint32_t needed) {
  return shared >= kMinSharedValues && shared < needed && shared + long_lists >= needed;
}

class PostingJoin {
 public:
  PostingJoin(const SketchTable& sketches, std::span<const PartId> heads,
              const MatchOptions& options, const ParallelFor& parallel)
      : sketches_(sketches), options_(options), parallel_(parallel) {
    std::vector<std::uint64_t> order;  // size in the high half, part in the low
    for (const PartId head : heads) {
      const std::size_t size = sketches.frac(head).size();
      if (size >= kMinSharedValues) order.push_back(std::uint64_t{size} << 32 | head);
    }
    SortNumbers(&order);
    for (const std::uint64_t entry : order) part_.push_back(static_cast<PartId>(entry));
  }

  Candidates Run() {
    std::vector<Values> values_of;
    for (const PartId part : part_) values_of.push_back(sketches_.frac(part));
    const ValueLists lists(std::move(values_of), options_, parallel_);
    std::vector<Candidates> counted(std::min(kCountTasks, part_.size()));
    parallel_(counted.size(), [&](std::size_t task) {
      // Later places count more: tasks take every n-th part, so that they are alike.
      lists.Count(task, counted.size(), [&](Place smaller, Place larger, std::uint32_t shared) {
        if (IsCandidate(lists, smaller, larger, shared, &counted[task])) {
          counted[task].pairs.push_back(MakePair(part_[smaller], part_[larger]));
        }
      });
    });
    Candidates found;
    for (const Candidates& part : counted) found.Append(part);
    found.large_buckets += lists.large();
    SortAndDropRepeats(&found.pairs);
    return found;
  }

 private:
  bool IsCandidate(const ValueLists& lists, Place smaller, Place larger, std::uint32_t shared,
                   Candidates* found) const {
    const Values few = sketches_.frac(part_[smaller]);
    const std::uint32_t needed = NeededValues(few.size());
    if (shared >= needed || shared < kMinSharedValues) return shared >= needed;
    const std::uint32_t uncounted = std::min(lists.LongLists(smaller), lists.LongLists(larger));
    if (!IsInDoubt(shared, uncounted, needed)) return false;
    ++found->compared_pairs;
    return CountCommonValues(few, sketches_.frac(part_[larger])) >= needed;
  }

  const SketchTable& sketches_;
  const MatchOptions& options_;
  const ParallelFor& parallel_;
  std::vector<PartId> part_;  // by place
};

}  // namespace

Candidates PostingCandidates(const SketchTable& sketches, std::span<const PartId> heads,
                             const MatchOptions& options, const ParallelFor& parallel) {
  return PostingJoin(sketches, heads, options, parallel).Run();
}

CountedValues CountValues(std::vector<ValueEntry> entries, const MatchOptions& options) {
  // By size, then by rank: the places.
  const auto place = [](const ValueEntry& entry) {
    return std::tuple(entry.size, entry.part, entry.value);
  };
  std::ranges::sort(entries, {}, place);
  std::vector<std::uint32_t> values;
  values.reserve(entries.size());
  std::vector<Rank> part;
  std::vector<std::size_t> begin;
  for (const ValueEntry& entry : entries) {
    if (part.empty() || part.back() != entry.part) {
      part.push_back(entry.part);
      begin.push_back(values.size());
    }
    values.push_back(entry.value);
  }
  begin.push_back(values.size());
  std::vector<Values> values_of;
  for (std::size_t i = 0; i < part.size(); ++i) {
    values_of.push_back(Values(values).subspan(begin[i], begin[i + 1] - begin[i]));
  }
  const ValueLists lists(std::move(values_of), options, SerialFor);
  CountedValues counted;
  lists.Count(0, 1, [&](Place smaller, Place larger, std::uint32_t shared) {
    counted.pairs.push_back({part[smaller], part[larger], shared});
  });
  for (Place i = 0; i < part.size(); ++i) {
    if (const std::uint32_t some = lists.LongLists(i); some > 0) {
      counted.long_lists.emplace_back(part[i], some);
    }
  }
  return counted;
}

bool AreCandidatesByValues(std::uint32_t shared, std::uint32_t long_lists_smaller,
                           std::uint32_t long_lists_larger, std::span<const std::uint32_t> smaller,
                           std::span<const std::uint32_t> larger) {
  const std::uint32_t needed = NeededValues(smaller.size());
  if (shared >= needed) return true;
  const std::uint32_t uncounted = std::min(long_lists_smaller, long_lists_larger);
  return IsInDoubt(shared, uncounted, needed) && CountCommonValues(smaller, larger) >= needed;
}

}  // namespace textkin
