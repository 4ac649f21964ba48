// The title of a text is its first kept line.

#include "anachronism.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "textkin/date.h"

namespace textkin {
namespace {

// Years of one text that became one, from which it is no correction of a slip.
constexpr std::size_t kLeastYears = 2;

bool IsYear(std::string_view word) { return word.size() == kYearDigits && FindYear(word, 0) == 0; }

// Whether what is kept behind the title speaks of `of`, and nowhere of `other`.
bool SpeaksOfAlone(const PartText& part, std::size_t title_end, std::string_view of,
                   std::string_view other) {
  const std::string_view text = part.text;
  bool speaks = false;
  for (const Span& span : part.kept) {
    if (span.end <= title_end) continue;
    const std::size_t begin = std::max<std::size_t>(span.begin, title_end);
    const std::string_view kept = text.substr(begin, span.end - begin);
    for (const std::string_view year : YearsIn(kept)) {
      if (year == other) return false;
      speaks |= year == of;
    }
  }
  return speaks;
}

void AddMisdatedTitles(const Edge& edge, const PartText& source, const PartText& derived,
                       std::vector<PartId>* misdated) {
  const Span in_source = FirstKeptLine(source.text, source.kept);
  const Span in_derived = FirstKeptLine(derived.text, derived.kept);
  const auto line = [](const PartText& part, Span span) {
    return std::string_view(part.text).substr(span.begin, span.end - span.begin);
  };
  const std::string_view a = line(source, in_source), b = line(derived, in_derived);
  const std::size_t at = FindYear(a, 0);
  if (at == std::string_view::npos || FindYear(b, 0) != at || a.size() != b.size()) return;
  const std::string_view year_a = a.substr(at, kYearDigits), year_b = b.substr(at, kYearDigits);
  const bool differ_there_alone = year_a != year_b && a.substr(0, at) == b.substr(0, at) &&
                                  a.substr(at + kYearDigits) == b.substr(at + kYearDigits);
  if (!differ_there_alone) return;
  if (SpeaksOfAlone(source, in_source.end, year_b, year_a)) misdated->push_back(edge.source);
  if (SpeaksOfAlone(derived, in_derived.end, year_a, year_b)) misdated->push_back(edge.derived);
}

// Of a collapse of numbers, the first few places are quoted: all must be years.
bool ShowsOneYearForSeveral(const Edge& edge, std::string_view source, std::string_view derived) {
  if (!IsDirected(edge.relation)) return false;
  for (const Evidence& evidence : edge.evidence) {
    if (evidence.type != EvidenceType::kNumberCollapsed || !evidence.for_derived) continue;
    std::set<std::string_view> years;
    for (const Quote& quote : evidence.quotes) {
      const std::string_view from = source.substr(quote.a.begin, quote.a.end - quote.a.begin);
      const std::string_view to = derived.substr(quote.b.begin, quote.b.end - quote.b.begin);
      if (!IsYear(from) || !IsYear(to)) return false;
      years.insert(from);
    }
    return years.size() >= kLeastYears;
  }
  return false;
}

}  // namespace

std::vector<PartId> FindMisdated(const Edge& edge, const PartText& source,
                                 const PartText& derived) {
  std::vector<PartId> misdated;
  AddMisdatedTitles(edge, source, derived, &misdated);
  if (ShowsOneYearForSeveral(edge, source.text, derived.text)) misdated.push_back(edge.derived);
  return misdated;
}

}  // namespace textkin
