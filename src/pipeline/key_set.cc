// A filter, and behind it the keys themselves.

#include "key_set.h"

#include <utility>

namespace textkin {
namespace {

// Keys by which memory is asked for before it is used: some 100 ns.
constexpr std::size_t kKeysAhead = 16;

}  // namespace

KeySet::KeySet(std::span<const std::uint32_t> keys)
    : filter_(keys.size() * kFilterBits / 64 + 1),
      table_(keys.size() * kPlacesPerKey + 1),
      shared_(table_.size()) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + kKeysAhead < keys.size()) __builtin_prefetch(&table_[Home(keys[i + kKeysAhead])]);
    const std::uint32_t key = keys[i];
    filter_[WordOf(key)] |= BitsOf(key);
    if (key == 0) {
      is_zero_shared_ = std::exchange(has_zero_, true);
    } else if (std::exchange(table_[PlaceOf(key)], key) == key) {
      Share(key);
    }
  }
}

std::size_t KeySet::PlaceOf(std::uint32_t key) const {
  std::size_t at = Home(key);
  while (table_[at] != key && table_[at] != 0) at = at + 1 == table_.size() ? 0 : at + 1;
  return at;
}

void KeySet::Select(std::span<const std::uint32_t> keys, std::vector<std::uint32_t>* places) const {
  // Without branches: which keys pass cannot be foreseen.
  places->resize(keys.size());
  std::size_t passed = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    (*places)[passed] = static_cast<std::uint32_t>(i);
    passed += MayHave(keys[i]) ? 1 : 0;
  }
  std::size_t found = 0;
  for (std::size_t i = 0; i < passed; ++i) {
    const std::uint32_t place = (*places)[i], key = keys[place];
    (*places)[found] = place;
    found += (key == 0 ? has_zero_ : table_[PlaceOf(key)] == key) ? 1 : 0;
  }
  places->resize(found);
}

}  // namespace textkin
