// Candidates, verification, and the two steps of a block.

#include "greedy.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace textkin {
namespace {

// Records of one task: about 2 ms.
constexpr std::size_t kRecordsPerTask = 32;
// Standard errors below the threshold at which a signature leaves no room for kin: one pair exactly
// at the threshold in 3 million is lost.
constexpr double kNoRoomErrors = 5;
// Share of a removed record's shingles that the kept one has: most of what goes stays elsewhere.
constexpr double kLeastRemoved = .5;
// Least standard error, in resemblance: half a slot. Without it a threshold of 1 would have none.
constexpr double kHalfSlot = .5 / static_cast<double>(kMinHashSlots);

PartWork& WorkOfThread() {
  static thread_local PartWork work;
  return work;
}

std::string NormalizedTextOf(const FilterRecord& record, Folding folding) {
  Tokens& tokens = WorkOfThread().tokens;
  Normalize(record.text, record.kept, folding, &tokens);
  return NormalizedText(record.text, tokens, folding);
}

}  // namespace

absl::Status Greedy::Decide(std::span<FilterRecord> records, const ParallelFor& parallel,
                            std::vector<std::optional<FilterKin>>* kin) {
  kin->assign(records.size(), std::nullopt);
  block_begin_ = static_cast<std::uint32_t>(kept());
  FindBefore(records, parallel, kin);
  const absl::Status status = KeepOthers(records, kin);
  EndBlock(parallel);
  return status.ok() ? status_ : status;
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
    if (!(*kin)[i] && records[i].sketch.shingles > 0) keys_[i] = index_.MakeKeys(records[i].sketch);
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
    if (const absl::Status status = Keep(&records[i], keys_[i]); !status.ok()) return status;
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
  block_index_.Clear();
  kept_keys_.clear();
  in_block_.clear();
}

std::optional<FilterKin> Greedy::FindIdentical(const FilterRecord& record, std::uint32_t from) {
  static thread_local FilterRecord loaded;
  if (record.sketch.content == Hash128()) return std::nullopt;  // no tokens: equal to nothing
  const auto equal = by_content_.find(record.sketch.content);
  if (equal == by_content_.end() || equal->second < from) return std::nullopt;
  const FilterRecord& kept = *Kept(equal->second, &loaded);
  if ((record.text != kept.text || record.kept != kept.kept) &&
      NormalizedTextOf(record, stages_.folding) != NormalizedTextOf(kept, stages_.folding)) {
    return std::nullopt;
  }
  return FilterKin{equal->second, {0, 0, 1, 1, 1, Verdict::kIdentical}};
}

std::optional<FilterKin> Greedy::FindKin(FilterRecord* record, const KeptCandidates& candidates) {
  if (candidates.is_capped) ++capped_;
  Side side{record};
  for (const std::uint32_t number : candidates.numbers) {
    if (!MayBeKin(*record, number)) continue;
    if (std::optional<FilterKin> kin = Compare(&side, number)) return kin;
  }
  return std::nullopt;
}

FilterRecord* Greedy::Kept(std::uint32_t number, FilterRecord* loaded) {
  if (number >= block_begin_) return in_block_[number - block_begin_];
  if (const absl::Status status = LoadKept(number, loaded); !status.ok()) Fail(status);
  return loaded;
}

bool Greedy::MayBeKin(const FilterRecord& record, std::uint32_t number) {
  if (!stages_.strict) return true;  // kin is a share of the smaller side, which tables have found
  MinHash loaded;
  const MinHash* kept = &loaded;
  if (number >= block_begin_) {
    kept = &in_block_[number - block_begin_]->sketch.minhash;
  } else if (const absl::Status status = store_.LoadMinHash(places_[number], &loaded);
             !status.ok()) {
    Fail(status);
    return false;
  }
  const double floor = match_.threshold;
  // A set of fewer shingles than slots repeats them, and tells no more than its shingles do. The
  // kept one is larger at most by the threshold, where the two are kin.
  const double told = std::min<double>(record.sketch.shingles, kMinHashSlots);
  const double error = std::max(std::sqrt(floor * (1 - floor) / told), kHalfSlot);
  return EstimateResemblance(record.sketch.minhash, *kept) >= floor - kNoRoomErrors * error;
}

void Greedy::MakeReady(Side* side) const {
  if (side->is_ready) return;
  side->is_ready = true;
  FilterRecord& record = *side->record;
  if (!stages_.strict) {
    side->content = ContentOf(record, stages_, &WorkOfThread());
  } else if (!record.is_set) {
    if (record.shingles.empty())
      record.shingles = std::move(ContentOf(record, stages_, &WorkOfThread()).shingles);
    else
      SortDistinct(&record.shingles);
    record.is_set = true;
  }
}

std::optional<FilterKin> Greedy::Compare(Side* side, std::uint32_t number) {
  static thread_local FilterRecord loaded;
  Side other{Kept(number, &loaded)};
  MakeReady(side);
  MakeReady(&other);
  if (stages_.strict) {
    FilterKin kin{number, CompareShingles(side->record->shingles, other.record->shingles)};
    kin.match.verdict = Verdict::kNearDuplicate;
    if (kin.match.resemblance < match_.threshold) return std::nullopt;
    return kin;
  }
  PartLoader loader;
  loader.content = [&](PartId part) { return part == 0 ? side->content : other.content; };
  loader.same_text = [](PartId, PartId) { return false; };  // decided by the content hash
  const absl::StatusOr<Judgement> judgement = JudgePair(loader, match_);
  if (!judgement.ok()) Fail(judgement.status());
  if (!judgement.ok() || !judgement->IsKin()) return std::nullopt;
  // A long record is kin of a short one that it holds, and yet most of it would be lost.
  if (judgement->match.containment_a < kLeastRemoved) return std::nullopt;
  return FilterKin{number, judgement->match};
}

absl::Status Greedy::Keep(FilterRecord* record, const IndexKeys& keys) {
  const auto number = static_cast<std::uint32_t>(kept());
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

void Greedy::Fail(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  if (status_.ok()) status_ = status;
}

std::uint64_t Greedy::bytes() const {
  // Those of the block do not grow with what is kept, but they may be all there is.
  return index_.bytes() + block_index_.bytes() + places_.capacity() * sizeof(places_[0]) +
         by_content_.capacity() * (sizeof(Hash128) + 2 * sizeof(std::uint64_t));
}

std::uint64_t Greedy::BytesPerRecord(double threshold) {
  // A place, the content hash in its map, and an entry of 8 bytes a band at a load of .6.
  constexpr std::uint64_t kPlaceAndHash = 56, kEntry = 13;
  return kPlaceAndHash + kEntry * BandShape::For(threshold).bands;
}

}  // namespace textkin
