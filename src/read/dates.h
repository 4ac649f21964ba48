// Dates written in texts, titles, file names and records.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// A date at the beginning of `text`, normalized: "2024-03-12T23:45:09", "2024-03-12", "2024-03".
// Reads 2024-03-12, 2024/3/12, 2024.3.12, 2024年3月12日, "March 12, 2024", "12 March 2024", each
// with a time behind it or not. Empty when there is none or the year is not in [1900, 2100].
std::string DateAtStart(std::string_view text);

// The date that a metadata value states: as above, compact (20240312), a year, or seconds or
// milliseconds since 1970. Empty when it is none of these.
std::string DateOfValue(std::string_view value);

// Dates behind words such as 发布时间 or "Posted on" near the beginning and the end of a text:
// kinds published, uploaded, modified. A bare date is nobody's claim about the document.
void AppendTextDates(std::string_view text, std::vector<DateClaim>* dates);
// Whole dates in a file's name: kind file_name.
void AppendNameDates(std::string_view name, std::vector<DateClaim>* dates);
// Years in a title: kind title.
void AppendTitleYears(std::string_view title, std::vector<DateClaim>* dates);

}  // namespace textkin
