// The page without its data, made at build time from src/report/html.

#pragma once

#include <string_view>

namespace textkin::result {

extern const std::string_view kPageHead;    // up to where the JSON of the overview stands
extern const std::string_view kPageMiddle;  // from there to the blocks of the families
extern const std::string_view kPageTail;    // behind them

}  // namespace textkin::result
