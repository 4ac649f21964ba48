// Fingerprints in blocks: in memory part by part, in scratch as runs sorted by hash.

#include <algorithm>
#include <utility>

#include "pairs.h"
#include "textkin/first_error.h"
#include "textkin/match.h"
#include "textkin/sorted_runs.h"

namespace textkin {
namespace {

// Fingerprints of one block: 4 MiB in memory, and one run in scratch.
constexpr std::size_t kBlockSize = std::size_t{1} << 20;

}  // namespace

std::vector<std::uint32_t> SortedHashes(std::span<const Fingerprint> fingerprints) {
  std::vector<std::uint32_t> hashes;
  hashes.reserve(fingerprints.size());
  for (const Fingerprint& one : fingerprints) {
    hashes.push_back(static_cast<std::uint32_t>(one.hash >> 32));
  }
  SortNumbers(&hashes);
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

struct FingerprintTable::Spill {
  SortedRuns<std::uint64_t> runs;
  std::size_t blocks_in_memory;
  FirstError error;
};

void FingerprintTable::SpillTo(Scratch scratch, std::uint64_t memory) {
  spill_ = std::make_shared<Spill>(SortedRuns<std::uint64_t>(std::move(scratch)),
                                   memory / (kBlockSize * sizeof(std::uint32_t)));
}

absl::Status FingerprintTable::status() const {
  return spill_ == nullptr ? absl::OkStatus() : spill_->error.status();
}

std::uint64_t FingerprintTable::spilled_bytes() const {
  return spill_ == nullptr ? 0 : spill_->runs.bytes();
}

void FingerprintTable::Append(std::span<const std::uint32_t> hashes) {
  if (blocks_.empty() || blocks_.back().size() + hashes.size() > kBlockSize) {
    if (spill_ != nullptr && blocks_.size() > spill_->blocks_in_memory) SpillLastBlock();
    blocks_.emplace_back().reserve(std::max(kBlockSize, hashes.size()));
    first_of_block_ = places_.size();
  }
  std::vector<std::uint32_t>& block = blocks_.back();
  places_.push_back({static_cast<std::uint32_t>(blocks_.size() - 1),
                     static_cast<std::uint32_t>(block.size()),
                     static_cast<std::uint32_t>(hashes.size())});
  block.insert(block.end(), hashes.begin(), hashes.end());
  for (const std::uint32_t hash : hashes) ++of_step_[hash / kHashesPerStep];
}

// A block without hashes is in scratch.
void FingerprintTable::SpillLastBlock() {
  std::vector<std::uint32_t>& block = blocks_.back();
  std::vector<std::uint64_t> entries;
  entries.reserve(block.size());
  for (std::size_t part = first_of_block_; part < places_.size(); ++part) {
    const Place& place = places_[part];
    for (std::uint32_t i = 0; i < place.size; ++i)
      entries.push_back(std::uint64_t{block[place.begin + i]} << 32 | part);
  }
  SortNumbers(&entries, 32);
  spill_->error.Note(spill_->runs.Add(entries));
  std::vector<std::uint32_t>().swap(block);
}

void FingerprintTable::Gather(std::uint64_t low, std::uint64_t high,
                              std::vector<std::uint64_t>* entries) const {
  for (PartId part = 0; part < places_.size(); ++part) {
    const Place& place = places_[part];
    const std::vector<std::uint32_t>& block = blocks_[place.block];
    if (block.empty()) continue;
    const auto hashes = std::span(block).subspan(place.begin, place.size);
    for (auto at = std::lower_bound(hashes.begin(), hashes.end(), low);
         at != hashes.end() && *at < high; ++at) {
      entries->push_back(std::uint64_t{*at} << 32 | part);
    }
  }
  if (spill_ != nullptr)
    spill_->error.Note(spill_->runs.Read(low << 32, (high << 32) - 1, entries));
}

}  // namespace textkin
