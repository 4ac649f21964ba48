// Dates that a page or a text states about itself.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// The first date in `text`, as far as it is written out: "2024-03-12T23:45:09", "2024-03-12",
// "2024-03"; empty if there is none. Reads 2024-3-12, 2024/03/12, 2024.3.12, 2024年3月12日,
// 20240312, 12 March 2024, March 12, 2024. Nothing but blanks, a colon or a bracket may stand
// before it.
std::string ParseDate(std::string_view text);

// Appends the dates that follow words such as 发布时间, 上传时间, 来源, "Published:" near the
// beginning of a text.
void FindStatedDates(std::string_view text, std::vector<DateClaim>* dates);

}  // namespace textkin
