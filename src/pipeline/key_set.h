// A set of 32-bit keys that is asked for far more keys than it has.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace textkin {

class KeySet {
 public:
  // Bits of a filter for a key: of keys that it has not, one in 50 passes.
  static constexpr std::size_t kFilterBits = 16;
  // Places of the table for a key: a look at a key that is not there takes two and a half steps.
  static constexpr std::size_t kPlacesPerKey = 2;
  // The filter and the table, where a byte of each place says whether its key is shared.
  static constexpr std::size_t kBytesPerKey =
      kFilterBits / 8 + kPlacesPerKey * (sizeof(std::uint32_t) + 1);

  // Keys that spread evenly over 32 bits. Those that come twice are shared.
  explicit KeySet(std::span<const std::uint32_t> keys);

  // Replaces *places by the places in `keys` of those that are in the set, ascending.
  void Select(std::span<const std::uint32_t> keys, std::vector<std::uint32_t>* places) const;

  // Marks a key as shared; one that is not in the set is passed over.
  void Share(std::uint32_t key) {
    if (key == 0) {
      is_zero_shared_ = true;
    } else if (const std::size_t at = PlaceOf(key); table_[at] == key) {
      shared_[at] = true;
    }
  }
  // Of a key of the set.
  bool IsShared(std::uint32_t key) const {
    return key == 0 ? is_zero_shared_ : shared_[PlaceOf(key)] != 0;
  }

  std::uint64_t bytes() const {
    return filter_.size() * sizeof(filter_[0]) +
           table_.size() * (sizeof(table_[0]) + sizeof(shared_[0]));
  }

 private:
  // A blocked Bloom filter: two bits in one word.
  std::size_t WordOf(std::uint32_t key) const { return std::uint64_t{key} * filter_.size() >> 32; }
  static std::uint64_t BitsOf(std::uint32_t key) {
    const std::uint32_t mixed = key * 0x9E3779B1u;  // 2^32 over the golden ratio
    return std::uint64_t{1} << (mixed >> 26) | std::uint64_t{1} << (mixed >> 20 & 63);
  }
  bool MayHave(std::uint32_t key) const {
    const std::uint64_t bits = BitsOf(key);
    return (filter_[WordOf(key)] & bits) == bits;
  }
  std::size_t Home(std::uint32_t key) const { return std::uint64_t{key} * table_.size() >> 32; }
  // Where a key is, or the free place that it would take.
  std::size_t PlaceOf(std::uint32_t key) const;

  std::vector<std::uint64_t> filter_;  // small enough for the cache
  std::vector<std::uint32_t> table_;   // open addressing; 0: free
  std::vector<std::uint8_t> shared_;   // 1 or 0 for each place of the table
  bool has_zero_ = false;
  bool is_zero_shared_ = false;
};

}  // namespace textkin
