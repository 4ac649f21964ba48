// Building an index and adding to it: documents are read and sketched on all threads and stored in
// the order of reading, so that their numbers are the same each time.

#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "handover.h"
#include "index_documents.h"
#include "memory_shares.h"
#include "part_batch.h"
#include "textkin/indexing.h"
#include "threads.h"

namespace textkin {
namespace {

// Batches in flight per thread: one being worked on and two waiting, one at either end.
constexpr std::size_t kIndexBatchesPerThread = 3;

struct SketchedBatch {
  std::vector<IndexedDocument> documents;
  DocumentTotals totals;
  std::uint64_t stored_bytes = 0;
};

class IndexRun {
 public:
  IndexRun(BatchReader* reader, const IndexOptions& options, const StageOptions& stages,
           IndexWriter* writer, ProgressSink* progress, const std::atomic<bool>* cancel)
      : reader_(*reader),
        options_(options),
        stages_(stages),
        writer_(*writer),
        progress_(progress),
        cancel_(cancel) {}

  absl::StatusOr<IndexSummary> Run(unsigned threads) {
    using BatchPointer = std::shared_ptr<Batch>;
    using SketchedPointer = std::shared_ptr<SketchedBatch>;
    HandOver(&kReading);
    tbb::parallel_pipeline(
        threads * kIndexBatchesPerThread,
        tbb::make_filter<void, BatchPointer>(
            tbb::filter_mode::serial_in_order,
            [this](tbb::flow_control& control) { return Next(&control); }) &
            tbb::make_filter<BatchPointer, SketchedPointer>(
                tbb::filter_mode::parallel,
                [this](const BatchPointer& batch) { return SketchBatch(batch.get()); }) &
            tbb::make_filter<SketchedPointer, void>(
                tbb::filter_mode::serial_in_order,
                [this](const SketchedPointer& sketched) { StoreBatch(sketched.get()); }));
    TakeOver(&kReading);
    TakeOver(&kStoring);
    if (IsSet(cancel_)) return absl::CancelledError("interrupted");
    if (!status_.ok()) return status_;
    summary_.read = totals_.documents;
    summary_.faulty = totals_.faulty;
    summary_.faults_by_code = totals_.faults;
    summary_.other_types = reader_.counts().other_types;
    return summary_;
  }

 private:
  // Events that follow each other, for the thread sanitizer.
  static constexpr char kReading = 0;
  static constexpr char kStoring = 0;

  void Fail(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = status;
    failed_ = true;
  }

  std::shared_ptr<Batch> Next(tbb::flow_control* control) {
    const Turn turn(&kReading, &kReading);
    if (!failed_ && !IsSet(cancel_)) {
      absl::StatusOr<std::unique_ptr<Batch>> batch = reader_.Next();
      if (!batch.ok()) Fail(batch.status());
      if (batch.ok() && *batch != nullptr) {
        std::shared_ptr<Batch> ready = *std::move(batch);
        HandOver(ready.get());
        return ready;
      }
    }
    control->stop();
    return nullptr;
  }

  std::shared_ptr<SketchedBatch> SketchBatch(Batch* batch) {
    auto sketched = std::make_shared<SketchedBatch>();
    const Turn turn(batch, sketched.get());
    PartWork work;
    sketched->stored_bytes = batch->stored_bytes;
    ReadBatch(std::move(*batch), options_.read, [&](Document&& document) {
      if (failed_ || IsSet(cancel_)) return;
      sketched->documents.push_back(MakeIndexed(std::move(document), stages_, &work));
      sketched->totals.Add(sketched->documents.back().extracted);
    });
    return sketched;
  }

  void StoreBatch(SketchedBatch* sketched) {
    TakeOver(sketched);
    const Turn turn(&kStoring, &kStoring);
    for (const IndexedDocument& document : sketched->documents) {
      if (failed_ || IsSet(cancel_)) return;
      if (!WasRead(document.extracted.document)) continue;
      const absl::StatusOr<AddOutcome> outcome = writer_.Add(document);
      if (!outcome.ok()) return Fail(outcome.status());
      summary_.added += *outcome == AddOutcome::kAdded ? 1 : 0;
      summary_.replaced += *outcome == AddOutcome::kReplaced ? 1 : 0;
      summary_.unchanged += *outcome == AddOutcome::kUnchanged ? 1 : 0;
      summary_.bytes += document.extracted.document.text.size();
    }
    totals_.Add(sketched->totals);
    stored_bytes_ += sketched->stored_bytes;
    if (progress_ != nullptr) {
      progress_->Update({"indexing", totals_.documents, stored_bytes_, reader_.counts().bytes});
    }
  }

  BatchReader& reader_;
  const IndexOptions& options_;
  const StageOptions& stages_;
  IndexWriter& writer_;
  ProgressSink* const progress_;
  const std::atomic<bool>* const cancel_;

  std::mutex mutex_;
  absl::Status status_;
  std::atomic<bool> failed_ = false;
  // Of the stage that stores.
  IndexSummary summary_;
  DocumentTotals totals_;
  std::uint64_t stored_bytes_ = 0;
};

absl::Status IndexInputs(BatchReader* reader, const IndexOptions& options, IndexWriter* writer,
                         ProgressSink* progress, const std::atomic<bool>* cancel,
                         IndexSummary* summary) {
  const absl::StatusOr<StageOptions> stages = StagesOf(writer->committed().settings());
  if (!stages.ok()) return stages.status();
  const unsigned wanted =
      options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  const absl::Status ran = RunOnThreads(wanted, [&](unsigned threads) -> absl::Status {
    absl::StatusOr<IndexSummary> made =
        IndexRun(reader, options, *stages, writer, progress, cancel).Run(threads);
    if (!made.ok()) return made.status();
    *summary = *std::move(made);
    return writer->Commit();
  });
  if (!ran.ok()) return ran;
  summary->counts = writer->committed().counts();
  return absl::OkStatus();
}

ReadOptions ReadUntil(const ReadOptions& options, const std::atomic<bool>* cancel) {
  ReadOptions read = options;
  read.cancel = cancel;
  return read;
}

WriterOptions WriterOptionsOf(const IndexOptions& options, const std::atomic<bool>* cancel) {
  WriterOptions writing;
  writing.wait = options.wait;
  writing.memory = PostingMemory(options.memory == 0 ? HalfOfMachine() : options.memory);
  writing.cancel = cancel;
  return writing;
}

}  // namespace

bool WasRead(const Document& document) {
  constexpr auto is_absence = [](const Fault& fault) {
    return fault.code == FaultCode::kLinkLoop || fault.code == FaultCode::kNotRegular ||
           fault.code == FaultCode::kUnreadable || fault.code == FaultCode::kChanged;
  };
  return std::ranges::none_of(document.faults, is_absence);
}

IndexedDocument MakeIndexed(Document&& document, const StageOptions& stages, PartWork* work) {
  IndexedDocument indexed;
  indexed.extracted = Extract(std::move(document), stages.extract);
  for (const Part& part : indexed.extracted.parts) {
    Normalize(indexed.extracted.document.text, KeptSpans(part), stages.folding, &work->tokens);
    indexed.sketches.push_back(MakeSketch(stages, CandidateSketch::kMinHash, work));
  }
  return indexed;
}

absl::StatusOr<StageOptions> StagesOf(const IndexSettings& settings) {
  const absl::StatusOr<Preset> preset = ParsePreset(settings.preset);
  if (!preset.ok()) {
    return absl::FailedPreconditionError("the index was made with preset " + settings.preset +
                                         ", which this textkin does not have");
  }
  StageOptions stages = OptionsOf(*preset);
  stages.shingle.seed = settings.seed;
  return stages;
}

absl::StatusOr<IndexSummary> BuildIndex(const IndexOptions& options, ProgressSink* progress,
                                        const std::atomic<bool>* cancel) {
  // What is wrong with the inputs is said before anything is made.
  absl::StatusOr<std::unique_ptr<BatchReader>> reader =
      BatchReader::Open(ReadUntil(options.read, cancel));
  if (!reader.ok()) return reader.status();
  IndexSettings settings;
  settings.preset = PresetName(options.preset);
  settings.seed = options.seed;
  settings.texts = options.texts;
  absl::StatusOr<std::unique_ptr<IndexWriter>> writer =
      IndexWriter::Create(options.folder, settings, WriterOptionsOf(options, cancel));
  if (!writer.ok()) return writer.status();
  IndexSummary summary;
  const absl::Status status =
      IndexInputs(reader->get(), options, writer->get(), progress, cancel, &summary);
  if (!status.ok()) return status;
  return summary;
}

absl::StatusOr<IndexSummary> AddToIndex(const IndexOptions& options, ProgressSink* progress,
                                        const std::atomic<bool>* cancel) {
  absl::StatusOr<std::unique_ptr<BatchReader>> reader =
      BatchReader::Open(ReadUntil(options.read, cancel));
  if (!reader.ok()) return reader.status();
  absl::StatusOr<std::unique_ptr<IndexWriter>> writer =
      IndexWriter::Open(options.folder, WriterOptionsOf(options, cancel));
  if (!writer.ok()) return writer.status();
  IndexSummary summary;
  const absl::Status status =
      IndexInputs(reader->get(), options, writer->get(), progress, cancel, &summary);
  if (!status.ok()) return status;
  return summary;
}

absl::StatusOr<RemovalSummary> RemoveFromIndex(const std::string& folder,
                                               const std::vector<std::string>& ids, bool wait,
                                               const std::atomic<bool>* cancel) {
  WriterOptions writing;
  writing.wait = wait;
  writing.cancel = cancel;
  absl::StatusOr<std::unique_ptr<IndexWriter>> writer = IndexWriter::Open(folder, writing);
  if (!writer.ok()) return writer.status();
  RemovalSummary summary;
  for (const std::string& id : ids) {
    const absl::StatusOr<bool> removed = (*writer)->Remove(id);
    if (!removed.ok()) return removed.status();
    if (!*removed) summary.unknown.push_back(id);
    if (IsSet(cancel)) return absl::CancelledError("interrupted");
  }
  if (absl::Status status = (*writer)->Commit(); !status.ok()) return status;
  summary.counts = (*writer)->committed().counts();
  return summary;
}

}  // namespace textkin
