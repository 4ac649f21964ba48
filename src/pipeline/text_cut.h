// Cutting ranges out of the text of a JSONL record without touching its other bytes.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "textkin/document.h"

namespace textkin {

// `line` without the ranges `cuts`, ascending and disjoint, of its text. `place` says where the
// text lies in the line, still escaped; the cuts count in code points of the text as it was read.
std::string CutFromText(std::string_view line, const TextPlace& place, std::span<const Span> cuts);

}  // namespace textkin
