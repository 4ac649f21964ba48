// What a site's model says about one text.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/extract.h"

namespace textkin {

// Marks of kinds kBoilerplate, kDebris, kWatermark and kTeaser, in no order, beside those outside
// `kept`. Linear.
std::vector<Mark> SiteMarks(const SiteModel& model, std::span<const Furniture> watermarks,
                            std::string_view text, std::string_view title,
                            std::span<const Span> kept);

}  // namespace textkin
