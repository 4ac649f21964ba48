// The pass between reading and matching: what sites put around and into their texts is learnt and
// marked.

#pragma once

#include "absl/status/status.h"
#include "collect.h"
#include "textkin/parallel.h"
#include "textkin/pipeline.h"

namespace textkin {

// Learns a model of every site with kMinSiteDocuments documents or more, marks the site's documents
// by it, and normalizes and sketches those whose marks have changed again. The result does not
// depend on the executor. Memory beside the models: what one site is learnt from, for each thread.
absl::Status MarkSites(const ScanOptions& options, const StageOptions& stages,
                       const ParallelFor& parallel_for, Collection* collection);

}  // namespace textkin
