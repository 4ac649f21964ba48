// From a path to differences: what the tokens outside its matches are.

#pragma once

#include <vector>

#include "path.h"
#include "textkin/align.h"

namespace textkin {

std::vector<Difference> FindDifferences(const AlignableText& a, const AlignableText& b,
                                        const Path& path);

// Turns what was deleted in one place of `passages` and inserted in another into moved text.
void FindMoves(const AlignableText& a, const AlignableText& b, std::vector<Passage>* passages);

}  // namespace textkin
