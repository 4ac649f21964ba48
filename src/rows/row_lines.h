// Rows of a Parquet file as JSON Lines.

#pragma once

#include <string>
#include <vector>

namespace textkin {

// Writes an object a row to standard output: `columns` of the file behind `fd`, or all. Throws
// parquet's exceptions, and std::runtime_error.
void WriteRowLines(int fd, const std::vector<std::string>& columns);

}  // namespace textkin
