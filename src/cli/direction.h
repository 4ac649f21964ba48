// What an edge of two texts says, in words.

#pragma once

#include <array>
#include <string>

#include "textkin/provenance.h"

namespace textkin::cli {

// `names`: of parts 0 and 1. "B is derived from A, with confidence 0.97", or why it cannot be said.
std::string DirectionSentence(const Edge& edge, const std::array<std::string, 2>& names);

// "+2.1": nats of one piece of evidence, with a sign where it is for or against a direction.
std::string SignedNats(const Edge& edge, const Evidence& evidence, bool is_for);

}  // namespace textkin::cli
