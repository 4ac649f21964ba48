// The plan of a scan, and reading a single document.

#include <sys/resource.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "scratch.h"
#include "sketch_part.h"
#include "textkin/pipeline.h"

namespace textkin {
namespace {

// Bytes of documents looked at to learn how large one is.
constexpr std::uint64_t kSampleBytes = 32u << 20;
// Memory that does not depend on the collection: tables, libraries, buffers of one thread
// (measured).
constexpr std::uint64_t kFixedMemory = 40u << 20;
constexpr std::uint64_t kMemoryPerThread = 48u << 20;
// A part beside its sketch, FracMinHash and id: its place, order, candidate and cluster bookkeeping
// (measured).
constexpr std::uint64_t kPartOverhead = 176;
// Sets of shingles kept while groups are verified.
constexpr std::uint64_t kSetCache = 64u << 20;

struct Sample {
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;         // unpacked
  std::uint64_t stored_bytes = 0;  // as stored
  std::uint64_t memory = 0;        // of their parts
  std::uint64_t scratch = 0;
};

void AddToSample(Document&& read, const ScanOptions& options, const StageOptions& stages,
                 PartWork* work, Sample* sample) {
  const std::size_t id_size = read.id.size();
  sample->bytes += read.bytes;
  const Extracted extracted = Extract(std::move(read), stages.extract);
  ++sample->documents;
  if (!IsReadAgain(extracted, options, stages)) sample->scratch += extracted.document.text.size();
  for (const Part& part : extracted.parts) {
    Normalize(extracted.document.text, KeptSpans(part), stages.folding, &work->tokens);
    const Sketch sketch = MakeSketch(stages, CandidateSketch::kMinHash, work);
    sample->memory +=
        sizeof(MinHash) + sketch.frac.size() * sizeof(sketch.frac[0]) + id_size + kPartOverhead;
    sample->scratch += 3 * id_size + 700;
  }
}

}  // namespace

absl::StatusOr<ScanPlan> PlanScan(const ScanOptions& options) {
  absl::StatusOr<std::unique_ptr<BatchReader>> reader = BatchReader::Open(options.read);
  if (!reader.ok()) return reader.status();
  const StageOptions stages = OptionsOf(options.preset);
  Sample sample;
  PartWork work;
  bool whole = false;
  while (sample.bytes < kSampleBytes) {
    absl::StatusOr<std::unique_ptr<Batch>> batch = (*reader)->Next();
    if (!batch.ok()) return batch.status();
    if (*batch == nullptr) {
      whole = true;
      break;
    }
    sample.stored_bytes += (*batch)->stored_bytes;
    ReadBatch(std::move(**batch), options.read, [&](Document&& document) {
      AddToSample(std::move(document), options, stages, &work, &sample);
    });
  }
  const ReadCounts& counts = (*reader)->counts();
  const double scale = whole || sample.stored_bytes == 0
                           ? 1.0
                           : std::max(1.0, static_cast<double>(counts.bytes) /
                                               static_cast<double>(sample.stored_bytes));
  const auto scaled = [&](std::uint64_t value) {
    return static_cast<std::uint64_t>(static_cast<double>(value) * scale);
  };
  const unsigned threads =
      options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  ScanPlan plan;
  plan.files = counts.files;
  plan.bytes = counts.bytes;
  plan.documents = scaled(sample.documents);
  plan.scratch = scaled(sample.scratch);
  plan.memory = kFixedMemory + threads * kMemoryPerThread + scaled(sample.memory) +
                std::min<std::uint64_t>(kScratchMemory, scaled(sample.scratch)) +
                std::min(kSetCache, scaled(sample.bytes));
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
