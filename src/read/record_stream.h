// A JSONL file or pipe, or the rows of a Parquet file, cut into runs of complete lines.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "batch_stream.h"
#include "byte_stream.h"
#include "charset.h"
#include "open_file.h"
#include "row_process.h"
#include "textkin/read.h"

namespace textkin {

class RecordStream : public BatchStream {
 public:
  // Of the file at file.path. Failing to open it is a fault in its only batch. `hold`: give batches
  // a source where that is worth an open file.
  explicit RecordStream(Batch::File file, bool hold = false);
  // Of an open descriptor that the stream does not own. It ends when *cancel (may be null) becomes
  // true.
  RecordStream(Batch::File file, int fd, const std::atomic<bool>* cancel);
  // Of the rows of the Parquet file at file.path, as lines.
  RecordStream(Batch::File file, const ReadOptions& options);
  RecordStream(const RecordStream&) = delete;
  RecordStream& operator=(const RecordStream&) = delete;

  // Lines of about `target_bytes` together, or nothing at the end. What went wrong with the stream
  // comes as a fault of a document with the file's id, behind the last lines.
  std::unique_ptr<Batch> Next(std::size_t target_bytes) override;
  // Whether batches have a source, which holds the file open.
  bool holds() const override { return source_ != nullptr; }

 private:
  std::unique_ptr<Batch> NextLines(std::size_t target_bytes);
  void Start(int fd, const std::atomic<bool>* cancel);
  std::size_t Append(std::size_t bytes, std::string* lines);
  void SkipLongLine(std::size_t bytes_so_far, Batch* batch);
  void DropHalfLine(Batch* batch) const;
  void Finish(Batch* batch);
  void AddFileFault(Fault fault, Batch* batch) const;

  Batch::File file_;
  OpenedFile opened_;
  bool named_ = false;  // the file has a path, so it can be looked at again after reading
  std::optional<Fault> open_fault_;
  std::unique_ptr<RowProcess> rows_;  // of a Parquet file
  std::optional<StoredBytes> stored_;
  std::unique_ptr<ByteStream> stream_;
  std::shared_ptr<const TextSource> source_;
  std::optional<Decoder> decoder_;  // for UTF-16 and UTF-32
  std::string encoded_;             // their bytes, on the way to the decoder
  std::string carry_;               // the beginning of a line whose end has not been read
  std::uint64_t next_record_ = 1;
  std::uint64_t stored_bytes_ = 0;  // that batches have taken
  bool ended_ = false;
};

}  // namespace textkin
