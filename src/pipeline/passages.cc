// Fingerprints of all parts, pairs that share some, alignment of these, and their rows in blocks: a
// block is made on all threads, then written in order, so that memory holds the rows of one block.

#include "passages.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "textkin/union_find.h"

namespace textkin {
namespace {

// Parts whose fingerprints are made at once, before they are appended in order.
constexpr std::size_t kPartsPerSearch = 4096;
// Pairs of one block: some 40 MB of rows with quotes.
constexpr std::size_t kPairsPerBlock = 2048;

}  // namespace

std::vector<std::uint32_t> NumberClusters(std::size_t parts, const MatchResult& result) {
  const auto clusters = static_cast<std::uint32_t>(result.clusters.size());
  std::vector<std::uint32_t> cluster_of(parts);
  for (std::size_t part = 0; part < parts; ++part) {
    cluster_of[part] = clusters + static_cast<std::uint32_t>(part);
  }
  for (std::uint32_t i = 0; i < clusters; ++i) {
    for (const PartId member : result.clusters[i].members) cluster_of[member] = i;
  }
  const std::vector<bool> open = FindOpenClusters(result);
  for (std::uint32_t& number : cluster_of) {
    number = NumberCluster(number, number < clusters && open[number]);
  }
  return cluster_of;
}

Aligned AlignPair(const Collection& collection, std::pair<PartId, PartId> pair,
                  const SpinRuleBook& rules, bool quotes, bool with_events, PartReader* parts) {
  Alignment alignment = parts->Aligned(pair.first, pair.second);
  const auto a = parts->WithTokens(pair.first), b = parts->WithTokens(pair.second);
  const PassageSide side_a = {collection.id(pair.first), a->text,
                              collection.char_begin(pair.first)};
  const PassageSide side_b = {collection.id(pair.second), b->text,
                              collection.char_begin(pair.second)};
  Aligned aligned;
  std::vector<SpunPlace> spun;
  for (std::uint32_t i = 0; i < alignment.passages.size(); ++i) {
    Passage& passage = alignment.passages[i];
    const std::vector<RuleUse> uses = rules.FindUses(a->alignable, b->alignable, passage);
    for (const RuleUse& use : uses) spun.push_back({i, use.difference, use.a_has_from});
    if (IsSpun(passage, uses)) passage.kind = PassageKind::kSpun;
    AppendPassageRow(side_a, side_b, passage, quotes, &aligned.rows);
  }
  aligned.passages = alignment.passages.size();
  if (with_events && aligned.passages > 0) {
    aligned.events = FindEvents({pair.first, a->text, &a->alignable, a->marks},
                                {pair.second, b->text, &b->alignable, b->marks}, alignment, spun);
  }
  return aligned;
}

void FingerprintParts(const Collection& collection,
                      const std::function<std::vector<Fingerprint>(PartId)>& make,
                      const ParallelFor& parallel, FingerprintTable* table) {
  std::vector<std::vector<std::uint32_t>> block;
  for (std::size_t begin = 0; begin < collection.size(); begin += kPartsPerSearch) {
    block.assign(std::min(kPartsPerSearch, collection.size() - begin), {});
    parallel(block.size(), [&](std::size_t i) {
      const auto part = static_cast<PartId>(begin + i);
      if (collection.sketches().shingles(part) == 0) return;
      block[i] = SortedHashes(make(part));
    });
    for (const std::vector<std::uint32_t>& hashes : block) table->Append(hashes);
  }
}

absl::StatusOr<PassageJobs> FindPassageJobs(const FingerprintTable& fingerprints,
                                            const MatchResult& result, const Rarity& rarity,
                                            PairSpill spill, const ParallelFor& parallel) {
  absl::StatusOr<SharedText> shared =
      FindSharedText(fingerprints, NumberClusters(fingerprints.size(), result), rarity,
                     SharedTextOptions(), parallel, std::move(spill));
  if (!shared.ok()) return shared.status();
  PassageJobs jobs;
  jobs.formulas = shared->formulas;
  jobs.spilled_bytes = shared->spilled_bytes;
  jobs.pairs = std::move(shared->pairs);
  std::vector<std::pair<PartId, PartId>> listed;
  for (const Match& match : result.matches) listed.emplace_back(match.a, match.b);
  jobs.Add(std::move(listed));
  return jobs;
}

void PassageJobs::Add(std::vector<std::pair<PartId, PartId>> more) {
  pairs.insert(pairs.end(), more.begin(), more.end());
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

void AlignJobs(const PassageJobs& jobs, PartReader* parts, const ParallelFor& parallel) {
  PartId last = 0;
  for (const auto& [a, b] : jobs.pairs) last = std::max(last, b);
  UnionFind families(std::size_t{last} + 1);
  for (const auto& [a, b] : jobs.pairs) families.Join(a, b);
  std::vector<std::uint32_t> order(jobs.pairs.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {},
                           [&](std::uint32_t i) { return families.Find(jobs.pairs[i].first); });
  parallel(order.size(), [&](std::size_t i) {
    const auto& [a, b] = jobs.pairs[order[i]];
    parts->Aligned(a, b);
  });
  parts->SettleAlignments();
}

absl::StatusOr<std::uint64_t> WritePassages(const Collection& collection, const PassageJobs& jobs,
                                            const SpinRuleBook& rules, bool quotes,
                                            PartReader* parts, EventStore* events,
                                            const ParallelFor& parallel,
                                            const std::atomic<bool>* cancel, OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("passages.jsonl");
  if (!file.ok()) return file.status();
  std::uint64_t written = 0;
  std::vector<Aligned> aligned;
  for (std::size_t begin = 0; begin < jobs.pairs.size(); begin += kPairsPerBlock) {
    const std::size_t size = std::min(kPairsPerBlock, jobs.pairs.size() - begin);
    aligned.assign(size, {});
    parallel(size, [&](std::size_t i) {
      aligned[i] =
          AlignPair(collection, jobs.pairs[begin + i], rules, quotes, events != nullptr, parts);
    });
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) break;
    for (std::size_t i = 0; i < size; ++i) {
      file->Write(aligned[i].rows);
      written += aligned[i].passages;
      if (events == nullptr || aligned[i].passages == 0) continue;
      if (const absl::Status status = events->Add(aligned[i].events); !status.ok()) return status;
    }
  }
  const absl::Status status = file->Close();
  if (!status.ok()) return status;
  return written;
}

}  // namespace textkin
