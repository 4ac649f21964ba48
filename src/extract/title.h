// What a text is called, once it is known which of its lines are its site's.

#pragma once

#include "textkin/document.h"

namespace textkin {

// Where the title that was read is furniture ("Welcome to ..."), the first kept line takes its
// place, or nothing when that is a paragraph. `whole` is the whole document, marked.
void CorrectTitle(const Part& whole, Document* document);

}  // namespace textkin
