// Gathering, sorting, walking one range.

#include "posting_ranges.h"

#include "pairs.h"

namespace textkin {
namespace {

// Fingerprints of one range: 32 MiB with the scratch space of the sort.
constexpr std::uint64_t kPerRange = std::uint64_t{2} << 20;

}  // namespace

std::vector<HashRange> RangesOf(const FingerprintTable& fingerprints) {
  std::vector<HashRange> ranges = {{0, 0, 0}};
  for (std::uint64_t step = 0; step < FingerprintTable::kSteps; ++step) {
    const std::uint64_t of_step = fingerprints.FingerprintsOf(step);
    HashRange* last = &ranges.back();
    if (last->fingerprints > 0 && last->fingerprints + of_step > kPerRange) {
      ranges.push_back({last->end, last->end, 0});
      last = &ranges.back();
    }
    last->end += FingerprintTable::kHashesPerStep;
    last->fingerprints += of_step;
  }
  return ranges;
}

void ForEachList(const FingerprintTable& fingerprints, const HashRange& range,
                 const std::function<void(std::uint32_t, std::span<const PartId>)>& visit) {
  std::vector<std::uint64_t> entries;  // hash in the high half, part in the low
  entries.reserve(range.fingerprints);
  fingerprints.Gather(range.begin, range.end, &entries);
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
