// Page debris: the numbers that pages leave in a text, "第 1 页 共 4 页", "Page 3 of 12", "- 3 -".

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Appends marks of kind kDebris, each exactly the words of the page number. What names a page and
// the number of pages is found anywhere, also in mid-sentence; a page number alone only where it is
// a line's whole content. One pass.
void FindDebris(std::string_view text, std::vector<Mark>* marks);

}  // namespace textkin
