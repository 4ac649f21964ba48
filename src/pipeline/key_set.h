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
  // Two filters and the table.
  static constexpr std::size_t kBytesPerKey =
      2 * kFilterBits / 8 + kPlacesPerKey * sizeof(std::uint32_t);

  // Keys that spread evenly over 32 bits. Those that come twice are shared.
  explicit KeySet(std::span<const std::uint32_t> keys);

  // Replaces *places by the places in `keys` of those that are in the set, ascending.
  void Select(std::span<const std::uint32_t> keys, std::vector<std::uint32_t>* places) const;

  // Marks a key as shared. One in 50 of the others is taken for shared too, never the other way.
  void Share(std::uint32_t key) { shared_[WordOf(key)] |= BitsOf(key); }
  bool IsShared(std::uint32_t key) const { return Has(shared_, key); }

  std::uint64_t bytes() const {
    return (filter_.size() + shared_.size()) * sizeof(filter_[0]) +
           table_.size() * sizeof(table_[0]);
  }

 private:
  // A blocked Bloom filter: two bits in one word.
  std::size_t WordOf(std::uint32_t key) const { return std::uint64_t{key} * filter_.size() >> 32; }
  static std::uint64_t BitsOf(std::uint32_t key) {
    const std::uint32_t mixed = key * 0x9E3779B1u;  // 2^32 over the golden ratio
    return std::uint64_t{1} << (mixed >> 26) | std::uint64_t{1} << (mixed >> 20 & 63);
  }
  bool Has(const std::vector<std::uint64_t>& filter, std::uint32_t key) const {
    const std::uint64_t bits = BitsOf(key);
    return (filter[WordOf(key)] & bits) == bits;
  }
  std::size_t Home(std::uint32_t key) const { return std::uint64_t{key} * table_.size() >> 32; }
  // Where a key is, or the free place that it would take.
  std::size_t PlaceOf(std::uint32_t key) const;

  std::vector<std::uint64_t> filter_;  // small enough for the cache
  std::vector<std::uint64_t> shared_;  // likewise
  std::vector<std::uint32_t> table_;   // open addressing; 0: free
  bool has_zero_ = false;
};

}  // namespace textkin
