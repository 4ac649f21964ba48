// Dates that a text states about itself.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Appends the dates behind words such as 发布时间, 来源, "Posted on" near the beginning and the end
// of a text: kinds published, uploaded, modified. A bare date is nobody's claim about the document.
void FindStatedDates(std::string_view text, std::vector<DateClaim>* dates);

}  // namespace textkin
