// The filter by its own sketches: one pass in the order of the input, or two in that of a policy.

#pragma once

#include <atomic>

#include "absl/status/statusor.h"
#include "filter_against.h"
#include "textkin/filter.h"

namespace textkin {

// All options are resolved. `against` may be null.
inline bool NeedsScan(const FilterOptions& options) {
  return options.keep == KeepPolicy::kSource || options.action == FilterAction::kStrip;
}
inline bool IsOnePass(const FilterOptions& options) {
  return options.keep == KeepPolicy::kFirst && !NeedsScan(options);
}

absl::StatusOr<FilterSummary> FilterInOnePass(const FilterOptions& options,
                                              const AgainstIndex* against, ProgressSink* progress,
                                              const std::atomic<bool>* cancel);
absl::StatusOr<FilterSummary> FilterInTwoPasses(const FilterOptions& options,
                                                const AgainstIndex* against, ProgressSink* progress,
                                                const std::atomic<bool>* cancel);

}  // namespace textkin
