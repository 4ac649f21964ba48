// One pass over the sketches of an index, batch by batch, band by band.

#include "index_meeting.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "textkin/document.h"

namespace textkin {
namespace {

// Parts of one batch: their keys are half a megabyte, which stays in the cache beside the filter of
// a band.
constexpr std::size_t kBatchParts = 2048;
// Parts of which one task makes the keys: about 20 microseconds.
constexpr std::size_t kPartsPerTask = 256;
// Numbers between the keys of two bands: without them all bands of a part would share one set of
// the cache.
constexpr std::size_t kStride = kBatchParts + 16;
// Entries below which they are not trimmed: 32 MB.
constexpr std::size_t kFewEntries = std::size_t{1} << 22;

std::uint32_t Few(const Hash128& content) { return static_cast<std::uint32_t>(content.low); }

// Leaves of each key the `kMaxKeptBucket` entries of the smallest rank, in its order. Returns how
// many went.
std::size_t TrimBuckets(std::span<const std::uint32_t> ranks, std::vector<KeyedNumber>* entries) {
  std::sort(entries->begin(), entries->end(), [&](const KeyedNumber& a, const KeyedNumber& b) {
    return std::pair(a.key, ranks[a.number]) < std::pair(b.key, ranks[b.number]);
  });
  std::size_t kept = 0, equal = 0;
  for (const KeyedNumber& entry : *entries) {
    equal = kept > 0 && (*entries)[kept - 1].key == entry.key ? equal + 1 : 1;
    if (equal <= kMaxKeptBucket) (*entries)[kept++] = entry;
  }
  const std::size_t gone = entries->size() - kept;
  entries->resize(kept);
  return gone;
}

}  // namespace

IndexMeeting::IndexMeeting(BandShape shape, bool containment, Scratch scratch)
    : keys_(shape, containment),
      bands_(shape.bands),
      containment_(containment),
      scratch_(std::move(scratch)) {
  sought_.bands.resize(bands_);
}

void IndexMeeting::Seek(const Sketch& sketch) {
  const auto record = static_cast<std::uint32_t>(sought_.records++);
  sought_.contents.push_back(Few(sketch.content));
  if (sketch.shingles == 0) return;
  sought_.with_shingles.push_back(record);
  const IndexKeys keys = keys_.MakeKeys(sketch);
  for (std::size_t band = 0; band < bands_; ++band) sought_.bands[band].push_back(keys.bands[band]);
  sought_.values.insert(sought_.values.end(), keys.values.begin(), keys.values.end());
}

std::uint64_t IndexMeeting::BytesPerSought() const {
  return bands_ * (sizeof(std::uint32_t) + KeySet::kBytesPerKey);
}

absl::Status IndexMeeting::Meet(const AgainstIndex& against, const KeptIndex& kept,
                                const ParallelFor& parallel,
                                const std::function<absl::Status()>& check) {
  BeginMeeting();
  const auto visit = [&](const IndexedPart& part, std::string_view document, Sketch* sketch) {
    Passing& at = passing_[passing_size_++];
    at.part = part;
    at.document.assign(document);
    std::swap(at.sketch, *sketch);
    return passing_size_ < kBatchParts ? absl::OkStatus() : MeetPassing(parallel, check);
  };
  absl::Status status = against.ForEachPart(visit);
  if (status.ok()) status = MeetPassing(parallel, check);
  if (!status.ok()) return status;
  EndMeeting(kept, parallel);
  return check();
}

void IndexMeeting::BeginMeeting() {
  parts_.clear();
  entries_ = {};
  entries_.bands.resize(bands_);
  by_content_.clear();
  most_entries_ = kFewEntries;
  passing_.resize(kBatchParts);
  passing_size_ = 0;
  matrix_.resize(bands_ * kStride);
  selected_.resize(bands_);
  for (const std::vector<std::uint32_t>& keys : sought_.bands) band_sets_.emplace_back(keys);
  value_set_.emplace(sought_.values);
  content_set_.emplace(sought_.contents);
}

void IndexMeeting::FindShared(const KeptIndex& kept, const ParallelFor& parallel) {
  // By band and column.
  std::vector<std::vector<bool>> shared(bands_, std::vector<bool>(sought_.with_shingles.size()));
  parallel(bands_, [&](std::size_t band) {
    KeySet& set = band_sets_[band];
    for (const KeyedNumber& entry : entries_.bands[band]) set.Share(entry.key);
    const std::vector<std::uint32_t>& keys = sought_.bands[band];
    shared[band] = kept.HasAdded(band, keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (set.IsShared(keys[i])) shared[band][i] = true;
    }
  });
  shared_bands_.assign(sought_.records, BandSet());
  is_shared_.assign(sought_.records, containment_);
  for (const Met& met : parts_) content_set_->Share(Few(met.content));
  for (std::size_t i = 0; i < sought_.records; ++i) {
    if (content_set_->IsShared(sought_.contents[i])) is_shared_[i] = true;
  }
  for (std::size_t i = 0; i < sought_.with_shingles.size(); ++i) {
    BandSet& bands = shared_bands_[sought_.with_shingles[i]];
    for (std::size_t band = 0; band < bands_; ++band) bands[band] = shared[band][i];
    if (bands.any()) is_shared_[sought_.with_shingles[i]] = true;
  }
}

void IndexMeeting::EndMeeting(const KeptIndex& kept, const ParallelFor& parallel) {
  FindShared(kept, parallel);
  sought_ = {};
  sought_.bands.resize(bands_);
  band_sets_.clear();
  value_set_.reset();
  content_set_.reset();
  const std::vector<std::uint32_t> ranks = Trim(parallel);
  std::vector<Met> parts(parts_.size());
  for (std::size_t i = 0; i < parts_.size(); ++i) parts[ranks[i]] = std::move(parts_[i]);
  parts_ = std::move(parts);
  for (std::vector<KeyedNumber>& entries : entries_.bands) {
    for (KeyedNumber& entry : entries) entry.number = ranks[entry.number];
  }
  for (KeyedNumber& entry : entries_.values) entry.number = ranks[entry.number];
  for (std::uint32_t number = 0; number < parts_.size(); ++number) {
    if (containment_) entries_.values_of[number] = parts_[number].values;
    by_content_.emplace(parts_[number].content, number);
  }
}

absl::Status IndexMeeting::MeetPassing(const ParallelFor& parallel,
                                       const std::function<absl::Status()>& check) {
  MakeKeys(parallel);
  for (std::vector<std::uint32_t>& places : selected_) places.clear();
  parallel(bands_, [&](std::size_t band) {
    band_sets_[band].Select(std::span(matrix_).subspan(band * kStride, columns_.size()),
                            &selected_[band]);
  });
  // Whatever executors leave out when they are told to stop, nothing of it is looked at.
  if (const absl::Status status = check(); !status.ok()) return status;
  met_.assign(passing_size_, kNotMet);
  for (const std::vector<std::uint32_t>& places : selected_) {
    for (const std::uint32_t place : places) met_[columns_[place]] = 0;
  }
  SelectContents();
  SelectValues();
  if (const absl::Status status = NumberMet(); !status.ok()) return status;
  for (std::size_t band = 0; band < bands_; ++band) {
    for (const std::uint32_t place : selected_[band])
      entries_.bands[band].push_back({matrix_[band * kStride + place], met_[columns_[place]]});
  }
  for (const std::uint32_t place : selected_values_)
    entries_.values.push_back({values_[place], met_[value_owners_[place]]});
  passing_size_ = 0;
  if (CountEntries() < most_entries_) return absl::OkStatus();
  Trim(parallel);
  most_entries_ = std::max(kFewEntries, 2 * CountEntries());
  return absl::OkStatus();
}

void IndexMeeting::MakeKeys(const ParallelFor& parallel) {
  columns_.clear();
  for (std::size_t i = 0; i < passing_size_; ++i) {
    if (passing_[i].sketch.shingles > 0) columns_.push_back(static_cast<std::uint32_t>(i));
  }
  parallel((columns_.size() + kPartsPerTask - 1) / kPartsPerTask, [&](std::size_t task) {
    const std::size_t end = std::min(columns_.size(), (task + 1) * kPartsPerTask);
    for (std::size_t place = task * kPartsPerTask; place < end; ++place)
      keys_.WriteKeys(passing_[columns_[place]].sketch, matrix_.data() + place, kStride);
  });
}

void IndexMeeting::SelectContents() {
  values_.clear();
  for (std::size_t i = 0; i < passing_size_; ++i)
    values_.push_back(Few(passing_[i].sketch.content));
  content_set_->Select(values_, &selected_values_);
  for (const std::uint32_t place : selected_values_) {
    if (passing_[place].sketch.content != Hash128()) met_[place] = 0;
  }
}

void IndexMeeting::SelectValues() {
  selected_values_.clear();
  if (!containment_) return;
  values_.clear();
  value_owners_.clear();
  for (const std::uint32_t i : columns_) {
    const std::vector<std::uint32_t>& frac = passing_[i].sketch.frac;
    values_.insert(values_.end(), frac.begin(), frac.end());
    value_owners_.insert(value_owners_.end(), frac.size(), i);
  }
  value_set_->Select(values_, &selected_values_);
  for (const std::uint32_t place : selected_values_) met_[value_owners_[place]] = 0;
}

absl::Status IndexMeeting::NumberMet() {
  for (std::size_t i = 0; i < passing_size_; ++i) {
    if (met_[i] == kNotMet) continue;
    const Passing& at = passing_[i];
    met_[i] = static_cast<std::uint32_t>(parts_.size());
    const absl::Status status =
        scratch_.Write(parts_.size() * sizeof(MinHash),
                       {reinterpret_cast<const char*>(at.sketch.minhash.data()), sizeof(MinHash)});
    if (!status.ok()) return status;
    parts_.push_back({at.part, IdOfPart(at.document, at.part.part), at.sketch.content,
                      static_cast<std::uint32_t>(at.sketch.frac.size()), met_[i]});
  }
  return absl::OkStatus();
}

std::vector<std::uint32_t> IndexMeeting::Trim(const ParallelFor& parallel) {
  std::vector<std::uint32_t> order(parts_.size()), ranks(parts_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return parts_[a].id < parts_[b].id; });
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  std::vector<std::uint64_t> gone(bands_);
  parallel(bands_,
           [&](std::size_t band) { gone[band] = TrimBuckets(ranks, &entries_.bands[band]); });
  full_buckets_ = std::accumulate(gone.begin(), gone.end(), full_buckets_);
  full_buckets_ += TrimBuckets(ranks, &entries_.values);
  return ranks;
}

const std::uint32_t* IndexMeeting::FindContent(const Hash128& content) const {
  const auto found = by_content_.find(content);
  return found == by_content_.end() ? nullptr : &found->second;
}

absl::Status IndexMeeting::LoadMinHash(std::uint32_t number, MinHash* minhash) const {
  return scratch_.Read(std::uint64_t{parts_[number].place} * sizeof(MinHash), sizeof(MinHash),
                       reinterpret_cast<char*>(minhash->data()));
}

std::size_t IndexMeeting::CountEntries() const {
  std::size_t entries = entries_.values.size();
  for (const std::vector<KeyedNumber>& of_band : entries_.bands) entries += of_band.size();
  return entries;
}

std::uint64_t IndexMeeting::bytes() const {
  std::uint64_t bytes = CountEntries() * sizeof(KeyedNumber) +
                        entries_.values_of.capacity() * sizeof(std::uint64_t) +
                        by_content_.capacity() * (sizeof(Hash128) + sizeof(std::uint64_t)) +
                        parts_.capacity() * sizeof(Met);
  for (const KeySet& set : band_sets_) bytes += set.bytes();
  if (value_set_) bytes += value_set_->bytes();
  for (const std::vector<std::uint32_t>& keys : sought_.bands)
    bytes += keys.capacity() * sizeof(keys[0]);
  return bytes + sought_.values.capacity() * sizeof(sought_.values[0]);
}

}  // namespace textkin
