// The alignments of pairs, in scratch: matching, the rules of substitution and passages each want
// them, and reading one back costs a twentieth of aligning again.

#pragma once

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/align.h"
#include "textkin/document.h"
#include "textkin/scratch.h"

namespace textkin {

class AlignmentStore {
 public:
  explicit AlignmentStore(Scratch scratch) : scratch_(std::move(scratch)) {}

  // For several threads.
  absl::Status Add(PartId a, PartId b, const Alignment& alignment);
  // Lets what was added be found. Not while other threads use the store.
  void Settle();
  // False: the pair had not been added when the store was settled. For several threads.
  absl::StatusOr<bool> Load(PartId a, PartId b, Alignment* alignment) const;

 private:
  struct Place {
    PartId a;
    PartId b;
    std::uint64_t offset;
    std::uint32_t bytes;

    std::pair<PartId, PartId> pair() const { return {a, b}; }
  };

  Scratch scratch_;
  std::vector<Place> places_;  // of what is settled, ascending by pair
  std::mutex mutex_;           // of what follows
  std::vector<Place> added_;   // since then
  std::uint64_t end_ = 0;
};

}  // namespace textkin
