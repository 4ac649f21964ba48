// The year that a title claims against those that its text names.

#pragma once

#include <string_view>

#include "textkin/document.h"

namespace textkin {

// Whether the first kept line claims a year that the text below does not know: it opens with
// another one, which is half of all the years that it names, and named twice at least. Years next
// to each other are none of it: a plan for a year tells of the year before.
bool ContradictsClaimedYear(std::string_view text, const Part& part);

}  // namespace textkin
