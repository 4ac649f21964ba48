// Random sets, tokens and figures for the tests of sketching. All come from a seed, which the tests
// print.

#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "textkin/normalize.h"

namespace textkin {

inline std::vector<std::uint64_t> RandomHashes(std::mt19937_64& random, std::size_t count) {
  std::vector<std::uint64_t> hashes(count);
  for (std::uint64_t& hash : hashes) hash = random();
  return hashes;
}

// Two sets of `size` hashes each, `common` of them shared.
struct SetPair {
  std::vector<std::uint64_t> a;
  std::vector<std::uint64_t> b;
};
inline SetPair RandomPair(std::mt19937_64& random, std::size_t size, std::size_t common) {
  SetPair pair;
  pair.a = RandomHashes(random, size);
  pair.b = RandomHashes(random, size - common);
  pair.b.insert(pair.b.end(), pair.a.begin(), pair.a.begin() + static_cast<std::ptrdiff_t>(common));
  return pair;
}

inline void AddToken(TokenKind kind, std::uint32_t symbol, Tokens* tokens) {
  tokens->kind.push_back(kind);
  tokens->symbol.push_back(symbol);
  tokens->begin.push_back(static_cast<std::uint32_t>(tokens->begin.size() * 4));
  tokens->length.push_back(3);
}

inline Tokens TokensOf(TokenKind kind, std::span<const std::uint32_t> symbols) {
  Tokens tokens;
  for (const std::uint32_t symbol : symbols) AddToken(kind, symbol, &tokens);
  return tokens;
}

// Mean and variance, one value at a time (Welford).
class Moments {
 public:
  void Add(double value) {
    ++count_;
    const double delta = value - mean_;
    mean_ += delta / count_;
    squares_ += delta * (value - mean_);
  }
  double mean() const { return mean_; }
  double variance() const { return squares_ / (count_ - 1); }
  // Of the mean from `expected`, in its standard errors.
  double Z(double expected) const { return (mean_ - expected) / std::sqrt(variance() / count_); }

 private:
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

// Chi-square of counts that should be equal, as standard deviations from its mean: about normal for
// many cells.
inline double ChiSquareZ(std::span<const std::uint64_t> counts) {
  double total = 0;
  for (const std::uint64_t count : counts) total += static_cast<double>(count);
  const double expected = total / static_cast<double>(counts.size());
  double chi = 0;
  for (const std::uint64_t count : counts) {
    const double delta = static_cast<double>(count) - expected;
    chi += delta * delta / expected;
  }
  const double freedom = static_cast<double>(counts.size()) - 1;
  return (chi - freedom) / std::sqrt(2 * freedom);
}

}  // namespace textkin
