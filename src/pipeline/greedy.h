// The rule of the filter: a record is removed when a kept record before it is kin to it, and kept
// otherwise.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "filter_against.h"
#include "filter_record.h"
#include "kept_index.h"
#include "kin_judge.h"
#include "textkin/match.h"
#include "textkin/parallel.h"

namespace textkin {

class Greedy {
 public:
  // Kept records go to *store, unless they are there. What `against` has, which may be null, comes
  // before all records.
  Greedy(const StageOptions& stages, const MatchOptions& match, const AgainstIndex* against,
         RecordStore* store)
      : judge_(stages, match),
        against_(against),
        store_(*store),
        index_(BandShape::For(match.threshold), !stages.strict),
        block_index_(BandShape::For(match.threshold), !stages.strict) {}

  // Decides the next records of the order: kin[i] is what records[i] is removed for. The result
  // does not depend on the executor, nor on how the order is cut into calls, but for full buckets.
  absl::Status Decide(std::span<FilterRecord> records, const ParallelFor& parallel,
                      std::vector<std::optional<FilterKin>>* kin);

  // The record that one is removed for; for several threads beside each other.
  absl::Status LoadKept(const FilterKin& kin, FilterRecord* record) const {
    return kin.in_index ? against_->Load(kin, record) : store_.Load(places_[kin.number], record);
  }

  std::size_t kept() const { return places_.size(); }
  std::uint64_t bytes() const;  // of memory, growing with what is kept
  // The same for one kept record: on the average, and 15 % more just after tables have grown.
  static std::uint64_t BytesPerRecord(double threshold);
  std::uint64_t full_buckets() const { return index_.full_buckets(); }
  std::uint64_t capped_records() const { return capped_; }

 private:
  struct HashOfContent {
    std::size_t operator()(const Hash128& hash) const { return hash.low; }
  };
  using Kins = std::vector<std::optional<FilterKin>>;

  // What the index has of it.
  std::optional<FilterKin> FindInIndex(FilterRecord* record);
  // The kept record of equal text, if there is one from number `from` on.
  std::optional<FilterKin> FindIdentical(const FilterRecord& record, std::uint32_t from);
  // Among what was kept before this block: kin[i] of records[i], and the keys of all of them.
  void FindBefore(std::span<FilterRecord> records, const ParallelFor& parallel, Kins* kin);
  // Keeps what is no kin of a record kept in this block.
  absl::Status KeepOthers(std::span<FilterRecord> records, Kins* kin);
  void EndBlock(const ParallelFor& parallel);
  // The first kin of `record` among `candidates`.
  std::optional<FilterKin> FindKin(FilterRecord* record, const KeptCandidates& candidates);
  // Whether the signatures leave room for kin.
  bool MayBeKin(const FilterRecord& record, std::uint32_t number);
  std::optional<FilterKin> Compare(KinSide* side, std::uint32_t number);
  // The record `number`: one of the block, or *loaded.
  FilterRecord* Kept(std::uint32_t number, FilterRecord* loaded);
  absl::Status Keep(FilterRecord* record, const IndexKeys& keys);
  void Fail(const absl::Status& status);

  const KinJudge judge_;
  const AgainstIndex* const against_;
  RecordStore& store_;
  KeptIndex index_;                    // of what was kept before this block
  KeptIndex block_index_;              // of what is kept in it
  std::vector<std::uint64_t> places_;  // in the store, by number
  absl::flat_hash_map<Hash128, std::uint32_t, HashOfContent> by_content_;
  std::uint32_t block_begin_ = 0;        // number of the first record kept in this block
  std::vector<FilterRecord*> in_block_;  // kept in this block
  std::vector<std::pair<std::uint32_t, const IndexKeys*>> kept_keys_;  // likewise, with shingles
  std::vector<IndexKeys> keys_;  // of the block's records; empty for those without shingles
  std::atomic<std::uint64_t> capped_ = 0;
  std::mutex mutex_;
  absl::Status status_;  // the first error of a read
};

}  // namespace textkin
