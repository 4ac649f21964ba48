// The writer: documents and texts go into sorted files as they come; ids and postings are gathered,
// sorted and written as runs; a commit ingests all files at once.

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "folder.h"
#include "lock.h"
#include "postings.h"
#include "reader.h"
#include "staged_files.h"

namespace textkin {
namespace {

// Between two looks at whether RocksDB has merged runs that became too many.
constexpr std::chrono::milliseconds kTidyPause{20};
// Numbers between two removed documents from which their files are rewritten apart: with fewer
// between them they lie in one file or in neighbours.
constexpr IndexNumber kEraseGap = 20000;

struct IdEntry {
  std::string id;
  IndexNumber number = 0;
};

// Ids and postings of some documents, not sorted yet.
struct Gathered {
  std::vector<IdEntry> ids;
  std::vector<Posting> postings;
  std::size_t id_bytes = 0;

  std::size_t bytes() const {
    return id_bytes + ids.size() * sizeof(IdEntry) + postings.size() * sizeof(Posting);
  }
};

// What is known of a document before the writer's lock is taken.
struct Prepared {
  std::string record;
  std::uint64_t parts = 0;
  std::vector<Posting> postings;  // number 0
  std::optional<StoredDocument> before;
  IndexNumber before_number = 0;
};

class StoreWriter : public IndexWriter {
 public:
  StoreWriter(IndexFolder folder, std::unique_ptr<IndexLock> lock, std::shared_ptr<Store> store,
              const GenerationRecord& record, const WriterOptions& options)
      : folder_(std::move(folder)),
        lock_(std::move(lock)),
        store_(std::move(store)),
        options_(options),
        record_(record),
        committed_(folder_.path(), store_, record),
        staged_(folder_.staging()),
        documents_(*store_, kDocumentFamily, /*first=*/false, &staged_),
        texts_(*store_, kTextFamily, /*first=*/false, &staged_) {}

  ~StoreWriter() override;

  const IndexReader& committed() const override { return committed_; }
  absl::StatusOr<AddOutcome> Add(const IndexedDocument& document) override;
  absl::StatusOr<bool> Remove(std::string_view id) override;
  absl::Status Commit() override;
  // Erases what was removed in the last commit, also in that of a writer who was killed since.
  absl::Status Erase();

 private:
  bool IsNew() const { return record_.counts.generation == 0; }
  absl::StatusOr<Prepared> Prepare(const IndexedDocument& document) const;
  absl::StatusOr<bool> IsUnchanged(const Prepared& prepared, std::string_view text) const;
  bool RemoveStored(IndexNumber number, const StoredDocument& stored);
  absl::Status Append(const IndexedDocument& document, Prepared* prepared);
  absl::Status Spill(Gathered gathered);
  absl::Status StageRemovals();
  absl::Status StageRewrittenBlocks();
  absl::Status StageGeneration(const GenerationRecord& record);
  absl::Status EraseDocuments();
  absl::Status EraseRange(Family family, const rocksdb::Slice* begin, const rocksdb::Slice* end);
  absl::Status WaitForMerges();

  const IndexFolder folder_;
  const std::unique_ptr<IndexLock> lock_;
  const std::shared_ptr<Store> store_;
  const WriterOptions options_;
  GenerationRecord record_;  // of the last commit
  StoreReader committed_;

  std::mutex mutex_;  // all below
  StagedFiles staged_;
  SortedFile documents_;
  SortedFile texts_;
  Gathered gathered_;
  absl::flat_hash_set<std::pair<std::uint64_t, std::uint64_t>> added_;  // hashes of ids
  absl::flat_hash_map<IndexNumber, std::string> removed_;               // with their ids
  std::vector<std::uint32_t> touched_blocks_;  // of removed documents; repeats
  GenerationRecord next_ = record_;
};

// Blocks of removed documents are made distinct when there are as many again: 4 MiB.
constexpr std::size_t kTouchedBlocks = std::size_t{1} << 20;

void SortBlocks(std::vector<std::uint32_t>* blocks) {
  std::sort(blocks->begin(), blocks->end());
  blocks->erase(std::unique(blocks->begin(), blocks->end()), blocks->end());
}

StoreWriter::~StoreWriter() {
  if (IsNew()) {
    // The store closes before its folder goes; committed_ and the members share it, so its files
    // are unlinked under it, which it does not mind.
    folder_.RemoveAll();
  } else {
    static_cast<void>(folder_.ClearStaging());  // otherwise the next writer does it
  }
}

absl::StatusOr<Prepared> StoreWriter::Prepare(const IndexedDocument& document) const {
  const std::string& id = document.extracted.document.id;
  if (document.extracted.parts.empty() ||
      document.sketches.size() != document.extracted.parts.size()) {
    return absl::InvalidArgumentError("'" + id + "' has not a sketch for each part");
  }
  Prepared prepared;
  prepared.record = EncodeDocument(document);
  for (std::size_t part = 0; part < document.sketches.size(); ++part) {
    prepared.parts += IsNode(document, part) ? 1 : 0;
  }
  AppendPostings(document, 0, &prepared.postings);
  const absl::StatusOr<std::optional<IndexNumber>> number = committed_.Find(id);
  if (!number.ok()) return number.status();
  if (!number->has_value()) return prepared;
  absl::StatusOr<StoredDocument> before = committed_.LoadRecord(**number);
  if (!before.ok()) return before.status();
  prepared.before = *std::move(before);
  prepared.before_number = **number;
  return prepared;
}

// The record has the hash of the text; that the texts are equal is said by their bytes alone, where
// they are kept.
absl::StatusOr<bool> StoreWriter::IsUnchanged(const Prepared& prepared,
                                              std::string_view text) const {
  if (!prepared.before || prepared.before->record != prepared.record) return false;
  if (!record_.settings.texts) return true;
  std::string before;
  const absl::Status status =
      committed_.LoadText(prepared.before_number, prepared.before->text, &before);
  if (!status.ok()) return status;
  return before == text;
}

absl::StatusOr<AddOutcome> StoreWriter::Add(const IndexedDocument& document) {
  absl::StatusOr<Prepared> prepared = Prepare(document);
  if (!prepared.ok()) return prepared.status();
  const std::string& id = document.extracted.document.id;
  const absl::StatusOr<bool> unchanged = IsUnchanged(*prepared, document.extracted.document.text);
  if (!unchanged.ok()) return unchanged.status();
  const Hash128 hash = HashBytes128(id);

  Gathered full;
  AddOutcome outcome = AddOutcome::kAdded;
  {
    const std::lock_guard lock(mutex_);
    if (!added_.emplace(hash.high, hash.low).second) {
      return absl::InvalidArgumentError("'" + id + "' was added before in this commit");
    }
    const bool is_removed = prepared->before && removed_.contains(prepared->before_number);
    if (*unchanged && !is_removed) return AddOutcome::kUnchanged;
    if (prepared->before) {
      RemoveStored(prepared->before_number, *prepared->before);
      outcome = AddOutcome::kReplaced;
    }
    if (absl::Status status = Append(document, &*prepared); !status.ok()) return status;
    // Half of the memory: the other half is that of a run that is being written.
    if (gathered_.bytes() > options_.memory / 2) full = std::exchange(gathered_, {});
  }
  if (!full.ids.empty()) {
    if (absl::Status status = Spill(std::move(full)); !status.ok()) return status;
  }
  return outcome;
}

// False when it was removed before in this commit.
bool StoreWriter::RemoveStored(IndexNumber number, const StoredDocument& stored) {
  const IndexedDocument& document = stored.document;
  if (!removed_.emplace(number, document.extracted.document.id).second) return false;
  std::vector<Posting> postings;
  AppendPostings(document, number, &postings);
  for (const Posting& posting : postings) touched_blocks_.push_back(posting.block);
  if (touched_blocks_.size() > 2 * kTouchedBlocks) SortBlocks(&touched_blocks_);
  IndexCounts& counts = next_.counts;
  --counts.documents;
  for (std::size_t part = 0; part < document.sketches.size(); ++part) {
    counts.parts -= IsNode(document, part) ? 1 : 0;
  }
  counts.text_bytes -= stored.text.bytes;
  counts.digest = Minus(counts.digest, DigestOf(stored.record));
  return true;
}

absl::StatusOr<bool> StoreWriter::Remove(std::string_view id) {
  const absl::StatusOr<std::optional<IndexNumber>> number = committed_.Find(id);
  if (!number.ok()) return number.status();
  std::optional<StoredDocument> stored;
  if (number->has_value()) {
    absl::StatusOr<StoredDocument> loaded = committed_.LoadRecord(**number);
    if (!loaded.ok()) return loaded.status();
    stored = *std::move(loaded);
  }
  const Hash128 hash = HashBytes128(id);
  const std::lock_guard lock(mutex_);
  if (added_.contains(std::pair(hash.high, hash.low))) {
    return absl::InvalidArgumentError("'" + std::string(id) + "' was added in this commit");
  }
  return stored && RemoveStored(**number, *stored);
}

absl::Status StoreWriter::Append(const IndexedDocument& document, Prepared* prepared) {
  if (next_.next_number == UINT32_MAX) {
    return absl::ResourceExhaustedError("no numbers are left for documents in '" + folder_.path() +
                                        "': build it anew");
  }
  const IndexNumber number = next_.next_number++;
  const Document& facts = document.extracted.document;
  const std::string key = NumberKey(number);
  if (absl::Status status = documents_.Put(key, prepared->record); !status.ok()) return status;
  if (record_.settings.texts) {
    if (absl::Status status = texts_.Put(key, facts.text); !status.ok()) return status;
  }
  gathered_.ids.push_back({facts.id, number});
  gathered_.id_bytes += facts.id.size();
  for (Posting& posting : prepared->postings) {
    posting.document = number;
    gathered_.postings.push_back(posting);
  }
  IndexCounts& counts = next_.counts;
  ++counts.documents;
  counts.parts += prepared->parts;
  counts.text_bytes += facts.text.size();
  counts.digest = Plus(counts.digest, DigestOf(prepared->record));
  return absl::OkStatus();
}

// Sorts and stages a run of ids and one of postings.
absl::Status StoreWriter::Spill(Gathered gathered) {
  std::sort(gathered.ids.begin(), gathered.ids.end(),
            [](const IdEntry& a, const IdEntry& b) { return a.id < b.id; });
  SortedFile ids(*store_, kIdFamily, /*first=*/false, &staged_);
  for (const IdEntry& entry : gathered.ids) {
    if (absl::Status status = ids.Put(entry.id, NumberKey(entry.number)); !status.ok()) {
      return status;
    }
  }
  if (absl::Status status = ids.Finish(); !status.ok()) return status;
  gathered.ids = {};

  SortedFile blocks(*store_, kPostingFamily, /*first=*/false, &staged_);
  const absl::Status status =
      ForEachBlock(gathered.postings, [&](std::uint32_t block, std::string_view value) {
        return blocks.Merge(BlockKey(block), value);
      });
  if (!status.ok()) return status;
  return blocks.Finish();
}

absl::Status StoreWriter::StageRemovals() {
  std::vector<IndexNumber> numbers;
  std::vector<std::string_view> removed_ids;
  for (const auto& [number, id] : removed_) {
    numbers.push_back(number);
    removed_ids.push_back(id);
  }
  std::sort(numbers.begin(), numbers.end());
  std::sort(removed_ids.begin(), removed_ids.end());
  SortedFile documents(*store_, kDocumentFamily, /*first=*/true, &staged_);
  SortedFile texts(*store_, kTextFamily, /*first=*/true, &staged_);
  SortedFile ids(*store_, kIdFamily, /*first=*/true, &staged_);
  absl::Status status;
  for (const IndexNumber number : numbers) {
    status.Update(documents.Delete(NumberKey(number)));
    if (record_.settings.texts) status.Update(texts.Delete(NumberKey(number)));
    if (!status.ok()) return status;
  }
  for (const std::string_view id : removed_ids) {
    status.Update(ids.Delete(id));
    if (!status.ok()) return status;
  }
  for (SortedFile* file : {&documents, &texts, &ids}) status.Update(file->Finish());
  if (status.ok()) status = StageRewrittenBlocks();
  return status;
}

// The blocks that removed documents are in, without them.
absl::Status StoreWriter::StageRewrittenBlocks() {
  SortBlocks(&touched_blocks_);
  SortedFile blocks(*store_, kPostingFamily, /*first=*/true, &staged_);
  rocksdb::PinnableSlice before;
  std::vector<Posting> kept;
  for (const std::uint32_t block : touched_blocks_) {
    const std::string key = BlockKey(block);
    absl::Status status = store_->Get(kPostingFamily, key, &before);
    if (absl::IsNotFound(status)) continue;
    if (!status.ok()) return status;
    kept.clear();
    ForEachEntry(ViewOf(before), [&](std::uint32_t posting_key, IndexNumber number) {
      if (!removed_.contains(number)) kept.push_back({block, posting_key, number});
    });
    status = kept.empty() ? blocks.Delete(key) : blocks.Put(key, EncodeBlock(kept));
    if (!status.ok()) return status;
  }
  return blocks.Finish();
}

absl::Status StoreWriter::StageGeneration(const GenerationRecord& record) {
  SortedFile file(*store_, kGenerationFamily, /*first=*/false, &staged_);
  if (absl::Status status = file.Put(kGenerationKey, EncodeGeneration(record)); !status.ok()) {
    return status;
  }
  return file.Finish();
}

absl::Status StoreWriter::Commit() {
  const std::lock_guard lock(mutex_);
  if (!IsNew() && gathered_.ids.empty() && removed_.empty() &&
      next_.next_number == record_.next_number) {
    added_.clear();  // all of them were there before
    return absl::OkStatus();
  }
  absl::Status status = documents_.Finish();
  if (status.ok()) status = texts_.Finish();
  if (status.ok()) status = Spill(std::exchange(gathered_, {}));
  if (status.ok() && !removed_.empty()) status = StageRemovals();
  ++next_.counts.generation;
  next_.is_unerased = !removed_.empty();
  if (status.ok()) status = StageGeneration(next_);
  // Here it happens.
  if (status.ok()) status = staged_.Ingest(*store_);
  if (!status.ok()) return status;
  record_ = next_;
  committed_.SetRecord(record_);
  status = folder_.WriteGeneration(record_.counts.generation);
  if (status.ok()) status = Erase();
  removed_.clear();
  touched_blocks_.clear();
  added_.clear();
  if (status.ok()) status = WaitForMerges();
  return status;
}

absl::Status StoreWriter::EraseRange(Family family, const rocksdb::Slice* begin,
                                     const rocksdb::Slice* end) {
  rocksdb::CompactRangeOptions options;
  // Not kForce, which writes each file twice: once with the deletions, and once more because it
  // lies at the bottom.
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  options.exclusive_manual_compaction = false;
  return StatusOf(store_->db().CompactRange(options, store_->family(family), begin, end),
                  "erasing removed texts from '" + folder_.path() + "'");
}

// Until here the files still hold what was removed, under a note that it is no more.
absl::Status StoreWriter::Erase() {
  if (!record_.is_unerased) return absl::OkStatus();
  absl::Status status = EraseDocuments();
  if (status.ok()) status = EraseRange(kIdFamily, nullptr, nullptr);
  GenerationRecord erased = record_;
  erased.is_unerased = false;
  if (status.ok()) status = StageGeneration(erased);
  if (status.ok()) status = staged_.Ingest(*store_);
  if (!status.ok()) return status;
  record_ = erased;
  next_.is_unerased = false;
  committed_.SetRecord(record_);
  return status;
}

absl::Status StoreWriter::EraseDocuments() {
  std::vector<IndexNumber> numbers;
  for (const auto& [number, id] : removed_) numbers.push_back(number);
  std::sort(numbers.begin(), numbers.end());
  // Of a writer who was killed it is not known what he had removed.
  if (numbers.empty()) numbers = {0, record_.next_number};
  const IndexNumber gap = removed_.empty() ? UINT32_MAX : kEraseGap;
  absl::Status status;
  for (auto begin = numbers.begin(); begin != numbers.end() && status.ok();) {
    auto last = begin;
    while (std::next(last) != numbers.end() && *std::next(last) - *last < gap) ++last;
    const std::string low = NumberKey(*begin), high = NumberKey(*last);
    const rocksdb::Slice from(low), to(high);
    status = EraseRange(kDocumentFamily, &from, &to);
    if (status.ok()) status = EraseRange(kTextFamily, &from, &to);
    begin = std::next(last);
  }
  return status;
}

// RocksDB merges runs behind our back when there are too many. A process that ended at once would
// never let it.
absl::Status StoreWriter::WaitForMerges() {
  const auto number_of = [this](const std::string& property) {
    std::uint64_t value = 0;
    for (std::size_t family = 0; family < kFamilies; ++family) {
      std::uint64_t part = 0;
      store_->db().GetIntProperty(store_->family(static_cast<Family>(family)), property, &part);
      value = std::max(value, part);
    }
    return value;
  };
  while (number_of(rocksdb::DB::Properties::kNumRunningCompactions) > 0 ||
         number_of(rocksdb::DB::Properties::kCompactionPending) > 0) {
    if (number_of(rocksdb::DB::Properties::kBackgroundErrors) > 0) break;
    if (options_.cancel != nullptr && *options_.cancel) break;  // all is committed
    std::this_thread::sleep_for(kTidyPause);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<IndexLock>> LockFolder(const IndexFolder& folder,
                                                      const WriterOptions& options) {
  return IndexLock::Take(folder.lock(), options.wait, options.cancel);
}

}  // namespace

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Create(const std::string& folder,
                                                                 const IndexSettings& settings,
                                                                 const WriterOptions& options) {
  IndexFolder place(folder);
  if (absl::Status status = place.Make(); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<IndexLock>> lock = LockFolder(place, options);
  if (!lock.ok()) return lock.status();
  // Whoever held the lock before may have made an index of it.
  if (absl::Status status = place.Make(); !status.ok()) return status;
  absl::Status begun = place.Begin();
  absl::StatusOr<std::unique_ptr<Store>> store = absl::UnknownError("not opened");
  if (begun.ok()) {
    store = Store::Open(place.store(), place.log(), Store::Mode::kCreate);
    begun = store.status();
  }
  if (!begun.ok()) {
    place.RemoveAll();
    return begun;
  }
  GenerationRecord record;
  record.settings = settings;
  record.normalizer = kNormalizerVersion;
  return std::make_unique<StoreWriter>(std::move(place), *std::move(lock), *std::move(store),
                                       record, options);
}

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Open(const std::string& folder,
                                                               const WriterOptions& options) {
  IndexFolder place(folder);
  // As a reader first: whether there is an index, and whether it is one of ours.
  absl::StatusOr<std::unique_ptr<IndexReader>> reader = IndexReader::Open(folder);
  if (!reader.ok()) return reader.status();
  reader->reset();
  absl::StatusOr<std::unique_ptr<IndexLock>> lock = LockFolder(place, options);
  if (!lock.ok()) return lock.status();
  if (absl::Status status = place.ClearStaging(); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<Store>> store =
      Store::Open(place.store(), place.log(), Store::Mode::kWrite);
  if (!store.ok()) return store.status();
  const absl::StatusOr<GenerationRecord> record = ReadRecord(folder, **store);
  if (!record.ok()) return record.status();
  auto writer = std::make_unique<StoreWriter>(std::move(place), *std::move(lock), *std::move(store),
                                              *record, options);
  if (absl::Status status = writer->Erase(); !status.ok()) return status;
  return writer;
}

}  // namespace textkin
