// Rewordings by counting: which words are common is learnt from a sample, one part of each cluster;
// then word pairs are matched as fingerprints are.

#include "rewordings.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "textkin/piece.h"

namespace textkin {
namespace {

// What two parts share, in word pairs that no other cluster has. Of the pairs of PAN 2013 with
// reuse three find .99, beside 46,000 others; four .98, beside 33,000.
constexpr double kMinShared = 3;

// One part of each cluster counts, the first by id, and of these a sample.
void CountWords(const Collection& collection, std::span<const std::uint32_t> cluster_of,
                PartReader* parts, const ParallelFor& parallel, WordCounts* counts) {
  struct Head {
    std::uint32_t cluster;
    std::size_t rank;
    PartId part;
  };
  std::vector<Head> heads;
  for (PartId part = 0; part < collection.size(); ++part) {
    if (collection.sketches().shingles(part) == 0) continue;
    heads.push_back({cluster_of[part], collection.rank(part), part});
  }
  std::ranges::sort(heads, {}, [](const Head& head) { return std::pair(head.cluster, head.rank); });
  heads.erase(std::ranges::unique(heads, {}, &Head::cluster).begin(), heads.end());
  const auto all = static_cast<Rank>(collection.all());
  std::erase_if(heads,
                [&](const Head& head) { return !IsSampled(static_cast<Rank>(head.rank), all); });
  parallel(heads.size(), [&](std::size_t i) { counts->Add(*parts->Words(heads[i].part)); });
}

}  // namespace

absl::Status AddRewordings(const Collection& collection, const MatchResult& result,
                           PartReader* parts, RewordingMemory memory, const ParallelFor& parallel,
                           PassageJobs* jobs) {
  const std::vector<std::uint32_t> cluster_of = NumberClusters(collection.size(), result);
  WordCounts counts;
  CountWords(collection, cluster_of, parts, parallel, &counts);
  FingerprintTable table;
  table.SpillTo(std::move(memory.word_pairs), memory.of_word_pairs);
  const auto pair_words = [&](PartId part) { return PairWords(*parts->Words(part), counts); };
  FingerprintParts(collection, pair_words, parallel, &table);
  SharedTextOptions options;
  options.min_shared = kMinShared;
  options.shared_out = true;
  absl::StatusOr<SharedText> shared =
      FindSharedText(table, cluster_of, Rarity(), options, parallel, std::move(memory.sums));
  if (const absl::Status status = table.status(); !status.ok()) return status;
  if (!shared.ok()) return shared.status();
  jobs->spilled_bytes += table.spilled_bytes() + shared->spilled_bytes;
  jobs->Add(std::move(shared->pairs));
  return absl::OkStatus();
}

}  // namespace textkin
