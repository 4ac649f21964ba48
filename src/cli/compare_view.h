// What `textkin compare` prints for people.

#pragma once

#include <cstddef>
#include <string>

#include "textkin/pipeline.h"

namespace textkin::cli {

struct ViewOptions {
  std::size_t width = 100;  // columns
  bool colour = false;      // else signs in brackets
};

// Heads of the two texts, the numbers of the pair, the passages side by side, counts of the
// differences and of the words exchanged.
std::string ShowComparison(const Comparison& comparison, const ViewOptions& options);

}  // namespace textkin::cli
