// The plan of a scan, and reading a single document.

#include <sys/resource.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "memory_shares.h"
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
// A FracMinHash value: itself, and its place in the lists of those that several parts have
// (measured on collections of which a quarter are copies).
constexpr std::uint64_t kBytesOfValue = 8;
// Sets of shingles kept while groups are verified.
constexpr std::uint64_t kSetCache = 64u << 20;

struct Sample {
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;         // unpacked
  std::uint64_t stored_bytes = 0;  // as stored
  std::uint64_t memory = 0;        // of their parts, that stays
  std::uint64_t signatures = 0;    // bytes, as those below: what spills
  std::uint64_t fingerprints = 0;
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
    sample->memory += sketch.frac.size() * kBytesOfValue + id_size + kPartOverhead;
    sample->signatures += sizeof(MinHash);
    if (options.passages && !stages.strict)
      sample->fingerprints += MakeFingerprints(work->tokens).size() * sizeof(std::uint32_t);
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
  const MemoryShares shares(options.memory == 0 ? HalfOfMachine() : options.memory);
  // Of a kind of result, what stays in memory; the rest goes to scratch.
  ScanPlan plan;
  const auto share = [&](std::uint64_t bytes, std::uint64_t most) {
    plan.scratch += bytes - std::min(bytes, most);
    return std::min(bytes, most);
  };
  plan.files = counts.files;
  plan.bytes = counts.bytes;
  plan.documents = scaled(sample.documents);
  plan.memory = kFixedMemory + threads * kMemoryPerThread + scaled(sample.memory) +
                share(scaled(sample.scratch), shares.texts) +
                share(scaled(sample.signatures), shares.signatures) +
                share(2 * scaled(sample.fingerprints), 2 * shares.fingerprints) / 2 +
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
