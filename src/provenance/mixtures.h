// Texts that are put together from others which have nothing to do with one another.

#pragma once

#include <vector>

#include "textkin/provenance.h"
#include "textkin/spans.h"

namespace textkin {

// Which parts of a family are mixtures, in their order.
std::vector<bool> FindMixtures(const Family& family);

}  // namespace textkin
