// The text with its facts, then what each part has, behind a hash of it all.

#include "packed_document.h"

#include <cstring>

#include "plain_codec.h"
#include "stored_facts.h"
#include "textkin/hash.h"

namespace textkin {
namespace {

// Told apart from bytes of another build, as far as a number can.
constexpr std::uint32_t kPackedVersion = 1;

template <typename Item>
void ReadItems(std::string_view bytes, std::size_t count, std::vector<Item>* items) {
  items->resize(count);
  if (count > 0) std::memcpy(items->data(), bytes.data(), count * sizeof(Item));
}

void PutEntry(const PartBatch& batch, const PartBatch::Entry& entry, PlainWriter* writer) {
  writer->Put(entry.id);
  writer->Put(entry.site);
  writer->Put(entry.sketch.minhash);
  writer->Put(entry.sketch.simhash);
  writer->Put(entry.sketch.frac);
  writer->Put(entry.sketch.content);
  writer->Put(entry.sketch.shingles);
  writer->Put(entry.row_size);
  writer->Put(entry.kept);
  writer->Put(entry.marks);
  writer->Put(batch.bytes.substr(
      entry.row, entry.row_size + entry.kept * sizeof(Span) + entry.marks * sizeof(Mark)));
  writer->Put(entry.text.offset - batch.entries.front().text.offset);
  writer->Put(entry.text.bytes);
  writer->Put(entry.facts_size);
  writer->Put(entry.char_begin);
  writer->Put(entry.is_inner);
}

// The text lies at `text` of the batch.
void GetEntry(std::uint64_t text, PlainReader* reader, PartBatch* batch) {
  PartBatch::Entry entry;
  reader->Get(&entry.id);
  reader->Get(&entry.site);
  reader->Get(&entry.sketch.minhash);
  reader->Get(&entry.sketch.simhash);
  reader->Get(&entry.sketch.frac);
  reader->Get(&entry.sketch.content);
  reader->Get(&entry.sketch.shingles);
  reader->Get(&entry.row_size);
  reader->Get(&entry.kept);
  reader->Get(&entry.marks);
  std::string row;
  reader->Get(&row);
  entry.row = batch->bytes.size();
  batch->bytes.append(row);
  reader->Get(&entry.text.offset);
  entry.text.offset += text;
  reader->Get(&entry.text.bytes);
  reader->Get(&entry.facts_size);
  reader->Get(&entry.char_begin);
  reader->Get(&entry.is_inner);
  batch->entries.push_back(std::move(entry));
}

}  // namespace

std::string PackDocument(const PartBatch& batch) {
  const PartBatch::Entry& whole = batch.entries.front();
  std::string payload;
  PlainWriter writer(&payload);
  writer.Put(kPackedVersion);
  writer.Put(batch.bytes.substr(whole.text.offset, whole.text.bytes + whole.facts_size));
  writer.Put(batch.entries.size());
  for (const PartBatch::Entry& entry : batch.entries) PutEntry(batch, entry, &writer);
  std::string packed;
  PlainWriter(&packed).Put(HashBytes(payload));
  return packed + payload;
}

absl::Status UnpackDocument(std::string_view packed, PartBatch* batch) {
  std::uint64_t hash = 0;
  std::uint32_t version = 0;
  const absl::Status damaged = absl::DataLossError("a packed document is damaged");
  if (packed.size() < sizeof hash + sizeof version) return damaged;
  PlainReader(packed).Get(&hash);
  packed.remove_prefix(sizeof hash);
  if (HashBytes(packed) != hash) return damaged;
  PlainReader reader(packed);
  reader.Get(&version);
  if (version != kPackedVersion) {
    return absl::FailedPreconditionError("a document was packed by another version of textkin");
  }
  std::string text;
  reader.Get(&text);
  const std::uint64_t offset = batch->bytes.size();
  batch->bytes.append(text);
  std::size_t entries = 0;
  reader.Get(&entries);
  for (std::size_t i = 0; i < entries; ++i) GetEntry(offset, &reader, batch);
  return absl::OkStatus();
}

void ReadExtracted(const PartBatch& batch, Extracted* extracted) {
  const PartBatch::Entry& whole = batch.entries.front();
  const std::string_view stored =
      std::string_view(batch.bytes).substr(whole.text.offset, whole.text.bytes + whole.facts_size);
  ReadFacts(stored.substr(whole.text.bytes), extracted);
  extracted->document.text = stored.substr(0, whole.text.bytes);
}

void ReplaceParts(const PartBatch& again, PartBatch* batch) {
  for (std::size_t i = 0; i < again.entries.size(); ++i) {
    const PartBatch::Entry& from = again.entries[i];
    PartBatch::Entry& to = batch->entries[i];
    to.row = batch->bytes.size() + from.row;
    to.row_size = from.row_size;
    to.kept = from.kept;
    to.marks = from.marks;
    to.sketch = from.sketch;
  }
  batch->bytes.append(again.bytes);
}

StoredPart StoredPartOf(const PartBatch& batch, const PartBatch::Entry& entry) {
  StoredPart stored;
  const std::string_view bytes = batch.bytes;
  stored.text = bytes.substr(entry.text.offset, entry.text.bytes);
  const std::string_view behind = bytes.substr(entry.row + entry.row_size);
  ReadItems(behind, entry.kept, &stored.kept);
  ReadItems(behind.substr(entry.kept * sizeof(Span)), entry.marks, &stored.marks);
  return stored;
}

}  // namespace textkin
