// Kin or not, and what kind: the rules on the exact numbers of one pair.

#pragma once

#include <span>

#include "textkin/match.h"

namespace textkin {

// Share of the smaller side's tokens in passages aligned with the other that makes two parts kin
// (design of results: kin).
inline constexpr double kKinShare = .5;
// The same by shingles, where passages are off.
inline constexpr double kKinContainment = .5;
// Share of a part's tokens that makes it a copy of the other, and not a mixture of several: what a
// copy drops, changes or adds stays below the rest.
inline constexpr double kMadeOf = .8;
// Share of both parts' tokens that does the same: a text has room for one source of more than half.
inline constexpr double kMostOf = .5;
// And of their shingles, because passages also run over what differs: two texts of scattered common
// sentences have .3.
inline constexpr double kMostOfShingles = .4;
// Below it nothing is aligned. A text whose every sixth word was exchanged keeps as much.
inline constexpr double kLeastContainment = .12;
// Share of one side's shingles that makes it contained in the other.
inline constexpr double kContained = .8;
// Value pairs that must be comparable before they can say `same_template`: fewer are coincidence.
inline constexpr std::size_t kMinComparableValues = 4;
// And that do where none of them is equal, in near-duplicates: others have words around numbers in
// common by chance.
inline constexpr std::size_t kMinOtherValues = 3;
// Different values that one value stands against when it is a corrupt constant, not a number.
inline constexpr std::size_t kCorruptConstantValues = 3;
// Values of one text that may be such constants: of the one who copied it, and of one before him.
inline constexpr std::size_t kMaxConstants = 2;

// Most of the values that both sides give for the same context differ, each value counted once.
// Both sorted. `alike`: the two are near-duplicates otherwise.
bool ValuesDiffer(std::span<const ValueClaim> a, std::span<const ValueClaim> b, bool alike);

// Most of the names that both sides have in the same context differ, by two to one: a copy keeps
// them or masks them. Both sorted.
bool NamesDiffer(std::span<const ValueClaim> a, std::span<const ValueClaim> b);

// The verdict on two kin parts of different normalized text whose sets compare as `numbers`.
Verdict Judge(const Match& numbers, const PartContent& a, const PartContent& b,
              const MatchOptions& options);

}  // namespace textkin
