// Kept rows of Parquet files, as a new one.

#pragma once

#include <string>

namespace textkin {

// Writes to standard output a Parquet file of the rows that standard input names, with all their
// columns, the schema's metadata and the codec of the first file. The input is a run of
//   F BYTES\n<path>             the file that the next rows are of, in the order of the rows
//   K ROW\n                     a row, counted from 1
//   A ROW BYTES\n<annotation>   with this value of one more column, "textkin"
//   T ROW BYTES\n<text>         with this value of the column `text_column`
//   E\n                         the end; without it nothing whole is written
// `annotates`: there is that column, null in rows that are K. Throws parquet's exceptions, and
// std::runtime_error, also for files whose columns are not those of the first.
void WriteKeptRows(const std::string& text_column, bool annotates);

}  // namespace textkin
