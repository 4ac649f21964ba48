// Fingerprints in blocks.

#include <algorithm>

#include "textkin/match.h"

namespace textkin {
namespace {

// Fingerprints of one block: 4 MiB.
constexpr std::size_t kBlockSize = std::size_t{1} << 20;

}  // namespace

void FingerprintTable::Append(std::span<const Fingerprint> fingerprints) {
  std::vector<std::uint32_t> hashes;
  hashes.reserve(fingerprints.size());
  for (const Fingerprint& one : fingerprints) {
    hashes.push_back(static_cast<std::uint32_t>(one.hash >> 32));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (blocks_.empty() || blocks_.back().size() + hashes.size() > kBlockSize) {
    blocks_.emplace_back().reserve(std::max(kBlockSize, hashes.size()));
  }
  std::vector<std::uint32_t>& block = blocks_.back();
  places_.push_back({static_cast<std::uint32_t>(blocks_.size() - 1),
                     static_cast<std::uint32_t>(block.size()),
                     static_cast<std::uint32_t>(hashes.size())});
  block.insert(block.end(), hashes.begin(), hashes.end());
}

std::span<const std::uint32_t> FingerprintTable::of(PartId part) const {
  const Place& place = places_[part];
  return std::span(blocks_[place.block]).subspan(place.begin, place.size);
}

}  // namespace textkin
