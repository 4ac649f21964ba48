// A least-recently-used cache in shards.

#include "content_cache.h"

#include <utility>

namespace textkin {
namespace {

std::size_t BytesOf(const PartContent& content) {
  return sizeof(content) + content.shingles.capacity() * sizeof(content.shingles[0]) +
         content.values.capacity() * sizeof(content.values[0]);
}

}  // namespace

void ContentCache::Shard::DropLast() {
  bytes -= BytesOf(*entries.back().content);
  by_part.erase(entries.back().part);
  entries.pop_back();
}

std::shared_ptr<const PartContent> ContentCache::Get(PartId part) {
  Shard& shard = ShardOf(part);
  {
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.by_part.find(part);
    if (found != shard.by_part.end()) {
      shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
      return found->second->content;
    }
  }
  auto content = std::make_shared<const PartContent>(loader_.content(part));
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.by_part.find(part);
  if (found != shard.by_part.end()) return found->second->content;
  shard.entries.push_front({part, content});
  shard.by_part[part] = shard.entries.begin();
  shard.bytes += BytesOf(*content);
  while (shard.bytes > kContentCacheBytes / kShards && shard.entries.size() > 1) shard.DropLast();
  return content;
}

void ContentCache::Forget(std::span<const PartId> parts) {
  for (const PartId part : parts) {
    Shard& shard = ShardOf(part);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.by_part.find(part);
    if (found == shard.by_part.end()) continue;
    shard.entries.splice(shard.entries.end(), shard.entries, found->second);
    shard.DropLast();
  }
}

}  // namespace textkin
