// Pairs as bytes: the numbers, then events with their quotes, then passages.

#include "event_store.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace textkin {
namespace {

// What is written of a pair and of an event as it is.
struct PairHead {
  std::uint32_t tokens_a, tokens_b, covered_a, covered_b, shared_debris;
  bool teaser_a, teaser_b;
  Edits edits;
  std::uint32_t events, passages;
};
struct EventHead {
  std::uint32_t loci;
  EvidenceType type;
  bool in_b;
  std::uint16_t quotes;  // at most kMaxQuotes
};

template <typename Value>
void Append(const Value* values, std::size_t count, std::string* bytes) {
  if (count > 0) bytes->append(reinterpret_cast<const char*>(values), count * sizeof(Value));
}

template <typename Value>
void Take(std::string_view* bytes, std::size_t count, Value* values) {
  if (count > 0) std::memcpy(values, bytes->data(), count * sizeof(Value));
  bytes->remove_prefix(count * sizeof(Value));
}

}  // namespace

absl::Status EventStore::Add(const PairEvents& pair) {
  const PairHead head = {pair.tokens_a,
                         pair.tokens_b,
                         pair.covered_a,
                         pair.covered_b,
                         pair.shared_debris,
                         pair.teaser_a,
                         pair.teaser_b,
                         pair.edits,
                         static_cast<std::uint32_t>(pair.events.size()),
                         static_cast<std::uint32_t>(pair.passages.size())};
  std::string bytes;
  Append(&head, 1, &bytes);
  for (const Event& event : pair.events) {
    const EventHead of = {event.loci, event.type, event.in_b,
                          static_cast<std::uint16_t>(event.quotes.size())};
    Append(&of, 1, &bytes);
    Append(event.quotes.data(), event.quotes.size(), &bytes);
  }
  Append(pair.passages.data(), pair.passages.size(), &bytes);
  places_.push_back({pair.a, pair.b, end_, static_cast<std::uint32_t>(bytes.size())});
  end_ += bytes.size();
  return scratch_.Write(places_.back().offset, bytes);
}

std::vector<PairEvents> EventStore::Pairs() const {
  std::vector<PairEvents> pairs(places_.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i].a = places_[i].a;
    pairs[i].b = places_[i].b;
  }
  return pairs;
}

absl::Status EventStore::Load(PairEvents* pair) const {
  const auto place = std::lower_bound(places_.begin(), places_.end(), std::pair(pair->a, pair->b),
                                      [](const Place& one, std::pair<PartId, PartId> wanted) {
                                        return std::pair(one.a, one.b) < wanted;
                                      });
  std::string stored;
  const absl::Status status = scratch_.Read(place->offset, place->bytes, &stored);
  if (!status.ok()) return status;
  std::string_view bytes = stored;
  PairHead head;
  Take(&bytes, 1, &head);
  pair->tokens_a = head.tokens_a;
  pair->tokens_b = head.tokens_b;
  pair->covered_a = head.covered_a;
  pair->covered_b = head.covered_b;
  pair->shared_debris = head.shared_debris;
  pair->teaser_a = head.teaser_a;
  pair->teaser_b = head.teaser_b;
  pair->edits = head.edits;
  pair->events.resize(head.events);
  for (Event& event : pair->events) {
    EventHead of;
    Take(&bytes, 1, &of);
    event.loci = of.loci;
    event.type = of.type;
    event.in_b = of.in_b;
    event.quotes.resize(of.quotes);
    Take(&bytes, event.quotes.size(), event.quotes.data());
  }
  pair->passages.resize(head.passages);
  Take(&bytes, pair->passages.size(), pair->passages.data());
  return status;
}

}  // namespace textkin
