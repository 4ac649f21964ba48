// A guard in front of libxml2: takes the surplus attributes out of tags that have absurdly many.

#pragma once

#include <string>

namespace textkin {

// Blanks every attribute of a tag behind the first kMaxTagAttributes. Markup that has no such tag,
// which is all markup in the field, stays as it is. One pass.
void ConfineTags(std::string* markup);

}  // namespace textkin
