// Candidates among kept records: LSH tables that grow record by record.
//
// One table a band, and one for the values of FracMinHash where containment counts. A table is open
// addressing over entries of a 32-bit key and the number of a kept record. Equal keys lie in one
// run of the probe sequence, so a bucket is read where it is found.

#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "frozen_bands.h"
#include "textkin/parallel.h"
#include "textkin/sketch.h"

namespace textkin {

// Kept records of one bucket. They are no kin of each other, so more of them have common
// boilerplate; further ones are found in their other bands.
inline constexpr std::size_t kMaxKeptBucket = 64;
// Candidates of one record, those that agree in most bands first: enough for 2 ms of verification.
inline constexpr std::size_t kMaxFilterCandidates = 256;

// How the slots of a MinHash are cut into bands.
struct BandShape {
  unsigned rows = 3;
  unsigned bands = 82;

  // For pairs of resemblance `threshold` and more: a pair exactly there is missed at most twice in
  // 100,000 times, down to a threshold of .05.
  static BandShape For(double threshold);
};

// From 32-bit keys to numbers, several for a key.
class NumberTable {
 public:
  NumberTable() : entries_(kLeastEntries, kNothing) {}

  // Calls found(number) for the numbers under `key`.
  template <typename Found>
  void Find(std::uint32_t key, const Found& found) const {
    for (std::size_t at = Home(key); entries_[at].number != kFree; at = Next(at)) {
      if (entries_[at].key == key) found(entries_[at].number);
    }
  }
  // Reads the memory ahead that Find and Add of this key will need.
  void Prefetch(std::uint32_t key) const { __builtin_prefetch(&entries_[Home(key)]); }
  // False when the bucket is full; `elsewhere`: so many of it lie in another table.
  bool Add(std::uint32_t key, std::uint32_t number, std::size_t elsewhere = 0);
  bool empty() const { return used_ == 0; }
  std::size_t Count(std::uint32_t key) const {
    std::size_t count = 0;
    Find(key, [&](std::uint32_t) { ++count; });
    return count;
  }
  // All that was added; the table is empty then, and small.
  std::vector<KeyedNumber> TakeAll();
  // Makes room for so many more, so that the table does not grow under them.
  void Reserve(std::size_t numbers);
  // Forgets all numbers and keeps the memory.
  void Clear();
  std::uint64_t bytes() const { return entries_.size() * sizeof(Entry); }

 private:
  using Entry = KeyedNumber;
  static constexpr std::uint32_t kFree = UINT32_MAX;
  static constexpr Entry kNothing = {0, kFree};
  static constexpr std::size_t kLeastEntries = 64;

  std::size_t Home(std::uint32_t key) const {
    return static_cast<std::size_t>(std::uint64_t{key} * entries_.size() >> 32);
  }
  std::size_t Next(std::size_t at) const { return at + 1 == entries_.size() ? 0 : at + 1; }
  void Resize(std::size_t entries);

  std::vector<Entry> entries_;
  std::size_t used_ = 0;
};

// Some of the bands.
using BandSet = std::bitset<kMinHashSlots>;

// What a record is found by.
struct IndexKeys {
  std::vector<std::uint32_t> bands;
  // Where others may have the same key: everywhere, as far as is known. Others are not looked into.
  BandSet shared = BandSet().set();
  std::span<const std::uint32_t> values;  // its FracMinHash; empty where containment does not count
};

// The candidates of a record.
struct KeptCandidates {
  std::vector<std::uint32_t> numbers;  // ascending
  bool is_capped = false;              // there were more than kMaxFilterCandidates
};

// Entries of records by what they are found by.
struct KeyEntries {
  std::vector<std::vector<KeyedNumber>> bands;                  // by band
  std::vector<KeyedNumber> values;                              // of FracMinHash
  absl::flat_hash_map<std::uint32_t, std::uint32_t> values_of;  // how many values, by number
};

class KeptIndex {
 public:
  // `containment`: finds records also by their FracMinHash.
  KeptIndex(BandShape shape, bool containment)
      : shape_(shape), containment_(containment), added_(shape.bands), before_(shape.bands) {}

  // One FracMinHash value in common makes a candidate, however few of all it is: for parts so short
  // that two are not to be counted on.
  void FindByOneValue() { by_one_value_ = true; }

  // Of a record with shingles. `sketch` must live as long as the keys.
  IndexKeys MakeKeys(const Sketch& sketch) const;

  // The same keys, key by key `stride` apart.
  void WriteKeys(const Sketch& sketch, std::uint32_t* keys, std::size_t stride) const;

  // Of one record, among those that were added.
  KeptCandidates Find(const IndexKeys& keys) const;
  // Of many, band after band: a table stays in the cache while all look into it.
  std::vector<KeptCandidates> FindAll(std::span<const IndexKeys* const> keys,
                                      const ParallelFor& parallel) const;
  void Add(const IndexKeys& keys, std::uint32_t number);
  // Of numbers[i] the keys are *keys[i].
  void AddAll(std::span<const IndexKeys* const> keys, std::span<const std::uint32_t> numbers,
              const ParallelFor& parallel);
  // Adds to the bands that are not shared, which Add and AddAll leave out.
  void AddUnshared(std::span<const IndexKeys> keys, std::span<const std::uint32_t> numbers,
                   const ParallelFor& parallel);
  // Which keys of a band may have been added.
  std::vector<bool> HasAdded(std::size_t band, std::span<const std::uint32_t> keys) const;
  // Puts entries before all that was added and will be, in the place of those of the last call.
  // Their numbers are smaller, and a bucket holds no more than it may.
  void PutBefore(const KeyEntries& entries, const ParallelFor& parallel);
  void Clear();
  // From now on bands whose tables take more than about `memory` bytes go to `scratch`.
  void SpillTo(Scratch scratch, std::uint64_t memory);
  // The first error of the scratch.
  absl::Status status() const;
  std::uint64_t spilled_bytes() const { return frozen_ ? frozen_->bytes_in_scratch() : 0; }

  std::uint64_t full_buckets() const { return full_buckets_; }  // that additions have met
  std::uint64_t bytes() const;

 private:
  // Tables of records, with the number of values that each of them has.
  struct Tables {
    explicit Tables(unsigned count) : bands(count) {}
    std::uint64_t BandBytes() const;
    std::uint64_t OtherBytes() const;

    std::vector<NumberTable> bands;
    NumberTable values;  // of FracMinHash
    absl::flat_hash_map<std::uint32_t, std::uint32_t> values_of;
  };

  std::uint32_t Key(const std::uint16_t* slots) const;
  // Appends the numbers under a key.
  template <typename Found>
  void FindInBand(std::size_t band, std::uint32_t key, const Found& found) const;
  KeptCandidates Choose(std::vector<std::uint32_t>* proposed, const IndexKeys& keys) const;
  std::size_t CountValues(std::uint32_t number) const;
  bool AddToBand(unsigned band, std::uint32_t key, std::uint32_t number);
  void AddBands(std::span<const IndexKeys* const> keys, std::span<const std::uint32_t> numbers,
                bool shared, const ParallelFor& parallel);
  void AddValues(const IndexKeys& keys, std::uint32_t number);
  void SpillIfFull(const ParallelFor& parallel);
  void Spill(const ParallelFor& parallel);

  BandShape shape_;
  bool containment_;
  bool by_one_value_ = false;
  Tables added_;
  Tables before_;
  std::unique_ptr<FrozenBands> frozen_;  // null: all in memory
  std::uint64_t memory_ = UINT64_MAX;    // of the bands of added_, bytes
  std::uint64_t full_buckets_ = 0;
};

}  // namespace textkin
