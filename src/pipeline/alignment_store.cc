// Alignments as bytes: what is covered, then passage after passage with its differences.

#include "alignment_store.h"

#include <algorithm>
#include <string>

#include "plain_codec.h"

namespace textkin {

absl::Status AlignmentStore::Add(PartId a, PartId b, const Alignment& alignment) {
  static thread_local std::string bytes;
  bytes.clear();
  PlainWriter writer(&bytes);
  writer.Put(alignment.covered_a);
  writer.Put(alignment.covered_b);
  writer.Put(alignment.passages.size());
  for (const Passage& passage : alignment.passages) {
    writer.Put(passage.a);
    writer.Put(passage.b);
    writer.Put(passage.tokens);
    writer.Put(passage.identity);
    writer.Put(passage.kind);
    writer.Put(passage.differences);
  }
  std::uint64_t offset;
  {
    const std::lock_guard lock(mutex_);
    offset = std::exchange(end_, end_ + bytes.size());
    added_.push_back({a, b, offset, static_cast<std::uint32_t>(bytes.size())});
  }
  return scratch_.Write(offset, bytes);
}

void AlignmentStore::Settle() {
  places_.insert(places_.end(), added_.begin(), added_.end());
  std::vector<Place>().swap(added_);
  std::ranges::sort(places_, {}, &Place::pair);
}

absl::StatusOr<bool> AlignmentStore::Load(PartId a, PartId b, Alignment* alignment) const {
  static thread_local std::string bytes;
  const auto place = std::ranges::lower_bound(places_, std::pair(a, b), {}, &Place::pair);
  if (place == places_.end() || place->pair() != std::pair(a, b)) return false;
  const absl::Status status = scratch_.Read(place->offset, place->bytes, &bytes);
  if (!status.ok()) return status;
  PlainReader reader(bytes);
  reader.Get(&alignment->covered_a);
  reader.Get(&alignment->covered_b);
  std::size_t passages = 0;
  reader.Get(&passages);
  alignment->passages.resize(passages);
  for (Passage& passage : alignment->passages) {
    reader.Get(&passage.a);
    reader.Get(&passage.b);
    reader.Get(&passage.tokens);
    reader.Get(&passage.identity);
    reader.Get(&passage.kind);
    reader.Get(&passage.differences);
  }
  return true;
}

}  // namespace textkin
