// Verifying an index: everything in it is read and held against everything else.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "postings.h"
#include "reader.h"

namespace textkin {
namespace {

// Documents or blocks between two looks at `cancel`.
constexpr std::uint64_t kPerPoll = 256;

// What documents say must be there.
struct Expected {
  IndexCounts counts;
  PostingSum postings;
  IndexNumber past_last = 0;
};

}  // namespace

absl::Status StoreReader::Verify(const std::atomic<bool>* cancel) const {
  const auto cancelled = [cancel] { return cancel != nullptr && *cancel; };
  Expected expected;
  std::vector<Posting> postings;
  const Visit visit = [&](IndexNumber number, IndexedDocument&& document) -> absl::Status {
    if (number % kPerPoll == 0 && cancelled()) return absl::CancelledError("interrupted");
    // The record as it is stored: the digest is made of its bytes.
    const absl::StatusOr<StoredDocument> stored = LoadRecord(number);
    if (!stored.ok()) return stored.status();
    const std::string& id = document.extracted.document.id;
    const absl::StatusOr<std::optional<IndexNumber>> found = Find(id);
    if (!found.ok()) return found.status();
    if (*found != number) return Damaged("the id '" + id + "' does not lead to its document");
    IndexCounts& counts = expected.counts;
    ++counts.documents;
    for (std::size_t part = 0; part < document.sketches.size(); ++part) {
      counts.parts += IsNode(document, part) ? 1 : 0;
    }
    counts.text_bytes += stored->text.bytes;
    counts.digest = Plus(counts.digest, DigestOf(stored->record));
    expected.past_last = number + 1;
    postings.clear();
    AppendPostings(document, number, &postings);
    for (const Posting& posting : postings) expected.postings.Add(posting);
    return absl::OkStatus();
  };
  if (absl::Status status = ForEach(record_.settings.texts, visit); !status.ok()) return status;

  expected.counts.generation = record_.counts.generation;
  if (expected.counts != record_.counts) return Damaged("the documents are not those committed");
  if (expected.past_last > record_.next_number) return Damaged("a number was given twice");

  rocksdb::ReadOptions options;
  options.fill_cache = false;
  std::uint64_t ids = 0;
  std::unique_ptr<rocksdb::Iterator> rows(
      store_->db().NewIterator(options, store_->family(kIdFamily)));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) ++ids;
  if (absl::Status status = StatusOf(rows->status(), "reading ids in '" + folder_ + "'");
      !status.ok()) {
    return status;
  }
  if (ids != record_.counts.documents) return Damaged("there are other ids than documents");

  PostingSum sum;
  rows.reset(store_->db().NewIterator(options, store_->family(kPostingFamily)));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    std::uint32_t block = 0;
    if (!ParseBlockKey(ViewOf(rows->key()), &block) || rows->value().size() % kEntryBytes != 0) {
      return Damaged("a block of postings");
    }
    if (block % kPerPoll == 0 && cancelled()) return absl::CancelledError("interrupted");
    ForEachEntry(ViewOf(rows->value()), [&](std::uint32_t key, IndexNumber document) {
      sum.Add({block, key, document});
    });
  }
  if (absl::Status status = StatusOf(rows->status(), "reading postings in '" + folder_ + "'");
      !status.ok()) {
    return status;
  }
  return sum == expected.postings ? absl::OkStatus()
                                  : Damaged("the postings are not those of the documents");
}

}  // namespace textkin
