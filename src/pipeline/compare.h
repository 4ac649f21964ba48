// The comparison of two texts that are at hand.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "textkin/pipeline.h"

namespace textkin {

// Makes text `number` of a document ready; 0 is the whole. `name` in valid UTF-8.
ComparedText MakeComparedText(std::string name, Extracted extracted, std::size_t number,
                              const StageOptions& stages);

// What Compare says of two texts.
absl::StatusOr<Comparison> CompareTexts(ComparedText a, ComparedText b, const StageOptions& stages,
                                        double threshold);

// The edge of the comparison, which must live as long, ready for a row.
std::optional<ComparedEdge> EdgeToWrite(const Comparison& comparison);

}  // namespace textkin
