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

#include "absl/container/flat_hash_set.h"
#include "handover.h"
#include "index_documents.h"
#include "part_batch.h"
#include "stored_facts.h"
#include "threads.h"

namespace textkin {
namespace {

// Batches in flight per thread: one being worked on and one waiting hide the reader's pauses.
constexpr std::size_t kBatchesPerThread = 2;
// Bytes of documents of an index that are one piece of work, as large as a batch.
constexpr std::size_t kIndexedBytes = std::size_t{512} << 10;

using IdHash = std::pair<std::uint64_t, std::uint64_t>;
IdHash HashOfId(std::string_view id) {
  const Hash128 hash = HashBytes128(id);
  return {hash.high, hash.low};
}

}  // namespace

absl::Status Collection::Load(PartId part, bool text_too, StoredPart* stored) const {
  const Place& place = places_[order_[part]];
  const std::size_t kept_bytes = place.kept * sizeof(Span);
  const std::size_t mark_bytes = place.marks * sizeof(Mark);
  std::string& row = stored->row;
  const absl::Status status =
      scratch_.Read(place.row, place.row_size + kept_bytes + mark_bytes, &row);
  if (!status.ok()) return status;
  const char* behind = row.data() + place.row_size;
  stored->kept.resize(place.kept);
  if (kept_bytes > 0) std::memcpy(stored->kept.data(), behind, kept_bytes);
  stored->marks.resize(place.marks);
  if (mark_bytes > 0) std::memcpy(stored->marks.data(), behind + kept_bytes, mark_bytes);
  row.resize(place.row_size);
  stored->text.clear();
  return text_too ? LoadText(place, &stored->text) : status;
}

absl::Status Collection::LoadText(const Place& place, std::string* text) const {
  if (place.source == kScratch) return scratch_.Read(place.text.offset, place.text.bytes, text);
  const bool same =
      sources_[place.source]->ReadText(place.text, text) && HashBytes(*text) == place.text_hash;
  return same ? absl::OkStatus() : absl::AbortedError("the text has changed");
}

PartId Collection::WholeOf(PartId part) const {
  std::uint32_t slot = order_[part];
  while (places_[slot].is_inner) --slot;
  return part_of_slot_[slot];
}

absl::Status Collection::LoadDocument(PartId whole, Extracted* extracted) const {
  const Place& place = places_[order_[whole]];
  std::string& text = extracted->document.text;
  absl::Status status =
      scratch_.Read(place.text.offset, std::size_t{place.text.bytes} + place.facts_size, &text);
  if (!status.ok()) return status;
  ReadFacts(std::string_view(text).substr(place.text.bytes), extracted);
  text.resize(place.text.bytes);
  return status;
}

std::vector<std::uint32_t> Collection::Content(PartId whole, std::size_t parts) const {
  std::vector<std::uint32_t> content;
  for (std::size_t i = 0; i < parts; ++i) {
    const std::span<const std::uint32_t> frac = sketches_.frac(part_of_slot_[order_[whole] + i]);
    content.insert(content.end(), frac.begin(), frac.end());
  }
  std::ranges::sort(content);
  content.erase(std::ranges::unique(content).begin(), content.end());
  return content;
}

absl::Status Collection::ReplaceDocument(PartId whole, const PartBatch& batch) {
  const std::uint64_t offset = scratch_end_;
  scratch_end_ += batch.bytes.size();
  for (std::size_t i = 0; i < batch.entries.size(); ++i) {
    const PartBatch::Entry& entry = batch.entries[i];
    const std::uint32_t slot = order_[whole] + static_cast<std::uint32_t>(i);
    places_[slot].row = offset + entry.row;
    places_[slot].row_size = entry.row_size;
    places_[slot].kept = entry.kept;
    places_[slot].marks = entry.marks;
    sketches_.Replace(part_of_slot_[slot], entry.sketch);
  }
  return scratch_.Write(offset, batch.bytes);
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

  void Store(const PartBatch& batch, ProgressSink* progress, std::uint64_t total_bytes) {
    std::uint64_t offset;
    Progress now{"reading", 0, 0, total_bytes};
    {
      const std::lock_guard lock(mutex_);
      offset = collection_.scratch_end_;
      collection_.scratch_end_ += batch.bytes.size();
      const std::uint32_t source = NumberOf(batch.source);
      for (const PartBatch::Entry& entry : batch.entries) Add(entry, offset, source);
      collection_.totals_.Add(batch.totals);
      now.documents = collection_.totals_.documents;
      read_bytes_ += batch.read_bytes;
      now.bytes = read_bytes_;
    }
    const absl::Status status = collection_.scratch_.Write(offset, batch.bytes);
    if (!status.ok()) Fail(status);
    if (progress != nullptr) progress->Update(now);
  }

  absl::flat_hash_set<IdHash> HashedIds() const {
    absl::flat_hash_set<IdHash> hashes;
    for (std::uint32_t slot = 0; slot < collection_.size(); ++slot) {
      hashes.insert(HashOfId(collection_.IdOfSlot(slot)));
    }
    return hashes;
  }

  absl::StatusOr<Collection> Finish() {
    if (!status_.ok()) return status_;
    SortById();
    return std::move(collection_);
  }

 private:
  std::uint32_t NumberOf(const std::shared_ptr<const TextSource>& source) {
    auto& sources = collection_.sources_;
    const auto known = std::find(sources.begin(), sources.end(), source);
    const auto number = static_cast<std::uint32_t>(known - sources.begin());
    if (known == sources.end()) sources.push_back(source);
    return number;
  }

  // The batch's bytes lie at `offset` of scratch; `source` is the number of its source.
  void Add(const PartBatch::Entry& entry, std::uint64_t offset, std::uint32_t source) {
    collection_.sketches_.Append(entry.sketch);
    collection_.ids_.append(entry.id);
    collection_.id_begin_.push_back(collection_.ids_.size());
    const auto [site, is_new] =
        site_numbers_.emplace(entry.site, static_cast<std::uint32_t>(collection_.sites_.size()));
    if (is_new) collection_.sites_.push_back(entry.site);
    Collection::Place place;
    place.row = offset + entry.row;
    place.row_size = entry.row_size;
    place.kept = entry.kept;
    place.marks = entry.marks;
    place.text = entry.text;
    if (!entry.in_source) place.text.offset += offset;
    place.text_hash = entry.text_hash;
    place.source = entry.in_source ? source : Collection::kScratch;
    place.facts_size = entry.facts_size;
    place.site = site->second;
    place.char_begin = entry.char_begin;
    place.is_inner = entry.is_inner;
    collection_.places_.push_back(place);
  }

  void SortById() {
    std::vector<std::uint32_t>& order = collection_.order_;
    order.resize(collection_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return collection_.IdOfSlot(a) < collection_.IdOfSlot(b);
    });
    collection_.part_of_slot_.resize(order.size());
    for (PartId part = 0; part < order.size(); ++part)
      collection_.part_of_slot_[order[part]] = part;
    collection_.sketches_.SetOrder(order);
  }

  std::mutex mutex_;
  absl::Status status_;
  std::atomic<bool> failed_ = false;
  std::uint64_t read_bytes_ = 0;
  std::unordered_map<std::string, std::uint32_t> site_numbers_;
  Collection collection_;
};

// Takes the documents of an index that were not among the inputs, as they were read then.
void CollectIndexed(const IndexReader& index, const ScanOptions& options,
                    const StageOptions& stages, ProgressSink* progress,
                    const std::atomic<bool>* cancel, Collector* collector) {
  const auto inputs = collector->HashedIds();
  const std::uint64_t total_bytes = 0;  // of documents that are not read, nothing
  const ParallelFor parallel = MakeParallelFor(cancel);
  std::vector<std::vector<IndexedDocument>> groups(1);
  std::size_t bytes = 0;  // of the last group
  const auto store = [&] {
    parallel(groups.size(), [&](std::size_t i) {
      PartWork buffers;
      PartBatch batch;
      for (IndexedDocument& document : groups[i]) {
        AddExtracted(document.extracted, options, stages, &buffers, &batch, &document.sketches);
      }
      collector->Store(batch, progress, total_bytes);
    });
    groups.assign(1, {});
    bytes = 0;
  };
  const absl::Status status = index.ForEach(
      /*text_too=*/true, [&](IndexNumber, IndexedDocument&& document) -> absl::Status {
        if (IsSet(cancel)) return absl::CancelledError("interrupted");
        if (collector->failed()) return absl::AbortedError("failed");  // the reason is known
        if (inputs.contains(HashOfId(document.extracted.document.id))) return absl::OkStatus();
        bytes += document.extracted.document.text.size() + sizeof(Sketch);
        groups.back().push_back(std::move(document));
        if (bytes < kIndexedBytes) return absl::OkStatus();
        bytes = 0;
        groups.emplace_back();
        if (groups.size() > options.threads * kBatchesPerThread) store();
        return absl::OkStatus();
      });
  if (!status.ok()) return collector->Fail(status);
  store();
}

absl::StatusOr<Collection> Collect(BatchReader* reader, const ScanOptions& options,
                                   const StageOptions& stages, Scratch scratch, IndexWriter* index,
                                   ProgressSink* progress, const std::atomic<bool>* cancel) {
  Collector collector(std::move(scratch));
  const auto cancelled = [&] {
    return cancel != nullptr && cancel->load(std::memory_order_relaxed);
  };
  const std::uint64_t total_bytes = reader->counts().bytes;

  // The reader's calls follow each other.
  static constexpr char kReader = 0;
  static constexpr char kEnd = 0;
  const auto next_batch = [&](tbb::flow_control& control) -> std::shared_ptr<Batch> {
    const Turn turn(&kReader, &kReader);
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
    std::shared_ptr<Batch> ready = *std::move(batch);
    HandOver(ready.get());
    return ready;
  };
  const auto work = [&](const std::shared_ptr<Batch>& batch) {
    const Turn turn(batch.get(), &kEnd);
    PartWork buffers;
    PartBatch result;
    result.read_bytes = batch->stored_bytes;
    result.source = batch->source;
    const bool read_again = result.source != nullptr && stages.strict && !options.write_text;
    // Rows are shorter than texts.
    result.bytes.reserve(batch->lines.size() / 4 + (read_again ? 0 : batch->lines.size()));
    ReadBatch(std::move(*batch), options.read, [&](Document&& document) {
      if (cancelled()) return;
      IndexedDocument read;
      read.extracted = Extract(std::move(document), stages.extract);
      AddExtracted(read.extracted, options, stages, &buffers, &result,
                   index != nullptr ? &read.sketches : nullptr);
      if (index == nullptr || !WasRead(read.extracted.document)) return;
      const absl::StatusOr<AddOutcome> added = index->Add(read);
      if (!added.ok()) collector.Fail(added.status());
    });
    collector.Store(result, progress, total_bytes);
  };
  HandOver(&kReader);
  tbb::parallel_pipeline(
      options.threads * kBatchesPerThread,
      tbb::make_filter<void, std::shared_ptr<Batch>>(tbb::filter_mode::serial_in_order,
                                                     next_batch) &
          tbb::make_filter<std::shared_ptr<Batch>, void>(tbb::filter_mode::parallel, work));
  TakeOver(&kReader);
  TakeOver(&kEnd);
  if (index != nullptr && !collector.failed() && !cancelled()) {
    CollectIndexed(index->committed(), options, stages, progress, cancel, &collector);
  }
  if (cancelled()) return absl::CancelledError("interrupted");
  return collector.Finish();
}

}  // namespace textkin
