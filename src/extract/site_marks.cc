// What a site's model says about one document.

#include "site_marks.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "ends.h"
#include "teasers.h"
#include "textkin/hash.h"
#include "units.h"

namespace textkin {
namespace {

// Sites on which furniture may be frequent: a site and its mirror.
constexpr std::uint32_t kMaxSites = 2;

const Furniture* FindLine(const SiteModel& model, std::uint64_t key) {
  const auto at =
      std::ranges::lower_bound(model.furniture, std::pair(false, key), {},
                               [](const Furniture& one) { return std::pair(one.tail, one.key); });
  return at != model.furniture.end() && !at->tail && at->key == key ? &*at : nullptr;
}

// The longest of `watermarks` that the unit ends in.
void MarkWatermark(std::span<const Furniture> watermarks, std::string_view text, const Unit& unit,
                   std::vector<Mark>* marks) {
  if (unit.tail == 0) return;
  const std::string_view words = text.substr(unit.span.begin, unit.span.end - unit.span.begin);
  std::uint32_t size = 0;
  for (const Furniture& one :
       std::ranges::equal_range(watermarks, unit.tail, {}, &Furniture::key)) {
    if (one.text.size() > size && words.ends_with(one.text))
      size = static_cast<std::uint32_t>(one.text.size());
  }
  if (size > 0) marks->push_back({{unit.span.end - size, unit.span.end}, MarkKind::kWatermark});
}

// What decides whether two sites have the same: of a watermark its words, since many end alike.
std::uint64_t Identity(const Furniture& one) { return one.tail ? HashBytes(one.text) : one.key; }

}  // namespace

void DropFormulas(std::span<SiteModel> models) {
  absl::flat_hash_map<std::uint64_t, std::uint32_t> sites;
  for (const SiteModel& model : models) {
    for (const Furniture& one : model.furniture) ++sites[Identity(one)];
  }
  for (SiteModel& model : models) {
    for (Furniture& one : model.furniture) one.common = sites[Identity(one)] > kMaxSites;
    std::erase_if(model.furniture, [](const Furniture& one) {
      return one.common && (one.prose || one.kind == MarkKind::kDebris);
    });
  }
}

std::vector<Furniture> AllWatermarks(std::span<const SiteModel> models) {
  std::vector<Furniture> watermarks;
  for (const SiteModel& model : models) {
    std::ranges::copy_if(model.furniture, std::back_inserter(watermarks),
                         [](const Furniture& one) { return one.tail; });
  }
  const auto order = [](const Furniture& one) {
    return std::pair(one.key, std::string_view(one.text));
  };
  std::ranges::sort(watermarks, {}, order);
  const auto repeats = std::ranges::unique(watermarks, {}, order);
  watermarks.erase(repeats.begin(), repeats.end());
  return watermarks;
}

std::vector<Mark> SiteMarks(const SiteModel& model, std::span<const Furniture> watermarks,
                            std::string_view text, std::string_view title,
                            std::span<const Span> kept) {
  std::vector<Unit> units = SplitUnits(text, title, text.size());
  FlagMarked(kept, &units);
  std::vector<Strength> strengths(units.size(), Strength::kNone);
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].marked) {
      strengths[i] = Strength::kWeak;
      continue;
    }
    MarkWatermark(watermarks, text, units[i], &marks);
    const Furniture* known = FindLine(model, units[i].key);
    if (known == nullptr || units[i].heading) continue;
    if (known->kind == MarkKind::kDebris) {
      marks.push_back({units[i].span, MarkKind::kDebris});
    } else {
      strengths[i] = known->common ? Strength::kWeak : Strength::kStrong;
    }
  }
  const Ends ends = WalkEnds(units, strengths);
  MarkEnds(text, units, strengths, ends, &marks);
  if (model.teasers && HasTeaser(text, units, ends.tail)) MarkTeaser(units, ends.tail, &marks);
  return marks;
}

}  // namespace textkin
