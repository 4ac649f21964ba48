// Reading ahead as far as memory goes.

#include "waiting_blocks.h"

#include <utility>

namespace textkin {
namespace {

// What a block takes beside the keys of its records.
std::uint64_t WaitingBytes(const WaitingBlock& waiting) {
  std::uint64_t bytes = 0;
  for (const BlockLine& line : waiting.block.lines) bytes += line.line.bytes.size();
  for (const FilterRecord& record : waiting.parsed.records) {
    bytes += sizeof record + record.text.size() +
             record.shingles.size() * sizeof(record.shingles[0]) +
             record.sketch.frac.size() * sizeof(record.sketch.frac[0]);
  }
  return bytes;
}

}  // namespace

absl::StatusOr<WaitingBlock> WaitingBlocks::Next() {
  if (waiting_.empty()) {
    if (const absl::Status status = Read(); !status.ok()) return status;
  }
  WaitingBlock next = std::move(waiting_.front());
  waiting_.pop_front();
  return next;
}

absl::Status WaitingBlocks::Read() {
  if (!read_.ok()) return read_;
  bytes_ = 0;
  bool is_end = false;
  do {
    absl::StatusOr<RecordBlock> block = blocks_.Next();
    read_ = block.status();
    if (const absl::Status status = run_.CheckCancelled(); !status.ok()) return status;
    if (!read_.ok()) break;  // what was read before is decided first
    is_end = block->empty();
    waiting_.push_back({*std::move(block), {}});
    if (is_end) break;
    WaitingBlock& last = waiting_.back();
    last.parsed = ParseBlock(last.block, parser_, run_.options.keep, run_.stages, run_.parallel);
    if (!greedy_.has_index()) return absl::OkStatus();
    if (const absl::Status status = run_.CheckCancelled(); !status.ok()) return status;
    for (const FilterRecord& record : last.parsed.records) greedy_.Seek(record.sketch);
    run_.Report("reading", greedy_.sought());
    bytes_ += WaitingBytes(last);
  } while (bytes_ + greedy_.sought() * greedy_.BytesPerSought() < run_.WaitingMemory());
  if (waiting_.empty()) return read_;
  return greedy_.sought() > 0 ? run_.MeetIndex(is_end, &greedy_) : absl::OkStatus();
}

}  // namespace textkin
