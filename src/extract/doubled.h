// Doubled text: what a converter that draws bold type by printing it twice leaves behind.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Appends marks of kind kDoubled over the second copy of each immediate repetition XX of 2 to 80
// characters, white space between and inside the copies passed over. Languages double words on
// purpose, so a repetition counts only if X is long, or if two repetitions stand side by side. Also
// marks a title whose line is followed by a line that begins with the same title.
//
// Linear: returns the number of character comparisons and look-ups made, which tests hold against
// the size.
std::uint64_t FindDoubled(std::string_view text, std::vector<Mark>* marks);

}  // namespace textkin
