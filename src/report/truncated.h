// Whether a text breaks off: the flag `truncated`.

#pragma once

#include <string_view>

#include "textkin/document.h"

namespace textkin {

// Whether the kept text of `part`, a part of `text`, ends in mid-sentence, or under a heading with
// nothing below. A numbered line that ends like a sentence is a heading only below a whole
// paragraph: otherwise both are items of one list. English that has no end is running text only:
// pages end in captions, addresses, names and links as well.
bool IsTruncated(std::string_view text, const Part& part);

}  // namespace textkin
