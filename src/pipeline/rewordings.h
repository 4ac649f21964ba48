// Pairs of parts that have many word pairs in common, though no run of words: candidates of the
// preset paraphrase.

#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "collect.h"
#include "part_reader.h"
#include "passages.h"
#include "textkin/match.h"
#include "textkin/parallel.h"

namespace textkin {

// What may go to scratch, and what of it may stay in memory, in bytes.
struct RewordingMemory {
  Scratch word_pairs;
  std::uint64_t of_word_pairs = 0;
  PairSpill sums;
};

// Adds the pairs to *jobs; those inside of closed clusters are there already.
absl::Status AddRewordings(const Collection& collection, const MatchResult& result,
                           PartReader* parts, RewordingMemory memory, const ParallelFor& parallel,
                           PassageJobs* jobs);

}  // namespace textkin
