// Winnowing: the fingerprints that any two texts with a long common run must share.
//
// From every window of `window` consecutive shingles the rightmost smallest hash is taken
// (Schleimer, Wilkerson, Aiken 2003). The choice depends on the window alone, so equal windows
// choose alike, wherever they stand. Neighbouring windows mostly choose the same: density 2 /
// (window + 1) of the shingles.
//
// Sliding minima by blocks of `window` (van Herk 1992; Gil and Werman 1993): a window is the tail
// of one block and the head of the next, so its minimum is the better of a suffix minimum and a
// running prefix minimum. Three comparisons a shingle whatever the hashes are; keeping one minimum
// and searching again when it leaves is quadratic in the window on rising hashes.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "textkin/hash.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

// Set in the hash of a long fingerprint, and in no other.
constexpr std::uint64_t kLongBit = std::uint64_t{1} << 32;

// No index: before the first choice.
constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// A candidate for the minimum of a window.
struct Minimum {
  std::uint64_t hash;
  std::size_t index;
};

// `right` stands further right and wins ties. Conditional moves: which one is smaller cannot be
// foreseen.
Minimum Smaller(const Minimum& left, const Minimum& right) {
  const bool take_right = right.hash <= left.hash;
  return {.hash = take_right ? right.hash : left.hash,
          .index = take_right ? right.index : left.index};
}

class Winnower {
 public:
  Winnower(std::span<const std::uint64_t> hashes, std::size_t window)
      : hashes_(hashes), suffix_(window), chosen_(window + 1, kNone) {}

  std::vector<Fingerprint> Run(std::span<const std::uint32_t> positions) {
    std::vector<Fingerprint> fingerprints;
    // Twice the density, so that it seldom grows.
    fingerprints.reserve(hashes_.size() * 4 / (suffix_.size() + 1) + 1);
    for (std::size_t block = 0; block + suffix_.size() <= hashes_.size(); block += suffix_.size()) {
      FindSuffixMinima(block);
      const std::size_t count = ChooseFrom(block);
      for (std::size_t i = 1; i <= count; ++i) {
        fingerprints.push_back({.hash = hashes_[chosen_[i]], .token = positions[chosen_[i]]});
      }
      chosen_[0] = chosen_[count];
    }
    return fingerprints;
  }

 private:
  Minimum At(std::size_t index) const { return {.hash = hashes_[index], .index = index}; }

  void FindSuffixMinima(std::size_t block) {
    Minimum best = At(block + suffix_.size() - 1);
    for (std::size_t i = suffix_.size(); i-- > 0;) suffix_[i] = best = Smaller(At(block + i), best);
  }

  // Chooses from all windows that begin in the block, as far as the text goes, and returns how many
  // choices are new. chosen_[0] is the last one before.
  std::size_t ChooseFrom(std::size_t block) {
    const std::size_t next = block + suffix_.size();
    const std::size_t windows = std::min(suffix_.size(), hashes_.size() - next + 1);
    std::size_t count = 0;
    std::size_t last = chosen_[0];
    Minimum best = {.hash = ~std::uint64_t{0}, .index = next};
    const auto choose = [&](std::size_t index) {
      // Written whether new or not, and kept if new.
      chosen_[count + 1] = index;
      count += index != last ? 1 : 0;
      last = index;
    };
    choose(suffix_[0].index);
    for (std::size_t i = 1; i < windows; ++i) {
      best = Smaller(best, At(next + i - 1));
      choose(Smaller(suffix_[i], best).index);
    }
    return count;
  }

  std::span<const std::uint64_t> hashes_;
  std::vector<Minimum> suffix_;      // suffix_[i]: of the block from its i-th shingle on
  std::vector<std::size_t> chosen_;  // see ChooseFrom
};

}  // namespace

std::vector<Fingerprint> Winnow(std::span<const std::uint64_t> hashes,
                                std::span<const std::uint32_t> positions,
                                const WinnowOptions& options) {
  if (hashes.empty()) return {};
  // A text shorter than a window is its own window.
  const std::size_t window = std::clamp<std::size_t>(options.window, 1, hashes.size());
  return Winnower(hashes, window).Run(positions);
}

std::vector<Fingerprint> MakeFingerprints(const Tokens& tokens) {
  // At 16 a passage of 30 characters with one word exchanged is missed half of the time.
  constexpr ShingleOptions kShingle = {.width = kFingerprintWeight};
  constexpr WinnowOptions kWindow = {.window = 10};
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> positions;
  Shingle(tokens, kShingle, &hashes, &positions);
  std::vector<Fingerprint> fingerprints = Winnow(hashes, positions, kWindow);
  for (Fingerprint& one : fingerprints) one.hash &= ~kLongBit;
  return fingerprints;
}

std::vector<Fingerprint> MakePassageFingerprints(const Tokens& tokens) {
  std::vector<Fingerprint> fingerprints = MakeFingerprints(tokens);
  const std::size_t runs = fingerprints.size();
  fingerprints.reserve(2 * runs);
  for (std::size_t i = 1; i < runs; ++i) {
    const Fingerprint first = fingerprints[i - 1];
    const std::uint64_t hash = Mix64(first.hash + Mix64(fingerprints[i].hash));
    fingerprints.push_back({hash | kLongBit, first.token});
  }
  return fingerprints;
}

}  // namespace textkin
