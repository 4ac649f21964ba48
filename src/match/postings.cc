// Containment by postings: which parts have each FracMinHash value, counted per pair.
//
// Parts are ranked by the size of their FracMinHash, then by id, and each part counts the values it
// shares with the parts before it. A list of more than all_pairs_bucket parts is counted against
// its first `leaders` alone. They are its smallest parts, and kin is a share of the smaller side: a
// part that stands in a thousand anthologies comes before them all, and all of them are counted
// against it.
//
// Parts are counted block by block, as many at a time as their lists have room for.
//
// Memory: 12 bytes a value of the parts of one block, one counter a part and thread; no list of
// pairs.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

#include "candidates.h"
#include "textkin/joins.h"
#include "verdict.h"

namespace textkin {
namespace {

// Values sorted by one task: 32 MiB with the scratch space of the sort.
constexpr std::size_t kValuesPerRange = std::size_t{2} << 20;
// One value in so many is allowed for beyond an even share of a range, so that no array grows.
constexpr std::size_t kSlack = 50;
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

// A value in the lists of a block, at most: its reference and its place among the members.
constexpr std::uint64_t kBytesOfListed = 12;

// The lists of all values in one range of them, as far as the parts of one block need them.
struct Postings {
  struct Reference {      // from a part to the parts to be counted in one of its lists
    std::uint32_t begin;  // in members
    std::uint32_t count;
  };
  std::vector<Place> members;        // of all lists, ascending in each
  std::vector<std::uint32_t> begin;  // by place in the block, into references
  std::vector<Reference> references;
};

// Counts the values that parts have in common, block by block:
//
//   while (lists.NextBlock(parallel)) lists.Count(0, 1, visit);
class ValueLists {
 public:
  // By place: the values of each part, ascending. They must outlive the lists.
  ValueLists(std::vector<Values> values_of, const MatchOptions& options)
      : values_of_(std::move(values_of)), options_(options), long_lists_(values_of_.size(), 0) {
    for (const Values& one : values_of_) values_ += one.size();
    ranges_.resize(std::max(kMinRanges, values_ / kValuesPerRange + 1));
  }

  // Makes the lists of the next parts; false when there are no more.
  bool NextBlock(const ParallelFor& parallel) {
    block_begin_ = block_end_;
    if (block_begin_ == values_of_.size()) return false;
    std::uint64_t bytes = 0;
    do {
      bytes += values_of_[block_end_++].size() * kBytesOfListed;
    } while (block_end_ < values_of_.size() && bytes < options_.list_memory);
    parallel(ranges_.size(), [&](std::size_t range) { BuildRange(range); });
    return true;
  }

  // Calls visit(smaller, larger, shared) for every counted pair of which the larger is the first
  // part of the block, or one that comes step, 2 * step, ... behind it.
  template <typename Visit>
  void Count(std::size_t first, std::size_t step, const Visit& visit) const {
    std::vector<std::uint32_t> shared(block_end_, 0);
    std::vector<Place> touched;
    for (std::size_t place = block_begin_ + first; place < block_end_; place += step) {
      for (const Postings& lists : ranges_) {
        const std::uint32_t* begin = &lists.begin[place - block_begin_];
        for (std::uint32_t r = begin[0]; r < begin[1]; ++r) {
          const auto [member, count] = lists.references[r];
          for (std::uint32_t i = member; i < member + count; ++i) {
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

  std::size_t parts_in_block() const { return block_end_ - block_begin_; }
  // Values of a part whose list is counted by leaders; known from the first block on.
  std::uint32_t LongLists(Place place) const { return long_lists_[place]; }
  std::uint64_t large() const { return large_; }

 private:
  // A list: of a value, the places that have it.
  using List = std::span<const std::uint64_t>;

  // Value in the high half, place in the low; sorted.
  std::vector<std::uint64_t> GatherValues(std::size_t range) const {
    const auto bound = [&](std::size_t i) { return (i << 32) / ranges_.size(); };
    const std::uint64_t low = bound(range), high = bound(range + 1);
    std::vector<std::uint64_t> values;
    values.reserve(values_ / ranges_.size() + values_ / ranges_.size() / kSlack);
    for (std::size_t place = 0; place < values_of_.size(); ++place) {
      const auto frac = values_of_[place];
      for (auto at = std::lower_bound(frac.begin(), frac.end(), low);
           at != frac.end() && *at < high; ++at) {
        values.push_back(std::uint64_t{*at} << 32 | place);
      }
    }
    SortNumbers(&values, 32);
    return values;
  }

  // Calls visit(list) for every list of two parts or more.
  template <typename Visit>
  static void ForEachList(List values, const Visit& visit) {
    for (std::size_t begin = 0; begin < values.size();) {
      std::size_t end = begin + 1;
      while (end < values.size() && values[end] >> 32 == values[begin] >> 32) ++end;
      if (end - begin > 1) visit(values.subspan(begin, end - begin));
      begin = end;
    }
  }

  bool IsLong(List list) const { return list.size() > options_.all_pairs_bucket; }

  // Calls visit(place, count) for every part of the block in a list, behind the first: `count` of
  // the list's parts are counted against it.
  template <typename Visit>
  void ForEachOfBlock(List list, const Visit& visit) const {
    const auto place_of = [](std::uint64_t entry) { return static_cast<Place>(entry); };
    const auto first = std::ranges::lower_bound(list, block_begin_, {}, place_of);
    for (auto i = static_cast<std::size_t>(first - list.begin()); i < list.size(); ++i) {
      if (place_of(list[i]) >= block_end_) break;
      const std::size_t count = IsLong(list) ? std::min(i, options_.leaders) : i;
      if (count > 0) visit(place_of(list[i]), static_cast<std::uint32_t>(count));
    }
  }

  void BuildRange(std::size_t range) {
    const std::vector<std::uint64_t> values = GatherValues(range);
    if (block_begin_ == 0) NoteLongLists(values);
    Postings& lists = ranges_[range];
    lists.begin.assign(parts_in_block() + 1, 0);
    ForEachList(values, [&](List list) {
      ForEachOfBlock(list,
                     [&](Place place, std::uint32_t) { ++lists.begin[place - block_begin_ + 1]; });
    });
    std::partial_sum(lists.begin.begin(), lists.begin.end(), lists.begin.begin());
    lists.references.resize(lists.begin.back());
    lists.members.clear();
    std::vector<std::uint32_t> at(lists.begin.begin(), lists.begin.end() - 1);
    ForEachList(values, [&](List list) {
      const auto first = static_cast<std::uint32_t>(lists.members.size());
      std::uint32_t needed = 0;  // members of the list
      ForEachOfBlock(list, [&](Place place, std::uint32_t count) {
        lists.references[at[place - block_begin_]++] = {first, count};
        needed = std::max(needed, count);
      });
      for (std::uint32_t i = 0; i < needed; ++i) {
        lists.members.push_back(static_cast<Place>(list[i]));
      }
    });
  }

  // Ranges are looked at by several threads.
  void NoteLongLists(const std::vector<std::uint64_t>& values) {
    ForEachList(values, [&](List list) {
      if (!IsLong(list)) return;
      large_.fetch_add(1, std::memory_order_relaxed);
      for (const std::uint64_t entry : list) {
        std::atomic_ref(long_lists_[static_cast<Place>(entry)])
            .fetch_add(1, std::memory_order_relaxed);
      }
    });
  }

  const std::vector<Values> values_of_;
  const MatchOptions& options_;
  std::size_t values_ = 0;
  std::vector<Postings> ranges_;
  std::vector<std::uint32_t> long_lists_;  // by place
  std::atomic<std::uint64_t> large_ = 0;
  std::size_t block_begin_ = 0;  // places
  std::size_t block_end_ = 0;
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
    ValueLists lists(std::move(values_of), options_);
    Candidates found;
    while (lists.NextBlock(parallel_)) CountBlock(lists, &found);
    found.large_buckets += lists.large();
    SortAndDropRepeats(&found.pairs);
    return found;
  }

 private:
  void CountBlock(const ValueLists& lists, Candidates* found) const {
    std::vector<Candidates> counted(std::min(kCountTasks, lists.parts_in_block()));
    parallel_(counted.size(), [&](std::size_t task) {
      // Later places count more: tasks take every n-th part, so that they are alike.
      lists.Count(task, counted.size(), [&](Place smaller, Place larger, std::uint32_t shared) {
        if (IsCandidate(lists, smaller, larger, shared, &counted[task])) {
          counted[task].pairs.push_back(MakePair(part_[smaller], part_[larger]));
        }
      });
    });
    for (const Candidates& part : counted) found->Append(part);
  }

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
  ValueLists lists(std::move(values_of), options);
  CountedValues counted;
  while (lists.NextBlock(SerialFor)) {
    lists.Count(0, 1, [&](Place smaller, Place larger, std::uint32_t shared) {
      counted.pairs.push_back({part[smaller], part[larger], shared});
    });
  }
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
