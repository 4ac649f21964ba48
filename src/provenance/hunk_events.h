// What hunks of differences say: numbers and names hidden, dropped, collapsed; words left out.

#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "hunks.h"
#include "tally.h"

namespace textkin {

class HunkReader {
 public:
  // `spun`: what rules of substitution explain, and whether b has what they put in.
  HunkReader(const PairSide& a, const PairSide& b, const std::map<const Difference*, bool>& spun,
             Tally* tally, Edits* edits)
      : a_(a), b_(b), spun_(spun), tally_(*tally), edits_(*edits) {}

  void Read(const Hunk& hunk);
  // An equal number at both sides, which a collapse has left as it was.
  void ReadEqualNumber(std::uint32_t symbol) { equal_numbers_.push_back(symbol); }
  // What only all hunks together show. Call once, at the end.
  void Finish();

 private:
  struct Renumbered {
    std::uint32_t a = 0, b = 0;  // symbols
    Quote quote;
  };
  struct LeftOut {
    std::uint32_t word = 0;  // its symbol, or the code point of a sign
    bool in_b = false;       // b lacks it
    bool sign = false;
    Quote quote;
  };

  const Tokens& tokens(bool of_b) const { return (of_b ? b_ : a_).alignable->tokens(); }
  std::string_view text(bool of_b) const { return of_b ? b_.text : a_.text; }
  Quote QuoteOfHunk(const Hunk& hunk) const;
  bool ReadSpun(const Hunk& hunk);
  bool ReadBroken(const Hunk& hunk);
  bool ReadValues(const Hunk& hunk);
  void ReadValue(const Difference& piece);
  bool ReadRespelled(const Hunk& hunk);
  bool ReadSpelling(const Hunk& hunk);
  void ReadWords(const Hunk& hunk);
  void FindCollapses(bool in_b);
  void FindLeftOut();
  void FindOrdinals();
  bool IsGone(const LeftOut& left_out, std::size_t loci) const;

  const PairSide& a_;
  const PairSide& b_;
  const std::map<const Difference*, bool>& spun_;
  Tally& tally_;
  Edits& edits_;
  std::vector<Renumbered> renumbered_;
  std::vector<std::uint32_t> equal_numbers_;
  std::vector<LeftOut> left_out_;
  // Numbers at the beginning of a line that one side alone has, and whether a word is broken there.
  struct Ordinal {
    bool in_b = false;
    bool breaks_word = false;
    Quote quote;
  };
  std::vector<Ordinal> ordinals_;
};

}  // namespace textkin
