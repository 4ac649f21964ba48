// Whether page debris of a text was taken out of a copy: some sites always do, others never.

#pragma once

#include <algorithm>
#include <cstdint>

#include "textkin/provenance.h"

namespace textkin {

enum class Cleaning : std::uint8_t {
  kNothing,  // there was nothing to clean
  kKept,     // the copy has all of it
  kCleaned,  // it lacks some
};

// Of the copy b of a, or the copy a of b. Linear in the kinds of events.
inline Cleaning CleaningOf(const PairEvents& pair, bool of_b) {
  const bool lacks = std::any_of(pair.events.begin(), pair.events.end(), [of_b](const Event& one) {
    return one.type == EvidenceType::kPageDebris && one.in_b != of_b;
  });
  if (lacks) return Cleaning::kCleaned;
  return pair.shared_debris > 0 ? Cleaning::kKept : Cleaning::kNothing;
}

}  // namespace textkin
