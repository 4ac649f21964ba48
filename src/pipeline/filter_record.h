// A record on its way through the filter, and the scratch that keeps records.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "sketch_part.h"
#include "textkin/extract.h"
#include "textkin/scratch.h"

namespace textkin {

// One record with a text.
struct FilterRecord {
  std::string id;         // "dump.jsonl#17"
  std::string record_id;  // its own
  std::string text;
  std::vector<Span> kept;  // ranges of the text that are compared
  Sketch sketch;
  // As Shingle gives them, and empty for a record that was read back; sorted and distinct once
  // `is_set`.
  std::vector<std::uint64_t> shingles;
  bool is_set = false;
  std::optional<std::uint64_t> place;  // in a RecordStore
};

// The record of an extracted document, an anthology taken as one text. Takes ids and text out of
// it; `work` holds its tokens then.
FilterRecord MakeRecord(Extracted* extracted, const StageOptions& stages, PartWork* work);

// The exact content, from the text again.
PartContent ContentOf(const FilterRecord& record, const StageOptions& stages, PartWork* work);

// Records in a scratch file.
class RecordStore {
 public:
  static absl::StatusOr<RecordStore> Create(const std::string& folder, std::size_t memory);

  // Returns the place of the record. Not for several threads at a time.
  absl::StatusOr<std::uint64_t> Add(const FilterRecord& record);
  // All for several threads. The signature alone is a sixth of a record.
  absl::Status LoadMinHash(std::uint64_t place, MinHash* minhash) const;
  absl::Status LoadSketch(std::uint64_t place, Sketch* sketch) const;
  absl::Status Load(std::uint64_t place, FilterRecord* record) const;

 private:
  explicit RecordStore(Scratch scratch) : scratch_(std::move(scratch)) {}

  Scratch scratch_;
  std::uint64_t end_ = 0;
  std::string buffer_;
};

}  // namespace textkin
