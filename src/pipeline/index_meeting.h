// Which parts of a persistent index some records meet: the index is passed over once, and of all
// keys of its parts those stay that one of the records has.
//
// The other way, tables of all keys of the index, costs for a million documents six seconds and a
// gigabyte, of which 100,000 records ask for a hundredth.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "filter_against.h"
#include "kept_index.h"
#include "key_set.h"
#include "textkin/hash.h"
#include "textkin/parallel.h"
#include "textkin/scratch.h"
#include "textkin/sketch.h"

namespace textkin {

class IndexMeeting {
 public:
  // Signatures of parts that are met go to `scratch`.
  IndexMeeting(BandShape shape, bool containment, Scratch scratch);

  // A record that will be looked for.
  void Seek(const Sketch& sketch);
  // How many there are, and what each takes of memory while the index is passed over.
  std::uint64_t sought() const { return sought_.records; }
  std::uint64_t BytesPerSought() const;
  // Passes over the index for all that Seek has told of since the last call. What is met is
  // numbered by the rank of its id, so that nothing depends on how the index has grown. `kept`: of
  // the records before. `check` is asked now and then whether to go on.
  absl::Status Meet(const AgainstIndex& against, const KeptIndex& kept, const ParallelFor& parallel,
                    const std::function<absl::Status()>& check);

  // What the last call of Meet has found: entries of the parts, the parts by number, and the first
  // one of a content; null: none has it.
  const KeyEntries& entries() const { return entries_; }
  const IndexedPart& part(std::uint32_t number) const { return parts_[number].part; }
  const std::uint32_t* FindContent(const Hash128& content) const;
  absl::Status LoadMinHash(std::uint32_t number, MinHash* minhash) const;
  // Of the records, in the order of Seek: the bands in which their keys may be met, in the index,
  // in what was kept before or in another one of them; and whether they may be met in any way.
  const BandSet& shared_bands(std::size_t record) const { return shared_bands_[record]; }
  bool is_shared(std::size_t record) const { return is_shared_[record]; }

  // Additions to buckets that were full with parts of smaller ids.
  std::uint64_t full_buckets() const { return full_buckets_; }
  std::uint64_t bytes() const;

 private:
  static constexpr std::uint32_t kNotMet = UINT32_MAX;

  struct HashOfContent {
    std::size_t operator()(const Hash128& hash) const { return hash.low; }
  };
  // What the records have that are looked for.
  struct Sought {
    std::uint64_t records = 0;
    std::vector<std::uint32_t> with_shingles;       // records
    std::vector<std::vector<std::uint32_t>> bands;  // keys of these, by band
    std::vector<std::uint32_t> values;              // of FracMinHash
    std::vector<std::uint32_t> contents;            // 32 bits of each record's
  };
  // A part of the index on its way.
  struct Passing {
    IndexedPart part;
    std::string document;  // its id
    Sketch sketch;
  };
  // A part that was met.
  struct Met {
    IndexedPart part;
    std::string id;
    Hash128 content;
    std::uint32_t values = 0;  // how many it has
    std::uint32_t place = 0;   // of its signature in the scratch
  };

  void BeginMeeting();
  void EndMeeting(const KeptIndex& kept, const ParallelFor& parallel);
  void FindShared(const KeptIndex& kept, const ParallelFor& parallel);
  // What is met of the batch.
  absl::Status MeetPassing(const ParallelFor& parallel, const std::function<absl::Status()>& check);
  void MakeKeys(const ParallelFor& parallel);
  void SelectContents();
  void SelectValues();
  absl::Status NumberMet();
  // Leaves of each key the entries that a bucket takes. Returns the ranks of all parts' ids.
  std::vector<std::uint32_t> Trim(const ParallelFor& parallel);
  std::size_t CountEntries() const;

  const KeptIndex keys_;  // makes keys
  const std::size_t bands_;
  const bool containment_;
  Scratch scratch_;  // signatures
  Sought sought_;
  std::vector<KeySet> band_sets_;  // by band
  std::optional<KeySet> value_set_;
  std::optional<KeySet> content_set_;

  std::vector<Passing> passing_;  // a batch; the first passing_size_ count
  std::size_t passing_size_ = 0;
  std::vector<std::uint32_t> columns_;                // places in passing_ of those with shingles
  std::vector<std::uint32_t> matrix_;                 // keys, band by band, column by column
  std::vector<std::vector<std::uint32_t>> selected_;  // columns that are met, by band
  std::vector<std::uint32_t> values_;                 // of all columns
  std::vector<std::uint32_t> value_owners_;           // places in passing_
  std::vector<std::uint32_t> selected_values_;        // places in values_
  std::vector<std::uint32_t> met_;                    // of passing_: places in parts_, or kNotMet

  std::vector<Met> parts_;  // by number; before the end as they came
  KeyEntries entries_;
  std::vector<BandSet> shared_bands_;  // by record
  std::vector<bool> is_shared_;        // likewise
  absl::flat_hash_map<Hash128, std::uint32_t, HashOfContent> by_content_;
  std::size_t most_entries_ = 0;  // from which Trim is worth its time
  std::uint64_t full_buckets_ = 0;
};

}  // namespace textkin
