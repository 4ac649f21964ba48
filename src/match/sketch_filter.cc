// The floor of resemblance below which a pair cannot be kin, and the error of its estimate.

#include "sketch_filter.h"

#include <algorithm>
#include <cmath>

#include "verdict.h"

namespace textkin {
namespace {

// Least standard error, in resemblance: half a slot. Without it a threshold of 1 would divide by 0.
constexpr double kLeastError = .5 / static_cast<double>(kMinHashSlots);

}  // namespace

double SketchFilter::Floor(double smaller, double larger) const {
  if (options_.strict) return options_.threshold;
  // |A n B| = c |A| gives J = c |A| / (|B| + (1 - c) |A|).
  return kKinContainment * smaller / (larger + (1 - kKinContainment) * smaller);
}

double SketchFilter::Margin(PartId a, PartId b) const {
  const double size_a = sketches_.shingles(a), size_b = sketches_.shingles(b);
  const double smaller = std::min(size_a, size_b), larger = std::max(size_a, size_b);
  const double floor = Floor(smaller, larger);
  // A set with fewer shingles than slots repeats them, and so tells no more than its shingles do.
  const double told = std::min(larger, static_cast<double>(kMinHashSlots));
  const double error = std::max(std::sqrt(floor * (1 - floor) / told), kLeastError);
  MinHash of_a, of_b;
  const double estimate =
      EstimateResemblance(sketches_.minhash(a, &of_a), sketches_.minhash(b, &of_b));
  return (estimate - floor) / error;
}

}  // namespace textkin
