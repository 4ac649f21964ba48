// Copies with a wanted resemblance to their original.

#pragma once

#include <string>

#include "document.h"
#include "jaccard.h"

namespace textkin::corpus {

// The text of a copy of `original` whose Jaccard resemblance to it is as close to `resemblance` as
// edits of whole words can bring it. `shingles` are those of the original's text.
std::string CopyText(const Vocabulary& vocabulary, const Draft& original,
                     const ShingleSet& shingles, double resemblance, std::uint64_t seed);

// The text of `original` with exactly one word replaced by another.
std::string OneWordChanged(const Vocabulary& vocabulary, const Draft& original, std::uint64_t seed);

}  // namespace textkin::corpus
