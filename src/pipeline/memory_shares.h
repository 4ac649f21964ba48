// How --memory is shared out: what each kind of intermediate result may hold of it before it
// spills.

#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "textkin/scratch.h"

namespace textkin {

struct MemoryShares {
  // `memory`: of the whole run, bytes.
  explicit MemoryShares(std::uint64_t memory)
      : texts(std::min<std::uint64_t>(kScratchMemory, memory / 8)),
        signatures(memory / 4),
        fingerprints(memory / 8),
        rows(std::min<std::uint64_t>(kScratchMemory, memory / 16)) {}

  std::uint64_t texts;         // with the rows of documents, in scratch
  std::uint64_t signatures;    // MinHash
  std::uint64_t fingerprints;  // of winnowing
  std::uint64_t rows;          // events of pairs, and rows of edges
};

// What --memory is where nobody says: half of the machine's, bytes.
inline std::uint64_t HalfOfMachine() {
  return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
         static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE)) / 2;
}

}  // namespace textkin
