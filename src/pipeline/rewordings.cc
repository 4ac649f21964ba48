// Rewordings by counting: which words are common is learnt from a sample, one part of each group;
// then word pairs are matched as fingerprints are.

#include "rewordings.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "textkin/piece.h"

namespace textkin {
namespace {

// What two parts share, in word pairs that no other group has. Of the pairs of PAN 2013 with
// reuse three find .99, beside 46,000 others; four .98, beside 33,000.
constexpr double kMinShared = 3;

// One part of each group counts, the first by id, and of these a sample.
void CountWords(const Collection& collection, std::span<const std::uint32_t> group_of,
                PartReader* parts, const ParallelFor& parallel, WordCounts* counts) {
  struct Head {
    std::uint32_t group;
    std::size_t rank;
    PartId part;
  };
  std::vector<Head> heads;
  for (PartId part = 0; part < collection.size(); ++part) {
    if (collection.sketches().shingles(part) == 0) continue;
    heads.push_back({group_of[part], collection.rank(part), part});
  }
  std::ranges::sort(heads, {}, [](const Head& head) { return std::pair(head.group, head.rank); });
  heads.erase(std::ranges::unique(heads, {}, &Head::group).begin(), heads.end());
  const auto all = static_cast<Rank>(collection.all());
  std::erase_if(heads,
                [&](const Head& head) { return !IsSampled(static_cast<Rank>(head.rank), all); });
  parallel(heads.size(), [&](std::size_t i) { counts->Add(*parts->Words(heads[i].part)); });
}

}  // namespace

absl::StatusOr<Rewordings> FindRewordings(const Collection& collection,
                                          std::span<const std::uint32_t> group_of,
                                          PartReader* parts, RewordingMemory memory,
                                          const ParallelFor& parallel) {
  // Parts of one group need not be candidates of each other.
  std::vector<std::uint32_t> open_group_of;
  for (const std::uint32_t group : group_of)
    open_group_of.push_back(NumberCluster(group, /*is_open=*/true));
  WordCounts counts;
  CountWords(collection, group_of, parts, parallel, &counts);
  FingerprintTable table;
  table.SpillTo(std::move(memory.word_pairs), memory.of_word_pairs);
  const auto pair_words = [&](PartId part) { return PairWords(*parts->Words(part), counts); };
  FingerprintParts(collection, pair_words, parallel, &table);
  SharedTextOptions options;
  options.min_shared = kMinShared;
  options.long_share = 1;  // word pairs are all of one kind
  options.shared_out = true;
  absl::StatusOr<SharedText> shared =
      FindSharedText(table, open_group_of, Rarity(), options, parallel, std::move(memory.sums));
  if (const absl::Status status = table.status(); !status.ok()) return status;
  if (!shared.ok()) return shared.status();
  return Rewordings{std::move(shared->pairs), table.spilled_bytes() + shared->spilled_bytes};
}

}  // namespace textkin
