// One document of a batch as bytes, and back.

#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "collect.h"
#include "part_batch.h"
#include "textkin/extract.h"

namespace textkin {

// The only document of `batch`, whose text is stored there.
std::string PackDocument(const PartBatch& batch);
// Appends it to `batch`. DataLoss when it is not what was packed.
absl::Status UnpackDocument(std::string_view packed, PartBatch* batch);

// The document as it was extracted; of the only document of `batch`, and not under strict.
void ReadExtracted(const PartBatch& batch, Extracted* extracted);
// The rows, kept spans, marks and sketches of `again` in the place of those of *batch.
void ReplaceParts(const PartBatch& again, PartBatch* batch);
// One part of `batch`, without its row.
StoredPart StoredPartOf(const PartBatch& batch, const PartBatch::Entry& entry);

}  // namespace textkin
