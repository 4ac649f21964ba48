// Chaining by dynamic programming over the anchors before each, as minimap2 does
// (Li 2018, "Minimap2: pairwise alignment for nucleotide sequences"), with costs in the weights of
// tokens.

#include "chains.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace textkin {
namespace {

// Anchors looked back at, and long ones looked back at beyond these: where a phrase stands a
// hundred times in a text, more short anchors than that lie between two of one passage.
constexpr std::size_t kLookBack = 64;
constexpr std::size_t kLongLookBack = 32;
constexpr double kLongAnchor = 12;  // weight: twice that of a seed
// Costs of a gap, in weight: of its existence, by the difference of its sides (words put in or left
// out), and by its shorter side (words exchanged). A seed of weight 6 pays for 25 exchanged
// characters.
constexpr double kDifferenceCost = 0.05;
constexpr double kLogCost = 0.5;
constexpr double kExchangeCost = 0.2;
// Weight below which a chain is not worth filling: the fill adds to it what seeds missed.
constexpr double kMinChainShare = 0.5;
// Lost with a token of weight 1 that stands between two anchors, on the longer side: where a
// stretch of a chain loses more than it has, the chain is cut there.
constexpr double kLoss = 0.25;
// Of a chain on either side, beside better chains.
constexpr double kMaxOverlap = 0.5;

// Of min_weight, for what stands once on one side and again on the other: laws and forms say nearly
// the same in one paragraph after another, and each of these is like one of the other text.
constexpr double kTwiceShare = 4;

// Stream tokens between the end of a chain and the begin of the next, on either side, up to which
// they are one: the gap costs less than either chain must be worth.
constexpr std::uint32_t kNeighbour = 30;

constexpr std::uint32_t kNone = UINT32_MAX;

class Chainer {
 public:
  Chainer(const AlignableText& a, const AlignableText& b, std::span<const Anchor> anchors,
          const AlignOptions& options)
      : weight_a_(a.weight_before()),
        weight_b_(b.weight_before()),
        anchors_(anchors),
        options_(options),
        score_(anchors.size()),
        before_(anchors.size(), kNone),
        taken_a_(a.stream().size(), 0),
        taken_b_(b.stream().size(), 0) {
    for (std::uint32_t difference = 0; difference <= options.max_gap; ++difference) {
      of_difference_.push_back(kDifferenceCost * difference + kLogCost * std::log2(1 + difference));
    }
  }

  std::vector<Chain> Run() {
    for (std::uint32_t i = 0; i < anchors_.size(); ++i) Score(i);
    std::vector<std::uint32_t> order(anchors_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t x, std::uint32_t y) { return score_[x] > score_[y]; });
    std::vector<bool> used(anchors_.size(), false);
    std::vector<Chain> chains;
    for (const std::uint32_t last : order) {
      if (used[last]) continue;
      Chain chain;
      double score = score_[last];
      for (std::uint32_t i = last; i != kNone; i = before_[i]) {
        if (used[i]) {
          score -= score_[i];
          break;
        }
        used[i] = true;
        chain.push_back(anchors_[i]);
      }
      if (score < kMinChainShare * options_.min_weight) continue;
      std::reverse(chain.begin(), chain.end());
      TrimOverlaps(&chain);
      for (const Segment& segment : FindSegments(chain)) {
        if (segment.after - segment.before < kMinChainShare * options_.min_weight) continue;
        const auto anchor = [&](std::size_t i) {
          return chain.begin() + static_cast<std::ptrdiff_t>(i);
        };
        Chain piece(anchor(segment.first), anchor(segment.last + 1));
        if (!LiesBeside(piece, segment.after - segment.before)) chains.push_back(std::move(piece));
      }
    }
    return JoinNeighbours(std::move(chains));
  }

 private:
  double WeightOf(std::uint32_t b_begin, std::uint32_t b_end) const {
    return weight_b_[b_end] - weight_b_[b_begin];
  }

  void Score(std::uint32_t i) {
    const double own = WeightOf(anchors_[i].b, anchors_[i].b_end());
    score_[i] = own;
    const std::uint32_t first = i - std::min<std::uint32_t>(i, kLookBack);
    for (std::uint32_t j = i; j-- > first;) Extend(i, j);
    auto farther = std::lower_bound(long_.begin(), long_.end(), first);
    for (std::size_t left = kLongLookBack; left > 0 && farther != long_.begin(); --left) {
      Extend(i, *--farther);
    }
    if (own >= kLongAnchor) long_.push_back(i);
  }

  // Takes j for the anchor before i where that scores more than what i has.
  void Extend(std::uint32_t i, std::uint32_t j) {
    const Anchor& anchor = anchors_[i];
    const Anchor& before = anchors_[j];
    if (before.a >= anchor.a || before.b >= anchor.b || before.a_end() >= anchor.a_end() ||
        before.b_end() >= anchor.b_end()) {
      return;
    }
    const std::uint32_t overlap = Overlap(before, anchor);
    if (overlap >= anchor.length) return;
    const std::uint32_t gap_a = GapOf(before.a_end(), anchor.a);
    const std::uint32_t gap_b = GapOf(before.b_end(), anchor.b);
    if (std::max(gap_a, gap_b) > options_.max_gap) return;
    const double score =
        score_[j] + WeightOf(anchor.b + overlap, anchor.b_end()) - Cost(gap_a, gap_b);
    if (score > score_[i]) {
      score_[i] = score;
      before_[i] = j;
    }
  }

  double Cost(std::uint32_t gap_a, std::uint32_t gap_b) const {
    return of_difference_[gap_a > gap_b ? gap_a - gap_b : gap_b - gap_a] +
           kExchangeCost * std::min(gap_a, gap_b);
  }

  // What two anchors both claim goes to the first.
  static void TrimOverlaps(Chain* chain) {
    for (std::size_t i = 1; i < chain->size(); ++i) {
      const Anchor& before = (*chain)[i - 1];
      Anchor& anchor = (*chain)[i];
      const std::uint32_t overlap = Overlap(before, anchor);
      anchor = {anchor.a + overlap, anchor.b + overlap, anchor.length - overlap};
    }
  }

  // Anchors [first, last] of a chain, with the sums of all before and up to them.
  struct Segment {
    std::size_t first, last;
    double before, after;
    std::size_t lower;  // one more than the last segment before it that begins lower; 0: none
  };

  // All maximal scoring segments: none begins or ends in a stretch that loses more than it has
  // (Ruzzo and Tompa 1999, "A linear time algorithm for finding all maximal scoring subsequences").
  std::vector<Segment> FindSegments(const Chain& chain) const {
    std::vector<Segment> segments;
    double sum = 0;
    for (std::size_t i = 0; i < chain.size(); ++i) {
      if (i > 0) sum -= kLoss * GapWeight(chain[i - 1], chain[i]);
      Segment segment = {i, i, sum, sum + WeightOf(chain[i].b, chain[i].b_end()), 0};
      sum = segment.after;
      while (true) {
        segment.lower = segments.size();
        while (segment.lower > 0 && segments[segment.lower - 1].before >= segment.before) {
          segment.lower = segments[segment.lower - 1].lower;
        }
        if (segment.lower == 0) break;
        const Segment lower = segments[segment.lower - 1];
        if (lower.after >= segment.after) break;
        segment.first = lower.first;
        segment.before = lower.before;
        segments.resize(segment.lower - 1);
      }
      segments.push_back(segment);
    }
    return segments;
  }

  double GapWeight(const Anchor& from, const Anchor& to) const {
    return std::max<double>(weight_a_[to.a] - weight_a_[from.a_end()],
                            WeightOf(from.b_end(), to.b));
  }

  // Whether more than half of the chain lies beside better ones: on both sides, or, where it is not
  // worth much, on either. If not, it is one of these from now on. Spans are at most max_gap times
  // as long as what they are made of.
  bool LiesBeside(const Chain& chain, double worth) {
    const auto a_begin = taken_a_.begin() + chain.front().a,
               b_begin = taken_b_.begin() + chain.front().b;
    const auto a_end = taken_a_.begin() + chain.back().a_end(),
               b_end = taken_b_.begin() + chain.back().b_end();
    const bool beside_a = Share(a_begin, a_end) > kMaxOverlap;
    const bool beside_b = Share(b_begin, b_end) > kMaxOverlap;
    if (beside_a && beside_b) return true;
    if ((beside_a || beside_b) && worth < kTwiceShare * options_.min_weight) return true;
    std::fill(a_begin, a_end, 1);
    std::fill(b_begin, b_end, 1);
    return false;
  }

  // Chains that go on where others end, on both sides: where a watermark stands a hundred times in
  // a text, the anchors of the others hide the one before from what looks back only so far.
  static std::vector<Chain> JoinNeighbours(std::vector<Chain> chains) {
    std::stable_sort(chains.begin(), chains.end(),
                     [](const Chain& x, const Chain& y) { return x.front() < y.front(); });
    std::vector<Chain> joined;
    for (Chain& chain : chains) {
      if (!joined.empty() && Follows(joined.back().back(), chain.front())) {
        joined.back().insert(joined.back().end(), chain.begin(), chain.end());
        TrimOverlaps(&joined.back());
      } else {
        joined.push_back(std::move(chain));
      }
    }
    return joined;
  }

  static bool Follows(const Anchor& before, const Anchor& anchor) {
    return Overlap(before, anchor) < anchor.length &&
           GapOf(before.a_end(), anchor.a) <= kNeighbour &&
           GapOf(before.b_end(), anchor.b) <= kNeighbour;
  }

  // Tokens at the begin of an anchor that the one before it claims too, on either side.
  static std::uint32_t Overlap(const Anchor& before, const Anchor& anchor) {
    return std::max(GapOf(anchor.a, before.a_end()), GapOf(anchor.b, before.b_end()));
  }

  static std::uint32_t GapOf(std::uint32_t from, std::uint32_t to) {
    return to > from ? to - from : 0;
  }

  using Place = std::vector<std::uint8_t>::const_iterator;
  static double Share(Place begin, Place end) {
    return static_cast<double>(std::count(begin, end, 1)) / static_cast<double>(end - begin);
  }

  std::span<const std::uint32_t> weight_a_;
  std::span<const std::uint32_t> weight_b_;
  std::span<const Anchor> anchors_;
  const AlignOptions& options_;
  std::vector<double> of_difference_;  // cost by the difference of a gap's sides
  std::vector<double> score_;
  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> long_;    // anchors, ascending
  std::vector<std::uint8_t> taken_a_;  // by stream token: 1 inside a chain
  std::vector<std::uint8_t> taken_b_;
};

}  // namespace

std::vector<Chain> FindChains(const AlignableText& a, const AlignableText& b,
                              std::span<const Anchor> anchors, const AlignOptions& options) {
  return Chainer(a, b, anchors, options).Run();
}

}  // namespace textkin
