// Dates as documents write them, read into the ISO 8601 of DateClaim.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// The date at the beginning of `text`, as far as it is written out: "2024-03-12T23:45:09",
// "2024-03-12", "2024-03". Reads 2024-3-12 (also with "/", "." or "_"), 20240312, 2024年3月12日,
// "March 12, 2024" and "12 March 2024", each with a time behind it or not. Empty when there is none
// or its year is not in [1900, 2100]; 3/12/2024 has two meanings and so is none.
std::string ParseDate(std::string_view text);

// The date that a metadata value states: as above, behind blanks, brackets or a weekday, or a year
// alone, or seconds or milliseconds since 1970. Empty when it is none of these.
std::string ParseDateValue(std::string_view value);

// The next year at or behind `at`: four digits from 1900 to 2099 with no digit beside them.
// std::string_view::npos where there is none.
inline constexpr std::size_t kYearDigits = 4;
std::size_t FindYear(std::string_view text, std::size_t at);
// All of them, in order.
std::vector<std::string_view> YearsIn(std::string_view text);

// Appends a claim unless its value is empty or `dates` has it already.
void AddDate(std::string value, std::string_view kind, std::vector<DateClaim>* dates);

}  // namespace textkin
