// Strings of JSON, from between their quotes to the text they stand for.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace textkin {

struct UnescapeResult {
  bool ok = false;
  std::size_t lone_surrogates = 0;  // each became one U+FFFD
};

// Replaces *text by the value of `raw`, the bytes between the quotes of a JSON string, known to be
// valid UTF-8 without control characters. Fails for escapes that JSON does not have.
UnescapeResult UnescapeJson(std::string_view raw, std::string* text);

}  // namespace textkin
