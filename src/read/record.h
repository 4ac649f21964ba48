// One line of JSONL to one document.

#pragma once

#include <cstdint>
#include <string_view>

#include "record_fields.h"
#include "textkin/document.h"
#include "textkin/read.h"

namespace textkin {

// Whether a line holds no record: only JSON's white space.
bool IsBlankLine(std::string_view line);

// Parses line number `number` of `file`, without its line end. SIMDJSON_PADDING bytes behind `line`
// must be readable. A record that cannot be read is a document with a fault. Uses one parser per
// thread. `text_place` is in `line`, and empty when the line had to be repaired.
Document ParseRecord(std::string_view line, std::uint64_t number, const Batch::File& file,
                     const RecordFields& fields);

}  // namespace textkin
