// Gathering, sorting, walking one range.

#include "posting_ranges.h"

#include "pairs.h"

namespace textkin {
namespace {

// Fingerprints of one range: 64 MiB with the scratch space of the sort.
constexpr std::size_t kPerRange = std::size_t{4} << 20;

}  // namespace

std::size_t CountRanges(const FingerprintTable& fingerprints) {
  return fingerprints.fingerprints() / kPerRange + 1;
}

void ForEachList(const FingerprintTable& fingerprints, std::size_t range, std::size_t ranges,
                 const std::function<void(std::uint32_t, std::span<const PartId>)>& visit) {
  const std::uint64_t low = (std::uint64_t{range} << 32) / ranges;
  const std::uint64_t high = (std::uint64_t{range + 1} << 32) / ranges;
  std::vector<std::uint64_t> entries;  // hash in the high half, part in the low
  fingerprints.Gather(low, high, &entries);
  // From memory alone the parts ascend already.
  SortNumbers(&entries, fingerprints.spilled_bytes() > 0 ? 0 : 32);
  std::vector<PartId> parts;
  for (std::size_t begin = 0; begin < entries.size();) {
    const std::uint64_t hash = entries[begin] >> 32;
    parts.clear();
    std::size_t end = begin;
    for (; end < entries.size() && entries[end] >> 32 == hash; ++end) {
      parts.push_back(static_cast<PartId>(entries[end]));
    }
    if (parts.size() > 1) visit(static_cast<std::uint32_t>(hash), parts);
    begin = end;
  }
}

}  // namespace textkin
