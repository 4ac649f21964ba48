// Text in rows of a fixed width: wrapped as the terminal shows it, in styles, safe to print.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace textkin::cli {

inline constexpr std::size_t kLabelWidth = 13;  // columns of the labels before texts

// A run of text in one style. Rows are never broken behind `open` or before `close`.
struct StyledText {
  std::string text;
  std::string style = {};  // an escape sequence, or nothing
  std::string open = {};
  std::string close = {};
};

struct Row {
  std::string text;       // ends in no style
  std::size_t width = 0;  // columns
};

// Columns that `text` takes when it is printed: two for a CJK character, none for a combining mark.
std::size_t DisplayWidth(std::string_view text);

// Breaks at spaces, and beside CJK characters where their punctuation allows it; a longer word is
// cut. Runs of white space become one space. What could harm a terminal is written as Printable
// does. `width` is 2 or more.
std::vector<Row> WrapRows(const std::vector<StyledText>& texts, std::size_t width);

// `text` and the spaces that fill it up to `width`.
std::string Padded(const Row& row, std::size_t width);

}  // namespace textkin::cli
