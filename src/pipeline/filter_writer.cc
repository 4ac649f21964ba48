// Gathering a block's lines and rows, and writing them.

#include "filter_writer.h"

#include "filter_notes.h"

namespace textkin {
namespace {

constexpr std::string_view kAnnotationKey = "textkin";

}  // namespace

std::string WithMember(std::string_view line, std::string_view key, std::string_view value) {
  // A record ends in its brace: it has been parsed.
  const std::size_t brace = line.rfind('}');
  std::string longer(line.substr(0, brace));
  longer.append(",\"").append(key).append("\":").append(value).append(line.substr(brace));
  return longer;
}

absl::StatusOr<FilterWriter> FilterWriter::Open(const FilterOptions& options,
                                                const std::atomic<bool>* cancel, unsigned passes) {
  FilterWriter writer(options);
  writer.summary_.passes = passes;
  if (NamesRows(options.output)) {
    absl::StatusOr<std::unique_ptr<RowOutput>> rows = RowOutput::Open(options, cancel);
    if (!rows.ok()) return rows.status();
    writer.row_output_ = *std::move(rows);
  } else {
    absl::StatusOr<std::unique_ptr<RecordOutput>> output =
        RecordOutput::Open(options.output, options.overwrite, cancel);
    if (!output.ok()) return output.status();
    writer.output_ = *std::move(output);
  }
  if (!options.receipts.empty()) {
    absl::StatusOr<std::unique_ptr<RecordOutput>> receipts =
        RecordOutput::Open(options.receipts, options.overwrite, cancel);
    if (!receipts.ok()) return receipts.status();
    writer.receipts_ = *std::move(receipts);
  }
  return writer;
}

void FilterWriter::Append(std::string_view line) {
  if (open_line_) lines_.push_back('\n');
  lines_.append(line);
  open_line_ = !line.ends_with('\n');
}

void FilterWriter::CountWritten(const BlockLine& line) {
  Count(line);
  ++summary_.written;
}

void FilterWriter::Keep(const BlockLine& line) {
  CountWritten(line);
  row_output_ != nullptr ? row_output_->Keep(line) : Append(line.line.bytes);
}

void FilterWriter::KeepCut(const BlockLine& line, std::string_view cut, std::string_view text) {
  CountWritten(line);
  row_output_ != nullptr ? row_output_->Replace(line, text) : Append(cut);
}

void FilterWriter::Annotate(const BlockLine& line, std::string_view annotation) {
  CountWritten(line);
  if (row_output_ != nullptr) return row_output_->Annotate(line, annotation);
  Append(WithMember(line.line.bytes, kAnnotationKey, annotation));
}

void FilterWriter::Remove(std::string_view reason, std::string_view receipt) {
  ++summary_.removed;
  ++summary_.removed_by_reason[std::string(reason)];
  rows_.append(receipt);
}

void FilterWriter::Count(const BlockLine& line) {
  ++summary_.records;
  summary_.bytes += line.line.bytes.size();
}

void FilterWriter::TakeFaulty(const BlockLine& line, const std::string& id, const Fault& fault) {
  if (!options_.drop_faulty) return Keep(line);
  Count(line);
  Remove(FaultCodeText(fault.code), NoteFaulty(id, fault, options_, summary_.passes));
}

void FilterWriter::Lose(const std::string& id, const Fault& fault, bool is_record) {
  CountFault(id, fault);
  if (!is_record) return;
  ++summary_.records;
  Remove(FaultCodeText(fault.code), NoteFaulty(id, fault, options_, summary_.passes));
}

void FilterWriter::CountFault(const std::string& id, const Fault& fault) {
  const std::string code = FaultCodeText(fault.code);
  ++summary_.faulty;
  ++summary_.faults_by_code[code];
  if (summary_.faults.size() < kListedFaults) {
    summary_.faults.push_back(id + ": " + code + " " + std::string(FaultName(fault.code)) + ": " +
                              fault.detail);
  }
}

absl::Status FilterWriter::Flush() {
  absl::Status status = row_output_ != nullptr ? row_output_->Flush() : output_->Write(lines_);
  // Without its lines no row: a receipt is for what has gone on.
  if (status.ok() && receipts_ != nullptr) status = receipts_->Write(rows_);
  lines_.clear();
  rows_.clear();
  return status;
}

absl::Status FilterWriter::Commit() {
  absl::Status status = row_output_ != nullptr ? row_output_->Commit() : output_->Commit();
  if (status.ok() && receipts_ != nullptr) status = receipts_->Commit();
  return status;
}

}  // namespace textkin
