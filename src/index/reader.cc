// Opening an index to read it, and its documents.

#include "reader.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "folder.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// A writer may unlink a file between the moment when a reader learns of it and the moment when he
// opens it. Each try begins with the newest list of files, and a writer needs longer than this for
// the next one.
constexpr int kOpenTries = 3;
constexpr std::chrono::milliseconds kOpenPause{5};

// Bytes read at once where all is read: block by block is five microseconds for each 8 kB.
constexpr std::size_t kReadahead = std::size_t{256} << 10;

bool IsBoundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

absl::StatusOr<std::unique_ptr<IndexReader>> OpenOnce(const IndexFolder& folder) {
  const absl::StatusOr<std::uint64_t> generation = folder.ReadGeneration();
  if (!generation.ok()) return generation.status();
  if (*generation == 0) {
    return absl::NotFoundError("there is no index in '" + folder.path() +
                               "': building it was not finished");
  }
  absl::StatusOr<std::unique_ptr<Store>> store =
      Store::Open(folder.store(), folder.path(), Store::Mode::kRead);
  if (!store.ok()) return store.status();
  absl::StatusOr<GenerationRecord> record = ReadRecord(folder.path(), **store);
  if (!record.ok()) return record.status();
  if (record->counts.generation < *generation) {
    return absl::DataLossError("the index in '" + folder.path() + "' is damaged: generation " +
                               std::to_string(*generation) + " was committed, and the store ends " +
                               "at " + std::to_string(record->counts.generation));
  }
  return std::make_unique<StoreReader>(folder.path(), *std::move(store), *std::move(record));
}

}  // namespace

absl::StatusOr<std::unique_ptr<IndexReader>> IndexReader::Open(const std::string& folder) {
  const IndexFolder place(folder);
  for (int tries = 1;; ++tries) {
    absl::StatusOr<std::unique_ptr<IndexReader>> reader = OpenOnce(place);
    const bool again = absl::IsUnavailable(reader.status()) || absl::IsDataLoss(reader.status());
    if (!again || tries == kOpenTries) return reader;
    std::this_thread::sleep_for(kOpenPause);
  }
}

absl::StatusOr<GenerationRecord> ReadRecord(const std::string& folder, const Store& store) {
  rocksdb::PinnableSlice value;
  const absl::Status read = store.Get(kGenerationFamily, kGenerationKey, &value);
  GenerationRecord record;
  if (absl::IsNotFound(read) || (read.ok() && !DecodeGeneration(ViewOf(value), &record))) {
    return absl::DataLossError("the index in '" + folder +
                               "' is damaged: its generation cannot be read");
  }
  if (!read.ok()) return read;
  if (record.normalizer != kNormalizerVersion) {
    return absl::FailedPreconditionError("the index in '" + folder + "' was made with normalizer " +
                                         std::to_string(record.normalizer) +
                                         ", and this textkin has " +
                                         std::to_string(kNormalizerVersion) + ": build it anew");
  }
  return record;
}

Hash128 DigestOf(std::string_view record) { return HashBytes128(record); }

Hash128 Plus(const Hash128& a, const Hash128& b) { return {a.high + b.high, a.low + b.low}; }

Hash128 Minus(const Hash128& a, const Hash128& b) { return {a.high - b.high, a.low - b.low}; }

absl::StatusOr<std::optional<IndexNumber>> StoreReader::Find(std::string_view id) const {
  rocksdb::PinnableSlice value;
  const absl::Status read = store_->Get(kIdFamily, id, &value);
  if (absl::IsNotFound(read)) return std::optional<IndexNumber>();
  if (!read.ok()) return read;
  IndexNumber number = 0;
  if (!ParseNumberKey(ViewOf(value), &number)) return Damaged("the number of an id");
  return std::optional<IndexNumber>(number);
}

absl::StatusOr<StoredDocument> StoreReader::LoadRecord(IndexNumber number) const {
  rocksdb::PinnableSlice value;
  const absl::Status read = store_->Get(kDocumentFamily, NumberKey(number), &value);
  if (absl::IsNotFound(read)) {
    return absl::NotFoundError("there is no document " + std::to_string(number));
  }
  if (!read.ok()) return read;
  StoredDocument stored;
  stored.record = ViewOf(value);
  if (!DecodeDocument(stored.record, &stored.document, &stored.text)) {
    return Damaged("the record of document " + std::to_string(number));
  }
  return stored;
}

absl::Status StoreReader::LoadText(IndexNumber number, const TextFacts& facts,
                                   std::string* text) const {
  text->clear();
  if (!record_.settings.texts) {
    return absl::FailedPreconditionError("the index in '" + folder_ + "' holds no texts");
  }
  rocksdb::PinnableSlice value;
  const absl::Status read = store_->Get(kTextFamily, NumberKey(number), &value);
  if (absl::IsNotFound(read)) return Damaged("no text of document " + std::to_string(number));
  if (!read.ok()) return read;
  if (value.size() != facts.bytes) return Damaged("the text of document " + std::to_string(number));
  text->assign(value.data(), value.size());
  return absl::OkStatus();
}

// Everything behind this point relies on valid UTF-8 and on spans that begin and end at characters.
absl::Status StoreReader::CheckText(IndexNumber number, const TextFacts& facts,
                                    const Extracted& extracted) const {
  const std::string_view text = extracted.document.text;
  bool sound = text.size() == facts.bytes && HashBytes128(text) == facts.hash && IsValidUtf8(text);
  for (const Part& part : extracted.parts) {
    sound = sound && IsBoundary(text, part.span.begin) && IsBoundary(text, part.span.end);
    std::uint32_t behind = part.span.begin;
    for (const Mark& mark : part.marks) {
      sound = sound && mark.span.begin >= behind && mark.span.end <= part.span.end &&
              IsBoundary(text, mark.span.begin) && IsBoundary(text, mark.span.end);
      behind = mark.span.end;
    }
  }
  return sound ? absl::OkStatus() : Damaged("the text of document " + std::to_string(number));
}

absl::StatusOr<IndexedDocument> StoreReader::Load(IndexNumber number, bool text_too) const {
  absl::StatusOr<StoredDocument> stored = LoadRecord(number);
  if (!stored.ok()) return stored.status();
  if (text_too) {
    std::string& text = stored->document.extracted.document.text;
    if (absl::Status status = LoadText(number, stored->text, &text); !status.ok()) return status;
    if (absl::Status status = CheckText(number, stored->text, stored->document.extracted);
        !status.ok()) {
      return status;
    }
  }
  return std::move(stored->document);
}

absl::Status StoreReader::ForEachSketch(const VisitSketch& visit) const {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  options.readahead_size = kReadahead;
  const std::unique_ptr<rocksdb::Iterator> records(
      store_->db().NewIterator(options, store_->family(kDocumentFamily)));
  std::vector<Sketch> sketches;
  for (records->SeekToFirst(); records->Valid(); records->Next()) {
    IndexedPart part;
    std::string_view id;
    if (!ParseNumberKey(ViewOf(records->key()), &part.document))
      return Damaged("the key of a document");
    if (!DecodeSketches(ViewOf(records->value()), &id, &sketches))
      return Damaged("the record of document " + std::to_string(part.document));
    part.part = sketches.size() > 1 ? 1 : 0;  // of an anthology the whole is no node
    for (; part.part < sketches.size(); ++part.part) {
      if (absl::Status status = visit(part, id, &sketches[part.part]); !status.ok()) return status;
    }
  }
  return StatusOf(records->status(), "reading documents in '" + folder_ + "'");
}

absl::Status StoreReader::ForEach(bool text_too, const Visit& visit) const {
  if (text_too && !record_.settings.texts) {
    return absl::FailedPreconditionError("the index in '" + folder_ + "' holds no texts");
  }
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> records(
      store_->db().NewIterator(options, store_->family(kDocumentFamily)));
  const std::unique_ptr<rocksdb::Iterator> texts(
      store_->db().NewIterator(options, store_->family(kTextFamily)));
  if (text_too) texts->SeekToFirst();
  for (records->SeekToFirst(); records->Valid(); records->Next()) {
    IndexNumber number = 0;
    IndexedDocument document;
    TextFacts facts;
    if (!ParseNumberKey(ViewOf(records->key()), &number)) return Damaged("the key of a document");
    if (!DecodeDocument(ViewOf(records->value()), &document, &facts)) {
      return Damaged("the record of document " + std::to_string(number));
    }
    if (text_too) {
      if (!texts->Valid() || texts->key() != records->key()) {
        if (absl::Status status = StatusOf(texts->status(), "reading texts"); !status.ok()) {
          return status;
        }
        return Damaged("no text of document " + std::to_string(number));
      }
      document.extracted.document.text = ViewOf(texts->value());
      texts->Next();
      if (absl::Status status = CheckText(number, facts, document.extracted); !status.ok()) {
        return status;
      }
    }
    if (absl::Status status = visit(number, std::move(document)); !status.ok()) return status;
  }
  if (absl::Status status = StatusOf(records->status(), "reading documents in '" + folder_ + "'");
      !status.ok()) {
    return status;
  }
  if (text_too && texts->Valid()) return Damaged("a text without a document");
  return StatusOf(texts->status(), "reading texts in '" + folder_ + "'");
}

}  // namespace textkin
