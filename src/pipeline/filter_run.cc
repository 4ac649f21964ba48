// Settings, notes and lines.

#include "filter_run.h"

#include <algorithm>
#include <mutex>

#include "threads.h"

namespace textkin {
namespace {

// Share of --memory that texts and signatures of kept records take before the scratch file does.
constexpr std::uint64_t kScratchShare = 4;
// Share of it that the tables of kept records may take; a table has grown by half when it is full.
constexpr std::uint64_t kTableShare = 4;
// Share of it that records take which wait for a pass over the index, and what more would be of no
// use: 100,000 records of 2.6 kB, whose sketching takes three times the pass over a million.
constexpr std::uint64_t kWaitingShare = 4;
constexpr std::uint64_t kMostWaiting = std::uint64_t{1} << 30;
// Share of the scratch's memory, again, for signatures of parts of the index.
constexpr std::uint64_t kSignatureShare = 4;

StageOptions StagesFor(const FilterOptions& options) {
  StageOptions stages = OptionsOf(*options.preset);
  stages.shingle.seed = options.seed;
  return stages;
}

}  // namespace

FilterRun::FilterRun(const FilterOptions& filter, unsigned times, ProgressSink* sink,
                     const std::atomic<bool>* stop)
    : options(filter),
      stages(StagesFor(filter)),
      parallel(MakeParallelFor(stop)),
      passes(times),
      progress(sink),
      cancel(stop) {}

absl::Status FilterRun::CheckCancelled() const {
  return IsSet(cancel) ? absl::CancelledError("interrupted") : absl::OkStatus();
}

absl::Status FilterRun::CheckMemory(const Greedy& greedy, std::uint64_t other_bytes) const {
  if (greedy.bytes() + other_bytes + ScratchMemory() <= options.memory) return absl::OkStatus();
  return absl::ResourceExhaustedError("--memory " + std::to_string(options.memory >> 20) +
                                      "M is full with " + std::to_string(greedy.kept()) +
                                      " kept records; give more");
}

absl::Status FilterRun::TakeIndex(const AgainstIndex* against, Greedy* greedy) const {
  if (against == nullptr) return absl::OkStatus();
  absl::StatusOr<Scratch> scratch =
      Scratch::Create(options.scratch_folder, ScratchMemory() / kSignatureShare);
  if (!scratch.ok()) return scratch.status();
  greedy->TakeIndex(*against, options.decontaminate, *std::move(scratch));
  return absl::OkStatus();
}

absl::Status FilterRun::MeetIndex(bool is_last, Greedy* greedy) const {
  Report("asking the index", 0);
  return greedy->MeetIndex(is_last, parallel, [&] {
    const absl::Status status = CheckCancelled();
    return status.ok() ? CheckMemory(*greedy, 0) : status;
  });
}

std::uint64_t FilterRun::WaitingMemory() const {
  return std::min(kMostWaiting, options.memory / kWaitingShare);
}

std::uint64_t FilterRun::ScratchMemory() const {
  return std::min<std::uint64_t>(kScratchMemory, options.memory / kScratchShare);
}

std::uint64_t FilterRun::TableMemory() const { return options.memory / kTableShare; }

absl::Status FilterRun::LetSpill(Greedy* greedy) const {
  absl::StatusOr<Scratch> scratch = Scratch::Create(options.scratch_folder, 0);
  if (!scratch.ok()) return scratch.status();
  greedy->SpillTo(*std::move(scratch), TableMemory());
  return absl::OkStatus();
}

MatchOptions FilterRun::Match() const {
  MatchOptions match;
  match.threshold = options.threshold;
  match.strict = stages.strict;
  return match;
}

void FilterRun::Report(std::string_view stage, std::uint64_t documents) const {
  if (progress != nullptr) progress->Update({stage, documents, read_bytes, total_bytes});
}

absl::StatusOr<std::vector<RecordNote>> MakeNotes(const FilterRun& run,
                                                  const std::vector<FilterRecord>& records,
                                                  const std::vector<std::optional<FilterKin>>& kin,
                                                  const Greedy& greedy) {
  std::vector<RecordNote> notes(records.size());
  if (run.options.receipts.empty() && run.options.action != FilterAction::kAnnotate) return notes;
  std::vector<std::size_t> removed;
  for (std::size_t i = 0; i < kin.size(); ++i) {
    if (kin[i]) removed.push_back(i);
  }
  std::mutex mutex;
  absl::Status first;
  run.parallel(removed.size(), [&](std::size_t k) {
    const std::size_t i = removed[k];
    const absl::Status status =
        NoteRemoval(records[i], *kin[i], greedy, run.options, run.stages, run.passes, &notes[i]);
    const std::lock_guard lock(mutex);
    if (first.ok()) first = status;
  });
  if (!first.ok()) return first;
  return notes;
}

void WriteRecord(FilterAction action, const BlockLine& line, const std::string& id,
                 std::string_view reason, const RecordNote& note, FilterWriter* writer) {
  if (!reason.empty()) writer->Remove(reason, note.receipt);
  if (action == FilterAction::kAnnotate) {
    writer->Annotate(line, reason.empty() ? NoteKept(id) : note.annotation);
  } else if (reason.empty()) {
    writer->Keep(line);
  } else {
    writer->Count(line);
  }
}

void WriteFaulty(const BlockLine& line, const std::string& id, const std::vector<Fault>& faults,
                 FilterWriter* writer) {
  if (faults.empty()) return;
  writer->CountFault(id, faults.front());
  if (HasNoText(faults)) writer->TakeFaulty(line, id, faults.front());
}

void WriteLost(const RecordBlock& block, FilterWriter* writer) {
  for (const Document& document : block.faults) {
    for (const Fault& fault : document.faults)
      writer->Lose(document.id, fault, /*is_record=*/document.id != document.path);
  }
}

}  // namespace textkin
