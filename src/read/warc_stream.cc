// Records follow each other without any index, so a wrong length would lose all that comes behind
// it. Each record is therefore checked where it ends: another one begins there, or its gzip member
// ends, or the file. Where that fails the next "WARC/1." at the beginning of a line is looked for,
// and the next gzip member. The work is linear: what is searched is not searched again.

#include "warc_stream.h"

#include <algorithm>
#include <utility>

#include "file_type.h"
#include "textkin/limits.h"
#include "warc_document.h"

namespace textkin {
namespace {

// Bytes of one read.
constexpr std::size_t kWarcStep = 64u << 10;
// Records of one batch: short ones are handed on before they make many bytes.
constexpr std::size_t kBatchRecords = 1024;
constexpr std::string_view kRecordStart = "WARC/";
constexpr std::string_view kRecordEnd = "\r\n\r\n";
constexpr std::string_view kNextRecord = "\nWARC/1.";

bool IsLineEnd(char c) { return c == '\r' || c == '\n'; }

}  // namespace

WarcStream::WarcStream(Batch::File file, ReadCounts* counts)
    : file_(std::move(file)), counts_(counts) {
  open_fault_ = OpenRegular(file_.path, &opened_);
  if (open_fault_) return;
  stored_.emplace(opened_.fd.get());
  stream_ = OpenStream(&*stored_, ClaimsCompression(file_.path));
  stream_->StopAtMembers();
  begins_member_ = !stream_->is_plain();
}

std::unique_ptr<Batch> WarcStream::Next(std::size_t target_bytes) {
  if (ended_) return nullptr;
  auto batch = std::make_unique<Batch>();
  batch->is_archive = true;
  batch->files.push_back(file_);
  if (open_fault_) {
    ended_ = true;
    AddFileFault(*open_fault_, batch.get());
  }
  std::size_t bytes = 0;
  while (!ended_ && bytes < target_bytes &&
         batch->archived.size() + batch->faults.size() < kBatchRecords) {
    const std::size_t records = batch->archived.size();
    TakeRecord(batch.get());
    if (batch->archived.size() > records) bytes += batch->archived.back().block.size();
  }
  const std::uint64_t taken =
      std::max(stored_bytes_, stored_ && !ended_ ? stored_->offset() : file_.bytes);
  batch->stored_bytes = taken - stored_bytes_;
  stored_bytes_ = taken;
  return batch;
}

// Reads on, into the next gzip member if one has ended. False at the end, at a fault, and for an
// empty member.
bool WarcStream::More() {
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kWarcStep);
  buffer_.resize(before + stream_->Read(buffer_.data() + before, kWarcStep));
  return buffer_.size() > before;
}

// Reads on as far as the record at hand can reach: one that begins with its member ends with it.
bool WarcStream::MoreOfRecord() {
  do {
    if (is_member_ && stream_->at_member_end()) return false;
    if (More()) return true;
  } while (stream_->at_member_end());
  return false;
}

// Goes to the beginning of the next record. False at the end and at a fault.
bool WarcStream::SkipBetween() {
  if (begin_ >= buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  is_member_ = false;
  while (true) {
    while (begin_ < buffer_.size() && IsLineEnd(buffer_[begin_])) ++begin_;
    if (begin_ < buffer_.size()) return true;
    buffer_.clear();
    begin_ = 0;
    is_member_ = stream_->at_member_end() || begins_member_;
    begins_member_ = false;
    if (!More() && !stream_->at_member_end()) return false;
  }
}

// Of the header at hand; 0 when there is none.
std::size_t WarcStream::HeaderBytes() {
  while (true) {
    const std::size_t known = std::min(rest().size(), kRecordStart.size());
    if (rest().substr(0, known) != kRecordStart.substr(0, known)) return 0;
    const std::size_t end = EndOfHeader(rest().substr(0, kMaxWarcHeaderBytes));
    if (end != std::string_view::npos) return end;
    if (rest().size() >= kMaxWarcHeaderBytes || !MoreOfRecord()) return 0;
  }
}

void WarcStream::TakeRecord(Batch* batch) {
  if (!SkipBetween()) return End(/*in_record=*/false, batch);
  if (!in_gap_) ++number_;
  const std::size_t header_bytes = HeaderBytes();
  if (header_bytes == 0) return Recover("it has no WARC header", 0, batch);
  if (std::exchange(in_gap_, false)) ++number_;
  const WarcHeader header = *ParseWarcHeader(rest().substr(0, header_bytes));
  if (!header.block_bytes)
    return Recover("its Content-Length is missing, or no number", header_bytes, batch);
  if (*header.block_bytes > kMaxRecordBytes) return SkipBlock(header, header_bytes, batch);
  TakeBlock(header, header_bytes, batch);
}

void WarcStream::TakeBlock(const WarcHeader& header, std::size_t header_bytes, Batch* batch) {
  const std::size_t bytes = header_bytes + *header.block_bytes;
  while (rest().size() < bytes) {
    if (!MoreOfRecord())
      return Recover("its Content-Length is larger than its block", header_bytes, batch);
  }
  if (!EndsAt(bytes))
    return Recover("its Content-Length is not that of its block", header_bytes, batch);
  const std::string_view record = rest().substr(0, bytes);
  begin_ += bytes;
  if (header.type == WarcType::kOther) {
    ++counts_->other_records;
    return;
  }
  Keep({number_, std::string(record.substr(0, header_bytes)),
        std::string(record.substr(header_bytes))},
       batch);
}

// A block that is too long to be held.
void WarcStream::SkipBlock(const WarcHeader& header, std::size_t header_bytes, Batch* batch) {
  const std::uint64_t bytes = *header.block_bytes;
  const bool fits =
      !stream_->is_plain() ||
      bytes <= rest().size() + (file_.bytes - std::min(file_.bytes, stored_->offset()));
  if (!fits) return Recover("its Content-Length is larger than the file", header_bytes, batch);
  begin_ += header_bytes;
  if (!Discard(bytes) || !EndsAt(0))
    return Recover("its Content-Length is not that of its block", 0, batch);
  if (header.type == WarcType::kOther) {
    ++counts_->other_records;
    return;
  }
  Lose(FaultCode::kRecordTooLong, "the record has " + std::to_string(bytes) + " bytes", batch);
  batch->faults.back().limits.emplace_back("max_record_bytes");
}

bool WarcStream::Discard(std::uint64_t bytes) {
  while (bytes > rest().size()) {
    bytes -= rest().size();
    buffer_.clear();
    begin_ = 0;
    if (!MoreOfRecord()) return false;
  }
  begin_ += bytes;
  return true;
}

// Whether a record of so many bytes is followed by what may follow a record.
bool WarcStream::EndsAt(std::size_t bytes) {
  while (true) {
    std::string_view behind = rest().substr(bytes);
    while (!behind.empty() && IsLineEnd(behind.front())) behind.remove_prefix(1);
    if (behind.size() >= kRecordStart.size()) {
      // Rubbish may follow a good record, unless the checksum of its member is still to come.
      return behind.starts_with(kRecordStart) ||
             (!is_member_ && rest().substr(bytes).starts_with(kRecordEnd));
    }
    if (behind.empty() && stream_->at_member_end()) return true;
    if (stream_->at_member_end()) return false;
    const bool may_begin = kRecordStart.starts_with(behind);  // More() moves the bytes
    if (!More() && !stream_->at_member_end()) return may_begin && !stream_->fault();
  }
}

// Goes to where the next record seems to begin, behind `searched` bytes of the one at hand. False
// at the end and at a fault.
bool WarcStream::FindNext(std::size_t searched) {
  std::size_t at = begin_ + searched;
  while (true) {
    const std::size_t found = buffer_.find(kNextRecord, at);
    if (found != std::string::npos) {
      begin_ = found + 1;
      return true;
    }
    // What has been searched goes, but for a beginning of what is looked for.
    const std::size_t kept = std::min(buffer_.size() - at, kNextRecord.size() - 1);
    buffer_.erase(0, buffer_.size() - kept);
    at = begin_ = 0;
    if (!stream_->at_member_end() && More()) continue;
    buffer_.clear();
    return stream_->at_member_end();
  }
}

// Gives the record at hand up.
void WarcStream::Recover(std::string detail, std::size_t searched, Batch* batch) {
  const std::size_t known = std::min(rest().size(), kRecordStart.size());
  const bool begins_well = rest().substr(0, known) == kRecordStart.substr(0, known);
  const bool goes_on = FindNext(searched);
  if (goes_on || (!begins_well && !stream_->fault()))
    Lose(FaultCode::kDamagedRecord, std::move(detail), batch);
  if (!goes_on) End(/*in_record=*/true, batch);
}

// The stream has come to its end, or to damage that it may go on behind.
void WarcStream::End(bool in_record, Batch* batch) {
  const std::optional<Fault> fault = stream_->fault();
  if (fault && stream_->SkipDamage()) {
    if (!in_record && !in_gap_) ++number_;
    Lose(fault->code, fault->detail, batch);
    buffer_.clear();
    begin_ = 0;
    begins_member_ = true;
    return;
  }
  ended_ = true;
  if (fault && !in_gap_) {
    AddFileFault(*fault, batch);
  } else if (in_record && !in_gap_) {
    AddFileFault({FaultCode::kTruncatedStream,
                  "the file ends in the middle of record " + std::to_string(number_)},
                 batch);
  }
  if (StateAfterReading(file_.path, opened_) != opened_.state)
    AddFileFault({FaultCode::kChanged, "the file changed while it was read"}, batch);
}

void WarcStream::Keep(Batch::ArchiveRecord record, Batch* batch) {
  switch (KindOf(record)) {
    case RecordKind::kPage:
      batch->archived.push_back(std::move(record));
      return;
    case RecordKind::kOther:
      ++counts_->other_records;
      return;
    case RecordKind::kDamaged:
      Lose(FaultCode::kDamagedRecord, "an answer without its HTTP header", batch);
      in_gap_ = false;
  }
}

// One document for all that is lost between two records.
void WarcStream::Lose(FaultCode code, std::string detail, Batch* batch) {
  if (std::exchange(in_gap_, true)) return;
  batch->faults.push_back(StartOfRecord(number_, file_));
  batch->faults.back().faults.push_back({code, std::move(detail)});
}

void WarcStream::AddFileFault(Fault fault, Batch* batch) const {
  if (batch->faults.empty() || batch->faults.back().id != file_.id) {
    Document document = StartOfRecord(0, file_);
    document.id = file_.id;
    document.bytes = file_.bytes;
    batch->faults.push_back(std::move(document));
  }
  batch->faults.back().faults.push_back(std::move(fault));
}

}  // namespace textkin
