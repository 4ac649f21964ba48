// Documents on their way into an index and out of it.

#pragma once

#include "sketch_part.h"
#include "textkin/index.h"

namespace textkin {

// Whether there was anything to read: a file that may not be opened today says nothing of the text
// that an index has of it, and is no document of an index.
bool WasRead(const Document& document);

// Extracts a document and sketches its parts, by its own marks.
IndexedDocument MakeIndexed(Document&& document, const StageOptions& stages, PartWork* work);

// The settings of every stage under which an index was made.
absl::StatusOr<StageOptions> StagesOf(const IndexSettings& settings);

}  // namespace textkin
