// The text of a lost source: that of one copy, with what it lost put back from the others.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "textkin/provenance.h"

namespace textkin {
namespace {

// What was there before and can be seen in another copy. Words that rules exchanged are left: both
// are words, and the rules are not here.
bool IsRestorable(EvidenceType type) {
  switch (type) {
    case EvidenceType::kNumberMasked:
    case EvidenceType::kNumberDropped:
    case EvidenceType::kNumberCollapsed:
    case EvidenceType::kNumberRespelled:
    case EvidenceType::kNameMasked:
    case EvidenceType::kWordDropped:
    case EvidenceType::kTruncated:
      return true;
    default:
      return false;
  }
}

struct Place {
  Span at;  // in the text that is restored
  std::string words;
};

std::string KeptOf(std::string_view text, std::span<const Span> kept, Span wanted) {
  std::string words;
  for (const Span& span : kept) {
    const std::uint32_t begin = std::max(span.begin, wanted.begin);
    const std::uint32_t end = std::min(span.end, wanted.end);
    if (begin < end) words += text.substr(begin, end - begin);
  }
  return words;
}

std::string_view TrimmedEnd(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// Where nothing is left of a word, the blank before it is gone too.
std::uint32_t WithBlank(std::string_view text, std::uint32_t begin) {
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  return begin;
}

Place PlaceIn(const Quote& quote, EvidenceType type, std::string_view text,
              const OtherCopy& other) {
  if (type == EvidenceType::kTruncated) {
    return {{quote.a.end, static_cast<std::uint32_t>(text.size())},
            KeptOf(other.text, other.kept,
                   {quote.b.end, static_cast<std::uint32_t>(other.text.size())})};
  }
  const bool is_gone = quote.a.begin == quote.a.end;
  const std::uint32_t begin = is_gone ? WithBlank(other.text, quote.b.begin) : quote.b.begin;
  return {quote.a, KeptOf(other.text, other.kept, {begin, quote.b.end})};
}

}  // namespace

RestoredText Restore(std::string_view text, std::span<const Span> kept,
                     std::span<const OtherCopy> others) {
  std::vector<Place> places;
  for (const OtherCopy& other : others) {
    for (const Event& event : other.events.events) {
      if (event.in_b || !IsRestorable(event.type)) continue;
      for (const Quote& quote : event.quotes)
        places.push_back(PlaceIn(quote, event.type, text, other));
    }
  }
  // The first of those at one place has the say.
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& x, const Place& y) { return x.at.begin < y.at.begin; });
  RestoredText restored;
  std::uint32_t at = 0;
  const Place* last = nullptr;
  for (const Place& place : places) {
    if (place.at.begin < at || (last != nullptr && place.at == last->at)) continue;
    restored.text += KeptOf(text, kept, {at, place.at.begin});
    restored.text += place.words;
    at = place.at.end;
    last = &place;
    ++restored.places;
  }
  restored.text += KeptOf(text, kept, {at, static_cast<std::uint32_t>(text.size())});
  restored.text.resize(TrimmedEnd(restored.text).size());
  return restored;
}

}  // namespace textkin
