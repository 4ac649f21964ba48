// Words that pages use about themselves, for documents whose site is not known well enough.

#pragma once

#include <string_view>
#include <vector>

#include "ends.h"
#include "units.h"

namespace textkin {

// What the words of a short list, Chinese and English, say about each unit. Strong only where an
// end of the text has two different cues or more, one of them in a line that is no sentence, or a
// dateline. Linear.
std::vector<Strength> LexiconStrengths(std::string_view text, const std::vector<Unit>& units);

// Whether a line, as it stands, is a dateline and no longer than those are.
bool IsDatelineAsItStands(std::string_view line);

}  // namespace textkin
