// Provenance of a whole collection: the families of its pairs, and their edges.

#pragma once

#include <atomic>
#include <vector>

#include "absl/status/status.h"
#include "collect.h"
#include "output_folder.h"
#include "part_reader.h"
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

// Writes edges.jsonl and sites.json, and counts in *run. `events` are those of all aligned pairs,
// ascending; pairs of one template and other values are left out. With `write_events`, writes
// events.jsonl too.
absl::Status WriteEdges(const Collection& collection, const MatchResult& result,
                        std::vector<PairEvents> events, bool write_events, PartReader* parts,
                        const ParallelFor& parallel, const std::atomic<bool>* cancel,
                        OutputFolder* folder, EdgeFindings* findings, RunReport* run);

}  // namespace textkin
