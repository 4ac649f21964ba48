// Extraction: the visible text of a document, its parts, and marks on what is not the author's own.

#pragma once

#include <memory>
#include <vector>

#include "textkin/document.h"

namespace textkin {

struct ExtractOptions {
  bool marks =
      true;  // false under --preset strict: the text alone, nothing marked or searched for dates
};

struct Extracted {
  Document document;  // with `text` final: for HTML the visible text, blocks joined by "\n"
  std::vector<Part>
      parts;  // at least one; the first covers the whole text unless it is an anthology
};

// Pure; never fails: what cannot be parsed is a fault of the document. HTML metadata (title,
// canonical URL, dates) fill fields that are still empty.
Extracted Extract(Document document, const ExtractOptions& options);

}  // namespace textkin
