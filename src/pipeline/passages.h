// Passages of a whole collection: which pairs are aligned, and their rows.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "collect.h"
#include "event_store.h"
#include "output_folder.h"
#include "part_reader.h"
#include "textkin/match.h"
#include "textkin/parallel.h"
#include "textkin/provenance.h"
#include "textkin/spin.h"

namespace textkin {

// Appends what `make` gives for each part, on all threads.
void FingerprintParts(const Collection& collection,
                      const std::function<std::vector<Fingerprint>(PartId)>& make,
                      const ParallelFor& parallel, FingerprintTable* table);

// By part: the NumberCluster of its cluster; parts in none have numbers of their own.
std::vector<std::uint32_t> NumberClusters(std::size_t parts, const MatchResult& result);

struct PassageJobs {
  std::vector<std::pair<PartId, PartId>> pairs;  // a < b, ascending
  std::uint64_t formulas = 0;                    // see SharedText
  std::uint64_t spilled_bytes = 0;               // likewise

  void Add(std::vector<std::pair<PartId, PartId>> more);  // those that are there already once
};

// The listed pairs, and the pairs of parts that share text without being kin.
absl::StatusOr<PassageJobs> FindPassageJobs(const FingerprintTable& fingerprints,
                                            const MatchResult& result, const Rarity& rarity,
                                            PairSpill spill, const ParallelFor& parallel);

// Aligns all pairs, for what asks for them later: family by family, so that a part is made ready
// once however far its partners' ids are from each other.
void AlignJobs(const PassageJobs& jobs, PartReader* parts, const ParallelFor& parallel);

// What one alignment gives.
struct Aligned {
  std::string rows;  // of passages.jsonl
  std::uint64_t passages = 0;
  PairEvents events;  // where there are passages
};

// The rows of two parts; what `rules` explain is spun.
Aligned AlignPair(const Collection& collection, std::pair<PartId, PartId> pair,
                  const SpinRuleBook& rules, bool quotes, bool with_events, PartReader* parts);

// Writes passages.jsonl, where what `rules` explain is spun; returns the number of passages. With
// `events`, adds those of each pair that has any, in the order of the pairs.
absl::StatusOr<std::uint64_t> WritePassages(const Collection& collection, const PassageJobs& jobs,
                                            const SpinRuleBook& rules, bool quotes,
                                            PartReader* parts, EventStore* events,
                                            const ParallelFor& parallel,
                                            const std::atomic<bool>* cancel, OutputFolder* folder);

}  // namespace textkin
