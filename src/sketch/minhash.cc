// MinHash: resemblance from 256 slots of 16 bits.
//
// One permutation (Li, Owen, Zhang 2012): the low 8 bits of a shingle's hash pick a bin, and each
// bin keeps its smallest hash. A bin that no shingle fell into borrows the minimum of another
// (Shrivastava 2017): all sets ask the other bins in one order, fixed for the bin, and take the
// first that has something. Two sets then agree in a slot with probability J, as if each slot had
// its own permutation.
//
// Cost: one comparison a shingle and about .4 us a document for the slots; at most 3 us when nearly
// every bin is empty.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "textkin/hash.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

static_assert(kMinHashSlots == 256, "a bin is one byte of a hash");

// A shingle with this hash is lost in its bin; one in 2^64 is.
constexpr std::uint64_t kEmpty = std::numeric_limits<std::uint64_t>::max();

// One of Steele and Vigna's multipliers for linear congruential generators (2021).
constexpr std::uint64_t kMultiplier = 0xd1342543de82ef95u;

using Bins = std::array<std::uint64_t, kMinHashSlots>;

// Hashes of one bin share their low byte, so the smallest hash is also the smallest of the 56 bits
// above.
Bins SmallestPerBin(std::span<const std::uint64_t> shingles) {
  Bins bins;
  bins.fill(kEmpty);
  for (const std::uint64_t hash : shingles) {
    std::uint64_t& bin = bins[hash & 0xffu];
    bin = std::min(bin, hash);
  }
  return bins;
}

// The high bits of a minimum are mostly zero, the more so the larger the set: kept as they are,
// they would make unlike sets of like size agree. The top of a product with an odd number depends
// on all 64 bits. The multiplier is one of Steele and Vigna's (2021) for linear congruential
// generators.
std::uint16_t Slot(std::uint64_t minimum) {
  return static_cast<std::uint16_t>((minimum * 0xd1342543de82ef95u) >> 48);
}

// The order in which a bin asks the others, the same for all sets: first kProbes bins drawn at
// random, among which one has something when many do; then all by rank, which is quick when few do.
// Sixteen is where the two cost the same.
constexpr unsigned kProbes = 16;

struct Order {
  std::array<std::uint8_t, kProbes> probes;
  std::uint64_t key;
};

constexpr std::array<Order, kMinHashSlots> MakeOrders() {
  std::array<Order, kMinHashSlots> orders{};
  std::uint64_t counter = 0;
  for (Order& order : orders) {
    for (std::uint8_t& probe : order.probes) probe = static_cast<std::uint8_t>(Mix64(++counter));
    order.key = Mix64(++counter);
  }
  return orders;
}

constexpr std::array<Order, kMinHashSlots> kOrders = MakeOrders();

// Which bins are filled and which are empty, listed without a branch that fails half of the time.
class Filling {
 public:
  explicit Filling(const Bins& bins) {
    for (std::size_t bin = 0; bin < kMinHashSlots; ++bin)
      is_filled_[bin] = bins[bin] != kEmpty ? 1 : 0;
    std::size_t filled = 0;  // a local, which the stores of bytes cannot change
    for (std::size_t bin = 0; bin < kMinHashSlots; ++bin) {
      // Written to both lists, and kept in one.
      filled_[filled] = static_cast<std::uint8_t>(bin);
      empty_[bin - filled] = static_cast<std::uint8_t>(bin);
      filled += is_filled_[bin];
    }
    filled_count_ = filled;
  }

  // 1 or 0.
  std::uint32_t is_filled(std::size_t bin) const { return is_filled_[bin]; }
  std::span<const std::uint8_t> filled() const { return std::span(filled_).first(filled_count_); }
  std::span<const std::uint8_t> empty() const {
    return std::span(empty_).first(kMinHashSlots - filled_count_);
  }

 private:
  std::array<std::uint8_t, kMinHashSlots> is_filled_;
  std::array<std::uint8_t, kMinHashSlots> filled_;
  std::array<std::uint8_t, kMinHashSlots> empty_;
  std::size_t filled_count_ = 0;
};

std::size_t HighestRank(std::uint64_t key, std::span<const std::uint8_t> bins) {
  std::uint64_t highest = 0;
  for (const std::uint64_t bin : bins) {
    const std::uint64_t rank = (key ^ kOrders[bin].key) * kMultiplier;
    // The bin rides in the low byte, which decides nothing.
    highest = std::max(highest, (rank & ~std::uint64_t{0xff}) | bin);
  }
  return highest & 0xffu;
}

// The first filled bin in the order of an empty one.
std::size_t FindLender(std::size_t borrower, const Filling& filling) {
  const Order& order = kOrders[borrower];
  // All probes at once: which one hits first is a branch that no processor foresees.
  std::uint32_t hits = 0;
  for (unsigned i = 0; i < kProbes; ++i) hits |= filling.is_filled(order.probes[i]) << i;
  if (hits == 0) return HighestRank(order.key, filling.filled());
  return order.probes[static_cast<std::size_t>(std::countr_zero(hits))];
}

}  // namespace

MinHash MakeMinHash(std::span<const std::uint64_t> shingles) {
  const Bins bins = SmallestPerBin(shingles);
  const Filling filling(bins);
  MinHash minhash{};
  if (filling.filled().empty()) return minhash;
  for (std::size_t slot = 0; slot < kMinHashSlots; ++slot) minhash[slot] = Slot(bins[slot]);
  for (const std::uint8_t slot : filling.empty())
    minhash[slot] = minhash[FindLender(slot, filling)];
  return minhash;
}

double EstimateResemblance(std::span<const std::uint16_t, kMinHashSlots> a,
                           std::span<const std::uint16_t, kMinHashSlots> b) {
  // Counting in 16 bits lets the compiler compare and count eight slots an instruction in plain
  // SSE2.
  std::uint16_t equal = 0;
  for (std::size_t slot = 0; slot < kMinHashSlots; ++slot) {
    equal = static_cast<std::uint16_t>(equal + (a[slot] == b[slot] ? 1 : 0));
  }
  return static_cast<double>(equal) / static_cast<double>(kMinHashSlots);
}

}  // namespace textkin
