// Parts by slot, the order of arrival; by id once all are there.

#include "collector.h"

#include <algorithm>
#include <numeric>

namespace textkin {

IdHash HashOfId(std::string_view id) {
  const Hash128 hash = HashBytes128(id);
  return {hash.high, hash.low};
}

Collector::Collector(Scratch scratch, SketchTable sketches)
    : collection_(std::move(scratch), std::move(sketches)) {
  site_numbers_.emplace("", 0);
}

void Collector::Fail(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  if (status_.ok()) status_ = status;
  failed_ = true;
}

void Collector::Store(const PartBatch& batch, ProgressSink* progress, std::uint64_t total_bytes) {
  std::uint64_t offset;
  Progress now{"reading", 0, 0, total_bytes};
  {
    const std::lock_guard lock(mutex_);
    offset = collection_.scratch_end_;
    collection_.scratch_end_ += batch.bytes.size();
    const std::uint32_t source = NumberOf(batch.source);
    for (const PartBatch::Entry& entry : batch.entries) Add(entry, offset, source);
    collection_.totals_.Add(batch.totals);
    now.documents = collection_.totals_.documents;
    read_bytes_ += batch.read_bytes;
    now.bytes = read_bytes_;
  }
  const absl::Status status = collection_.scratch_.Write(offset, batch.bytes);
  if (!status.ok()) Fail(status);
  if (progress != nullptr) progress->Update(now);
}

absl::flat_hash_set<IdHash> Collector::HashedIds() const {
  absl::flat_hash_set<IdHash> hashes;
  for (std::uint32_t slot = 0; slot < collection_.size(); ++slot) {
    hashes.insert(HashOfId(collection_.IdOfSlot(slot)));
  }
  return hashes;
}

absl::StatusOr<Collection> Collector::Finish() {
  if (!status_.ok()) return status_;
  SortById();
  return std::move(collection_);
}

std::uint32_t Collector::NumberOf(const std::shared_ptr<const TextSource>& source) {
  auto& sources = collection_.sources_;
  const auto known = std::find(sources.begin(), sources.end(), source);
  const auto number = static_cast<std::uint32_t>(known - sources.begin());
  if (known == sources.end()) sources.push_back(source);
  return number;
}

void Collector::Add(const PartBatch::Entry& entry, std::uint64_t offset, std::uint32_t source) {
  collection_.sketches_.Append(entry.sketch);
  collection_.ids_.append(entry.id);
  collection_.id_begin_.push_back(collection_.ids_.size());
  const auto [site, is_new] =
      site_numbers_.emplace(entry.site, static_cast<std::uint32_t>(collection_.sites_.size()));
  if (is_new) collection_.sites_.push_back(entry.site);
  Collection::Place place;
  place.row = offset + entry.row;
  place.row_size = entry.row_size;
  place.kept = entry.kept;
  place.marks = entry.marks;
  place.text = entry.text;
  if (!entry.in_source) place.text.offset += offset;
  place.text_hash = entry.text_hash;
  place.source = entry.in_source ? source : Collection::kScratch;
  place.facts_size = entry.facts_size;
  place.site = site->second;
  place.char_begin = entry.char_begin;
  place.is_inner = entry.is_inner;
  collection_.places_.push_back(place);
}

void Collector::SortById() {
  std::vector<std::uint32_t>& order = collection_.order_;
  order.resize(collection_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return collection_.IdOfSlot(a) < collection_.IdOfSlot(b);
  });
  collection_.part_of_slot_.resize(order.size());
  for (PartId part = 0; part < order.size(); ++part) collection_.part_of_slot_[order[part]] = part;
  collection_.sketches_.SetOrder(order);
}

}  // namespace textkin
