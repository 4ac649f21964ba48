// What `textkin show` prints of a finished scan.

#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace textkin::cli {

struct ShowOptions {
  std::size_t width = 100;  // columns
  bool colour = false;
};

// The whole result: what was found, its largest families, what could not be decided.
absl::StatusOr<std::string> ShowResult(const std::string& folder, const ShowOptions& options);
// One document: what it is, its family, whom it copies and who copies it, and why.
// NotFound when the result has no document of this id.
absl::StatusOr<std::string> ShowDocument(const std::string& folder, const std::string& id,
                                         const ShowOptions& options);
// Two documents: their numbers, the edges between them with all evidence, their passages.
absl::StatusOr<std::string> ShowTwo(const std::string& folder, const std::string& a,
                                    const std::string& b, const ShowOptions& options);

}  // namespace textkin::cli
