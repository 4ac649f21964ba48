// Global alignment with affine gap costs (Gotoh 1982), in which a token that stands in no pair
// costs little if it is a number or a mask: these are dropped and put in freely.

#include "gap.h"

#include <algorithm>

#include "slots.h"

namespace textkin {
namespace {

// Cells of one gap: the largest that chaining leaves, 120 words on either side with as many
// numbers.
constexpr std::uint64_t kMaxCells = 64 * 1024;

// Scores. A pair of words costs less than leaving both alone, so that exchanged words stand side by
// side; two numbers, or a number and a mask, belong together even if unequal.
constexpr int kWordMatch = 4;
constexpr int kValueMatch = 6;
constexpr int kMaskMatch = 3;
constexpr int kSlotPair = 1;
constexpr int kMaskedWord = -1;
constexpr int kWordPair = -3;
constexpr int kSlotAlone = -1;
constexpr int kWordGapOpen = -4;
constexpr int kWordGapExtend = -1;
constexpr int kImpossible = -1'000'000;

// How a cell was reached: the low two bits, for the best of all ways; then whether a run of tokens
// of one side alone goes on.
enum From : std::uint8_t {
  kDiagonal = 0,
  kFromA = 1,
  kFromB = 2,
  kStart = 3,
  kExtendsA = 4,
  kExtendsB = 8
};

bool AreEqual(const Tokens& a, std::uint32_t i, const Tokens& b, std::uint32_t j) {
  return a.kind[i] == b.kind[j] && a.symbol[i] == b.symbol[j];
}

int OpenCost(TokenKind kind) { return IsSlot(kind) ? kSlotAlone : kWordGapOpen; }
int ExtendCost(TokenKind kind) { return IsSlot(kind) ? kSlotAlone : kWordGapExtend; }

}  // namespace

int GapAligner::ScoreOf(const Cell& a, const Cell& b) {
  if (a.symbol == b.symbol && a.kind == b.kind) {
    return a.kind == TokenKind::kNumber ? kValueMatch
           : a.kind == TokenKind::kMask ? kMaskMatch
                                        : kWordMatch;
  }
  if (IsSlot(a.kind) && IsSlot(b.kind)) return kSlotPair;
  if (a.kind == TokenKind::kMask || b.kind == TokenKind::kMask) return kMaskedWord;
  return kWordPair;
}

void GapAligner::Copy(const TokenRun& run, std::vector<Cell>* cells) {
  cells->clear();
  for (std::uint32_t i = 0; i < run.size; ++i) {
    const TokenKind kind = run.tokens->kind[run.At(i)];
    cells->push_back({run.tokens->symbol[run.At(i)], kind, OpenCost(kind), ExtendCost(kind)});
  }
}

void GapAligner::Fill(const TokenRun& a, const TokenRun& b) {
  Copy(a, &a_cells_);
  Copy(b, &b_cells_);
  columns_ = b.size + 1;
  best_.assign(columns_, 0);
  only_a_.assign(columns_, kImpossible);
  from_.resize(std::size_t{a.size + 1} * columns_);
  from_[0] = kStart;
  for (std::uint32_t j = 1; j <= b.size; ++j) {
    const Cell& cell = b_cells_[j - 1];
    best_[j] = best_[j - 1] + (j == 1 ? cell.open : cell.extend);
    from_[j] = kFromB | (j > 1 ? kExtendsB : 0);
  }
  top_ = 0;
  top_i_ = top_j_ = 0;
  for (std::uint32_t i = 1; i <= a.size; ++i) {
    const Cell cell_a = a_cells_[i - 1];
    std::uint8_t* from = from_.data() + std::size_t{i} * columns_;
    int diagonal = best_[0];
    int only_b = kImpossible;
    for (std::uint32_t j = 0; j <= b.size; ++j) {
      const int opened = best_[j] + cell_a.open, extended = only_a_[j] + cell_a.extend;
      only_a_[j] = std::max(opened, extended);
      std::uint8_t way = extended > opened ? kExtendsA : 0;
      int best = only_a_[j];
      std::uint8_t how = kFromA;
      if (j > 0) {
        const Cell& cell_b = b_cells_[j - 1];
        const int opened_b = best_[j - 1] + cell_b.open, extended_b = only_b + cell_b.extend;
        only_b = std::max(opened_b, extended_b);
        if (extended_b > opened_b) way |= kExtendsB;
        if (only_b > best) {
          best = only_b;
          how = kFromB;
        }
        const int paired = diagonal + ScoreOf(cell_a, cell_b);
        if (paired >= best) {
          best = paired;
          how = kDiagonal;
          const bool equal = cell_a.symbol == cell_b.symbol && cell_a.kind == cell_b.kind;
          if (best > top_ && equal) {
            top_ = best;
            top_i_ = i;
            top_j_ = j;
          }
        }
      }
      diagonal = best_[j];
      best_[j] = best;
      from[j] = way | how;
    }
  }
}

void GapAligner::Trace(std::uint32_t i, std::uint32_t j, const TokenRun& a, const TokenRun& b,
                       std::vector<Step>* steps) {
  std::vector<Step> back;
  while (i > 0 || j > 0) {
    std::uint8_t from = from_[std::size_t{i} * columns_ + j];
    if ((from & 3) == kDiagonal) {
      const bool equal = AreEqual(*a.tokens, a.At(i - 1), *b.tokens, b.At(j - 1));
      AppendStep(equal ? StepKind::kMatch : StepKind::kPair, 1, &back);
      --i;
      --j;
    } else if ((from & 3) == kFromA) {
      bool extends = true;
      while (extends) {
        extends = (from_[std::size_t{i} * columns_ + j] & kExtendsA) != 0;
        AppendStep(StepKind::kOnlyA, 1, &back);
        --i;
      }
    } else {
      bool extends = true;
      while (extends) {
        extends = (from_[std::size_t{i} * columns_ + j] & kExtendsB) != 0;
        AppendStep(StepKind::kOnlyB, 1, &back);
        --j;
      }
    }
  }
  for (auto step = back.rbegin(); step != back.rend(); ++step) {
    AppendStep(step->kind, step->count, steps);
  }
}

void GapAligner::Whole(const TokenRun& a, const TokenRun& b, std::vector<Step>* steps) {
  const bool too_large = std::uint64_t{a.size} * b.size > kMaxCells;
  if (a.size == 0 || b.size == 0 || too_large) {
    AppendStep(StepKind::kOnlyA, a.size, steps);
    AppendStep(StepKind::kOnlyB, b.size, steps);
    return;
  }
  Fill(a, b);
  Trace(a.size, b.size, a, b, steps);
}

void GapAligner::Beginning(const TokenRun& a, const TokenRun& b, std::vector<Step>* steps) {
  if (a.size == 0 || b.size == 0) return;
  Fill(a, b);
  Trace(top_i_, top_j_, a, b, steps);
}

}  // namespace textkin
