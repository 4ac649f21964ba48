// What the filter says of a record that it removes.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "filter_record.h"
#include "greedy.h"
#include "textkin/fault.h"
#include "textkin/filter.h"

namespace textkin {

struct RecordNote {
  std::string receipt;     // a row; empty where none is asked for
  std::string annotation;  // the value of "textkin"; likewise
};

// The note on `record`, which was removed for `kin`, whose number is one of `greedy`. An I/O status
// when the kept record cannot be read back.
absl::Status NoteRemoval(const FilterRecord& record, const FilterKin& kin, const Greedy& greedy,
                         const FilterOptions& options, const StageOptions& stages, unsigned passes,
                         RecordNote* note);

// The annotation of a record that stays.
std::string NoteKept(const std::string& id);

// The receipt for a line that has no usable text.
std::string NoteFaulty(const std::string& id, const Fault& fault, const FilterOptions& options,
                       unsigned passes);

}  // namespace textkin
