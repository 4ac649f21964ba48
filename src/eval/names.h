// Numbers for strings: ids, families, sites, operations and flags are compared by the million.

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"

namespace textkin::eval {

using Name = std::uint32_t;
inline constexpr Name kNoName = ~Name{0};

class Names {
 public:
  Name Of(std::string_view text) {
    const absl::string_view key(text.data(), text.size());
    if (const auto found = numbers_.find(key); found != numbers_.end()) return found->second;
    const std::string& stored = texts_.emplace_back(text);
    const Name number = static_cast<Name>(texts_.size() - 1);
    numbers_.emplace(stored, number);
    return number;
  }
  const std::string& Text(Name name) const { return texts_[name]; }

 private:
  std::deque<std::string> texts_;  // a deque, so that the keys below stay where they are
  absl::flat_hash_map<absl::string_view, Name> numbers_;
};

}  // namespace textkin::eval
