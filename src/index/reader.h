// One generation of a store, to be read.

#pragma once

#include <memory>
#include <string>

#include "record.h"
#include "store.h"
#include "textkin/index.h"

namespace textkin {

// A document with its record as it is stored.
struct StoredDocument {
  IndexedDocument document;
  TextFacts text;
  std::string record;
};

class StoreReader : public IndexReader {
 public:
  // `folder` for messages.
  StoreReader(std::string folder, std::shared_ptr<const Store> store, GenerationRecord record)
      : folder_(std::move(folder)), store_(std::move(store)), record_(std::move(record)) {}

  const IndexSettings& settings() const override { return record_.settings; }
  const IndexCounts& counts() const override { return record_.counts; }
  absl::StatusOr<std::optional<IndexNumber>> Find(std::string_view id) const override;
  absl::StatusOr<IndexedDocument> Load(IndexNumber number, bool text_too) const override;
  absl::StatusOr<IndexCandidates> FindCandidates(const Sketch& sketch,
                                                 const CandidateOptions& options) const override;
  absl::Status ForEach(bool text_too, const Visit& visit) const override;
  absl::Status ForEachSketch(const VisitSketch& visit) const override;
  absl::Status Verify(const std::atomic<bool>* cancel) const override;

  const Store& store() const { return *store_; }
  const GenerationRecord& record() const { return record_; }
  void SetRecord(const GenerationRecord& record) { record_ = record; }
  // Without the text.
  absl::StatusOr<StoredDocument> LoadRecord(IndexNumber number) const;
  absl::Status LoadText(IndexNumber number, const TextFacts& facts, std::string* text) const;

 private:
  absl::Status Damaged(const std::string& what) const {
    return absl::DataLossError("the index in '" + folder_ + "' is damaged: " + what);
  }
  absl::Status CheckText(IndexNumber number, const TextFacts& facts,
                         const Extracted& extracted) const;

  std::string folder_;
  std::shared_ptr<const Store> store_;
  GenerationRecord record_;
};

// The record of the generation in a store; FailedPrecondition when its documents were read by
// another normalizer.
absl::StatusOr<GenerationRecord> ReadRecord(const std::string& folder, const Store& store);

// What a document adds to the digest of an index.
Hash128 DigestOf(std::string_view record);
Hash128 Plus(const Hash128& a, const Hash128& b);
Hash128 Minus(const Hash128& a, const Hash128& b);

}  // namespace textkin
