// Keys of kept records that went to scratch: what KeptIndex holds of them is a filter, which
// answers nearly every question for a key that nobody has, and where in scratch the others lie.

#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "textkin/first_error.h"
#include "textkin/scratch.h"

namespace textkin {

// A key of one band, and the number of a kept record that has it.
struct KeyedNumber {
  std::uint32_t key = 0;
  std::uint32_t number = 0;

  friend auto operator<=>(const KeyedNumber&, const KeyedNumber&) = default;
};

class FrozenBands {
 public:
  FrozenBands(std::size_t bands, Scratch scratch) : runs_(bands), scratch_(std::move(scratch)) {}

  // Takes entries of a band, in any order. Several threads for different bands.
  void Add(std::size_t band, std::vector<KeyedNumber> entries);
  bool IsEmpty(std::size_t band) const { return runs_[band].empty(); }  // all fits into memory
  // Appends the numbers under `key`. Several threads.
  void Find(std::size_t band, std::uint32_t key, std::vector<std::uint32_t>* numbers) const;
  // How many there are.
  std::size_t Count(std::size_t band, std::uint32_t key) const;

  std::uint64_t bytes() const;  // of memory
  std::uint64_t bytes_in_scratch() const { return end_ * sizeof(KeyedNumber); }
  // The first error of the scratch.
  absl::Status status() const { return error_.status(); }

 private:
  // Sorted entries of one band.
  struct Run {
    std::uint64_t begin = 0;  // entries in scratch
    std::size_t size = 0;
    std::vector<std::uint32_t> first_keys;  // of each page
    std::vector<std::uint64_t> filter;      // one word for a key, of which it sets some bits
  };

  void FindInRun(const Run& run, std::uint32_t key, std::vector<std::uint32_t>* numbers) const;

  std::vector<std::vector<Run>> runs_;  // by band
  Scratch scratch_;
  std::uint64_t end_ = 0;  // entries in scratch
  std::mutex mutex_;       // of end_
  mutable FirstError error_;
};

}  // namespace textkin
