// What stated confidences are worth; the measures are defined in eval.h.

#pragma once

#include <vector>

#include "textkin/eval.h"

namespace textkin::eval {

struct Claim {
  double confidence = 0;
  bool right = false;
};

Calibration Calibrate(std::vector<Claim> claims);

}  // namespace textkin::eval
