// The plan of a scan and of an index, and reading a single document.

#include <sys/resource.h>

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>

#include "index_documents.h"
#include "memory_shares.h"
#include "sketch_part.h"
#include "textkin/indexing.h"
#include "textkin/pipeline.h"

namespace textkin {
namespace {

// Bytes of documents looked at to learn how large one is.
constexpr std::uint64_t kSampleBytes = 32u << 20;
// Memory that does not depend on the collection: tables, libraries, buffers of one thread that
// reads (measured).
constexpr std::uint64_t kFixedMemory = 40u << 20;
constexpr std::uint64_t kMemoryPerThread = 12u << 20;
// The row of a part beside its ids, with its kept spans and marks (measured).
constexpr std::uint64_t kRowBytes = 450;
// A part beside its sketch, FracMinHash and id: its place, order, candidate and cluster bookkeeping
// (measured).
constexpr std::uint64_t kPartOverhead = 240;
// More where passages are aligned: for each aligned pair 140 bytes, its match, its place among the
// events and what provenance knows of it, and .44 pairs a part (measured on collections of which a
// quarter are copies).
constexpr std::uint64_t kPairsOverhead = 62;
// A FracMinHash value: itself, and its place in the lists of those that several parts have
// (measured on collections of which a quarter are copies).
constexpr std::uint64_t kBytesOfValue = 8;
// Texts with their tokens over the bytes that these texts had, of those that pairs ask for
// (measured on the same).
constexpr std::uint64_t kReadyPerByte = 4;
// Batches wait at either end of the threads of an index, with their sketches.
constexpr std::uint64_t kIndexMemoryPerThread = 24u << 20;
// What an index writes beside postings, which it does in 8 bytes each: a record without its sketch
// (measured); and of each byte of text (measured, of English and Chinese).
constexpr std::uint64_t kIndexRecord = 160;
constexpr double kPackedText = 0.6;
// An index's id on its way to the disk, and one known to be taken (measured).
constexpr std::uint64_t kIndexedId = 72;
// Postings of a part beside those of its values: one a band, and its content.
constexpr std::uint64_t kPostingsOfPart = 65;
constexpr std::uint64_t kStoredPosting = 8;  // bytes
// Half of them while arrays grow or are sorted; bytes.
constexpr std::uint64_t kGatheredPosting = 24;

// The first documents of the inputs, and what they say of all.
struct InputSample {
  ReadCounts counts;
  std::uint64_t bytes = 0;  // unpacked, of those looked at
  double scale = 1;         // all inputs over those looked at

  std::uint64_t Scaled(std::uint64_t value) const {
    return static_cast<std::uint64_t>(static_cast<double>(value) * scale);
  }
};

absl::StatusOr<InputSample> SampleInputs(const ReadOptions& options,
                                         const std::function<void(Document&&)>& visit) {
  absl::StatusOr<std::unique_ptr<BatchReader>> reader = BatchReader::Open(options);
  if (!reader.ok()) return reader.status();
  InputSample sample;
  std::uint64_t stored_bytes = 0;
  bool whole = false;
  while (sample.bytes < kSampleBytes && !whole) {
    absl::StatusOr<std::unique_ptr<Batch>> batch = (*reader)->Next();
    if (!batch.ok()) return batch.status();
    whole = *batch == nullptr;
    if (whole) continue;
    stored_bytes += (*batch)->stored_bytes;
    ReadBatch(std::move(**batch), options, [&](Document&& document) {
      sample.bytes += document.bytes;
      visit(std::move(document));
    });
  }
  sample.counts = (*reader)->counts();
  if (!whole && stored_bytes > 0) {
    sample.scale =
        std::max(1.0, static_cast<double>(sample.counts.bytes) / static_cast<double>(stored_bytes));
  }
  return sample;
}

unsigned ThreadsOf(unsigned wanted) {
  return wanted > 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
}

struct Sample {
  std::uint64_t documents = 0;
  std::uint64_t memory = 0;      // of their parts, that stays
  std::uint64_t signatures = 0;  // bytes, as those below: what spills
  std::uint64_t fingerprints = 0;
  std::uint64_t scratch = 0;
};

void AddToSample(Document&& read, const ScanOptions& options, const StageOptions& stages,
                 PartWork* work, Sample* sample) {
  const std::size_t id_size = read.id.size();
  const Extracted extracted = Extract(std::move(read), stages.extract);
  ++sample->documents;
  if (!IsReadAgain(extracted, options, stages)) sample->scratch += extracted.document.text.size();
  for (const Part& part : extracted.parts) {
    Normalize(extracted.document.text, KeptSpans(part), stages.folding, &work->tokens);
    const Sketch sketch = MakeSketch(stages, CandidateSketch::kMinHash, work);
    sample->memory += sketch.frac.size() * kBytesOfValue + id_size + kPartOverhead;
    sample->signatures += sizeof(MinHash);
    if (options.passages && !stages.strict) {
      sample->fingerprints += MakePassageFingerprints(work->tokens).size() * sizeof(std::uint32_t);
      sample->memory += kPairsOverhead;
    }
    sample->scratch += 3 * id_size + kRowBytes;
  }
}

}  // namespace

absl::StatusOr<ScanPlan> PlanScan(const ScanOptions& options) {
  const StageOptions stages = OptionsOf(options.preset);
  Sample sample;
  PartWork work;
  const absl::StatusOr<InputSample> inputs = SampleInputs(options.read, [&](Document&& document) {
    AddToSample(std::move(document), options, stages, &work, &sample);
  });
  if (!inputs.ok()) return inputs.status();
  const auto scaled = [&](std::uint64_t value) { return inputs->Scaled(value); };
  const MemoryShares shares(options.memory == 0 ? HalfOfMachine() : options.memory);
  // Of a kind of result, what stays in memory; the rest goes to scratch.
  ScanPlan plan;
  const auto share = [&](std::uint64_t bytes, std::uint64_t most) {
    plan.scratch += bytes - std::min(bytes, most);
    return std::min(bytes, most);
  };
  plan.files = inputs->counts.files;
  plan.bytes = inputs->counts.bytes;
  plan.documents = scaled(sample.documents);
  const std::uint64_t stays = scaled(sample.memory) + share(scaled(sample.scratch), shares.texts) +
                              share(scaled(sample.signatures), shares.signatures);
  const std::uint64_t reading = ThreadsOf(options.threads) * kMemoryPerThread;
  // Exact sets are few where nothing is aligned: groups are done one after the other.
  std::uint64_t matching = 0;
  if (sample.fingerprints > 0) {
    matching += std::min(shares.contents, scaled(inputs->bytes)) +
                share(2 * scaled(sample.fingerprints), 2 * shares.fingerprints) / 2 +
                std::min(shares.ready, kReadyPerByte * scaled(inputs->bytes));
  }
  plan.memory = kFixedMemory + stays + std::max(reading, matching);
  return plan;
}

absl::StatusOr<IndexPlan> PlanIndex(const IndexOptions& options, bool is_new) {
  StageOptions stages = OptionsOf(options.preset);
  bool texts = options.texts;
  if (!is_new) {
    const absl::StatusOr<std::unique_ptr<IndexReader>> index = IndexReader::Open(options.folder);
    if (!index.ok()) return index.status();
    const absl::StatusOr<StageOptions> of_index = StagesOf((*index)->settings());
    if (!of_index.ok()) return of_index.status();
    stages = *of_index;
    texts = (*index)->settings().texts;
  }
  IndexPlan plan;
  std::uint64_t text_bytes = 0, id_bytes = 0, parts = 0, values = 0;
  PartWork work;
  const absl::StatusOr<InputSample> inputs = SampleInputs(options.read, [&](Document&& document) {
    const IndexedDocument indexed = MakeIndexed(std::move(document), stages, &work);
    ++plan.documents;
    id_bytes += indexed.extracted.document.id.size();
    if (texts) text_bytes += indexed.extracted.document.text.size();
    parts += indexed.sketches.size();
    for (const Sketch& sketch : indexed.sketches) values += sketch.frac.size();
  });
  if (!inputs.ok()) return inputs.status();
  const std::uint64_t postings = inputs->Scaled(parts * kPostingsOfPart + values);
  plan.files = inputs->counts.files;
  plan.bytes = inputs->counts.bytes;
  plan.disk =
      postings * kStoredPosting +
      inputs->Scaled(plan.documents * kIndexRecord + 2 * id_bytes + parts * sizeof(MinHash) +
                     values * sizeof(std::uint32_t) +
                     static_cast<std::uint64_t>(kPackedText * static_cast<double>(text_bytes)));
  plan.documents = inputs->Scaled(plan.documents);
  plan.memory = kFixedMemory + ThreadsOf(options.threads) * kIndexMemoryPerThread +
                plan.documents * kIndexedId +
                std::min(postings * kGatheredPosting,
                         PostingMemory(options.memory == 0 ? HalfOfMachine() : options.memory));
  return plan;
}

absl::StatusOr<Reading> ReadOne(const std::string& path, const ReadOptions& options,
                                Preset preset) {
  absl::StatusOr<Document> document = ReadFile(path, options);
  if (!document.ok()) return document.status();
  const StageOptions stages = OptionsOf(preset);
  Reading reading;
  reading.extracted = Extract(std::move(*document), stages.extract);
  const Extracted& extracted = reading.extracted;
  PartWork work;
  for (std::size_t number = 0; number < extracted.parts.size(); ++number) {
    Normalize(extracted.document.text, KeptSpans(extracted.parts[number]), stages.folding,
              &work.tokens);
    const Sketch sketch = MakeSketch(stages, CandidateSketch::kMinHash, &work);
    AppendPartRow(extracted, number, work.tokens, sketch, stages, CandidateSketch::kMinHash,
                  &reading.rows);
    if (number == 0) reading.tokens = work.tokens;
  }
  return reading;
}

}  // namespace textkin
