// The accuracy of every estimator against theory, over random sets from fixed seeds. The tables
// that these tests print are those of docs/accuracy.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <numbers>
#include <random>
#include <vector>

#include "sketch/samples.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

constexpr int kTrials = 2000;
// Of a mean from theory, in standard errors. About 40 means are tested: one of them strays this far
// by chance once in 400 choices of the seeds.
constexpr double kMaxZ = 4;
// Of a variance from theory. The standard error of a variance of 2,000 values is 3 %.
constexpr double kMaxVarianceError = .15;

// Variance of the estimate for two sets whose union has `shared + unshared` shingles, `shared`
// common ones. Bins that both sets leave empty borrow from one that is filled, drawn evenly: with m
// filled bins, of which M match, the slots that match are M and a binomial share M / m of the 256 -
// m others.
double ResemblanceVariance(double shared, double unshared) {
  const double all = shared + unshared;
  const double j = shared / all;
  const double slots = kMinHashSlots;
  // Its mean stands for the number of filled bins, which varies little.
  const double filled = slots * (1 - std::pow(1 - 1 / slots, all));
  const double matching = filled * j;
  // Bins match without replacement.
  const double square = matching + filled * (filled - 1) * j * (shared - 1) / (all - 1);
  const double borrowed =
      (slots - filled) * (matching / filled - square / (filled * filled)) / (slots * slots);
  return borrowed + (square - matching * matching) / (filled * filled);
}

TEST(Accuracy, OfResemblanceIsAsTheorySays) {
  std::printf("seed 11, %d pairs a row\n", kTrials);
  std::printf("| shingles | J | bias | z | standard error | theory | sqrt(J(1-J)/256) |\n");
  std::printf("|---:|---:|---:|---:|---:|---:|---:|\n");
  std::mt19937_64 random(11);
  for (const std::size_t size : {20, 100, 256, 1000, 10000}) {
    for (const double wanted : {.1, .3, .5, .7, .9}) {
      const double n = static_cast<double>(size);
      const auto common = static_cast<std::size_t>(std::lround(2 * n * wanted / (1 + wanted)));
      const double shared = static_cast<double>(common);
      const double j = shared / (2 * n - shared);
      Moments estimates;
      for (int trial = 0; trial < kTrials; ++trial) {
        const SetPair pair = RandomPair(random, size, common);
        estimates.Add(EstimateResemblance(MakeMinHash(pair.a), MakeMinHash(pair.b)));
      }
      const double theory = ResemblanceVariance(shared, 2 * (n - shared));
      std::printf("| %zu | %.3f | %+.4f | %+.1f | %.4f | %.4f | %.4f |\n", size, j,
                  estimates.mean() - j, estimates.Z(j), std::sqrt(estimates.variance()),
                  std::sqrt(theory), std::sqrt(j * (1 - j) / 256));
      EXPECT_LT(std::abs(estimates.Z(j)), kMaxZ) << size << " " << j;
      EXPECT_NEAR(estimates.variance() / theory, 1, kMaxVarianceError) << size << " " << j;
    }
  }
}

TEST(Accuracy, OfContainmentIsAsTheorySays) {
  std::printf("seed 12, %d pairs a row\n", kTrials);
  std::printf("| shingles | C | bias | z | standard error | sqrt(C(1-C)(1-s)/(s n)) |\n");
  std::printf("|---:|---:|---:|---:|---:|---:|\n");
  std::mt19937_64 random(12);
  const double s = 1.0 / kFracMinHashScale;
  for (const std::size_t size : {1000, 3000, 10000}) {
    for (const double c : {.1, .5, .9}) {
      const auto common = static_cast<std::size_t>(std::lround(c * static_cast<double>(size)));
      Moments estimates;
      for (int trial = 0; trial < kTrials; ++trial) {
        const SetPair pair = RandomPair(random, size, common);
        const std::vector<std::uint32_t> a = MakeFracMinHash(pair.a);
        const std::vector<std::uint32_t> b = MakeFracMinHash(pair.b);
        std::vector<std::uint32_t> both;
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
        estimates.Add(static_cast<double>(both.size()) / static_cast<double>(a.size()));
      }
      // Kept hashes are drawn without replacement: hence 1 - s.
      const double theory = c * (1 - c) * (1 - s) / (s * static_cast<double>(size));
      std::printf("| %zu | %.1f | %+.4f | %+.1f | %.4f | %.4f |\n", size, c, estimates.mean() - c,
                  estimates.Z(c), std::sqrt(estimates.variance()), std::sqrt(theory));
      EXPECT_LT(std::abs(estimates.Z(c)), kMaxZ) << size << " " << c;
      EXPECT_NEAR(estimates.variance() / theory, 1, kMaxVarianceError) << size << " " << c;
    }
  }
}

TEST(Accuracy, OfSimHashFollowsTheAngle) {
  std::printf("seed 13, %d pairs a row\n", kTrials);
  std::printf("| J | bits that differ | 64 angle / pi | z |\n");
  std::printf("|---:|---:|---:|---:|\n");
  std::mt19937_64 random(13);
  constexpr std::size_t kSize = 1001;  // odd, so that nothing ties
  for (const std::size_t common : {0, 200, 500, 667, 800, 900, 950, 990}) {
    Moments bits;
    for (int trial = 0; trial < kTrials; ++trial) {
      const SetPair pair = RandomPair(random, kSize, common);
      bits.Add(std::popcount(MakeSimHash(pair.a) ^ MakeSimHash(pair.b)));
    }
    const double shared = static_cast<double>(common);
    const double expected = 64 * std::acos(shared / kSize) / std::numbers::pi;
    std::printf("| %.3f | %.2f | %.2f | %+.1f |\n", shared / (2 * kSize - shared), bits.mean(),
                expected, bits.Z(expected));
    EXPECT_LT(std::abs(bits.Z(expected)), kMaxZ) << common;
  }
}

}  // namespace
}  // namespace textkin
