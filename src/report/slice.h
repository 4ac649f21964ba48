// Code points of a text by their numbers.

#pragma once

#include <cstddef>
#include <string_view>

#include "textkin/utf8.h"

namespace textkin::result {

// Code points [begin, end) of valid UTF-8, as far as there are so many.
inline std::string_view Slice(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t at = 0, count = 0;
  for (; at < text.size() && count < begin; ++count) DecodeUtf8(text, &at);
  const std::size_t from = at;
  for (; at < text.size() && count < end; ++count) DecodeUtf8(text, &at);
  return text.substr(from, at - from);
}

}  // namespace textkin::result
