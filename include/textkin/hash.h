// Hashing: XXH3 for bytes, and a finaliser for numbers.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace textkin {

struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

// XXH3. Not cryptographic: equality of hashes is checked on the bytes wherever identity is claimed.
std::uint64_t HashBytes(std::string_view bytes, std::uint64_t seed = 0);
Hash128 HashBytes128(std::string_view bytes);
// 32 hexadecimal digits, high half first (XXH3's canonical form).
std::string Hex(const Hash128& hash);
// 16 hexadecimal digits.
std::string Hex(std::uint64_t hash);

// A bijection on 64 bits in which every input bit moves every output bit (MurmurHash3's finaliser
// with David Stafford's constants "Mix13").
constexpr std::uint64_t Mix64(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9u;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebu;
  x ^= x >> 31;
  return x;
}

}  // namespace textkin
