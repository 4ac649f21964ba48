// XXH3 behind the library's own names.

#include "textkin/hash.h"

#include <xxhash.h>

namespace textkin {
namespace {

void AppendHex(std::uint64_t value, std::string* out) {
  static constexpr char kHexDigits[] = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) out->push_back(kHexDigits[value >> shift & 15u]);
}

}  // namespace

std::uint64_t HashBytes(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

Hash128 HashBytes128(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::string Hex(const Hash128& hash) {
  std::string out;
  out.reserve(32);
  AppendHex(hash.high, &out);
  AppendHex(hash.low, &out);
  return out;
}

std::string Hex(std::uint64_t hash) {
  std::string out;
  out.reserve(16);
  AppendHex(hash, &out);
  return out;
}

}  // namespace textkin
