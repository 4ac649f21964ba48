// A mixture is covered by two parts that share nothing and stand at different places in it.

#include "mixtures.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tree.h"

namespace textkin {
namespace {

// Share of a mixture that two parts cover, and the most that one of them may have of it.
constexpr double kCovered = 0.75;
constexpr double kMostOfOne = 0.8;
// The least that either has: a quotation makes no mixture.
constexpr double kLeastOfOne = 0.15;
// Share of the smaller piece that may stand in the other too.
constexpr double kOverlap = 0.2;
// Parts that are tried as the larger piece.
constexpr std::size_t kTried = 4;

struct Piece {
  PartId of = 0;
  double share = 0;  // of the mixture's tokens
  std::vector<Span> spans;
};

Piece PieceOf(const PairEvents& pair, bool in_b) {
  Piece piece;
  piece.of = in_b ? pair.a : pair.b;
  const double covered = in_b ? pair.covered_b : pair.covered_a;
  const std::uint32_t tokens = in_b ? pair.tokens_b : pair.tokens_a;
  piece.share = tokens == 0 ? 0 : covered / tokens;
  for (const Quote& passage : pair.passages) piece.spans.push_back(in_b ? passage.b : passage.a);
  piece.spans = Joined(std::move(piece.spans));
  return piece;
}

bool StandApart(const Piece& x, const Piece& y) {
  const std::uint64_t alone = LengthOf(Without(x.spans, y.spans));
  const std::uint64_t whole = LengthOf(x.spans);
  const std::uint64_t smaller = std::min(whole, LengthOf(y.spans));
  return static_cast<double>(whole - alone) <= kOverlap * static_cast<double>(smaller);
}

bool IsMixture(std::vector<Piece> pieces, const std::set<std::pair<PartId, PartId>>& pairs) {
  std::erase_if(pieces, [](const Piece& piece) {
    return piece.share < kLeastOfOne || piece.share > kMostOfOne;
  });
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& x, const Piece& y) { return x.share > y.share; });
  for (std::size_t i = 0; i < std::min(kTried, pieces.size()); ++i) {
    for (std::size_t k = i + 1; k < pieces.size(); ++k) {
      if (pieces[i].share + pieces[k].share < kCovered) break;
      const auto key = std::minmax(pieces[i].of, pieces[k].of);
      if (!pairs.contains(key) && StandApart(pieces[i], pieces[k])) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<bool> FindMixtures(const Family& family) {
  std::vector<std::vector<Piece>> pieces(family.parts.size());
  std::set<std::pair<PartId, PartId>> pairs;
  for (const PairEvents& pair : family.pairs) {
    pairs.emplace(pair.a, pair.b);
    pieces[IndexOf(family, pair.a)].push_back(PieceOf(pair, false));
    pieces[IndexOf(family, pair.b)].push_back(PieceOf(pair, true));
  }
  std::vector<bool> mixtures;
  for (std::vector<Piece>& of : pieces) mixtures.push_back(IsMixture(std::move(of), pairs));
  return mixtures;
}

}  // namespace textkin
