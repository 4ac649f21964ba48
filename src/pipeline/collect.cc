// Reading and sketching a collection on all threads.

#include "collect.h"

#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "collector.h"
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
  // What was marked since then.
  StoredPart stored;
  for (std::size_t i = 0; i < extracted->parts.size(); ++i) {
    Part& part = extracted->parts[i];
    status = Load(part_of_slot_[order_[whole] + i], /*text_too=*/false, &stored);
    if (!status.ok()) return status;
    part.marks = stored.marks;
    for (Mark& mark : part.marks)
      mark.span = {mark.span.begin + part.span.begin, mark.span.end + part.span.begin};
  }
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

absl::Status Collection::Unload(PartId whole, PartBatch* batch) const {
  const Place& first = places_[order_[whole]];
  absl::Status status = scratch_.Read(
      first.text.offset, std::size_t{first.text.bytes} + first.facts_size, &batch->bytes);
  std::size_t slot = order_[whole];
  do {
    const PartId part = part_of_slot_[slot];
    const Place& place = places_[slot];
    PartBatch::Entry entry;
    entry.id = id(part);
    entry.site = site(part);
    MinHash buffer;
    const auto minhash = sketches_.minhash(part, &buffer);
    std::copy(minhash.begin(), minhash.end(), entry.sketch.minhash.begin());
    entry.sketch.simhash = sketches_.simhash(part);
    entry.sketch.frac.assign(sketches_.frac(part).begin(), sketches_.frac(part).end());
    entry.sketch.content = sketches_.content(part);
    entry.sketch.shingles = sketches_.shingles(part);
    entry.row = batch->bytes.size();
    entry.row_size = place.row_size;
    entry.kept = place.kept;
    entry.marks = place.marks;
    entry.text = {place.text.offset - first.text.offset, place.text.bytes};
    entry.facts_size = place.facts_size;
    entry.char_begin = place.char_begin;
    entry.is_inner = place.is_inner;
    std::string row;
    status = scratch_.Read(
        place.row, place.row_size + place.kept * sizeof(Span) + place.marks * sizeof(Mark), &row);
    batch->bytes.append(row);
    batch->entries.push_back(std::move(entry));
    ++slot;
  } while (status.ok() && slot < places_.size() && places_[slot].is_inner);
  return status;
}

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
                                   const StageOptions& stages, Scratch scratch,
                                   SketchTable sketches, IndexWriter* index, ProgressSink* progress,
                                   const std::atomic<bool>* cancel) {
  Collector collector(std::move(scratch), std::move(sketches));
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
