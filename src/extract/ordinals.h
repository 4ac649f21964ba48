// Chunk ordinals: "1、" ... "8、", put into a text about every 500 characters by sites that cut it
// in pieces.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// Appends marks of kind kOrdinal, each the number and its mark. Told from an enumeration by where
// they stand: the items of a genuine list begin after finished sentences, chunks begin anywhere.
// Linear in the text, and in the number of candidates but for sorting them.
void FindOrdinals(std::string_view text, std::vector<Mark>* marks);

}  // namespace textkin
