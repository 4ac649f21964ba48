// Radix sorts: candidates are sorted by the million, and comparison sorts were half of the time.

#include "pairs.h"

#include <algorithm>
#include <array>
#include <bit>

namespace textkin {
namespace {

constexpr unsigned kDigitBits = 8;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
// Numbers below which std::sort is faster than eight histograms, or four.
constexpr std::size_t kSmallSort = 512;
constexpr std::size_t kSmallSort32 = 128;

constexpr unsigned kKeyBits = 32;
// Bits a pass of GatherBuckets takes: 2048 counters fill half of a first-level cache.
constexpr unsigned kGatherBits = 11;
// Buckets-to-parts ratio, log2: four slots a part keep different keys apart.
constexpr unsigned kSpareBits = 2;

// One pass of a stable counting sort by `Digit(entry)`, which is below digits.
template <typename Entry, typename Digit>
void CountingPass(const std::vector<Entry>& from, std::size_t digits, const Digit& digit,
                  std::vector<Entry>* to) {
  std::vector<std::size_t> at(digits + 1, 0);
  for (const Entry& entry : from) ++at[digit(entry) + 1];
  for (std::size_t i = 0; i < digits; ++i) at[i + 1] += at[i];
  for (const Entry& entry : from) (*to)[at[digit(entry)]++] = entry;
}

// Sorts runs of equal low bits that hold more than one key.
void SortMixedRuns(std::vector<KeyedPart>* entries, std::uint32_t mask) {
  auto begin = entries->begin();
  while (begin != entries->end()) {
    const std::uint32_t low = begin->key & mask;
    bool mixed = false;
    auto end = begin + 1;
    for (; end != entries->end() && (end->key & mask) == low; ++end) {
      mixed = mixed || end->key != begin->key;
    }
    if (mixed) {
      std::stable_sort(begin, end,
                       [](const KeyedPart& x, const KeyedPart& y) { return x.key < y.key; });
    }
    begin = end;
  }
}

template <typename Number>
void SortByDigits(std::vector<Number>* numbers, unsigned first_bit) {
  Number all = ~Number{0}, any = 0;  // bits that every, or some, number has
  for (const Number number : *numbers) {
    all &= number;
    any |= number;
  }
  std::vector<Number> scratch(numbers->size());
  for (unsigned shift = first_bit; shift < 8 * sizeof(Number); shift += kDigitBits) {
    if (((all ^ any) >> shift) % kDigits == 0) continue;  // one digit for all
    const auto digit = [=](Number number) { return (number >> shift) % kDigits; };
    CountingPass(*numbers, kDigits, digit, &scratch);
    numbers->swap(scratch);
  }
}

}  // namespace

void SortNumbers(std::vector<std::uint64_t>* numbers, unsigned first_bit) {
  if (numbers->size() < kSmallSort) {
    std::stable_sort(numbers->begin(), numbers->end(), [=](std::uint64_t x, std::uint64_t y) {
      return x >> first_bit < y >> first_bit;
    });
    return;
  }
  SortByDigits(numbers, first_bit);
}

void SortNumbers(std::vector<std::uint32_t>* numbers) {
  if (numbers->size() < kSmallSort32) {
    std::sort(numbers->begin(), numbers->end());
    return;
  }
  SortByDigits(numbers, 0);
}

void SortAndDropRepeats(std::vector<std::uint64_t>* numbers) {
  SortNumbers(numbers);
  numbers->erase(std::unique(numbers->begin(), numbers->end()), numbers->end());
}

void GatherBuckets(std::vector<KeyedPart>* entries) {
  const unsigned bits = std::clamp(
      static_cast<unsigned>(std::bit_width(entries->size())) + kSpareBits, kGatherBits, kKeyBits);
  const unsigned passes = (bits + kGatherBits - 1) / kGatherBits;
  std::vector<KeyedPart> scratch(entries->size());
  for (unsigned pass = 0; pass < passes; ++pass) {
    const unsigned shift = pass * kGatherBits;
    const auto digit = [=](const KeyedPart& entry) {
      return entry.key >> shift & ((1u << kGatherBits) - 1);
    };
    CountingPass(*entries, std::size_t{1} << kGatherBits, digit, &scratch);
    entries->swap(scratch);
  }
  const unsigned sorted_bits = std::min(passes * kGatherBits, kKeyBits);
  SortMixedRuns(entries, static_cast<std::uint32_t>((std::uint64_t{1} << sorted_bits) - 1));
}

}  // namespace textkin
