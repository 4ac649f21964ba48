// SimHash: 64 bits, each the majority of that bit over all shingles.
//
// The 64 counts are kept sideways: plane k holds bit k of every count, so adding a hash to all of
// them is binary addition on words. Eight hashes go through a tree of carry-save adders first
// (Harley and Seal's population count), which leaves one carry for the high planes. Under 1 ns a
// shingle; the naive 64 counters take 20.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "textkin/sketch.h"

namespace textkin {
namespace {

// 64 counts of how many of the added words have each bit.
class BitCounts {
 public:
  void Add(std::uint64_t word) { Carry(0, word); }

  void AddEight(std::span<const std::uint64_t, 8> words) {
    std::uint64_t twos_a, twos_b, fours_a, fours_b, eights;
    FullAdd(words[0], words[1], &planes_[0], &twos_a);
    FullAdd(words[2], words[3], &planes_[0], &twos_b);
    FullAdd(twos_a, twos_b, &planes_[1], &fours_a);
    FullAdd(words[4], words[5], &planes_[0], &twos_a);
    FullAdd(words[6], words[7], &planes_[0], &twos_b);
    FullAdd(twos_a, twos_b, &planes_[1], &fours_b);
    FullAdd(fours_a, fours_b, &planes_[2], &eights);
    Carry(3, eights);
  }

  // The bits whose count is above `limit`: all 64 counts are compared at once, highest plane first.
  std::uint64_t Above(std::uint64_t limit) const {
    std::uint64_t above = 0;
    std::uint64_t equal = ~std::uint64_t{0};
    for (std::size_t plane = kPlanes; plane-- > 0;) {
      const std::uint64_t limit_bits = (limit >> plane & 1u) != 0 ? ~std::uint64_t{0} : 0;
      above |= equal & planes_[plane] & ~limit_bits;
      equal &= ~(planes_[plane] ^ limit_bits);
    }
    return above;
  }

 private:
  // Counts reach 2^40 - 1: more shingles than any address space that holds them.
  static constexpr std::size_t kPlanes = 40;

  // *sum + a + b = 2 * *carry + *sum, in each bit.
  static void FullAdd(std::uint64_t a, std::uint64_t b, std::uint64_t* sum, std::uint64_t* carry) {
    const std::uint64_t differ = a ^ b;
    *carry = (a & b) | (differ & *sum);
    *sum ^= differ;
  }

  void Carry(std::size_t plane, std::uint64_t carry) {
    while (carry != 0) {
      const std::uint64_t next = planes_[plane] & carry;
      planes_[plane++] ^= carry;
      carry = next;
    }
  }

  std::array<std::uint64_t, kPlanes> planes_{};
};

}  // namespace

std::uint64_t MakeSimHash(std::span<const std::uint64_t> shingles) {
  BitCounts counts;
  std::size_t i = 0;
  for (; i + 8 <= shingles.size(); i += 8) counts.AddEight(shingles.subspan(i).first<8>());
  for (; i < shingles.size(); ++i) counts.Add(shingles[i]);
  // A tie is not a majority.
  return counts.Above(shingles.size() / 2);
}

}  // namespace textkin
