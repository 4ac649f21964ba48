// What stands between equal tokens: widths of signs, stops, line breaks.

#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "hunks.h"
#include "tally.h"

namespace textkin {

class SignReader {
 public:
  SignReader(const PairSide& a, const PairSide& b, Tally* tally, Edits* edits)
      : a_(a), b_(b), tally_(*tally), edits_(*edits) {}

  // The equal tokens of a run and the signs between them.
  void Read(const Run& run);
  // What only all signs together show. Call once, at the end.
  void Finish();

 private:
  // How one sign is written where both sides have it.
  struct Kind {
    std::uint32_t wide_a = 0, plain_a = 0, wide_b = 0, plain_b = 0;
    std::vector<Quote> unlike;

    bool IsMixedIn(bool b) const;
  };

  void ReadGap(std::uint32_t token_a, std::uint32_t token_b);
  std::map<char32_t, Kind> CountKinds() const;

  const PairSide& a_;
  const PairSide& b_;
  Tally& tally_;
  Edits& edits_;
  std::vector<Run> runs_;
  bool unlike_ = false;  // a sign is wide on one side and plain on the other
};

}  // namespace textkin
