// Counting by key, and the pairs inside the groups that come of it: the contingency table.

#pragma once

#include <cstdint>

#include "absl/container/flat_hash_map.h"

namespace textkin::eval {

// Pairs of `count` things.
inline std::uint64_t PairsOf(std::uint64_t count) {
  return count == 0 ? 0 : count % 2 == 0 ? count / 2 * (count - 1) : (count - 1) / 2 * count;
}

template <typename Key>
class Tally {
 public:
  void Add(const Key& key) { ++counts_[key]; }
  std::uint64_t Of(const Key& key) const {
    const auto found = counts_.find(key);
    return found == counts_.end() ? 0 : found->second;
  }
  std::uint64_t Pairs() const {
    std::uint64_t sum = 0;
    for (const auto& [key, count] : counts_) sum += PairsOf(count);
    return sum;
  }
  const absl::flat_hash_map<Key, std::uint64_t>& counts() const { return counts_; }

 private:
  absl::flat_hash_map<Key, std::uint64_t> counts_;
};

}  // namespace textkin::eval
