// Which documents of a site are copies of one another, found without the help of what they share
// with all the others.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ends.h"
#include "units.h"

namespace textkin {

// A document of the site as the grouping sees it.
struct SiteText {
  std::vector<Unit> units;
  std::vector<Strength>
      frequent;  // by unit: strong where as many documents have it as have furniture
  Ends ends;     // by `frequent`
  std::span<const std::uint32_t> content;
};

// The group of each text. Two documents are of one group when they share a seventh of the content
// that is rarer than furniture (fewer than `floor` documents have it), or three sentences in
// mid-body, or when nothing of either is rare. Groups are numbered in the order of `texts`, and do
// not depend on anything else.
std::vector<std::uint32_t> GroupTexts(std::span<const SiteText> texts, std::uint32_t floor);

}  // namespace textkin
