// Where the two parts of a pair stand.

#include <algorithm>
#include <string_view>

#include "cleaning.h"
#include "mixtures.h"
#include "textkin/provenance.h"
#include "tree.h"

namespace textkin {
namespace {

bool Has(const std::vector<std::uint64_t>& keys, std::uint64_t key) {
  return std::binary_search(keys.begin(), keys.end(), key);
}

// Watermarks of other sites in `derived` that stand in `source`, and of these those that are at
// home there.
struct SharedMarks {
  std::uint32_t shared = 0;
  std::uint32_t home = 0;
};

SharedMarks CountMarks(const PartFacts& source, const PartFacts& derived) {
  SharedMarks marks;
  for (const std::uint64_t key : derived.foreign) {
    if (!Has(source.watermarks, key)) continue;
    ++marks.shared;
    marks.home += Has(source.foreign, key) ? 0 : 1;
  }
  return marks;
}

// What a part says of its own day. Dates in file names and titles are the subject's more often, and
// a crawler's are those of its visits.
// Claims that differ in the year are none.
std::string_view DateOf(const PartFacts& facts) {
  std::string_view date;
  for (const DateClaim& claim : facts.dates) {
    if (claim.kind == "file_name" || claim.kind == "title" || claim.kind == "crawled") continue;
    const std::string_view value = claim.value;
    if (!date.empty() && date.substr(0, 4) != value.substr(0, 4)) return {};
    if (date.empty()) date = value;
  }
  return date;
}

// 1 where b's date is later, as far as both are known.
int CompareDates(const PartFacts& a, const PartFacts& b) {
  constexpr std::size_t kDay = std::string_view("2024-01-01").size();
  const std::string_view of_a = DateOf(a), of_b = DateOf(b);
  const std::size_t known = std::min({of_a.size(), of_b.size(), kDay});
  const int order = of_b.substr(0, known).compare(of_a.substr(0, known));
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

double UnusualCleaning(const PairEvents& pair, const PartFacts& copy, bool is_b) {
  switch (CleaningOf(pair, is_b)) {
    case Cleaning::kNothing:
      return 0;
    case Cleaning::kKept:
      return copy.unusual_keeping;
    case Cleaning::kCleaned:
      return copy.unusual_cleaning;
  }
  return 0;
}

}  // namespace

std::vector<PairContext> ContextsOf(const Family& family) {
  const std::vector<bool> mixtures = FindMixtures(family);
  std::vector<PairContext> contexts;
  for (const PairEvents& pair : family.pairs) {
    const std::uint32_t at_a = IndexOf(family, pair.a), at_b = IndexOf(family, pair.b);
    const PartFacts& a = family.parts[at_a];
    const PartFacts& b = family.parts[at_b];
    const SharedMarks in_a = CountMarks(b, a), in_b = CountMarks(a, b);
    PairContext context;
    context.inner_a = a.is_inner;
    context.inner_b = b.is_inner;
    context.mixture_a = mixtures[at_a];
    context.mixture_b = mixtures[at_b];
    context.home_a = in_a.home;
    context.home_b = in_b.home;
    context.unshared_a = static_cast<std::uint32_t>(a.foreign.size()) - in_a.shared;
    context.unshared_b = static_cast<std::uint32_t>(b.foreign.size()) - in_b.shared;
    context.date_order = CompareDates(a, b);
    for (const Event& event : pair.events) {
      (event.in_b ? context.unusual_b : context.unusual_a) +=
          (event.in_b ? b : a).unusual[static_cast<std::size_t>(event.type)];
    }
    context.unusual_a += UnusualCleaning(pair, a, false);
    context.unusual_b += UnusualCleaning(pair, b, true);
    contexts.push_back(context);
  }
  return contexts;
}

}  // namespace textkin
