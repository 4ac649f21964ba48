// Taking lines off a text, one at a time.

#pragma once

#include <string_view>

namespace textkin {

// Takes the first line off *text; without its line end, LF or CRLF.
inline std::string_view NextLine(std::string_view* text) {
  const std::size_t end = text->find('\n');
  const std::string_view line = text->substr(0, end);
  text->remove_prefix(end == std::string_view::npos ? text->size() : end + 1);
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

}  // namespace textkin
