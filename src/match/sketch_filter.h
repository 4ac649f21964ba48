// The cheap test before verification: do the MinHash signatures leave room for kin?

#pragma once

#include "textkin/match.h"

namespace textkin {

// Standard errors below the floor at which a pair is given up: one wanted pair in 30,000 is lost.
inline constexpr double kDoubtErrors = 4;

class SketchFilter {
 public:
  SketchFilter(const SketchTable& sketches, const MatchOptions& options)
      : sketches_(sketches), options_(options) {}

  // How far the estimated resemblance lies above the lowest one that kin of such sizes can have, in
  // standard errors.
  double Margin(PartId a, PartId b) const;

 private:
  double Floor(double smaller, double larger) const;

  const SketchTable& sketches_;
  const MatchOptions& options_;
};

}  // namespace textkin
