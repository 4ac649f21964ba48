// A program that runs beside this one: what reads formats whose libraries a hostile file may crash.

#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin {

class ChildProcess {
 public:
  // Starts `command`: a program (a path, or a name that PATH leads to) and its words. `input` and
  // `output` become its standard input and output, and stay the caller's as well. Unavailable when
  // it cannot be started.
  static absl::StatusOr<ChildProcess> Start(const std::vector<std::string>& command, int input,
                                            int output);
  ChildProcess(ChildProcess&& other) noexcept
      : pid_(std::exchange(other.pid_, -1)), errors_(std::exchange(other.errors_, -1)) {}
  ChildProcess& operator=(ChildProcess&&) = delete;
  // Ends the program if it still runs.
  ~ChildProcess();

  // Waits for its end, once. DataLoss, with what it has written to standard error, unless it exits
  // with 0.
  absl::Status Wait();

 private:
  ChildProcess(pid_t pid, int errors) : pid_(pid), errors_(errors) {}

  pid_t pid_;   // -1: has ended
  int errors_;  // its standard error
};

}  // namespace textkin
