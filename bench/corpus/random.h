// Random numbers that are the same on every machine, so that a seed names one corpus for ever.
//
// The distributions of <random> differ between standard libraries; these do not.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace textkin::corpus {

// SplitMix64's finaliser (Steele, Lea, Flood 2014): a bijection in which every bit moves every
// other.
constexpr std::uint64_t Mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// The golden ratio in 64 bits: SplitMix64's step.
inline constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15u;

// A seed for one use of a seed: streams of different uses do not overlap.
constexpr std::uint64_t Derive(std::uint64_t seed, std::uint64_t use) {
  return Mix(Mix(seed + kStep) ^ (use * kStep));
}

// In [0, 1), from the 53 bits that a double holds.
constexpr double UnitInterval(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() { return Mix(state_ += kStep); }
  double Real() { return UnitInterval(Next()); }
  bool Chance(double probability) { return Real() < probability; }
  // In [0, bound); bound > 0. The bias of the product is below bound / 2^53.
  std::uint64_t Below(std::uint64_t bound) {
    return static_cast<std::uint64_t>(Real() * static_cast<double>(bound));
  }
  // In [low, high].
  std::uint64_t Between(std::uint64_t low, std::uint64_t high) {
    return low + Below(high - low + 1);
  }
  double Normal();  // mean 0, standard deviation 1

 private:
  std::uint64_t state_;
};

// Ranks drawn with probability proportional to 1 / (rank + shift)^exponent (Zipf-Mandelbrot), in
// constant time by Walker's alias table.
class Zipf {
 public:
  Zipf(std::size_t ranks, double exponent, double shift);
  std::size_t operator()(Random& random) const;

 private:
  std::vector<double> keep_;          // chance to stay at the rank that was hit
  std::vector<std::uint32_t> alias_;  // where to go otherwise
};

}  // namespace textkin::corpus
