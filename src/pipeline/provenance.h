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

// Writes edges.jsonl and counts in *run. `events` are those of all aligned pairs, ascending; pairs
// of one template and other values are left out. With `write_events`, writes events.jsonl too.
absl::Status WriteEdges(const Collection& collection, const MatchResult& result,
                        std::vector<PairEvents> events, bool write_events, PartReader* parts,
                        const ParallelFor& parallel, const std::atomic<bool>* cancel,
                        OutputFolder* folder, RunReport* run);

}  // namespace textkin
