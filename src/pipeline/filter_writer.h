// The lines that the filter writes, its receipts, and its counts.

#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "record_blocks.h"
#include "record_output.h"
#include "row_output.h"
#include "textkin/fault.h"
#include "textkin/filter.h"

namespace textkin {

class FilterWriter {
 public:
  // Opens the files that the options name.
  static absl::StatusOr<FilterWriter> Open(const FilterOptions& options,
                                           const std::atomic<bool>* cancel, unsigned passes);

  // Each is about the next line of the input.
  void Pass(const BlockLine& line) { Append(line.line.bytes); }  // blank
  void Count(const BlockLine& line);  // a record that is read; those below count too
  void Keep(const BlockLine& line);
  // The record with another text: `cut` is its line then.
  void KeepCut(const BlockLine& line, std::string_view cut, std::string_view text);
  // The record with a value for its field "textkin", last.
  void Annotate(const BlockLine& line, std::string_view annotation);
  // Under annotate the line is written all the same.
  void Remove(std::string_view reason, std::string_view receipt);
  // No usable text: kept or dropped, as the options say.
  void TakeFaulty(const BlockLine& line, const std::string& id, const Fault& fault);
  // A line that could not be held, or a whole file: counted, and a receipt where it was a record.
  void Lose(const std::string& id, const Fault& fault, bool is_record);

  // Of one removed range, for receipts that are not of whole records.
  void AddReceipt(std::string_view receipt) { rows_.append(receipt); }
  void CountFault(const std::string& id, const Fault& fault);
  FilterSummary* summary() { return &summary_; }

  // Writes what has been gathered: whole lines.
  absl::Status Flush();
  // Ends the files.
  absl::Status Commit();
  bool reader_gone() const { return output_ != nullptr && output_->reader_gone(); }

 private:
  explicit FilterWriter(const FilterOptions& options) : options_(options) {}

  void CountWritten(const BlockLine& line);
  void Append(std::string_view line);

  const FilterOptions& options_;
  std::unique_ptr<RecordOutput> output_;    // null: row_output_
  std::unique_ptr<RowOutput> row_output_;   // null: output_
  std::unique_ptr<RecordOutput> receipts_;  // null: none
  std::string lines_;
  std::string rows_;
  bool open_line_ = false;  // the last line that was written has no line end
  FilterSummary summary_;
};

// A record's line with one more member at its end.
std::string WithMember(std::string_view line, std::string_view key, std::string_view value);

}  // namespace textkin
