// Runs of sorted entries in pages of four kilobytes, each run behind a blocked Bloom filter (Putze,
// Sanders, Singler, WEA 2007).

#include "frozen_bands.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "textkin/hash.h"

namespace textkin {
namespace {

// Entries of one page: what one read brings.
constexpr std::size_t kPage = 512;
// Bits of the filter for an entry: 1 key in 60 that nobody has passes. At 8, 1 in 20.
constexpr std::size_t kFilterBits = 12;
constexpr unsigned kBitsSet = 4;

std::size_t WordOf(std::uint64_t mixed, std::size_t words) {
  return static_cast<std::size_t>((mixed >> 32) * words >> 32);
}

std::uint64_t BitsOf(std::uint64_t mixed) {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < kBitsSet; ++i) bits |= std::uint64_t{1} << (mixed >> 6 * i & 63);
  return bits;
}

}  // namespace

void FrozenBands::Add(std::size_t band, std::vector<KeyedNumber> entries) {
  if (entries.empty()) return;
  std::sort(entries.begin(), entries.end());
  Run run;
  run.size = entries.size();
  run.filter.resize(entries.size() * kFilterBits / 64 + 1);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i % kPage == 0) run.first_keys.push_back(entries[i].key);
    const std::uint64_t mixed = Mix64(entries[i].key);
    run.filter[WordOf(mixed, run.filter.size())] |= BitsOf(mixed);
  }
  {
    const std::lock_guard lock(mutex_);
    run.begin = std::exchange(end_, end_ + entries.size());
  }
  error_.Note(scratch_.Write(
      run.begin * sizeof(KeyedNumber),
      {reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof(KeyedNumber)}));
  runs_[band].push_back(std::move(run));
}

void FrozenBands::FindInRun(const Run& run, std::uint32_t key,
                            std::vector<std::uint32_t>* numbers) const {
  const std::uint64_t mixed = Mix64(key), bits = BitsOf(mixed);
  if ((run.filter[WordOf(mixed, run.filter.size())] & bits) != bits) return;
  // Equal keys may begin on the page before the first that begins with them.
  auto page = static_cast<std::size_t>(
      std::lower_bound(run.first_keys.begin(), run.first_keys.end(), key) - run.first_keys.begin());
  page -= page > 0 ? 1 : 0;
  KeyedNumber entries[kPage];
  for (; page < run.first_keys.size() && run.first_keys[page] <= key; ++page) {
    const std::size_t size = std::min(kPage, run.size - page * kPage);
    const absl::Status read =
        scratch_.Read((run.begin + page * kPage) * sizeof(KeyedNumber), size * sizeof(KeyedNumber),
                      reinterpret_cast<char*>(entries));
    error_.Note(read);
    if (!read.ok()) return;
    const std::span<const KeyedNumber> all(entries, size);
    auto at = std::lower_bound(all.begin(), all.end(), KeyedNumber{key, 0});
    for (; at != all.end() && at->key == key; ++at) numbers->push_back(at->number);
  }
}

void FrozenBands::Find(std::size_t band, std::uint32_t key,
                       std::vector<std::uint32_t>* numbers) const {
  for (const Run& run : runs_[band]) FindInRun(run, key, numbers);
}

std::size_t FrozenBands::Count(std::size_t band, std::uint32_t key) const {
  static thread_local std::vector<std::uint32_t> numbers;
  numbers.clear();
  Find(band, key, &numbers);
  return numbers.size();
}

std::uint64_t FrozenBands::bytes() const {
  std::uint64_t bytes = 0;
  for (const std::vector<Run>& runs : runs_) {
    for (const Run& run : runs) {
      bytes += run.first_keys.size() * sizeof(run.first_keys[0]) +
               run.filter.size() * sizeof(run.filter[0]);
    }
  }
  return bytes;
}

}  // namespace textkin
