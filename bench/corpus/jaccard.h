// The truth: exact Jaccard resemblance by the field's strict definition, written independently of
// textkin.
//
// A token is a maximal run of letters and digits in lower case; each CJK character is a token by
// itself. Everything else parts tokens and is left out. A shingle is five consecutive tokens. The
// resemblance of two texts is |A and B| / |A or B| of their sets of distinct shingles.
//
// Shingles are compared by 64-bit hashes: among the 10^9 pairs of shingles that the truth of a
// million documents compares, the chance that any two collide is below 10^-8.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace textkin::corpus {

inline constexpr std::size_t kShingleTokens = 5;

// Sorted and distinct.
using ShingleSet = std::vector<std::uint64_t>;

ShingleSet Shingles(std::string_view text);

// 0 when both are empty: no text is no evidence of copying.
double Jaccard(const ShingleSet& a, const ShingleSet& b);

}  // namespace textkin::corpus
