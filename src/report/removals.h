// Which documents of a result a corpus can do without, and for which others.

#pragma once

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"

namespace textkin::result {

// By the id of a document or part that is not needed: the one that is kept for it. The kept one of
// a cluster is its representative; a member that is no kin of any kept one is kept as well, so
// that nothing is removed through a chain.
absl::StatusOr<absl::flat_hash_map<std::string, std::string>> FindRemovals(
    const std::string& folder);

}  // namespace textkin::result
