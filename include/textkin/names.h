// Numbers for strings: ids, families, sites and flags are compared by the million.

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"

namespace textkin {

using Name = std::uint32_t;
inline constexpr Name kNoName = ~Name{0};

class Names {
 public:
  Name Of(std::string_view text) {
    if (const Name known = Find(text); known != kNoName) return known;
    const std::string& stored = texts_.emplace_back(text);
    const auto number = static_cast<Name>(texts_.size() - 1);
    numbers_.emplace(stored, number);
    return number;
  }
  // kNoName for a text that was never given a number.
  Name Find(std::string_view text) const {
    const auto found = numbers_.find(absl::string_view(text.data(), text.size()));
    return found == numbers_.end() ? kNoName : found->second;
  }
  const std::string& Text(Name name) const { return texts_[name]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;  // a deque, so that the keys below stay where they are
  absl::flat_hash_map<absl::string_view, Name> numbers_;
};

}  // namespace textkin
