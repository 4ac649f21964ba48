// Rarity: in how many groups of parts each fingerprint stands.

#include <algorithm>
#include <cmath>

#include "posting_ranges.h"
#include "shared_text.h"

namespace textkin {
namespace {

// Groups of a fingerprint that is kept count of: one or two are as rare as can be.
constexpr std::size_t kLeastCommon = 3;
// Groups of a collection below which nothing can be called common.
constexpr std::uint64_t kLeastGroups = 8;
// What is left to a fingerprint that all groups have: never nothing, so that ranks stay.
constexpr double kLeastRarity = 0.02;
constexpr unsigned kIndexShift = 16;

}  // namespace

std::vector<Rarity::Entry> CountGroupsOfEach(const FingerprintTable& fingerprints,
                                             std::span<const std::uint32_t> group_of,
                                             const ParallelFor& parallel) {
  const std::vector<HashRange> ranges = RangesOf(fingerprints);
  std::vector<std::vector<Rarity::Entry>> found(ranges.size());
  parallel(ranges.size(), [&](std::size_t range) {
    std::vector<std::uint32_t> seen;
    ForEachList(
        fingerprints, ranges[range], [&](std::uint32_t hash, std::span<const PartId> parts) {
          if (parts.size() < kLeastCommon) return;
          seen.clear();
          for (const PartId part : parts) seen.push_back(group_of[part]);
          std::sort(seen.begin(), seen.end());
          const auto count =
              static_cast<std::uint32_t>(std::unique(seen.begin(), seen.end()) - seen.begin());
          if (count >= kLeastCommon) found[range].push_back({hash, count});
        });
  });
  std::vector<Rarity::Entry> common;
  for (const std::vector<Rarity::Entry>& entries : found) {
    common.insert(common.end(), entries.begin(), entries.end());
  }
  return common;
}

Rarity Rarity::Count(const FingerprintTable& fingerprints, std::span<const std::uint32_t> group_of,
                     const ParallelFor& parallel) {
  std::vector<std::uint32_t> groups(group_of.begin(), group_of.end());
  std::sort(groups.begin(), groups.end());
  const auto all_groups =
      static_cast<std::uint64_t>(std::unique(groups.begin(), groups.end()) - groups.begin());
  return Of(CountGroupsOfEach(fingerprints, group_of, parallel), all_groups);
}

Rarity Rarity::Of(std::vector<Entry> common, std::uint64_t all_groups) {
  Rarity rarity;
  rarity.all_groups_ = all_groups;
  rarity.common_ = std::move(common);
  rarity.begin_.assign((std::size_t{1} << (32 - kIndexShift)) + 1, 0);
  for (const Entry& entry : rarity.common_) ++rarity.begin_[(entry.hash >> kIndexShift) + 1];
  for (std::size_t i = 1; i < rarity.begin_.size(); ++i) rarity.begin_[i] += rarity.begin_[i - 1];
  return rarity;
}

std::uint32_t Rarity::GroupsWith(std::uint64_t hash) const {
  if (common_.empty()) return 1;
  const auto wanted = static_cast<std::uint32_t>(hash >> 32);
  const auto first = common_.begin() + begin_[wanted >> kIndexShift];
  const auto last = common_.begin() + begin_[(wanted >> kIndexShift) + 1];
  const auto entry = std::lower_bound(first, last, wanted,
                                      [](const Entry& e, std::uint32_t at) { return e.hash < at; });
  return entry != last && entry->hash == wanted ? entry->groups : 1;
}

double Rarity::OfGroups(std::uint64_t groups) const {
  if (all_groups_ < kLeastGroups || groups < kLeastCommon) return 1;
  const auto all = static_cast<double>(all_groups_ + 1);
  const double told = std::log(all / static_cast<double>(groups + 1)) /
                      std::log(all / static_cast<double>(kLeastCommon));
  return std::clamp(told * told, kLeastRarity, 1.0);
}

}  // namespace textkin
