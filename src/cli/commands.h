// The subcommands and the exit codes they share.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace textkin::cli {

// The gravest wins: 5, 4, 2, 3, 1.
enum ExitCode : int {
  kDone = 0,
  kFound = 1,   // kin were found and --fail-if-found was given
  kUsage = 2,   // also a missing input and an existing output
  kFaults = 3,  // done, some documents had faults
  kIndex = 4,   // index locked or unusable
  kSystem = 5,  // I/O error, disk full, out of memory
};

// Prints "textkin: MESSAGE" to stderr and returns the exit code of `status`.
int ReportError(const absl::Status& status);
// The same where an index is at work: damage is then the index's.
int ReportIndexError(const absl::Status& status);

// Each takes the words behind its name and returns an exit code.
using Arguments = std::vector<std::string>;
int RunScan(const Arguments& arguments);
int RunFilter(const Arguments& arguments);
int RunText(const Arguments& arguments);
int RunCompare(const Arguments& arguments);
int RunIndex(const Arguments& arguments);
int RunShow(const Arguments& arguments);
int RunExport(const Arguments& arguments);
int RunEval(const Arguments& arguments);

}  // namespace textkin::cli
