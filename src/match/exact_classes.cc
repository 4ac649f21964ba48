// Exact copies: buckets of equal 128-bit hashes, confirmed text by text.

#include "exact_classes.h"

#include <map>
#include <numeric>

#include "pairs.h"

namespace textkin {
namespace {

// Texts compared by one task: about 1 ms.
constexpr std::size_t kMembersPerTask = 512;
// Texts of one hash that may become heads. Equal hashes of different texts are crafted; what is
// left then goes on as parts of their own, so that a flood of them stays linear.
constexpr int kMaxHeadsPerHash = 8;

using Members = std::vector<PartId>;  // parts of one hash, ascending; the first is to be the head

struct Task {
  std::size_t set;
  std::size_t begin, end;  // of the set's members
};

std::vector<Members> SetsOfEqualHash(const SketchTable& sketches) {
  std::vector<KeyedPart> entries;
  entries.reserve(sketches.size());
  for (std::size_t i = 0; i < sketches.size(); ++i) {
    const PartId part = static_cast<PartId>(i);
    const Hash128& content = sketches.content(part);
    if (content == Hash128{}) continue;  // no tokens: two empty texts are not copies
    const std::uint64_t mixed = Mix64(content.high ^ Mix64(content.low));
    entries.push_back({static_cast<std::uint32_t>(mixed), part});
  }
  GatherBuckets(&entries);
  std::vector<Members> sets;
  ForEachBucket(entries, [&](std::span<const KeyedPart> bucket) {
    std::map<Hash128, Members> by_hash;  // one hash, but for one bucket in thousands
    for (const KeyedPart& entry : bucket) {
      by_hash[sketches.content(entry.part)].push_back(entry.part);
    }
    for (auto& [hash, members] : by_hash) {
      if (members.size() > 1) sets.push_back(std::move(members));
    }
  });
  return sets;
}

std::vector<Task> SplitIntoTasks(const std::vector<Members>& sets) {
  std::vector<Task> tasks;
  for (std::size_t set = 0; set < sets.size(); ++set) {
    for (std::size_t begin = 1; begin < sets[set].size(); begin += kMembersPerTask) {
      tasks.push_back({set, begin, std::min(begin + kMembersPerTask, sets[set].size())});
    }
  }
  return tasks;
}

// Gives the members equal to their set's first part that part as head; returns the others, by set.
std::vector<Members> ConfirmHeads(const std::vector<Members>& sets, const PartLoader& loader,
                                  const ParallelFor& parallel, std::vector<PartId>* head) {
  const std::vector<Task> tasks = SplitIntoTasks(sets);
  parallel(tasks.size(), [&](std::size_t i) {
    const Members& members = sets[tasks[i].set];
    for (std::size_t m = tasks[i].begin; m < tasks[i].end; ++m) {
      if (loader.same_text(members.front(), members[m])) (*head)[members[m]] = members.front();
    }
  });
  std::vector<Members> unequal;
  for (const Members& members : sets) {
    Members rest;
    for (const PartId part : std::span(members).subspan(1)) {
      if ((*head)[part] == part) rest.push_back(part);
    }
    if (rest.size() > 1) unequal.push_back(std::move(rest));
  }
  return unequal;
}

}  // namespace

ExactClasses ExactClasses::Find(const SketchTable& sketches, const PartLoader& loader,
                                const ParallelFor& parallel) {
  std::vector<PartId> head(sketches.size());
  std::iota(head.begin(), head.end(), PartId{0});
  std::vector<Members> sets = SetsOfEqualHash(sketches);
  for (int heads = 0; heads < kMaxHeadsPerHash && !sets.empty(); ++heads) {
    sets = ConfirmHeads(sets, loader, parallel, &head);
  }
  return ExactClasses(std::move(head));
}

ExactClasses::ExactClasses(std::vector<PartId> head)
    : head_(std::move(head)), begin_(head_.size() + 1, 0), members_(head_.size()) {
  for (const PartId of : head_) ++begin_[of + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
  for (std::size_t i = 0; i < head_.size(); ++i) {
    const PartId part = static_cast<PartId>(i);
    members_[at[head_[i]]++] = part;
    if (head_[i] != part) ++copies_;
  }
}

}  // namespace textkin
