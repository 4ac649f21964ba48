// Bands made for a threshold, and the tables over them.

#include "kept_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <utility>

#include "textkin/hash.h"

namespace textkin {
namespace {

// Share of the pairs exactly at the threshold that no band may find.
constexpr double kMissed = 2e-5;
// Slots of a band at most: with more, a threshold of 1 would get one band of everything.
constexpr unsigned kMaxRows = 16;
// Of 4 entries so many are used before a table grows by half: a probe sequence has 9 entries then,
// two cache lines, and 3 after growing.
constexpr std::size_t kFullQuarters = 3;
// Records that look into all tables before the next ones do. In the worst case each proposes 64
// numbers a band: 20 MB in all.
constexpr std::size_t kRecordsPerSearch = 512;
// Bands of one task: about 30 microseconds.
constexpr std::size_t kBandsPerTask = 4;
// Records by which memory is asked for before it is used: some 100 ns.
constexpr std::size_t kAhead = 16;
// Records whose keys one task puts in the order of bands.
constexpr std::size_t kRecordsPerTurning = 256;
// Numbers between the keys of two bands: without them all bands of a record would share one set of
// the cache.
constexpr std::size_t kBetweenBands = 16;
// Slots of a band that are hashed at once.
constexpr unsigned kRowsPerWord = 4;
// Values of FracMinHash that a candidate shares, and their share of a record's own, four standard
// errors below the half that makes kin: as in matching.
constexpr std::size_t kLeastShared = 2;
constexpr double kKinHalf = .5;
constexpr double kMostShared = .3;
constexpr double kErrors = 2.5;

std::size_t LeastShared(std::size_t values) {
  const double share =
      std::min(kMostShared, kKinHalf - kErrors * .5 / std::sqrt(static_cast<double>(values)));
  return std::max(kLeastShared, static_cast<std::size_t>(share * static_cast<double>(values)));
}

// Distinct numbers with the times that each occurs.
using Count = std::pair<std::uint32_t, std::uint32_t>;  // number, times

void CountNumbers(std::vector<std::uint32_t>* numbers, std::vector<Count>* counts) {
  std::sort(numbers->begin(), numbers->end());
  for (std::size_t i = 0; i < numbers->size();) {
    const std::size_t begin = i;
    while (i < numbers->size() && (*numbers)[i] == (*numbers)[begin]) ++i;
    counts->emplace_back((*numbers)[begin], static_cast<std::uint32_t>(i - begin));
  }
}

// Keys of records in the order of bands. A walk over one band would fetch a line of memory for each
// record from the records' own lists, and takes longer for that than for the table.
class KeysByBand {
 public:
  KeysByBand(std::span<const IndexKeys* const> keys, unsigned bands, const ParallelFor& parallel)
      : size_(keys.size()), keys_(bands * (keys.size() + kBetweenBands)) {
    parallel((size_ + kRecordsPerTurning - 1) / kRecordsPerTurning, [&](std::size_t task) {
      const std::size_t end = std::min(size_, (task + 1) * kRecordsPerTurning);
      for (std::size_t i = task * kRecordsPerTurning; i < end; ++i) {
        for (unsigned band = 0; band < bands; ++band)
          keys_[band * (size_ + kBetweenBands) + i] = keys[i]->bands[band];
      }
    });
  }
  std::span<const std::uint32_t> Of(std::size_t band) const {
    return std::span(keys_).subspan(band * (size_ + kBetweenBands), size_);
  }

 private:
  std::size_t size_;
  std::vector<std::uint32_t> keys_;
};

}  // namespace

BandShape BandShape::For(double threshold) {
  for (unsigned rows = kMaxRows; rows > 1; --rows) {
    const double found = std::pow(threshold, rows);
    const auto most = static_cast<unsigned>(kMinHashSlots) / rows;
    // At a threshold of 1 every band finds every pair.
    const double wanted = found < 1 ? std::ceil(std::log(kMissed) / std::log1p(-found)) : 1;
    if (wanted <= most) return {rows, static_cast<unsigned>(wanted)};
  }
  const double wanted = std::log(kMissed) / std::log1p(-threshold);
  return {1, static_cast<unsigned>(std::min(std::ceil(wanted), 0. + kMinHashSlots))};
}

bool NumberTable::Add(std::uint32_t key, std::uint32_t number, std::size_t elsewhere) {
  if (used_ * 4 >= entries_.size() * kFullQuarters) Resize(entries_.size() + entries_.size() / 2);
  std::size_t at = Home(key), equal = elsewhere;
  if (equal >= kMaxKeptBucket) return false;
  for (; entries_[at].number != kFree; at = Next(at)) {
    equal += entries_[at].key == key;
    if (equal == kMaxKeptBucket) return false;
  }
  entries_[at] = {key, number};
  ++used_;
  return true;
}

void NumberTable::Reserve(std::size_t numbers) {
  const std::size_t wanted = (used_ + numbers) * 3 / 2;  // two thirds of them used
  if (wanted > entries_.size()) Resize(wanted);
}

void NumberTable::Resize(std::size_t entries) {
  std::vector<Entry> old(entries, kNothing);
  old.swap(entries_);
  for (const Entry& entry : old) {
    if (entry.number == kFree) continue;
    std::size_t at = Home(entry.key);
    while (entries_[at].number != kFree) at = Next(at);
    entries_[at] = entry;
  }
}

void NumberTable::Clear() {
  std::fill(entries_.begin(), entries_.end(), kNothing);
  used_ = 0;
}

std::vector<KeyedNumber> NumberTable::TakeAll() {
  std::vector<Entry> all = std::exchange(entries_, std::vector<Entry>(kLeastEntries, kNothing));
  std::erase_if(all, [](const Entry& entry) { return entry.number == kFree; });
  used_ = 0;
  return all;
}

std::uint32_t KeptIndex::Key(const std::uint16_t* slots) const {
  std::uint64_t key = 0;
  for (unsigned row = 0; row < shape_.rows; row += kRowsPerWord) {
    std::uint64_t word = 0;  // a copy of constant size is one instruction
    std::memcpy(&word, slots + row, sizeof word);
    const unsigned rows = std::min(kRowsPerWord, shape_.rows - row);
    key = Mix64(key + (word & (UINT64_MAX >> 16 * (kRowsPerWord - rows))) + 1);
  }
  // The high half: tables place entries by the high bits of their keys.
  return static_cast<std::uint32_t>(key >> 32);
}

IndexKeys KeptIndex::MakeKeys(const Sketch& sketch) const {
  IndexKeys keys;
  keys.bands.resize(shape_.bands);
  WriteKeys(sketch, keys.bands.data(), 1);
  if (containment_) keys.values = sketch.frac;
  return keys;
}

void KeptIndex::WriteKeys(const Sketch& sketch, std::uint32_t* keys, std::size_t stride) const {
  std::array<std::uint16_t, kMinHashSlots + kRowsPerWord>
      slots{};  // room to read a word at the end
  std::ranges::copy(sketch.minhash, slots.begin());
  for (unsigned band = 0; band < shape_.bands; ++band)
    keys[band * stride] = Key(slots.data() + std::size_t{band} * shape_.rows);
}

std::size_t KeptIndex::CountValues(std::uint32_t number) const {
  const auto before = before_.values_of.find(number);
  return before != before_.values_of.end() ? before->second : added_.values_of.find(number)->second;
}

// `proposed`: by the bands, a number once for each.
KeptCandidates KeptIndex::Choose(std::vector<std::uint32_t>* proposed,
                                 const IndexKeys& keys) const {
  static thread_local std::vector<Count> counts;
  static thread_local std::vector<std::uint32_t> shared;
  counts.clear();
  CountNumbers(proposed, &counts);
  if (!keys.values.empty()) {
    shared.clear();
    for (const std::uint32_t value : keys.values) {
      const auto share = [&](std::uint32_t number) { shared.push_back(number); };
      before_.values.Find(value, share);
      added_.values.Find(value, share);
    }
    const std::size_t by_bands = counts.size();
    CountNumbers(&shared, &counts);
    const auto begin = counts.begin() + static_cast<std::ptrdiff_t>(by_bands);
    const auto is_little = [&](const Count& count) {
      return count.second < LeastShared(std::min(keys.values.size(), CountValues(count.first)));
    };
    if (!by_one_value_) counts.erase(std::remove_if(begin, counts.end(), is_little), counts.end());
  }
  KeptCandidates found;
  found.is_capped = counts.size() > kMaxFilterCandidates;
  if (found.is_capped) {
    std::stable_sort(counts.begin(), counts.end(),
                     [](const Count& a, const Count& b) { return a.second > b.second; });
    counts.resize(kMaxFilterCandidates);
  }
  for (const Count& count : counts) found.numbers.push_back(count.first);
  std::sort(found.numbers.begin(), found.numbers.end());
  found.numbers.erase(std::unique(found.numbers.begin(), found.numbers.end()), found.numbers.end());
  return found;
}

template <typename Found>
void KeptIndex::FindInBand(std::size_t band, std::uint32_t key, const Found& found) const {
  before_.bands[band].Find(key, found);
  added_.bands[band].Find(key, found);
  if (!frozen_ || frozen_->IsEmpty(band)) return;
  static thread_local std::vector<std::uint32_t> numbers;
  numbers.clear();
  frozen_->Find(band, key, &numbers);
  for (const std::uint32_t number : numbers) found(number);
}

KeptCandidates KeptIndex::Find(const IndexKeys& keys) const {
  static thread_local std::vector<std::uint32_t> proposed;
  proposed.clear();
  for (unsigned band = 0; band < shape_.bands; ++band) {
    if (!keys.shared[band]) continue;
    FindInBand(band, keys.bands[band], [&](std::uint32_t n) { proposed.push_back(n); });
  }
  return Choose(&proposed, keys);
}

std::vector<KeptCandidates> KeptIndex::FindAll(std::span<const IndexKeys* const> keys,
                                               const ParallelFor& parallel) const {
  std::vector<KeptCandidates> found(keys.size());
  // Pairs of a record's place in `keys` and a number, by group of bands.
  using Proposal = std::pair<std::uint32_t, std::uint32_t>;
  std::vector<std::vector<Proposal>> proposals((shape_.bands + kBandsPerTask - 1) / kBandsPerTask);
  for (std::size_t begin = 0; begin < keys.size(); begin += kRecordsPerSearch) {
    const std::size_t size = std::min(kRecordsPerSearch, keys.size() - begin);
    const KeysByBand by_band(keys.subspan(begin, size), shape_.bands, parallel);
    parallel(proposals.size(), [&](std::size_t task) {
      proposals[task].clear();
      const std::size_t last = std::min<std::size_t>(shape_.bands, (task + 1) * kBandsPerTask);
      for (std::size_t band = task * kBandsPerTask; band < last; ++band) {
        const std::span<const std::uint32_t> of_band = by_band.Of(band);
        for (std::size_t i = 0; i < size; ++i) {
          if (i + kAhead < size && keys[begin + i + kAhead]->shared[band]) {
            before_.bands[band].Prefetch(of_band[i + kAhead]);
            added_.bands[band].Prefetch(of_band[i + kAhead]);
          }
          if (!keys[begin + i]->shared[band]) continue;
          FindInBand(band, of_band[i], [&](std::uint32_t number) {
            proposals[task].emplace_back(static_cast<std::uint32_t>(i), number);
          });
        }
      }
    });
    std::vector<std::vector<std::uint32_t>> by_record(size);
    for (const std::vector<Proposal>& task : proposals) {
      for (const auto& [record, number] : task) by_record[record].push_back(number);
    }
    parallel(size,
             [&](std::size_t i) { found[begin + i] = Choose(&by_record[i], *keys[begin + i]); });
  }
  return found;
}

bool KeptIndex::AddToBand(unsigned band, std::uint32_t key, std::uint32_t number) {
  std::size_t elsewhere = before_.bands[band].Count(key);
  if (frozen_ && !frozen_->IsEmpty(band)) elsewhere += frozen_->Count(band, key);
  return added_.bands[band].Add(key, number, elsewhere);
}

void KeptIndex::AddValues(const IndexKeys& keys, std::uint32_t number) {
  if (!containment_) return;
  added_.values_of[number] = static_cast<std::uint32_t>(keys.values.size());
  for (const std::uint32_t value : keys.values)
    full_buckets_ += added_.values.Add(value, number, before_.values.Count(value)) ? 0 : 1;
}

void KeptIndex::Add(const IndexKeys& keys, std::uint32_t number) {
  for (unsigned band = 0; band < shape_.bands; ++band) {
    if (keys.shared[band]) full_buckets_ += AddToBand(band, keys.bands[band], number) ? 0 : 1;
  }
  AddValues(keys, number);
}

void KeptIndex::AddAll(std::span<const IndexKeys* const> keys,
                       std::span<const std::uint32_t> numbers, const ParallelFor& parallel) {
  AddBands(keys, numbers, /*shared=*/true, parallel);
  for (std::size_t i = 0; i < keys.size(); ++i) AddValues(*keys[i], numbers[i]);
}

void KeptIndex::AddBands(std::span<const IndexKeys* const> keys,
                         std::span<const std::uint32_t> numbers, bool shared,
                         const ParallelFor& parallel) {
  std::vector<std::uint64_t> full(shape_.bands);
  const KeysByBand by_band(keys, shape_.bands, parallel);
  parallel(shape_.bands, [&](std::size_t band) {
    const auto number = static_cast<unsigned>(band);
    const std::span<const std::uint32_t> of_band = by_band.Of(band);
    for (std::size_t i = 0; i < of_band.size(); ++i) {
      if (i + kAhead < of_band.size()) added_.bands[band].Prefetch(of_band[i + kAhead]);
      if (keys[i]->shared[band] != shared) continue;
      full[band] += AddToBand(number, of_band[i], numbers[i]) ? 0 : 1;
    }
  });
  full_buckets_ = std::accumulate(full.begin(), full.end(), full_buckets_);
  SpillIfFull(parallel);
}

void KeptIndex::AddUnshared(std::span<const IndexKeys> keys, std::span<const std::uint32_t> numbers,
                            const ParallelFor& parallel) {
  std::vector<const IndexKeys*> all;
  for (const IndexKeys& of : keys) all.push_back(&of);
  for (NumberTable& table : added_.bands) table.Reserve(keys.size());
  AddBands(all, numbers, /*shared=*/false, parallel);
}

std::vector<bool> KeptIndex::HasAdded(std::size_t band, std::span<const std::uint32_t> keys) const {
  // What lies in scratch is asked when a record is looked for, and no sooner.
  std::vector<bool> has(keys.size(), frozen_ && !frozen_->IsEmpty(band));
  const NumberTable& table = added_.bands[band];
  if (table.empty()) return has;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + kAhead < keys.size()) table.Prefetch(keys[i + kAhead]);
    table.Find(keys[i], [&](std::uint32_t) { has[i] = true; });
  }
  return has;
}

void KeptIndex::PutBefore(const KeyEntries& entries, const ParallelFor& parallel) {
  before_ = Tables(shape_.bands);
  parallel(entries.bands.size(), [&](std::size_t band) {
    before_.bands[band].Reserve(entries.bands[band].size());
    for (const KeyedNumber& entry : entries.bands[band])
      before_.bands[band].Add(entry.key, entry.number);
  });
  before_.values.Reserve(entries.values.size());
  for (const KeyedNumber& entry : entries.values) before_.values.Add(entry.key, entry.number);
  before_.values_of = entries.values_of;
}

void KeptIndex::Clear() {
  for (NumberTable& table : added_.bands) table.Clear();
  added_.values.Clear();
  added_.values_of.clear();
}

void KeptIndex::SpillTo(Scratch scratch, std::uint64_t memory) {
  frozen_ = std::make_unique<FrozenBands>(shape_.bands, std::move(scratch));
  memory_ = memory;
}

void KeptIndex::SpillIfFull(const ParallelFor& parallel) {
  if (added_.BandBytes() > memory_) Spill(parallel);
}

void KeptIndex::Spill(const ParallelFor& parallel) {
  parallel(shape_.bands,
           [&](std::size_t band) { frozen_->Add(band, added_.bands[band].TakeAll()); });
}

absl::Status KeptIndex::status() const { return frozen_ ? frozen_->status() : absl::OkStatus(); }

std::uint64_t KeptIndex::Tables::BandBytes() const {
  std::uint64_t bytes = 0;
  for (const NumberTable& table : bands) bytes += table.bytes();
  return bytes;
}

std::uint64_t KeptIndex::Tables::OtherBytes() const {
  return values.bytes() + values_of.capacity() * sizeof(std::uint64_t);
}

std::uint64_t KeptIndex::bytes() const {
  return added_.BandBytes() + added_.OtherBytes() + before_.BandBytes() + before_.OtherBytes() +
         (frozen_ ? frozen_->bytes() : 0);
}

}  // namespace textkin
