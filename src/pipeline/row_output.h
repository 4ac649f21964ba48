// Kept rows of Parquet files, written to a new one by the program that knows Parquet.

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "record_blocks.h"
#include "record_output.h"
#include "textkin/child_process.h"
#include "textkin/filter.h"

namespace textkin {

// Whether an output of this name holds rows.
bool NamesRows(std::string_view path);

class RowOutput {
 public:
  // options.output appears whole at the end or not at all. As RecordOutput::Open.
  static absl::StatusOr<std::unique_ptr<RowOutput>> Open(const FilterOptions& options,
                                                         const std::atomic<bool>* cancel);
  ~RowOutput();
  RowOutput(const RowOutput&) = delete;
  RowOutput& operator=(const RowOutput&) = delete;

  // The row of the line: as it is, with a value for the column "textkin", with another text.
  void Keep(const BlockLine& line);
  void Annotate(const BlockLine& line, std::string_view annotation);
  void Replace(const BlockLine& line, std::string_view text);

  // Hands on what has been gathered. InvalidArgument when one of the lines is no row.
  absl::Status Flush();
  absl::Status Commit();

 private:
  RowOutput(std::unique_ptr<RecordOutput> file, ChildProcess child, int list)
      : file_(std::move(file)), child_(std::move(child)), list_(list) {}

  void Add(char kind, const BlockLine& line, std::optional<std::string_view> word);
  absl::Status Failed(const absl::Status& why) const;

  std::unique_ptr<RecordOutput> file_;
  ChildProcess child_;
  int list_;              // what the program reads
  std::string path_;      // of the last row's file
  std::string stranger_;  // id of an input that holds no rows
  std::string gathered_;  // entries of src/rows/kept_rows.h
};

}  // namespace textkin
