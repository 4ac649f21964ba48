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
// Entries that are added to one piece of a table while it stays in the cache, 48 kB.
constexpr std::size_t kEntriesAtOnce = 4096;
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

template <typename AddOne>
void NumberTable::AddMany(std::vector<KeyedNumber> all, const AddOne& add) {
  // Places ascend with keys.
  const auto chunks = static_cast<unsigned>(std::bit_width(all.size() / kEntriesAtOnce));
  const auto chunk_of = [chunks](const Entry& entry) {
    return std::uint64_t{entry.key} << chunks >> 32;
  };
  std::vector<std::size_t> begins((std::size_t{1} << chunks) + 1);
  for (const Entry& entry : all) ++begins[chunk_of(entry) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<Entry> ordered(all.size());
  for (const Entry& entry : all) ordered[begins[chunk_of(entry)]++] = entry;
  std::vector<Entry>().swap(all);
  Reserve(ordered.size());
  for (const Entry& entry : ordered) add(entry);
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
  std::array<std::uint16_t, kMinHashSlots + kRowsPerWord>
      slots{};  // room to read a word at the end
  std::ranges::copy(sketch.minhash, slots.begin());
  IndexKeys keys;
  keys.bands.resize(shape_.bands);
  for (unsigned band = 0; band < shape_.bands; ++band)
    keys.bands[band] = Key(slots.data() + std::size_t{band} * shape_.rows);
  if (containment_) keys.values = sketch.frac;
  return keys;
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
    for (const std::uint32_t value : keys.values)
      values_.Find(value, [&](std::uint32_t number) { shared.push_back(number); });
    const std::size_t by_bands = counts.size();
    CountNumbers(&shared, &counts);
    const auto begin = counts.begin() + static_cast<std::ptrdiff_t>(by_bands);
    const auto is_little = [&](const Count& count) {
      const std::size_t kept = values_of_.find(count.first)->second;
      return count.second < LeastShared(std::min(keys.values.size(), kept));
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

KeptCandidates KeptIndex::Find(const IndexKeys& keys) const {
  static thread_local std::vector<std::uint32_t> proposed;
  proposed.clear();
  for (unsigned band = 0; band < shape_.bands; ++band) {
    tables_[band].Find(keys.bands[band], [&](std::uint32_t n) { proposed.push_back(n); });
    if (frozen_) frozen_->Find(band, keys.bands[band], &proposed);
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
      static thread_local std::vector<std::uint32_t> numbers;
      proposals[task].clear();
      const std::size_t last = std::min<std::size_t>(shape_.bands, (task + 1) * kBandsPerTask);
      for (std::size_t band = task * kBandsPerTask; band < last; ++band) {
        const NumberTable& table = tables_[band];
        const std::span<const std::uint32_t> of_band = by_band.Of(band);
        for (std::size_t i = 0; i < size; ++i) {
          if (i + kAhead < size) table.Prefetch(of_band[i + kAhead]);
          table.Find(of_band[i], [&](std::uint32_t number) {
            proposals[task].emplace_back(static_cast<std::uint32_t>(i), number);
          });
          if (!frozen_) continue;
          numbers.clear();
          frozen_->Find(band, of_band[i], &numbers);
          for (const std::uint32_t number : numbers)
            proposals[task].emplace_back(static_cast<std::uint32_t>(i), number);
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
  return tables_[band].Add(key, number,
                           frozen_ && !frozen_->IsEmpty(band) ? frozen_->Count(band, key) : 0);
}

void KeptIndex::AddValues(const IndexKeys& keys, std::uint32_t number) {
  if (!containment_) return;
  values_of_[number] = static_cast<std::uint32_t>(keys.values.size());
  for (const std::uint32_t value : keys.values) full_buckets_ += values_.Add(value, number) ? 0 : 1;
}

void KeptIndex::Add(const IndexKeys& keys, std::uint32_t number) {
  for (unsigned band = 0; band < shape_.bands; ++band)
    full_buckets_ += AddToBand(band, keys.bands[band], number) ? 0 : 1;
  AddValues(keys, number);
}

void KeptIndex::AddAll(std::span<const IndexKeys* const> keys,
                       std::span<const std::uint32_t> numbers, const ParallelFor& parallel) {
  std::vector<std::uint64_t> full(shape_.bands);
  const KeysByBand by_band(keys, shape_.bands, parallel);
  parallel(shape_.bands, [&](std::size_t band) {
    const auto number = static_cast<unsigned>(band);
    const std::span<const std::uint32_t> of_band = by_band.Of(band);
    for (std::size_t i = 0; i < of_band.size(); ++i) {
      if (i + kAhead < of_band.size()) tables_[band].Prefetch(of_band[i + kAhead]);
      full[band] += AddToBand(number, of_band[i], numbers[i]) ? 0 : 1;
    }
  });
  full_buckets_ = std::accumulate(full.begin(), full.end(), full_buckets_);
  for (std::size_t i = 0; i < keys.size(); ++i) AddValues(*keys[i], numbers[i]);
  SpillIfFull(parallel);
}

void KeptIndex::Gather(std::span<const IndexKeys* const> keys,
                       std::span<const std::uint32_t> numbers, const ParallelFor& parallel) {
  const KeysByBand by_band(keys, shape_.bands, parallel);
  parallel(shape_.bands, [&](std::size_t band) {
    const std::span<const std::uint32_t> of_band = by_band.Of(band);
    for (std::size_t i = 0; i < of_band.size(); ++i)
      gathered_[band].push_back({of_band[i], numbers[i]});
  });
  for (std::size_t i = 0; i < keys.size(); ++i) AddValues(*keys[i], numbers[i]);
  if (gathered_.front().size() < most_gathered_) return;
  Settle(parallel);
  Spill(parallel);
}

void KeptIndex::Settle(const ParallelFor& parallel) {
  std::vector<std::uint64_t> full(shape_.bands);
  parallel(shape_.bands, [&](std::size_t band) {
    tables_[band].AddMany(std::move(gathered_[band]), [&](const KeyedNumber& entry) {
      full[band] += AddToBand(static_cast<unsigned>(band), entry.key, entry.number) ? 0 : 1;
    });
  });
  full_buckets_ = std::accumulate(full.begin(), full.end(), full_buckets_);
  SpillIfFull(parallel);
}

void KeptIndex::Clear() {
  for (NumberTable& table : tables_) table.Clear();
  values_.Clear();
  values_of_.clear();
}

void KeptIndex::Reserve(std::size_t records) {
  constexpr std::uint64_t kEntryBytes = 12;  // at the load that Reserve gives
  most_gathered_ = std::max<std::uint64_t>(1, memory_ / (kEntryBytes * shape_.bands));
  gathered_.resize(shape_.bands);
  for (std::vector<KeyedNumber>& of_band : gathered_)
    of_band.reserve(std::min(records, most_gathered_));
}

void KeptIndex::SpillTo(Scratch scratch, std::uint64_t memory) {
  frozen_ = std::make_unique<FrozenBands>(shape_.bands, std::move(scratch));
  memory_ = memory;
}

void KeptIndex::SpillIfFull(const ParallelFor& parallel) {
  if (TableBytes() > memory_) Spill(parallel);
}

void KeptIndex::Spill(const ParallelFor& parallel) {
  parallel(shape_.bands, [&](std::size_t band) { frozen_->Add(band, tables_[band].TakeAll()); });
}

absl::Status KeptIndex::status() const { return frozen_ ? frozen_->status() : absl::OkStatus(); }

std::uint64_t KeptIndex::TableBytes() const {
  std::uint64_t bytes = 0;
  for (const NumberTable& table : tables_) bytes += table.bytes();
  return bytes;
}

std::uint64_t KeptIndex::bytes() const {
  std::uint64_t gathered = 0;
  for (const std::vector<KeyedNumber>& of_band : gathered_)
    gathered += of_band.size() * sizeof(KeyedNumber);
  return gathered + values_.bytes() + values_of_.capacity() * sizeof(std::uint64_t) + TableBytes() +
         (frozen_ ? frozen_->bytes() : 0);
}

}  // namespace textkin
