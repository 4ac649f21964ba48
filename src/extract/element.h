// What the names of HTML elements, their classes and their styles say.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "html.h"

namespace textkin {

enum class ElementFlow : std::uint8_t {
  kInline,
  kBlock,
  kBreak,   // br
  kHidden,  // its content is no visible text
  kHead,    // hidden, and ends where the first element that belongs into a body begins
};

struct ElementTraits {
  ElementFlow flow = ElementFlow::kInline;
  std::optional<BlockTag> tag;       // what blocks inside are, if it says so
  std::optional<RegionKind> region;  // what it says about all inside
};

// `name` in lower case.
ElementTraits TraitsOf(std::string_view name);
// Whether the element may stand inside <head>.
bool BelongsIntoHead(std::string_view name);

// What the words of a class or id attribute say, if anything. Words end at case changes, digits and
// punctuation: "siteNav-main" has three.
std::optional<RegionKind> RegionOfNames(std::string_view names);

// Whether a style attribute hides the element.
bool StyleHides(std::string_view style);

}  // namespace textkin
