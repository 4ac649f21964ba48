// The rule of the filter: a record is removed when a kept record before it is kin to it, and kept
// otherwise.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "filter_against.h"
#include "filter_record.h"
#include "index_meeting.h"
#include "kept_index.h"
#include "kin_judge.h"
#include "textkin/match.h"
#include "textkin/parallel.h"

namespace textkin {

// Why a record is removed.
struct FilterKin {
  std::uint32_t number = 0;  // of the kept record, from 0
  Match match;               // a: the removed record, b: the kept one
  bool in_index = false;     // it is no record of the input
};

class Greedy {
 public:
  // Kept records go to *store, unless they are there.
  Greedy(const StageOptions& stages, const MatchOptions& match, RecordStore* store)
      : judge_(stages, match),
        store_(*store),
        index_(BandShape::For(match.threshold), !stages.strict),
        block_index_(BandShape::For(match.threshold), !stages.strict) {}

  // From now on tables of more than about `memory` bytes go to `scratch`.
  void SpillTo(Scratch scratch, std::uint64_t memory) {
    index_.SpillTo(std::move(scratch), memory);
  }

  // Takes all parts of an index, which must live as long, as kept before the first record.
  // `holders_too`: a record that holds most of one of them is removed too. `scratch`: for
  // signatures. Before a record is decided, Seek and then MeetIndex have to be told of it.
  void TakeIndex(const AgainstIndex& against, bool holders_too, Scratch scratch);
  bool has_index() const { return meeting_ != nullptr; }
  void Seek(const Sketch& sketch) { meeting_->Seek(sketch); }
  // How many records Seek has told of since the last call of MeetIndex, and what each takes of
  // memory until the next.
  std::uint64_t sought() const { return meeting_ ? meeting_->sought() : 0; }
  std::uint64_t BytesPerSought() const { return meeting_->BytesPerSought(); }
  // Passes over the index for all that were told of since the last call; those before have been
  // decided, in the order of Seek. `is_last`: none follow. `check` is asked now and then whether to
  // go on.
  absl::Status MeetIndex(bool is_last, const ParallelFor& parallel,
                         const std::function<absl::Status()>& check);

  // Decides the next records of the order: kin[i] is what records[i] is removed for. The result
  // does not depend on the executor, nor on how the order is cut into calls, but for full buckets.
  absl::Status Decide(std::span<FilterRecord> records, const ParallelFor& parallel,
                      std::vector<std::optional<FilterKin>>* kin);

  // The record that one is removed for; for several threads beside each other.
  absl::Status LoadKept(const FilterKin& kin, FilterRecord* record) const {
    return LoadNumber(kin.number, record);
  }

  std::size_t kept() const { return first_ + places_.size(); }  // those of the index included
  std::uint64_t bytes() const;  // of memory, growing with what is kept
  // What one kept record takes of it once the tables go to scratch; and in these, on the average.
  static std::uint64_t BytesPerRecord(double threshold);
  static std::uint64_t TableBytesPerRecord(double threshold);
  std::uint64_t spilled_bytes() const { return index_.spilled_bytes(); }
  std::uint64_t full_buckets() const {
    return index_.full_buckets() + (meeting_ ? meeting_->full_buckets() : 0);
  }
  std::uint64_t capped_records() const { return capped_; }

 private:
  struct HashOfContent {
    std::size_t operator()(const Hash128& hash) const { return hash.low; }
  };
  static constexpr std::uint64_t kNowhere = UINT64_MAX;

  bool IsIndexed(std::uint32_t number) const { return number < first_; }
  absl::Status LoadNumber(std::uint32_t number, FilterRecord* record) const {
    return IsIndexed(number) ? against_->Load(meeting_->part(number), record)
                             : store_.Load(places_[number - first_], record);
  }

  using Kins = std::vector<std::optional<FilterKin>>;

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
  absl::Status Keep(FilterRecord* record, const IndexKeys& keys, bool is_shared);

  const KinJudge judge_;
  RecordStore& store_;
  const AgainstIndex* against_ = nullptr;
  bool holders_too_ = false;
  std::unique_ptr<IndexMeeting> meeting_;  // null: no index
  std::uint32_t first_ = 0;  // number of the first record; parts of the index have smaller ones
  KeptIndex index_;          // of what was kept before this block
  KeptIndex block_index_;    // of what is kept in it
  std::vector<std::uint64_t> places_;  // in the store, or kNowhere, from the number first_ on
  absl::flat_hash_map<Hash128, std::uint32_t, HashOfContent> by_content_;
  bool is_last_ = false;             // the pass over the index
  std::size_t decided_ = 0;          // records since that
  std::vector<IndexKeys> unshared_;  // of records kept since then, to be added before the next
  std::vector<std::uint32_t> unshared_of_;  // the numbers of these
  std::uint32_t block_begin_ = 0;           // number of the first record kept in this block
  std::vector<FilterRecord*> in_block_;     // kept in this block
  std::vector<std::pair<std::uint32_t, const IndexKeys*>> kept_keys_;  // likewise, with shingles
  std::vector<IndexKeys> keys_;  // of the block's records; empty for those without shingles
  std::atomic<std::uint64_t> capped_ = 0;
  FirstError error_;  // of reads
};

}  // namespace textkin
