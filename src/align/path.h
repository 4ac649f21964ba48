// A path through two token sequences: what is matched with what.

#pragma once

#include <cstdint>
#include <vector>

namespace textkin {

enum class StepKind : std::uint8_t {
  kMatch,  // equal tokens
  kPair,   // two unlike tokens, one standing for the other
  kOnlyA,
  kOnlyB,
};

struct Step {
  StepKind kind = StepKind::kMatch;
  std::uint32_t count = 0;  // tokens, of each side that has them
};

struct Path {
  std::uint32_t a_begin = 0;  // tokens
  std::uint32_t a_end = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t b_end = 0;
  std::vector<Step> steps;  // neighbours are of different kinds
};

inline void AppendStep(StepKind kind, std::uint32_t count, std::vector<Step>* steps) {
  if (count == 0) return;
  if (!steps->empty() && steps->back().kind == kind) {
    steps->back().count += count;
  } else {
    steps->push_back({kind, count});
  }
}

}  // namespace textkin
