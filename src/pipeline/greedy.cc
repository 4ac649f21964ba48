// Candidates, verification, and the two steps of a block.

#include "greedy.h"

#include <algorithm>
#include <utility>

namespace textkin {
namespace {

// Records of one task: about 2 ms.
constexpr std::size_t kRecordsPerTask = 32;
// Records before its growth at which a table counts as grown: more than are kept between two looks.
constexpr std::size_t kGrowthAhead = 8192;

}  // namespace

void Greedy::TakeIndex(const AgainstIndex& against, bool holders_too, Scratch scratch) {
  against_ = &against;
  holders_too_ = holders_too;
  if (holders_too) index_.FindByOneValue();
  first_ = static_cast<std::uint32_t>(against.parts());
  meeting_ = std::make_unique<IndexMeeting>(BandShape::For(judge_.match().threshold),
                                            !judge_.stages().strict, std::move(scratch));
}

absl::Status Greedy::MeetIndex(bool is_last, const ParallelFor& parallel,
                               const std::function<absl::Status()>& check) {
  index_.AddUnshared(std::exchange(unshared_, {}), std::exchange(unshared_of_, {}), parallel);
  is_last_ = is_last;
  decided_ = 0;
  const absl::Status status = meeting_->Meet(*against_, index_, parallel, check);
  if (!status.ok()) return status;
  index_.PutBefore(meeting_->entries(), parallel);
  return check();
}

absl::Status Greedy::Decide(std::span<FilterRecord> records, const ParallelFor& parallel,
                            std::vector<std::optional<FilterKin>>* kin) {
  kin->assign(records.size(), std::nullopt);
  block_begin_ = static_cast<std::uint32_t>(kept());
  FindBefore(records, parallel, kin);
  const absl::Status status = KeepOthers(records, kin);
  EndBlock(parallel);
  decided_ += records.size();
  if (!status.ok()) return status;
  const absl::Status read = error_.status();
  return read.ok() ? index_.status() : read;
}

void Greedy::FindBefore(std::span<FilterRecord> records, const ParallelFor& parallel, Kins* kin) {
  keys_.assign(records.size(), {});
  const auto for_each = [&](std::size_t size, const auto& body) {
    parallel((size + kRecordsPerTask - 1) / kRecordsPerTask, [&](std::size_t task) {
      const std::size_t end = std::min(size, (task + 1) * kRecordsPerTask);
      for (std::size_t i = task * kRecordsPerTask; i < end; ++i) body(i);
    });
  };
  for_each(records.size(), [&](std::size_t i) {
    (*kin)[i] = FindIdentical(records[i], 0);
    if ((*kin)[i] || records[i].sketch.shingles == 0) return;
    keys_[i] = index_.MakeKeys(records[i].sketch);
    if (meeting_) keys_[i].shared = meeting_->shared_bands(decided_ + i);
  });
  std::vector<std::size_t> open;
  std::vector<const IndexKeys*> keys;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (keys_[i].bands.empty()) continue;
    open.push_back(i);
    keys.push_back(&keys_[i]);
  }
  const std::vector<KeptCandidates> candidates = index_.FindAll(keys, parallel);
  for_each(open.size(),
           [&](std::size_t k) { (*kin)[open[k]] = FindKin(&records[open[k]], candidates[k]); });
}

absl::Status Greedy::KeepOthers(std::span<FilterRecord> records, Kins* kin) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::optional<FilterKin>& why = (*kin)[i];
    if (!why) why = FindIdentical(records[i], block_begin_);
    if (!why && !keys_[i].bands.empty()) why = FindKin(&records[i], block_index_.Find(keys_[i]));
    if (why) continue;
    const bool is_shared = !meeting_ || meeting_->is_shared(decided_ + i);
    const absl::Status status = Keep(&records[i], keys_[i], is_shared);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void Greedy::EndBlock(const ParallelFor& parallel) {
  std::vector<const IndexKeys*> keys;
  std::vector<std::uint32_t> numbers;
  for (const auto& [number, of] : kept_keys_) {
    numbers.push_back(number);
    keys.push_back(of);
  }
  index_.AddAll(keys, numbers, parallel);
  if (meeting_ && !is_last_) {
    for (const IndexKeys* of : keys) unshared_.push_back(*of);
    unshared_of_.insert(unshared_of_.end(), numbers.begin(), numbers.end());
  }
  block_index_.Clear();
  kept_keys_.clear();
  in_block_.clear();
}

std::optional<FilterKin> Greedy::FindIdentical(const FilterRecord& record, std::uint32_t from) {
  static thread_local FilterRecord loaded;
  if (record.sketch.content == Hash128()) return std::nullopt;  // no tokens: equal to nothing
  const std::uint32_t* equal = meeting_ ? meeting_->FindContent(record.sketch.content) : nullptr;
  if (equal == nullptr) {
    const auto kept = by_content_.find(record.sketch.content);
    equal = kept == by_content_.end() ? nullptr : &kept->second;
  }
  if (equal == nullptr || *equal < from) return std::nullopt;
  if (!judge_.SameText(record, *Kept(*equal, &loaded))) return std::nullopt;
  return FilterKin{*equal, {0, 0, 1, 1, 1, Verdict::kIdentical}, IsIndexed(*equal)};
}

std::optional<FilterKin> Greedy::FindKin(FilterRecord* record, const KeptCandidates& candidates) {
  if (candidates.is_capped) ++capped_;
  KinSide side{record};
  for (const std::uint32_t number : candidates.numbers) {
    if (!MayBeKin(*record, number)) continue;
    if (std::optional<FilterKin> kin = Compare(&side, number)) return kin;
  }
  return std::nullopt;
}

FilterRecord* Greedy::Kept(std::uint32_t number, FilterRecord* loaded) {
  if (number >= block_begin_) return in_block_[number - block_begin_];
  error_.Note(LoadNumber(number, loaded));
  return loaded;
}

bool Greedy::MayBeKin(const FilterRecord& record, std::uint32_t number) {
  MinHash loaded;
  const MinHash* kept = &loaded;
  if (number >= block_begin_) {
    kept = &in_block_[number - block_begin_]->sketch.minhash;
  } else {
    const absl::Status status = IsIndexed(number)
                                    ? meeting_->LoadMinHash(number, &loaded)
                                    : store_.LoadMinHash(places_[number - first_], &loaded);
    error_.Note(status);
    if (!status.ok()) return false;
  }
  return judge_.LeavesRoom(record, EstimateResemblance(record.sketch.minhash, *kept));
}

std::optional<FilterKin> Greedy::Compare(KinSide* side, std::uint32_t number) {
  static thread_local FilterRecord loaded;
  KinSide kept{Kept(number, &loaded)};
  const absl::StatusOr<std::optional<Match>> match =
      judge_.Compare(side, &kept, holders_too_ && IsIndexed(number));
  error_.Note(match.status());
  if (!match.ok() || !*match) return std::nullopt;
  return FilterKin{number, **match, IsIndexed(number)};
}

absl::Status Greedy::Keep(FilterRecord* record, const IndexKeys& keys, bool is_shared) {
  const auto number = static_cast<std::uint32_t>(kept());
  if (!is_shared && is_last_) {  // nobody will ask for it
    places_.push_back(kNowhere);
    in_block_.push_back(record);
    return absl::OkStatus();
  }
  if (!record->place) {
    const absl::StatusOr<std::uint64_t> place = store_.Add(*record);
    if (!place.ok()) return place.status();
    record->place = *place;
  }
  places_.push_back(*record->place);
  in_block_.push_back(record);
  if (record->sketch.content != Hash128()) by_content_.emplace(record->sketch.content, number);
  if (keys.bands.empty()) return absl::OkStatus();
  block_index_.Add(keys, number);
  kept_keys_.emplace_back(number, &keys);
  return absl::OkStatus();
}

std::uint64_t Greedy::bytes() const {
  // A table that is about to grow holds the old one and one of twice its size for a moment.
  const std::size_t slots = by_content_.capacity();
  const bool grows = by_content_.size() + kGrowthAhead > slots - slots / 8;
  // Those of the block do not grow with what is kept, but they may be all there is.
  return (meeting_ ? meeting_->bytes() : 0) + index_.bytes() + block_index_.bytes() +
         places_.capacity() * sizeof(places_[0]) +
         (grows ? 3 : 1) * slots * (sizeof(Hash128) + 2 * sizeof(std::uint64_t));
}

std::uint64_t Greedy::BytesPerRecord(double threshold) {
  // A place, the content hash in its map, and 12 bits of a filter for each band.
  constexpr std::uint64_t kPlaceAndHash = 56, kFilterBits = 12;
  return kPlaceAndHash + kFilterBits * BandShape::For(threshold).bands / 8;
}

std::uint64_t Greedy::TableBytesPerRecord(double threshold) {
  constexpr std::uint64_t kEntry = 13;  // 8 bytes at a load of .6
  return kEntry * BandShape::For(threshold).bands;
}

}  // namespace textkin
