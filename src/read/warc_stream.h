// A WARC file, cut into its records.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "batch_stream.h"
#include "byte_stream.h"
#include "open_file.h"
#include "textkin/read.h"
#include "warc_header.h"

namespace textkin {

// Where something is wrong the search for the next record begins. A record that is lost is a
// document with a fault; the end of a file that is cut is a fault of the file.
class WarcStream : public BatchStream {
 public:
  // Of the file at file.path. Failing to open it is a fault in its only batch. Counts what is no
  // page in *counts, which must outlive the stream.
  WarcStream(Batch::File file, ReadCounts* counts);

  std::unique_ptr<Batch> Next(std::size_t target_bytes) override;

 private:
  std::string_view rest() const { return std::string_view(buffer_).substr(begin_); }
  bool More();
  bool MoreOfRecord();
  bool SkipBetween();
  std::size_t HeaderBytes();
  void TakeRecord(Batch* batch);
  void TakeBlock(const WarcHeader& header, std::size_t header_bytes, Batch* batch);
  void SkipBlock(const WarcHeader& header, std::size_t header_bytes, Batch* batch);
  bool Discard(std::uint64_t bytes);
  bool EndsAt(std::size_t bytes);
  bool FindNext(std::size_t searched);
  void Recover(std::string detail, std::size_t searched, Batch* batch);
  void End(bool in_record, Batch* batch);
  void Keep(Batch::ArchiveRecord record, Batch* batch);
  void Lose(FaultCode code, std::string detail, Batch* batch);
  void AddFileFault(Fault fault, Batch* batch) const;

  Batch::File file_;
  ReadCounts* counts_;
  OpenedFile opened_;
  std::optional<Fault> open_fault_;
  std::optional<StoredBytes> stored_;
  std::unique_ptr<ByteStream> stream_;
  std::string buffer_;
  std::size_t begin_ = 0;           // in buffer_, of the record at hand
  bool begins_member_ = false;      // what is read next begins a gzip member
  bool is_member_ = false;          // the record at hand begins with its gzip member
  std::uint64_t number_ = 0;        // of the record at hand, from 1
  std::uint64_t stored_bytes_ = 0;  // that batches have taken
  bool in_gap_ = false;             // between a loss and the next record
  bool ended_ = false;
};

}  // namespace textkin
