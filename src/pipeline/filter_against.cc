// Sketches of all parts at the beginning, texts of single ones later.

#include "filter_against.h"

#include <utility>

namespace textkin {

absl::StatusOr<std::unique_ptr<AgainstIndex>> AgainstIndex::Open(const std::string& folder) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader = IndexReader::Open(folder);
  if (!reader.ok()) return reader.status();
  if (!(*reader)->settings().texts) {
    return absl::InvalidArgumentError("the index '" + folder +
                                      "' keeps no texts, so nothing in it can be verified");
  }
  return std::unique_ptr<AgainstIndex>(new AgainstIndex(*std::move(reader)));
}

absl::Status AgainstIndex::Load(const IndexedPart& part, FilterRecord* record) const {
  absl::StatusOr<IndexedDocument> found = reader_->Load(part.document, /*text_too=*/true);
  if (!found.ok()) return found.status();
  Extracted& extracted = found->extracted;
  record->id = IdOfPart(extracted.document.id, part.part);
  record->record_id = std::move(extracted.document.record_id);
  record->text = std::move(extracted.document.text);
  record->kept = KeptSpans(extracted.parts[part.part]);
  record->sketch = std::move(found->sketches[part.part]);
  record->shingles.clear();
  record->is_set = false;
  return absl::OkStatus();
}

}  // namespace textkin
