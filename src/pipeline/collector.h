// How a collection comes about: batches are stored as they come, and put in order at the end.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "collect.h"

namespace textkin {

using IdHash = std::pair<std::uint64_t, std::uint64_t>;
IdHash HashOfId(std::string_view id);

// Remembers the first error. Store and Fail are for several threads.
class Collector {
 public:
  // `sketches`: an empty table, which may spill.
  Collector(Scratch scratch, SketchTable sketches);

  void Fail(const absl::Status& status);
  bool failed() const { return failed_; }
  // `progress` may be null.
  void Store(const PartBatch& batch, ProgressSink* progress, std::uint64_t total_bytes);
  absl::flat_hash_set<IdHash> HashedIds() const;
  absl::StatusOr<Collection> Finish();

 private:
  std::uint32_t NumberOf(const std::shared_ptr<const TextSource>& source);
  // The batch's bytes lie at `offset` of scratch; `source` is the number of its source.
  void Add(const PartBatch::Entry& entry, std::uint64_t offset, std::uint32_t source);
  void SortById();

  std::mutex mutex_;
  absl::Status status_;
  std::atomic<bool> failed_ = false;
  std::uint64_t read_bytes_ = 0;
  std::unordered_map<std::string, std::uint32_t> site_numbers_;
  Collection collection_;
};

}  // namespace textkin
