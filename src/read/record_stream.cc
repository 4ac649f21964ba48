// Cutting a stream at newlines. This runs on one thread for all the records of a file, so it must
// cost next to nothing: one read into the batch itself, one look for the last newline, one count.

#include "record_stream.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "file_type.h"
#include "text_source.h"
#include "textkin/limits.h"

namespace textkin {
namespace {

// Bytes of one read; memory for lines grows no further ahead than this.
constexpr std::size_t kReadBytes = 256u << 10;
// The same for small files, so that a thousand of them do not take a mebibyte each.
constexpr std::size_t kSmallStepBytes = 16u << 10;
// A file that is smaller is not held open: keeping its texts costs less than one of the few places
// for open files.
constexpr std::uint64_t kLeastHeldBytes = 1u << 20;
// The longest byte-order mark.
constexpr std::size_t kMarkBytes = 4;

// memchr looks at 32 bytes at a time whatever this is compiled for; std::count does not.
std::uint64_t CountLines(std::string_view lines) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < lines.size(); ++count) {
    const std::size_t newline = lines.find('\n', at);
    at = newline == std::string_view::npos ? lines.size() : newline + 1;
  }
  return count;
}

}  // namespace

RecordStream::RecordStream(Batch::File file, bool hold) : file_(std::move(file)), named_(true) {
  open_fault_ = OpenRegular(file_.path, &opened_);
  if (open_fault_) return;
  Start(opened_.fd.get(), nullptr);
  if (hold && stream_->is_plain() && !decoder_ && file_.bytes >= kLeastHeldBytes) {
    source_ = OpenTextSource(opened_.fd.get());
  }
}

RecordStream::RecordStream(Batch::File file, int fd, const std::atomic<bool>* cancel)
    : file_(std::move(file)) {
  Start(fd, cancel);
}

RecordStream::RecordStream(Batch::File file, const ReadOptions& options)
    : file_(std::move(file)), named_(true) {
  open_fault_ = OpenRegular(file_.path, &opened_);
  if (!open_fault_) open_fault_ = RowProcess::Start(opened_.fd.get(), options, &rows_);
  if (!open_fault_) Start(rows_->lines(), options.cancel);
}

void RecordStream::Start(int fd, const std::atomic<bool>* cancel) {
  stored_.emplace(fd, cancel);
  stream_ = OpenStream(&*stored_, ClaimsCompression(file_.path));
  char start[kMarkBytes];
  const std::string_view bytes(start, stream_->Read(start, kMarkBytes));
  const ByteOrderMark mark = FindByteOrderMark(bytes);
  const std::string_view rest = bytes.substr(ByteOrderMarkBytes(mark));
  if (mark == ByteOrderMark::kNone || mark == ByteOrderMark::kUtf8) {
    carry_ = rest;
  } else {
    decoder_.emplace(CharsetOf(mark));
    decoder_->Decode(rest, /*last=*/false, &carry_);
  }
}

// Reads up to `bytes` more into *lines and returns how many bytes it grew by; 0 at the end.
std::size_t RecordStream::Append(std::size_t bytes, std::string* lines) {
  const std::size_t before = lines->size();
  if (!decoder_) {
    lines->resize(before + bytes);
    lines->resize(before + stream_->Read(lines->data() + before, bytes));
    return lines->size() - before;
  }
  while (lines->size() == before) {
    encoded_.resize(std::min(bytes, kReadBytes));
    encoded_.resize(stream_->Read(encoded_.data(), encoded_.size()));
    decoder_->Decode(encoded_, /*last=*/encoded_.empty(), lines);
    if (encoded_.empty()) break;
  }
  return lines->size() - before;
}

std::unique_ptr<Batch> RecordStream::Next(std::size_t target_bytes) {
  if (ended_) return nullptr;
  std::unique_ptr<Batch> batch = NextLines(target_bytes);
  std::uint64_t taken = stored_ ? stored_->offset() : file_.bytes;
  // Rows say nothing of how far they have come in their file; unpacked they are longer than it.
  if (rows_) taken = ended_ ? file_.bytes : std::min(taken, file_.bytes);
  batch->is_rows = rows_ != nullptr;
  batch->stored_bytes = taken - stored_bytes_;
  stored_bytes_ = taken;
  return batch;
}

std::unique_ptr<Batch> RecordStream::NextLines(std::size_t target_bytes) {
  auto batch = std::make_unique<Batch>();
  batch->is_lines = true;
  batch->files.push_back(file_);
  batch->first_record = next_record_;
  if (source_) {
    batch->source = source_;
    batch->offset = stored_->offset() - carry_.size();
  }
  if (open_fault_) {
    Finish(batch.get());
    return batch;
  }
  std::string& lines = batch->lines;
  const bool small = named_ && file_.bytes < kReadBytes;
  const std::size_t step =
      small ? std::max<std::size_t>(file_.bytes + 1, kSmallStepBytes) : kReadBytes;
  // One allocation in all but the rare case of a longer line.
  lines.reserve((small ? 0 : target_bytes) + carry_.size() + step + simdjson::SIMDJSON_PADDING);
  lines.append(carry_);
  carry_.clear();
  std::size_t searched = 0;
  while (true) {
    const void* newline = ::memrchr(lines.data() + searched, '\n', lines.size() - searched);
    if (newline != nullptr && lines.size() >= target_bytes) {
      const auto end =
          static_cast<std::size_t>(static_cast<const char*>(newline) - lines.data()) + 1;
      carry_.assign(lines, end);
      lines.resize(end);
      break;
    }
    if (newline == nullptr) searched = lines.size();
    if (searched > kMaxRecordBytes) {
      SkipLongLine(lines.size(), batch.get());
      return batch;
    }
    if (lines.capacity() < lines.size() + step + simdjson::SIMDJSON_PADDING) {
      lines.reserve(std::min<std::size_t>(lines.size() * 2, kMaxRecordBytes) + step +
                    simdjson::SIMDJSON_PADDING);
    }
    if (Append(step, &lines) == 0) {
      Finish(batch.get());
      break;
    }
  }
  lines.reserve(lines.size() + simdjson::SIMDJSON_PADDING);
  next_record_ += CountLines(lines);
  return batch;
}

// The one line in batch->lines is too long already: gives it up and reads on to its end.
void RecordStream::SkipLongLine(std::size_t bytes_so_far, Batch* batch) {
  std::uint64_t bytes = bytes_so_far;
  std::string().swap(batch->lines);
  std::string piece;
  while (Append(kReadBytes, &piece) > 0) {
    const std::size_t newline = piece.find('\n');
    bytes += std::min(newline, piece.size());
    if (newline != std::string::npos) {
      carry_.assign(piece, newline + 1);
      break;
    }
    piece.clear();
  }
  Document document;
  document.id = file_.id + "#" + std::to_string(next_record_);
  document.path = file_.id;
  document.site = file_.site;
  document.format = Format::kJsonRecord;
  document.bytes = bytes;
  document.faults.push_back(
      {FaultCode::kRecordTooLong, "the record has " + std::to_string(bytes) + " bytes"});
  document.limits.emplace_back("max_record_bytes");
  batch->faults.push_back(std::move(document));
  ++next_record_;
}

// The line that was cut off is no record.
void RecordStream::DropHalfLine(Batch* batch) const {
  const std::size_t end = batch->lines.rfind('\n');
  batch->lines.resize(end == std::string::npos ? 0 : end + 1);
}

// The stream has come to its end, good or bad.
void RecordStream::Finish(Batch* batch) {
  ended_ = true;
  if (open_fault_) return AddFileFault(*open_fault_, batch);
  if (stream_->fault()) {
    DropHalfLine(batch);
    AddFileFault(*stream_->fault(), batch);
  }
  if (const auto fault = rows_ ? rows_->Finish() : std::nullopt) {
    DropHalfLine(batch);
    AddFileFault(*fault, batch);
  }
  if (decoder_ && decoder_->invalid() > 0) {
    AddFileFault({FaultCode::kInvalidCharacters, std::to_string(decoder_->invalid()) +
                                                     " units were no characters and became U+FFFD"},
                 batch);
  }
  if (named_ && StateAfterReading(file_.path, opened_) != opened_.state) {
    AddFileFault({FaultCode::kChanged, "the file changed while it was read"}, batch);
  }
}

void RecordStream::AddFileFault(Fault fault, Batch* batch) const {
  if (batch->faults.empty() || batch->faults.back().id != file_.id) {
    Document document;
    document.id = file_.id;
    document.path = file_.id;
    document.site = file_.site;
    document.format = Format::kJsonRecord;
    document.bytes = file_.bytes;
    batch->faults.push_back(std::move(document));
  }
  batch->faults.back().faults.push_back(std::move(fault));
}

}  // namespace textkin
