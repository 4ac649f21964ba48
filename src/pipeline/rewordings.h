// Pairs of parts that have many word pairs in common, though no run of words: candidates of the
// preset paraphrase.

#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
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

struct Rewordings {
  std::vector<std::pair<PartId, PartId>> pairs;  // a < b, ascending
  std::uint64_t spilled_bytes = 0;
};

// `group_of`: parts that sketches say are alike. One of each group tells which words are common.
absl::StatusOr<Rewordings> FindRewordings(const Collection& collection,
                                          std::span<const std::uint32_t> group_of,
                                          PartReader* parts, RewordingMemory memory,
                                          const ParallelFor& parallel);

}  // namespace textkin
