// The contents of parts, loaded when first asked for, within a fixed amount of memory.

#pragma once

#include <array>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <span>

#include "absl/container/flat_hash_map.h"
#include "textkin/match.h"

namespace textkin {

// Bytes of all cached contents: those of 8,000 reports of 1,000 shingles. Half as much is still
// enough for the leaders and the part at hand; more saves second loads in families above that size.
inline constexpr std::size_t kContentCacheBytes = std::size_t{64} << 20;

// Safe to use from several threads. The least recently used contents go first; what a caller holds
// stays alive with him.
class ContentCache {
 public:
  explicit ContentCache(const PartLoader& loader) : loader_(loader) {}

  // Two threads that miss at once both load.
  std::shared_ptr<const PartContent> Get(PartId part);
  // For parts that no one will ask for again.
  void Forget(std::span<const PartId> parts);

 private:
  struct Entry {
    PartId part;
    std::shared_ptr<const PartContent> content;
  };
  // Parts are spread over shards, so that threads seldom wait for each other.
  struct Shard {
    std::mutex mutex;
    std::list<Entry> entries;  // most recently used first
    absl::flat_hash_map<PartId, std::list<Entry>::iterator> by_part;
    std::size_t bytes = 0;

    void DropLast();
  };
  static constexpr std::size_t kShards = 8;

  Shard& ShardOf(PartId part) { return shards_[part % kShards]; }

  const PartLoader& loader_;
  std::array<Shard, kShards> shards_;
};

}  // namespace textkin
