// Provenance of a whole collection: the families of its pairs, and their edges.

#pragma once

#include <atomic>
#include <vector>

#include "absl/status/status.h"
#include "circles.h"
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
  std::vector<PartId> misdated;  // parts that claim other years than those of what they tell
};

// A row of edges.jsonl, or, by the first copy twice, of lost.jsonl.
struct EdgeRow {
  PartId source = 0;
  PartId derived = 0;
  std::string row;

  friend auto operator<=>(const EdgeRow&, const EdgeRow&) = default;
};

// The parts of the pairs, ascending.
std::vector<PartId> PartsOf(const std::vector<PairEvents>& events);
// What provenance needs to know of them; without `dates`, not those.
absl::StatusOr<std::vector<PartFacts>> FactsOf(const Collection& collection,
                                               const std::vector<PairEvents>& events, bool dates,
                                               PartReader* parts, const ParallelFor& parallel);
// A row of edges.jsonl for two documents that have text of each other, the smaller id first.
std::string MutualRow(std::string_view a, std::string_view b, std::string_view circle);

struct TracedRows {
  std::vector<EdgeRow> edges;         // ascending
  std::vector<EdgeRow> lost;          // ascending
  std::vector<TextEdge> for_circles;  // ascending
  std::vector<PartId> misdated;       // ascending, distinct
};
// What all families give; adds to *ledger, and to the counts of *run. Without `quotes`, lost
// sources have no text.
TracedRows TraceFamilies(const std::vector<Family>& families, bool quotes, PartReader* parts,
                         const Collection& collection, const ParallelFor& parallel,
                         SiteLedger* ledger, RunReport* run);

struct EdgeOptions {
  bool quotes = true;            // lost.jsonl has texts
  bool write_events = false;     // events.jsonl too
  bool dates = true;             // that documents claim are evidence
  std::uint64_t row_memory = 0;  // bytes of rows beyond which they wait in scratch
};
// Writes edges.jsonl, lost.jsonl and sites.json, and counts in *run. `events` are those of all
// aligned pairs; pairs of one template and other values are left out.
absl::Status WriteEdges(const Collection& collection, const MatchResult& result,
                        const EventStore& events, const EdgeOptions& options, PartReader* parts,
                        const ParallelFor& parallel, const std::atomic<bool>* cancel,
                        OutputFolder* folder, EdgeFindings* findings, RunReport* run);

}  // namespace textkin
