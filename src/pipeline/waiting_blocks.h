// Blocks of the input, parsed, on their way to be decided. Against an index many wait together,
// because each pass over it takes its time, however many records it is for.

#pragma once

#include <cstdint>
#include <deque>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "filter_block.h"
#include "filter_run.h"
#include "greedy.h"
#include "record_blocks.h"

namespace textkin {

struct WaitingBlock {
  RecordBlock block;
  ParsedBlock parsed;
};

class WaitingBlocks {
 public:
  // All must outlive it.
  WaitingBlocks(const FilterRun& run, RecordBlocks* blocks, Greedy* greedy)
      : run_(run), blocks_(*blocks), greedy_(*greedy), parser_(run.options.read) {}

  // The next block, of which `greedy` has been told; an empty one at the end.
  absl::StatusOr<WaitingBlock> Next();

 private:
  // Reads one block, or as many as there is room for.
  absl::Status Read();

  const FilterRun& run_;
  RecordBlocks& blocks_;
  Greedy& greedy_;
  const RecordParser parser_;
  std::deque<WaitingBlock> waiting_;
  std::uint64_t bytes_ = 0;  // of waiting_
  absl::Status read_;        // what comes behind waiting_
};

}  // namespace textkin
