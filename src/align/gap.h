// The best alignment of two short runs of tokens, by dynamic programming.

#pragma once

#include <cstdint>
#include <vector>

#include "path.h"
#include "textkin/normalize.h"

namespace textkin {

// Tokens [begin, begin + size) of a text, read forwards or backwards.
struct TokenRun {
  const Tokens* tokens = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
  bool backwards = false;

  std::uint32_t At(std::uint32_t i) const { return backwards ? begin + size - 1 - i : begin + i; }
};

// Keeps its tables between calls. Not for several threads.
class GapAligner {
 public:
  // Steps from end to end. More than kMaxCells cells are not filled: all of a, then all of b.
  void Whole(const TokenRun& a, const TokenRun& b, std::vector<Step>* steps);
  // The steps of the best beginning, none if no beginning is worth it; it ends in a match.
  void Beginning(const TokenRun& a, const TokenRun& b, std::vector<Step>* steps);

 private:
  void Fill(const TokenRun& a, const TokenRun& b);
  void Trace(std::uint32_t i, std::uint32_t j, const TokenRun& a, const TokenRun& b,
             std::vector<Step>* steps);

  // A token as the table sees it.
  struct Cell {
    std::uint32_t symbol = 0;
    TokenKind kind = TokenKind::kWord;
    int open = 0;    // cost of standing alone, at the head of such a run
    int extend = 0;  // further on
  };
  static int ScoreOf(const Cell& a, const Cell& b);
  static void Copy(const TokenRun& run, std::vector<Cell>* cells);

  std::vector<Cell> a_cells_;
  std::vector<Cell> b_cells_;
  std::vector<int> best_;    // of the row above, then of the row at hand
  std::vector<int> only_a_;  // ending in a token of a alone
  std::vector<std::uint8_t> from_;
  std::uint32_t columns_ = 0;
  int top_ = 0;  // the best score of all cells, and where
  std::uint32_t top_i_ = 0, top_j_ = 0;
};

}  // namespace textkin
