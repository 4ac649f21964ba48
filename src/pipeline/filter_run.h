// What the filter does in one pass and in two alike.

#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "filter_against.h"
#include "filter_block.h"
#include "filter_notes.h"
#include "filter_writer.h"
#include "greedy.h"
#include "record_blocks.h"
#include "textkin/filter.h"

namespace textkin {

// The settings of a run, and how far it is.
struct FilterRun {
  // The options are resolved.
  FilterRun(const FilterOptions& filter, unsigned times, ProgressSink* sink,
            const std::atomic<bool>* stop);

  absl::Status CheckCancelled() const;
  // ResourceExhausted when what `greedy` has kept and `other_bytes` do not fit into --memory.
  absl::Status CheckMemory(const Greedy& greedy, std::uint64_t other_bytes) const;
  // Puts what the index has before all records; `against` may be null.
  absl::Status TakeIndex(const AgainstIndex* against, Greedy* greedy) const;
  // Passes over the index for the records that `greedy` was told of. `is_last`: none follow.
  absl::Status MeetIndex(bool is_last, Greedy* greedy) const;
  // Of records that wait for a pass over the index. Each takes its time, whatever waits for it.
  std::uint64_t WaitingMemory() const;
  std::uint64_t ScratchMemory() const;
  // Of the tables of kept records, before they go to scratch.
  std::uint64_t TableMemory() const;
  absl::Status LetSpill(Greedy* greedy) const;
  MatchOptions Match() const;
  void Report(std::string_view stage, std::uint64_t documents) const;

  const FilterOptions& options;
  const StageOptions stages;
  const ParallelFor parallel;
  const unsigned passes;  // over the input
  ProgressSink* const progress;
  const std::atomic<bool>* const cancel;
  std::uint64_t read_bytes = 0;
  std::uint64_t total_bytes = 0;
};

// Notes on the removed ones of `records`, by record.
absl::StatusOr<std::vector<RecordNote>> MakeNotes(const FilterRun& run,
                                                  const std::vector<FilterRecord>& records,
                                                  const std::vector<std::optional<FilterKin>>& kin,
                                                  const Greedy& greedy);

// Writes a line whose record has been decided. `reason` is empty where it stays.
void WriteRecord(FilterAction action, const BlockLine& line, const std::string& id,
                 std::string_view reason, const RecordNote& note, FilterWriter* writer);

// Counts the faults of a line, and writes it where it holds no usable text.
void WriteFaulty(const BlockLine& line, const std::string& id, const std::vector<Fault>& faults,
                 FilterWriter* writer);

// What could not be read: files, and lines that are too long to be held.
void WriteLost(const RecordBlock& block, FilterWriter* writer);

}  // namespace textkin
