// From a chain of anchors to a path: gaps filled, ends extended to the last matching token.

#pragma once

#include "chains.h"
#include "gap.h"
#include "path.h"

namespace textkin {

Path FillChain(const AlignableText& a, const AlignableText& b, const Chain& chain,
               GapAligner* gaps);

}  // namespace textkin
