// The allowed ranges of MatchOptions.

#pragma once

#include "absl/status/status.h"
#include "textkin/match.h"

namespace textkin {

// InvalidArgument with the option's name, its value and the allowed range.
absl::Status CheckOptions(const MatchOptions& options);

}  // namespace textkin
