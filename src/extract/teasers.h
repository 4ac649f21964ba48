// Teasers: beginnings of other documents behind the text, each under its title.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/document.h"
#include "units.h"

namespace textkin {

// Appends marks of kind kTeaser. `units` are those of the text up to where its tail begins.
void FindTeasers(std::string_view text, const std::vector<Unit>& units, std::vector<Mark>* marks);

// Whether the line before units[tail] breaks off as a teaser does, title or not.
bool HasTeaser(std::string_view text, const std::vector<Unit>& units, std::size_t tail);

// Appends a mark over that line.
void MarkTeaser(const std::vector<Unit>& units, std::size_t tail, std::vector<Mark>* marks);

}  // namespace textkin
