// The filter by what a scan finds: provenance roots are kept, passages and marked text cut out.

#pragma once

#include <atomic>

#include "absl/status/statusor.h"
#include "textkin/filter.h"

namespace textkin {

// All options are resolved. Runs a scan into a temporary folder first. Calls Scan, so not from its
// threads.
absl::StatusOr<FilterSummary> FilterByScan(const FilterOptions& options, ProgressSink* progress,
                                           const std::atomic<bool>* cancel);

}  // namespace textkin
