// Records as bytes: the signature first, because most reads ask for no more.

#include "filter_record.h"

#include <cstring>
#include <string_view>
#include <utility>

namespace textkin {
namespace {

// What stands in front of every stored record. Sizes are bytes or elements.
struct RecordHead {
  MinHash minhash;
  Hash128 content;
  std::uint64_t simhash;
  std::uint32_t shingles;
  std::uint32_t id;
  std::uint32_t record_id;
  std::uint32_t frac;
  std::uint32_t kept;
  std::uint32_t text;
};

template <typename Value>
void AppendValues(const Value* values, std::size_t size, std::string* bytes) {
  if (size > 0) bytes->append(reinterpret_cast<const char*>(values), size * sizeof(Value));
}

template <typename Value>
void TakeValues(std::string_view* bytes, std::size_t size, std::vector<Value>* values) {
  values->resize(size);
  if (size > 0) std::memcpy(values->data(), bytes->data(), size * sizeof(Value));
  bytes->remove_prefix(size * sizeof(Value));
}

void TakeString(std::string_view* bytes, std::size_t size, std::string* value) {
  value->assign(bytes->substr(0, size));
  bytes->remove_prefix(size);
}

// All but the FracMinHash, which stands behind the head.
void TakeSketch(const RecordHead& head, Sketch* sketch) {
  sketch->minhash = head.minhash;
  sketch->content = head.content;
  sketch->simhash = head.simhash;
  sketch->shingles = head.shingles;
}

std::uint32_t Size32(std::size_t size) { return static_cast<std::uint32_t>(size); }

}  // namespace

FilterRecord MakeRecord(Extracted* extracted, const StageOptions& stages, PartWork* work) {
  FilterRecord record;
  record.kept = KeptSpans(extracted->parts.front());
  record.id = std::move(extracted->document.id);
  record.record_id = std::move(extracted->document.record_id);
  record.text = std::move(extracted->document.text);
  Normalize(record.text, record.kept, stages.folding, &work->tokens);
  record.sketch = MakeSketch(stages, CandidateSketch::kMinHash, work);
  record.shingles = work->hashes;
  return record;
}

PartContent ContentOf(const FilterRecord& record, const StageOptions& stages, PartWork* work) {
  return MakeContent(record.text, record.kept, stages, work);
}

absl::StatusOr<RecordStore> RecordStore::Create(const std::string& folder, std::size_t memory) {
  absl::StatusOr<Scratch> scratch = Scratch::Create(folder, memory);
  if (!scratch.ok()) return scratch.status();
  return RecordStore(*std::move(scratch));
}

absl::StatusOr<std::uint64_t> RecordStore::Add(const FilterRecord& record) {
  RecordHead head{};
  head.minhash = record.sketch.minhash;
  head.content = record.sketch.content;
  head.simhash = record.sketch.simhash;
  head.shingles = record.sketch.shingles;
  head.id = Size32(record.id.size());
  head.record_id = Size32(record.record_id.size());
  head.frac = Size32(record.sketch.frac.size());
  head.kept = Size32(record.kept.size());
  head.text = Size32(record.text.size());
  buffer_.clear();
  AppendValues(&head, 1, &buffer_);
  AppendValues(record.sketch.frac.data(), head.frac, &buffer_);
  AppendValues(record.kept.data(), head.kept, &buffer_);
  buffer_.append(record.id).append(record.record_id).append(record.text);
  const std::uint64_t place = end_;
  if (const absl::Status status = scratch_.Write(place, buffer_); !status.ok()) return status;
  end_ += buffer_.size();
  return place;
}

absl::Status RecordStore::LoadMinHash(std::uint64_t place, MinHash* minhash) const {
  static thread_local std::string bytes;
  const absl::Status status = scratch_.Read(place, sizeof *minhash, &bytes);
  if (status.ok()) std::memcpy(minhash->data(), bytes.data(), sizeof *minhash);
  return status;
}

absl::Status RecordStore::LoadSketch(std::uint64_t place, Sketch* sketch) const {
  RecordHead head;
  const absl::Status status = scratch_.Read(place, sizeof head, reinterpret_cast<char*>(&head));
  if (!status.ok()) return status;
  TakeSketch(head, sketch);
  sketch->frac.resize(head.frac);
  return scratch_.Read(place + sizeof head, head.frac * sizeof sketch->frac[0],
                       reinterpret_cast<char*>(sketch->frac.data()));
}

absl::Status RecordStore::Load(std::uint64_t place, FilterRecord* record) const {
  static thread_local std::string buffer;
  absl::Status status = scratch_.Read(place, sizeof(RecordHead), &buffer);
  if (!status.ok()) return status;
  RecordHead head;
  std::memcpy(&head, buffer.data(), sizeof head);
  const std::size_t size = head.frac * sizeof(std::uint32_t) + head.kept * sizeof(Span) +
                           std::size_t{head.id} + head.record_id + head.text;
  status = scratch_.Read(place + sizeof head, size, &buffer);
  if (!status.ok()) return status;
  TakeSketch(head, &record->sketch);
  std::string_view bytes = buffer;
  TakeValues(&bytes, head.frac, &record->sketch.frac);
  TakeValues(&bytes, head.kept, &record->kept);
  TakeString(&bytes, head.id, &record->id);
  TakeString(&bytes, head.record_id, &record->record_id);
  TakeString(&bytes, head.text, &record->text);
  record->shingles.clear();
  record->is_set = false;
  record->place = place;
  return status;
}

}  // namespace textkin
