// Guessing the charset of bytes that are not UTF-8.

#pragma once

#include <string>
#include <string_view>

namespace textkin {

// ICU's name of the most plausible charset. `declared` may be empty; it is a hint that helps
// between equals.
std::string GuessCharset(std::string_view bytes, const std::string& declared);

}  // namespace textkin
