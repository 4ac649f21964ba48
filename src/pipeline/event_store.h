// The events of all aligned pairs, in scratch: there are a million of some hundred bytes, and
// provenance looks at one family at a time.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "textkin/provenance.h"
#include "textkin/scratch.h"

namespace textkin {

class EventStore {
 public:
  explicit EventStore(Scratch scratch) : scratch_(std::move(scratch)) {}

  // Pairs come ascending. Not from several threads at a time.
  absl::Status Add(const PairEvents& pair);
  // Of all pairs a and b, and nothing else.
  std::vector<PairEvents> Pairs() const;
  // Puts back all but `identical`. For several threads.
  absl::Status Load(PairEvents* pair) const;

 private:
  struct Place {
    PartId a;
    PartId b;
    std::uint64_t offset;
    std::uint32_t bytes;
  };

  Scratch scratch_;
  std::vector<Place> places_;
  std::uint64_t end_ = 0;
};

}  // namespace textkin
