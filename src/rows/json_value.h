// A cell of an Arrow array as JSON.

#pragma once

#include <arrow/array.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace textkin {

// Appends a JSON string with its quotes. Bytes that are not UTF-8 stay: whoever reads the line
// repairs them, and counts them.
void AppendJsonText(std::string_view text, std::string* out);

// Appends cell `row`. Numbers are written as Python writes them; texts and binary as strings; dates
// and times in ISO 8601; structs and maps as objects, lists as arrays; what JSON has no form for as
// Arrow prints it, in a string. Throws std::out_of_range for a dictionary index beyond its
// dictionary.
void AppendJsonValue(const arrow::Array& cells, std::int64_t row, std::string* out);

}  // namespace textkin
