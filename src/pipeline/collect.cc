// Reading and sketching a collection on all threads.

#include "collect.h"

#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "sketch_part.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Batches in flight per thread: one being worked on and one waiting hide the reader's pauses.
constexpr std::size_t kBatchesPerThread = 2;

// The parts of one batch, ready to be stored.
struct BatchResult {
  struct Entry {
    std::string id;
    std::string site;
    Sketch sketch;
    std::uint64_t row = 0;   // offset in `bytes`
    std::uint64_t text = 0;  // offset in `bytes`
    std::uint32_t row_size = 0;
    std::uint32_t kept = 0;
    std::uint32_t text_size = 0;
    std::uint32_t char_begin = 0;
    bool is_inner = false;
  };
  std::vector<Entry> entries;
  std::string bytes;
  std::uint64_t read_bytes = 0;  // of the files, as stored
  Collection::Totals totals;
};

// Appends what is stored of part `number`; the document's text lies at offset `text` of the batch.
void AddPart(const Extracted& extracted, std::size_t number, std::uint64_t text,
             const ScanOptions& options, const StageOptions& stages, PartWork* work,
             BatchResult* result) {
  const Document& document = extracted.document;
  const Part& part = extracted.parts[number];
  std::vector<Span> kept = KeptSpans(part);
  Normalize(document.text, kept, stages.folding, &work->tokens);
  const Sketch sketch = MakeSketch(stages, options.sketch, work);

  BatchResult::Entry entry;
  entry.id = IdOfPart(document.id, number);
  entry.site = document.site;
  entry.is_inner = number > 0;
  if (entry.is_inner || !extracted.IsSplit()) entry.sketch = sketch;
  entry.row = result->bytes.size();
  AppendPartRow(extracted, number, work->tokens, sketch, stages, options.sketch, &result->bytes);
  entry.row_size = static_cast<std::uint32_t>(result->bytes.size() - entry.row);
  entry.kept = static_cast<std::uint32_t>(kept.size());
  for (Span& span : kept) span = {span.begin - part.span.begin, span.end - part.span.begin};
  result->bytes.append(reinterpret_cast<const char*>(kept.data()), kept.size() * sizeof(Span));
  entry.text = text + part.span.begin;
  entry.text_size = part.span.end - part.span.begin;
  entry.char_begin = static_cast<std::uint32_t>(
      CountCodePoints(std::string_view(document.text).substr(0, part.span.begin)));
  result->entries.push_back(std::move(entry));
}

void AddDocument(Document&& read, const ScanOptions& options, const StageOptions& stages,
                 PartWork* work, BatchResult* result) {
  const Extracted extracted = Extract(std::move(read), stages.extract);
  const std::uint64_t text = result->bytes.size();
  result->bytes.append(extracted.document.text);
  for (std::size_t number = 0; number < extracted.parts.size(); ++number) {
    AddPart(extracted, number, text, options, stages, work, result);
  }
  result->totals.Add(extracted);
}

}  // namespace

void Collection::Totals::Add(const Extracted& extracted) {
  const Document& document = extracted.document;
  ++documents;
  split += extracted.IsSplit() ? 1 : 0;
  stored_bytes += document.bytes;
  faulty += document.faults.empty() ? 0 : 1;
  for (const Fault& fault : document.faults) ++faults[FaultCodeText(fault.code)];
  for (const std::string& limit : document.limits) ++limits[limit];
}

void Collection::Totals::Add(const Totals& other) {
  documents += other.documents;
  split += other.split;
  stored_bytes += other.stored_bytes;
  faulty += other.faulty;
  for (const auto& [code, count] : other.faults) faults[code] += count;
  for (const auto& [limit, count] : other.limits) limits[limit] += count;
}

absl::Status Collection::Load(PartId part, bool text_too, StoredPart* stored) const {
  const Place& place = places_[order_[part]];
  const std::size_t kept_bytes = place.kept * sizeof(Span);
  std::string& row = stored->row;
  absl::Status status = scratch_.Read(place.row, place.row_size + kept_bytes, &row);
  if (!status.ok()) return status;
  stored->kept.resize(place.kept);
  if (kept_bytes > 0) std::memcpy(stored->kept.data(), row.data() + place.row_size, kept_bytes);
  row.resize(place.row_size);
  stored->text.clear();
  return text_too ? scratch_.Read(place.text, place.text_size, &stored->text) : status;
}

// Stores batches as they come and remembers the first error.
class Collector {
 public:
  explicit Collector(Scratch scratch) : collection_(std::move(scratch)) {
    site_numbers_.emplace("", 0);
  }

  void Fail(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = status;
    failed_ = true;
  }
  bool failed() const { return failed_; }

  void Store(const BatchResult& batch, ProgressSink* progress, std::uint64_t total_bytes) {
    std::uint64_t offset;
    Progress now{"reading", 0, 0, total_bytes};
    {
      const std::lock_guard lock(mutex_);
      offset = scratch_end_;
      scratch_end_ += batch.bytes.size();
      for (const BatchResult::Entry& entry : batch.entries) Add(entry, offset);
      collection_.totals_.Add(batch.totals);
      now.documents = collection_.totals_.documents;
      read_bytes_ += batch.read_bytes;
      now.bytes = read_bytes_;
    }
    const absl::Status status = collection_.scratch_.Write(offset, batch.bytes);
    if (!status.ok()) Fail(status);
    if (progress != nullptr) progress->Update(now);
  }

  absl::StatusOr<Collection> Finish() {
    if (!status_.ok()) return status_;
    SortById();
    return std::move(collection_);
  }

 private:
  void Add(const BatchResult::Entry& entry, std::uint64_t offset) {
    collection_.sketches_.Append(entry.sketch);
    collection_.ids_.append(entry.id);
    collection_.id_begin_.push_back(collection_.ids_.size());
    const auto [site, is_new] =
        site_numbers_.emplace(entry.site, static_cast<std::uint32_t>(collection_.sites_.size()));
    if (is_new) collection_.sites_.push_back(entry.site);
    collection_.places_.push_back({offset + entry.row, offset + entry.text, entry.row_size,
                                   entry.kept, entry.text_size, site->second, entry.char_begin,
                                   entry.is_inner});
  }

  void SortById() {
    std::vector<std::uint32_t>& order = collection_.order_;
    order.resize(collection_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return collection_.IdOfSlot(a) < collection_.IdOfSlot(b);
    });
    collection_.sketches_.SetOrder(order);
  }

  std::mutex mutex_;
  absl::Status status_;
  std::atomic<bool> failed_ = false;
  std::uint64_t scratch_end_ = 0;
  std::uint64_t read_bytes_ = 0;
  std::unordered_map<std::string, std::uint32_t> site_numbers_;
  Collection collection_;
};

absl::StatusOr<Collection> Collect(BatchReader* reader, const ScanOptions& options,
                                   const StageOptions& stages, Scratch scratch,
                                   ProgressSink* progress, const std::atomic<bool>* cancel) {
  Collector collector(std::move(scratch));
  const auto cancelled = [&] {
    return cancel != nullptr && cancel->load(std::memory_order_relaxed);
  };
  const std::uint64_t total_bytes = reader->counts().bytes;

  const auto next_batch = [&](tbb::flow_control& control) -> std::shared_ptr<Batch> {
    if (collector.failed() || cancelled()) {
      control.stop();
      return nullptr;
    }
    absl::StatusOr<std::unique_ptr<Batch>> batch = reader->Next();
    if (!batch.ok()) collector.Fail(batch.status());
    if (!batch.ok() || *batch == nullptr) {
      control.stop();
      return nullptr;
    }
    return std::move(*batch);
  };
  const auto work = [&](const std::shared_ptr<Batch>& batch) {
    PartWork buffers;
    BatchResult result;
    result.read_bytes = batch->stored_bytes;
    result.bytes.reserve(batch->lines.size() +
                         batch->lines.size() / 4);  // rows are shorter than texts
    ReadBatch(std::move(*batch), options.read, [&](Document&& document) {
      if (!cancelled()) AddDocument(std::move(document), options, stages, &buffers, &result);
    });
    collector.Store(result, progress, total_bytes);
  };
  tbb::parallel_pipeline(
      options.threads * kBatchesPerThread,
      tbb::make_filter<void, std::shared_ptr<Batch>>(tbb::filter_mode::serial_in_order,
                                                     next_batch) &
          tbb::make_filter<std::shared_ptr<Batch>, void>(tbb::filter_mode::parallel, work));
  if (cancelled()) return absl::CancelledError("interrupted");
  return collector.Finish();
}

}  // namespace textkin
