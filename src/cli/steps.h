// A passage cut into steps: what stands on the same rows on both sides.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "textkin/pipeline.h"

namespace textkin::cli {

// Text of both sides that is equal, or one difference.
struct Stretch {
  Span a;
  Span b;
  std::optional<DifferenceType> difference = std::nullopt;
};

// About a sentence.
using Step = std::vector<Stretch>;

// Steps end with sentences, and with lines that both sides end. A difference of more than
// `long_bytes` on one side is a step of its own.
std::vector<Step> CutIntoSteps(const ComparedText& a, const ComparedText& b, const Passage& passage,
                               std::size_t long_bytes);

}  // namespace textkin::cli
