// Extraction: the visible text of a document, its parts, and marks on what is not the author's own.

#pragma once

#include <memory>
#include <vector>

#include "textkin/document.h"

namespace textkin {

struct ExtractOptions {
  // False under --preset strict: the text alone, nothing marked, split or searched for dates.
  bool marks = true;
};

struct Extracted {
  Document document;  // with `text` final: for HTML the visible text, blocks joined by "\n"
  // parts[0] is the whole text. Of an anthology, parts[k] is text k, two or more of them, in order
  // and disjoint; the whole is then no node of matching.
  std::vector<Part> parts;

  bool IsSplit() const { return parts.size() > 1; }
};

// Pure; never fails: what cannot be parsed is a fault of the document. HTML metadata (title,
// canonical URL, dates) fill fields that are still empty.
Extracted Extract(Document document, const ExtractOptions& options);

}  // namespace textkin
