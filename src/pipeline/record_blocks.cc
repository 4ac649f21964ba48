// Lines from batches to blocks.

#include "record_blocks.h"

#include <iterator>
#include <utility>

#include "page_lines.h"

namespace textkin {

absl::StatusOr<RecordBlocks> RecordBlocks::Open(const ReadOptions& options) {
  absl::StatusOr<std::unique_ptr<BatchReader>> reader = BatchReader::Open(options);
  if (!reader.ok()) return reader.status();
  return RecordBlocks(*std::move(reader), options);
}

absl::StatusOr<RecordBlock> RecordBlocks::Next() {
  RecordBlock block;
  std::size_t bytes = 0;
  while (true) {
    if (next_ < lines_.size()) block.batches.push_back(batch_);
    for (; next_ < lines_.size(); ++next_) {
      if (block.lines.size() == kBlockRecords || bytes >= kBlockBytes) return block;
      block.lines.push_back({batch_.get(), lines_[next_]});
      bytes += lines_[next_].bytes.size();
    }
    absl::StatusOr<std::unique_ptr<Batch>> batch = reader_->Next();
    if (!batch.ok()) return batch.status();
    if (*batch == nullptr) {
      batch_.reset();
      lines_.clear();
      next_ = 0;
      return block;
    }
    batch_ = *std::move(batch);
    if (batch_->is_archive)
      batch_ = std::make_shared<Batch>(LinesOfPages(std::move(*batch_), options_));
    block.stored_bytes += batch_->stored_bytes;
    lines_ = LinesOf(*batch_);
    next_ = 0;
    block.faults.insert(block.faults.end(), std::make_move_iterator(batch_->faults.begin()),
                        std::make_move_iterator(batch_->faults.end()));
    batch_->faults.clear();
  }
}

}  // namespace textkin
