// Provenance of a whole collection: the families of its pairs, and their edges.

#pragma once

#include <atomic>
#include <vector>

#include "absl/status/status.h"
#include "collect.h"
#include "event_store.h"
#include "output_folder.h"
#include "part_reader.h"
#include "sites.h"
#include "textkin/match.h"
#include "textkin/parallel.h"
#include "textkin/provenance.h"
#include "textkin/report.h"

namespace textkin {

// The watermarks that stand in a text, by what they say: numbers in them may count pages. Sorted,
// distinct.
std::vector<std::uint64_t> WatermarksOf(std::string_view text, std::span<const Mark> marks);

// What edges tell of single parts.
struct EdgeFindings {
  std::vector<PartId> filtered;  // parts that their site's filter has gone over, ascending
};

struct EdgeRow {
  PartId source = 0;
  PartId derived = 0;
  std::string row;  // of edges.jsonl

  friend auto operator<=>(const EdgeRow&, const EdgeRow&) = default;
};

// The parts of the pairs, ascending.
std::vector<PartId> PartsOf(const std::vector<PairEvents>& events);
// What provenance needs to know of them.
absl::StatusOr<std::vector<PartFacts>> FactsOf(const Collection& collection,
                                               const std::vector<PairEvents>& events,
                                               PartReader* parts, const ParallelFor& parallel);
// The edges of all families, ascending; adds to *ledger, and to the counts of *run.
std::vector<EdgeRow> TraceFamilies(const std::vector<Family>& families, PartReader* parts,
                                   const Collection& collection, const ParallelFor& parallel,
                                   SiteLedger* ledger, RunReport* run);

// Writes edges.jsonl and sites.json, and counts in *run. `events` are those of all aligned pairs;
// pairs of one template and other values are left out. With `write_events`, writes events.jsonl
// too. Rows beyond `row_memory` bytes wait in scratch.
absl::Status WriteEdges(const Collection& collection, const MatchResult& result,
                        const EventStore& events, bool write_events, PartReader* parts,
                        std::uint64_t row_memory, const ParallelFor& parallel,
                        const std::atomic<bool>* cancel, OutputFolder* folder,
                        EdgeFindings* findings, RunReport* run);

}  // namespace textkin
