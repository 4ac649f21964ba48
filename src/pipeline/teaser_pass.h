// The pass behind the one of sites: documents that end in the beginning of another document of the
// collection, which breaks off.

#pragma once

#include "absl/status/status.h"
#include "collect.h"
#include "textkin/parallel.h"
#include "textkin/pipeline.h"

namespace textkin {

// Marks a tail as a teaser when it begins a line, ends in "..." or "…", and is, but for numbers and
// masks, the beginning of a line among the first ones of a longer document. A page that is an
// excerpt itself is left: more text must stand before a teaser than in it. The result does not
// depend on the executor. Memory: 48 bytes a document.
absl::Status MarkTeasers(const ScanOptions& options, const StageOptions& stages,
                         const ParallelFor& parallel_for, Collection* collection);

// Parts of one beginning that a tail is compared with, in the order of their ids.
inline constexpr std::size_t kMaxCompared = 8;

// The keys of the lines at which a part may be said to begin; 0 for none.
std::vector<std::uint64_t> HeadKeysOf(const StoredPart& stored, Folding folding);
// Where a document breaks off, the keys of all lines at which the beginning of another one may
// stand.
std::vector<std::uint64_t> TailKeysOf(const StoredPart& stored, Folding folding);

}  // namespace textkin
