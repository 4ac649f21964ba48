// A scan into a temporary folder, its decisions, and the input once more.

#include "filter_scan.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "filter_run.h"
#include "scanned_records.h"
#include "text_cut.h"
#include "textkin/hash.h"
#include "textkin/report.h"
#include "textkin/scratch.h"
#include "textkin/spans.h"

namespace textkin {
namespace {

// A folder of its own, removed with everything in it.
class TemporaryFolder {
 public:
  static absl::StatusOr<TemporaryFolder> Make(const std::string& folder) {
    std::string path = folder + "/textkin-filter-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr)
      return SystemError("making a folder in '" + folder + "'", errno);
    return TemporaryFolder(std::move(path));
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  ~TemporaryFolder() {
    std::error_code ignored;  // nothing can be done about it here
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

ScanOptions ScanFor(const FilterOptions& options, const std::string& output) {
  ScanOptions scan;
  scan.read = options.read;
  scan.output = output;
  scan.preset = *options.preset;
  scan.threshold = options.threshold;
  scan.threads = options.threads;
  scan.memory = options.memory;
  scan.seed = options.seed;
  scan.quotes = false;
  scan.provenance = options.keep == KeepPolicy::kSource;
  scan.report = false;
  return scan;
}

std::string IdOfLine(const BlockLine& line) {
  return line.batch->files.front().id + "#" + std::to_string(line.line.number);
}

// The ids of all records, in the order of the input.
absl::StatusOr<std::vector<std::string>> ReadIds(const FilterRun& run) {
  absl::StatusOr<RecordBlocks> blocks = RecordBlocks::Open(run.options.read);
  if (!blocks.ok()) return blocks.status();
  std::vector<std::string> ids;
  while (true) {
    const absl::StatusOr<RecordBlock> block = blocks->Next();
    if (const absl::Status status = run.CheckCancelled(); !status.ok()) return status;
    if (!block.ok()) return block.status();
    if (block->empty()) return ids;
    for (const BlockLine& line : block->lines) {
      if (!line.line.is_blank) ids.push_back(IdOfLine(line));
    }
  }
}

class ScanFilter {
 public:
  ScanFilter(const FilterRun& run, const ScannedRecords& records, FilterWriter* writer)
      : run_(run), records_(records), writer_(*writer), parser_(run.options.read) {}

  absl::Status Write() {
    absl::StatusOr<RecordBlocks> blocks = RecordBlocks::Open(run_.options.read);
    if (!blocks.ok()) return blocks.status();
    while (!writer_.reader_gone()) {
      const absl::StatusOr<RecordBlock> block = blocks->Next();
      absl::Status status = run_.CheckCancelled();
      if (!status.ok()) return status;
      if (!block.ok()) return block.status();
      if (block->empty()) break;
      for (const BlockLine& line : block->lines) {
        if (status = WriteLine(line); !status.ok()) return status;
      }
      WriteLost(*block, &writer_);
      if (status = writer_.Flush(); !status.ok()) return status;
      run_.Report("writing", writer_.summary()->records);
    }
    writer_.summary()->reader_gone = writer_.reader_gone();
    writer_.summary()->incomplete_records = records_.incomplete();
    return writer_.Commit();
  }

 private:
  absl::Status WriteLine(const BlockLine& line) {
    const std::string_view bytes = line.line.bytes;
    if (line.line.is_blank) {
      writer_.Pass(line);
      return absl::OkStatus();
    }
    const Document document = parser_.Parse(*line.batch, line.line);
    WriteFaulty(line, document.id, document.faults, &writer_);
    if (HasNoText(document.faults)) return absl::OkStatus();
    const ScannedRecord* record = records_.Find(document.id);
    if (record == nullptr || record->text_hash != Hex(HashBytes128(document.text)))
      return absl::AbortedError("record '" + document.id + "' changed while it was read");
    RecordNote note;
    if (record->kept_for != ScannedRecord::kNone) NoteRemoved(*record, &note);
    if (record->kept_for == ScannedRecord::kNone && document.text_place.bytes > 0 &&
        !record->cuts.empty()) {
      std::string cut = Cut(bytes, document.text_place, *record);
      cut.reserve(cut.size() + kLinePadding);
      const RecordLine left = {cut, line.line.number};
      writer_.KeepCut(line, cut, parser_.Parse(*line.batch, left).text);
    } else {
      WriteRecord(run_.options.action, line, document.id, record->verdict, note, &writer_);
    }
    return absl::OkStatus();
  }

  void NoteRemoved(const ScannedRecord& record, RecordNote* note) const {
    const ScannedRecord& kept = records_[record.kept_for];
    AppendAnnotation({record.verdict, kept.id, record.resemblance}, &note->annotation);
    Receipt receipt = ReceiptOf(record, record.kept_part, kept.record_id);
    receipt.reason = record.verdict;
    receipt.is_measured = true;
    receipt.resemblance = record.resemblance;
    receipt.containment = record.containment;
    if (run_.options.passages) receipt.passages = record.passages;
    AppendReceiptRow(receipt, &note->receipt);
  }

  Receipt ReceiptOf(const ScannedRecord& record, std::string_view kept,
                    std::string_view kept_record_id) const {
    Receipt receipt;
    receipt.removed = record.id;
    receipt.removed_record_id = record.record_id;
    receipt.kept = kept;
    receipt.kept_record_id = kept_record_id;
    receipt.policy = KeepPolicyName(run_.options.keep);
    receipt.passes = run_.passes;
    receipt.is_verified = !kept.empty();
    return receipt;
  }

  // The line without the cuts of its record, with a receipt for each.
  std::string Cut(std::string_view line, const TextPlace& place, const ScannedRecord& record) {
    std::vector<Span> spans;
    std::string row;
    for (const TextCut& cut : record.cuts) {
      const CharRanges ranges = {cut.removed, cut.in_kept};
      const std::uint32_t kept = records_.NumberOf(cut.kept);
      Receipt receipt =
          ReceiptOf(record, cut.kept,
                    kept == ScannedRecord::kNone ? std::string_view() : records_[kept].record_id);
      receipt.reason = cut.reason;
      receipt.passages = std::span(&ranges, 1);
      row.clear();
      AppendReceiptRow(receipt, &row);
      writer_.AddReceipt(row);
      spans.push_back(cut.removed);
    }
    spans = Joined(std::move(spans));
    FilterSummary* summary = writer_.summary();
    summary->cut_spans += record.cuts.size();
    summary->cut_chars += LengthOf(spans);
    return CutFromText(line, place, spans);
  }

  const FilterRun& run_;
  const ScannedRecords& records_;
  FilterWriter& writer_;
  const RecordParser parser_;
};

}  // namespace

absl::StatusOr<FilterSummary> FilterByScan(const FilterOptions& options, ProgressSink* progress,
                                           const std::atomic<bool>* cancel) {
  const FilterRun run(options, 2, progress, cancel);
  absl::StatusOr<FilterWriter> writer = FilterWriter::Open(options, cancel, run.passes);
  if (!writer.ok()) return writer.status();
  const absl::StatusOr<TemporaryFolder> folder = TemporaryFolder::Make(options.scratch_folder);
  if (!folder.ok()) return folder.status();
  const std::string result = folder->path() + "/scan";
  const absl::StatusOr<ScanSummary> scanned = Scan(ScanFor(options, result), progress, cancel);
  if (!scanned.ok()) return scanned.status();
  const absl::StatusOr<std::vector<std::string>> ids = ReadIds(run);
  if (!ids.ok()) return ids.status();
  ScannedRecords records;
  absl::Status status = records.Read(result, *ids, options);
  if (status.ok()) status = ScanFilter(run, records, &*writer).Write();
  if (!status.ok()) return status;
  return *writer->summary();
}

}  // namespace textkin
