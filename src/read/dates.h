// Dates that only reading knows of: those of file names and titles.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Whole dates in a file's name: kind file_name.
void AppendNameDates(std::string_view name, std::vector<DateClaim>* dates);
// Years in a title: kind title.
void AppendTitleYears(std::string_view title, std::vector<DateClaim>* dates);

}  // namespace textkin
