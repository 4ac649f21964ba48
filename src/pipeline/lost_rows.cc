// The copy that lost least is restored from the others, those that lost less first.

#include "lost_rows.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "textkin/align.h"
#include "textkin/report.h"

namespace textkin {
namespace {

// The copies by the places at which others have what they lost.
std::vector<PartId> ByLosses(const Family& family, const LostSource& lost) {
  std::map<PartId, std::uint64_t> losses;
  for (const PartId copy : lost.copies) losses[copy] = 0;
  for (const PairEvents& pair : family.pairs) {
    const auto a = losses.find(pair.a), b = losses.find(pair.b);
    if (a == losses.end() || b == losses.end()) continue;
    for (const Event& event : pair.events) (event.in_b ? b : a)->second += event.loci;
  }
  std::vector<PartId> copies = lost.copies;
  std::sort(copies.begin(), copies.end(), [&](PartId x, PartId y) {
    return std::tuple(losses.at(x), x) < std::tuple(losses.at(y), y);
  });
  return copies;
}

RestoredText TextFrom(std::span<const PartId> copies, PartReader* parts) {
  std::vector<std::shared_ptr<const ReadyPart>> ready;
  for (const PartId copy : copies) ready.push_back(parts->Ready(copy));
  const ReadyPart& best = *ready.front();
  std::vector<OtherCopy> others;
  for (std::size_t i = 1; i < ready.size(); ++i) {
    const ReadyPart& other = *ready[i];
    others.push_back({other.text, other.kept,
                      FindEvents({copies.front(), best.text, &best.alignable, best.marks},
                                 {copies[i], other.text, &other.alignable, other.marks},
                                 Align(best.alignable, other.alignable, parts->align_options()), {},
                                 /*most_quotes=*/best.text.size())});
  }
  return Restore(best.text, best.kept, others);
}

}  // namespace

std::string LostIdOf(const Collection& collection, const LostSource& lost) {
  return std::string(collection.id(lost.copies.front())) + "#lost";
}

std::string LostRowOf(const Family& family, const LostSource& lost, bool quotes,
                      const Collection& collection, PartReader* parts) {
  LostRow row;
  row.id = LostIdOf(collection, lost);
  for (const PartId copy : lost.copies) row.copies.push_back(collection.id(copy));
  if (lost.source) row.source = collection.id(*lost.source);
  const RestoredText restored = TextFrom(ByLosses(family, lost), parts);
  row.restored = restored.places;
  if (quotes) row.text = restored.text;
  std::string line;
  AppendLostRow(row, &line);
  return line;
}

}  // namespace textkin
