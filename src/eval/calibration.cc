// Brier score, expected calibration error and the area under risk over coverage.

#include "calibration.h"

#include <algorithm>
#include <cmath>

namespace textkin::eval {
namespace {

// Bins of the calibration error: the usual number, and the one the design's target is set for.
// Twice as many double the noise of bins with few edges.
constexpr std::size_t kBins = 10;

// One past the last claim with the confidence of claims[begin].
std::size_t EndOfTie(const std::vector<Claim>& claims, std::size_t begin) {
  std::size_t end = begin;
  while (end < claims.size() && claims[end].confidence == claims[begin].confidence) ++end;
  return end;
}

std::uint64_t RightIn(const std::vector<Claim>& claims, std::size_t begin, std::size_t end) {
  return static_cast<std::uint64_t>(
      std::count_if(claims.begin() + static_cast<std::ptrdiff_t>(begin),
                    claims.begin() + static_cast<std::ptrdiff_t>(end),
                    [](const Claim& claim) { return claim.right; }));
}

double Brier(const std::vector<Claim>& claims) {
  double sum = 0;
  for (const Claim& claim : claims) {
    const double miss = claim.confidence - (claim.right ? 1 : 0);
    sum += miss * miss;
  }
  return sum / static_cast<double>(claims.size());
}

// A bin that would end inside a tie goes on to the end of it.
std::vector<CalibrationBin> Bins(const std::vector<Claim>& claims) {
  std::vector<CalibrationBin> bins;
  std::size_t begin = 0;
  for (std::size_t bin = 1; bin <= kBins; ++bin) {
    const std::size_t due = claims.size() * bin / kBins;
    if (due <= begin) continue;
    const std::size_t end = EndOfTie(claims, due - 1);
    double confidence = 0;
    for (std::size_t i = begin; i < end; ++i) confidence += claims[i].confidence;
    const auto edges = end - begin;
    bins.push_back({edges, RightIn(claims, begin, end), confidence / static_cast<double>(edges)});
    begin = end;
  }
  return bins;
}

double CalibrationError(const std::vector<CalibrationBin>& bins, std::size_t edges) {
  double sum = 0;
  for (const CalibrationBin& bin : bins) {
    sum +=
        std::abs(bin.confidence * static_cast<double>(bin.edges) - static_cast<double>(bin.right));
  }
  return sum / static_cast<double>(edges);
}

// Inside a tie errors count as if spread evenly.
double RiskCoverage(const std::vector<Claim>& claims) {
  double area = 0, wrong_before = 0;
  for (std::size_t begin = 0; begin < claims.size();) {
    const std::size_t end = EndOfTie(claims, begin);
    const double size = static_cast<double>(end - begin);
    const double wrong = size - static_cast<double>(RightIn(claims, begin, end));
    for (std::size_t i = begin; i < end; ++i) {
      const double expected = wrong_before + wrong * static_cast<double>(i + 1 - begin) / size;
      area += expected / static_cast<double>(i + 1);
    }
    wrong_before += wrong;
    begin = end;
  }
  return area / static_cast<double>(claims.size());
}

}  // namespace

Calibration Calibrate(std::vector<Claim> claims) {
  Calibration calibration;
  calibration.edges = claims.size();
  if (claims.empty()) return calibration;
  std::sort(claims.begin(), claims.end(),
            [](const Claim& x, const Claim& y) { return x.confidence > y.confidence; });
  calibration.brier = Brier(claims);
  calibration.bins = Bins(claims);
  calibration.calibration_error = CalibrationError(calibration.bins, claims.size());
  calibration.risk_coverage = RiskCoverage(claims);
  return calibration;
}

}  // namespace textkin::eval
