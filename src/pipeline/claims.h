// What a text claims: its numbers and names under their contexts, which tell two texts of one
// template apart.

#pragma once

#include <string_view>
#include <vector>

#include "textkin/match.h"
#include "textkin/normalize.h"

namespace textkin {

// The numbers; masked ones claim nothing.
std::vector<ValueClaim> FindValues(const Tokens& tokens);

// The proper names: a run of capitalised words (Dunworth County Board) and the first of them, and
// what stands before a word for a place (石山区). `text` is the one that the tokens were made of.
std::vector<ValueClaim> FindNames(std::string_view text, const Tokens& tokens);

}  // namespace textkin
