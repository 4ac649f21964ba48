// Lines that say when a text was put up and how often it was read, and nothing else: "Posted
// 2013-05-04 read 8874", 发布时间：2012-05-31 浏览：123 次.

#pragma once

#include <string_view>

namespace textkin {

// Whether every word of the line is of that kind, one of them a word that only such lines begin or
// end with, beside a number. `folded`: lower case, one blank for white space, narrow signs.
bool IsDateline(std::string_view folded);

}  // namespace textkin
