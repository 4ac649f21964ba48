// Events being counted: loci by type and side, with the first places.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "textkin/provenance.h"

namespace textkin {

class Tally {
 public:
  // Keeps so many places of an event.
  explicit Tally(std::size_t most_quotes) : most_quotes_(most_quotes) {}

  // A locus at which b is changed and a is not, or the other way round.
  void Add(EvidenceType type, bool in_b, const Quote& quote) {
    Event& event = events_[Slot(type, in_b)];
    ++event.loci;
    if (event.quotes.size() < most_quotes_) event.quotes.push_back(quote);
  }

  std::vector<Event> Take() {
    std::vector<Event> found;
    for (std::size_t slot = 0; slot < events_.size(); ++slot) {
      if (events_[slot].loci == 0) continue;
      events_[slot].type = static_cast<EvidenceType>(slot / 2);
      events_[slot].in_b = slot % 2 == 1;
      found.push_back(std::move(events_[slot]));
    }
    return found;
  }

 private:
  static std::size_t Slot(EvidenceType type, bool in_b) {
    return static_cast<std::size_t>(type) * 2 + (in_b ? 1 : 0);
  }

  std::size_t most_quotes_;
  std::array<Event, kEventTypes * 2> events_;
};

// One side of a quote and the other, by which of them is changed.
inline Quote QuoteOf(bool changed_in_b, Span changed, Span other) {
  return changed_in_b ? Quote{other, changed} : Quote{changed, other};
}

}  // namespace textkin
