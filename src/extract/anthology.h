// Anthologies: one file that holds several texts, each complete in itself.

#pragma once

#include <vector>

#include "textkin/document.h"

namespace textkin {

// Appends to `parts` the texts of `document`, two or more, in order and disjoint, each from its
// heading to before the next one's, with the heading's title; nothing when it is a single text, as
// nearly all documents are. `marks` are the document's, as ResolveMarks gives them. Linear.
void FindAnthology(const Document& document, const std::vector<Mark>& marks,
                   std::vector<Part>* parts);

}  // namespace textkin
