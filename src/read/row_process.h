// The rows of a Parquet file, as lines from the program that reads it.

#pragma once

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "open_file.h"
#include "textkin/child_process.h"
#include "textkin/fault.h"
#include "textkin/read.h"

namespace textkin {

class RowProcess {
 public:
  // Of the file behind `fd`, with the columns that the options ask for.
  static std::optional<Fault> Start(int fd, const ReadOptions& options,
                                    std::unique_ptr<RowProcess>* rows);

  int lines() const { return lines_.get(); }
  // What went wrong, known at the end of the lines.
  std::optional<Fault> Finish();

 private:
  RowProcess(ChildProcess child, FileDescriptor lines)
      : lines_(std::move(lines)), child_(std::move(child)) {}

  FileDescriptor lines_;
  ChildProcess child_;
};

}  // namespace textkin
