// What is made of the text of a part, made when first asked for, within a fixed amount of memory.

#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <utility>

#include "textkin/document.h"

namespace textkin {

// Safe to use from several threads. The least recently used values go first; what a caller holds
// stays alive with him.
template <typename Value>
class PartCache {
 public:
  using Make = std::function<Value(PartId)>;
  using BytesOf = std::function<std::size_t(const Value&)>;

  // `bytes` bounds what is kept, not what callers hold.
  PartCache(std::size_t bytes, Make make, BytesOf bytes_of)
      : shard_bytes_(bytes / kShards), make_(std::move(make)), bytes_of_(std::move(bytes_of)) {}

  // Two threads that miss at once both make the value.
  std::shared_ptr<const Value> Get(PartId part) {
    Shard& shard = shards_[part % kShards];
    {
      const std::lock_guard lock(shard.mutex);
      const auto found = shard.by_part.find(part);
      if (found != shard.by_part.end()) {
        shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
        return found->second->value;
      }
    }
    auto value = std::make_shared<const Value>(make_(part));
    const std::size_t bytes = bytes_of_(*value);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.by_part.find(part);
    if (found != shard.by_part.end()) return found->second->value;
    shard.entries.push_front({part, value, bytes});
    shard.by_part[part] = shard.entries.begin();
    shard.bytes += bytes;
    while (shard.bytes > shard_bytes_ && shard.entries.size() > 1) shard.DropLast();
    return value;
  }

  // For parts that no one will ask for again.
  void Forget(std::span<const PartId> parts) {
    for (const PartId part : parts) {
      Shard& shard = shards_[part % kShards];
      const std::lock_guard lock(shard.mutex);
      const auto found = shard.by_part.find(part);
      if (found == shard.by_part.end()) continue;
      shard.entries.splice(shard.entries.end(), shard.entries, found->second);
      shard.DropLast();
    }
  }

 private:
  struct Entry {
    PartId part;
    std::shared_ptr<const Value> value;
    std::size_t bytes;
  };
  // Parts are spread over shards, so that threads seldom wait for each other.
  struct Shard {
    std::mutex mutex;
    std::list<Entry> entries;  // most recently used first
    std::unordered_map<PartId, typename std::list<Entry>::iterator> by_part;
    std::size_t bytes = 0;

    void DropLast() {
      bytes -= entries.back().bytes;
      by_part.erase(entries.back().part);
      entries.pop_back();
    }
  };
  static constexpr std::size_t kShards = 8;

  std::size_t shard_bytes_;
  Make make_;
  BytesOf bytes_of_;
  std::array<Shard, kShards> shards_;
};

}  // namespace textkin
