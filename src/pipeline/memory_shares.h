// How --memory is shared out: what each kind of intermediate result may hold of it before it
// spills.

#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "textkin/scratch.h"

namespace textkin {

// Half of --memory at any time. The other half is for what nothing can bound: some 350 bytes a part
// and 4 a FracMinHash value while parts are matched, and what each thread works on.
struct MemoryShares {
  // `memory`: of the whole run, bytes.
  explicit MemoryShares(std::uint64_t memory)
      : texts(std::min<std::uint64_t>(kScratchMemory, memory / 16)),
        signatures(memory / 8),
        fingerprints(memory / 16),
        lists(memory / 8),
        pairs(memory / 16),
        contents(std::min(kMostContents, memory / 16)),
        ready(std::min(kMostReady, memory / 16)),
        rows(std::min<std::uint64_t>(kScratchMemory, memory / 32)) {}

  // What more would be of no use, bytes: the exact sets of 8,000 reports of 1,000 shingles, of
  // which half is enough for the leaders and the part at hand; and some 600 reports of 3,000
  // characters with their tokens, so that a family of 256, aligned all with all, is read once.
  static constexpr std::uint64_t kMostContents = std::uint64_t{64} << 20;
  static constexpr std::uint64_t kMostReady = std::uint64_t{128} << 20;

  std::uint64_t texts;         // with the rows of documents, in scratch
  std::uint64_t signatures;    // MinHash
  std::uint64_t fingerprints;  // of winnowing
  std::uint64_t lists;         // of parts with common FracMinHash values, made block by block
  std::uint64_t pairs;         // with what they share
  std::uint64_t contents;      // exact sets, made again when they are asked for again
  std::uint64_t ready;         // texts with their tokens, likewise
  std::uint64_t rows;          // events of pairs, and as much again for rows of edges
};

// Postings of new documents of an index that are sorted at a time. Each time leaves a run that
// RocksDB merges with the others: with fewer bytes, documents are merged again and again; with more
// than a quarter of a gigabyte nothing is gained. Bytes, of `memory` of the whole run.
inline std::uint64_t PostingMemory(std::uint64_t memory) {
  return std::clamp(memory / 4, std::uint64_t{16} << 20, std::uint64_t{256} << 20);
}

// What --memory is where nobody says: half of the machine's, bytes.
inline std::uint64_t HalfOfMachine() {
  return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
         static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE)) / 2;
}

}  // namespace textkin
