// Blocks through the greedy rule, in the order of the input.

#include "filter_passes.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "filter_run.h"
#include "waiting_blocks.h"

namespace textkin {
namespace {

absl::Status FilterBlock(const FilterRun& run, WaitingBlock* waiting, Greedy* greedy,
                         FilterWriter* writer) {
  const RecordBlock& block = waiting->block;
  ParsedBlock& parsed = waiting->parsed;
  std::vector<std::optional<FilterKin>> kin;
  if (const absl::Status status = greedy->Decide(parsed.records, run.parallel, &kin); !status.ok())
    return status;
  const absl::StatusOr<std::vector<RecordNote>> notes =
      MakeNotes(run, parsed.records, kin, *greedy);
  if (const absl::Status status = run.CheckCancelled(); !status.ok()) return status;
  if (!notes.ok()) return notes.status();
  for (std::size_t i = 0; i < parsed.lines.size(); ++i) {
    const ParsedLine& of = parsed.lines[i];
    const BlockLine& line = block.lines[i];
    if (of.is_blank) writer->Pass(line);
    WriteFaulty(line, of.id, of.faults, writer);
    if (of.record == ParsedLine::kNoRecord) continue;
    const std::optional<FilterKin>& why = kin[of.record];
    WriteRecord(run.options.action, line, parsed.records[of.record].id,
                why ? VerdictName(why->match.verdict) : std::string_view(), (*notes)[of.record],
                writer);
  }
  WriteLost(block, writer);
  if (const absl::Status status = writer->Flush(); !status.ok()) return status;
  return run.CheckMemory(*greedy, greedy->has_index() ? run.WaitingMemory() : 0);
}

}  // namespace

absl::StatusOr<FilterSummary> FilterInOnePass(const FilterOptions& options,
                                              const AgainstIndex* against, ProgressSink* progress,
                                              const std::atomic<bool>* cancel) {
  FilterRun run(options, 1, progress, cancel);
  absl::StatusOr<RecordBlocks> blocks = RecordBlocks::Open(options.read);
  if (!blocks.ok()) return blocks.status();
  run.total_bytes = blocks->counts().bytes;
  absl::StatusOr<RecordStore> store =
      RecordStore::Create(options.scratch_folder, run.ScratchMemory());
  if (!store.ok()) return store.status();
  absl::StatusOr<FilterWriter> writer = FilterWriter::Open(options, cancel, run.passes);
  if (!writer.ok()) return writer.status();
  Greedy greedy(run.stages, run.Match(), &*store);
  if (const absl::Status status = run.LetSpill(&greedy); !status.ok()) return status;
  if (const absl::Status status = run.TakeIndex(against, &greedy); !status.ok()) return status;
  WaitingBlocks waiting(run, &*blocks, &greedy);
  while (!writer->reader_gone()) {
    absl::StatusOr<WaitingBlock> next = waiting.Next();
    if (const absl::Status status = run.CheckCancelled(); !status.ok()) return status;
    if (!next.ok()) return next.status();
    if (next->block.empty()) break;
    const absl::Status status = FilterBlock(run, &*next, &greedy, &*writer);
    if (!status.ok()) return status;
    run.read_bytes += next->block.stored_bytes;
    run.Report("filtering", writer->summary()->records);
  }
  FilterSummary* summary = writer->summary();
  summary->full_buckets = greedy.full_buckets();
  summary->capped_records = greedy.capped_records();
  summary->spilled_bytes = greedy.spilled_bytes();
  summary->reader_gone = writer->reader_gone();
  if (const absl::Status status = writer->Commit(); !status.ok()) return status;
  return *summary;
}

}  // namespace textkin
