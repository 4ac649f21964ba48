// The next place where one of a few characters begins, sixteen bytes at a time.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace textkin {

// Sixteen bytes that are compared at once, and for each of them whether a comparison holds.
using Bytes16 = unsigned char __attribute__((vector_size(16)));
using Flags16 = signed char __attribute__((vector_size(16)));

// The first place from `at` on where test(byte, the one behind it, the next) holds; text.size()
// when there is none. Behind the end there are zeros, for which it must not hold.
template <typename Test>
std::size_t FindBytes(std::string_view text, std::size_t at, Test test) {
  static_assert(std::endian::native == std::endian::little);
  constexpr std::size_t kRead = sizeof(Bytes16) + 2;
  for (; at < text.size(); at += sizeof(Bytes16)) {
    std::array<char, kRead> last{};
    const char* bytes = text.data() + at;
    if (text.size() - at < kRead) {
      std::copy_n(bytes, text.size() - at, last.data());
      bytes = last.data();
    }
    std::array<Bytes16, 3> shifted;
    for (std::size_t i = 0; i < shifted.size(); ++i)
      std::memcpy(&shifted[i], bytes + i, sizeof shifted[i]);
    const Flags16 found = test(shifted[0], shifted[1], shifted[2]);
    std::array<std::uint64_t, 2> halves;
    std::memcpy(halves.data(), &found, sizeof halves);
    if (halves[0] != 0) return at + static_cast<std::size_t>(std::countr_zero(halves[0])) / 8;
    if (halves[1] != 0) return at + static_cast<std::size_t>(std::countr_zero(halves[1])) / 8 + 8;
  }
  return text.size();
}

}  // namespace textkin
