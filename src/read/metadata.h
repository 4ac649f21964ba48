// What a text file says about itself: title, address, dates.

#pragma once

#include "textkin/document.h"

namespace textkin {

// Fills title, url and dates of a text or Markdown document from its text, where they are still
// empty, and the date of its file name for any format. The text stays as it is, front matter
// included.
void FindMetadata(Document* document);

}  // namespace textkin
