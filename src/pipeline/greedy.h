// The rule of the filter: a record is removed when a kept record before it is kin to it, and kept
// otherwise.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
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
  // `holders_too`: a record that holds most of one of them is removed too. `check` is asked now and
  // then whether to go on.
  absl::Status TakeIndex(const AgainstIndex& against, bool holders_too, const ParallelFor& parallel,
                         const std::function<absl::Status()>& check);

  // Decides the next records of the order: kin[i] is what records[i] is removed for. The result
  // does not depend on the executor, nor on how the order is cut into calls, but for full buckets.
  absl::Status Decide(std::span<FilterRecord> records, const ParallelFor& parallel,
                      std::vector<std::optional<FilterKin>>* kin);

  // The record that one is removed for; for several threads beside each other.
  absl::Status LoadKept(const FilterKin& kin, FilterRecord* record) const {
    return LoadNumber(kin.number, record);
  }

  std::size_t kept() const { return places_.size(); }  // those of the index included
  std::uint64_t bytes() const;                         // of memory, growing with what is kept
  // What one kept record takes of it once the tables go to scratch; and in these, on the average.
  static std::uint64_t BytesPerRecord(double threshold);
  static std::uint64_t TableBytesPerRecord(double threshold);
  std::uint64_t spilled_bytes() const { return index_.spilled_bytes(); }
  std::uint64_t full_buckets() const { return index_.full_buckets(); }
  std::uint64_t capped_records() const { return capped_; }

 private:
  struct HashOfContent {
    std::size_t operator()(const Hash128& hash) const { return hash.low; }
  };
  bool IsIndexed(std::uint32_t number) const { return number < indexed_.size(); }
  absl::Status LoadNumber(std::uint32_t number, FilterRecord* record) const {
    return IsIndexed(number) ? against_->Load(indexed_[number], record)
                             : store_.Load(places_[number], record);
  }
  // Takes sketches and places of all parts of the index, numbered by the rank of their ids: the
  // kept one that is named does not depend on how the index has grown.
  absl::Status StoreIndexed(const std::function<absl::Status()>& check);
  // Lets the parts of these numbers be found.
  absl::Status AddIndexed(std::size_t begin, std::size_t end, const ParallelFor& parallel);

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
  absl::Status Keep(FilterRecord* record, const IndexKeys& keys);

  const KinJudge judge_;
  RecordStore& store_;
  const AgainstIndex* against_ = nullptr;
  bool holders_too_ = false;
  std::vector<IndexedPart> indexed_;   // by number; records of the input follow
  KeptIndex index_;                    // of what was kept before this block
  KeptIndex block_index_;              // of what is kept in it
  std::vector<std::uint64_t> places_;  // in the store, by number
  absl::flat_hash_map<Hash128, std::uint32_t, HashOfContent> by_content_;
  std::uint32_t block_begin_ = 0;        // number of the first record kept in this block
  std::vector<FilterRecord*> in_block_;  // kept in this block
  std::vector<std::pair<std::uint32_t, const IndexKeys*>> kept_keys_;  // likewise, with shingles
  std::vector<IndexKeys> keys_;  // of the block's records; empty for those without shingles
  std::atomic<std::uint64_t> capped_ = 0;
  FirstError error_;  // of reads
};

}  // namespace textkin
