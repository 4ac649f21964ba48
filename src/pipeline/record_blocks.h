// The input of the filter, cut into blocks of records that do not depend on how it arrives.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "textkin/read.h"

namespace textkin {

// Records of one block, and bytes of their lines; whichever is reached first. Large enough to keep
// some threads busy between two serial steps, small enough for 64 MiB of --memory. Fixed, because
// what is found in full buckets may depend on where a block ends.
inline constexpr std::size_t kBlockRecords = 1024;
inline constexpr std::size_t kBlockBytes = std::size_t{4} << 20;

// A line with the batch that holds its bytes.
struct BlockLine {
  const Batch* batch = nullptr;
  RecordLine line;
};

struct RecordBlock {
  std::vector<std::shared_ptr<Batch>> batches;
  std::vector<BlockLine> lines;    // blank ones included
  std::vector<Document> faults;    // of files, and of lines that are too long to be held
  std::uint64_t stored_bytes = 0;  // of files, that the batches have taken

  bool empty() const { return lines.empty() && faults.empty(); }
};

class RecordBlocks {
 public:
  // InvalidArgument and NotFound as BatchReader::Open.
  static absl::StatusOr<RecordBlocks> Open(const ReadOptions& options);

  // The next block; an empty one at the end.
  absl::StatusOr<RecordBlock> Next();
  const ReadCounts& counts() const { return reader_->counts(); }

 private:
  RecordBlocks(std::unique_ptr<BatchReader> reader, const ReadOptions& options)
      : reader_(std::move(reader)), options_(options) {}

  std::unique_ptr<BatchReader> reader_;
  ReadOptions options_;
  std::shared_ptr<Batch> batch_;  // the lines [next_, lines_.size()) of it are still to come
  std::vector<RecordLine> lines_;
  std::size_t next_ = 0;
};

}  // namespace textkin
