// From the tree of a family to its edges: a relation for every pair, and what it rests on.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "lost_sources.h"
#include "pair_evidence.h"
#include "second_sources.h"
#include "textkin/provenance.h"
#include "textkin/spans.h"
#include "textkin/union_find.h"
#include "tree.h"
#include "weights.h"

namespace textkin {
namespace {

// Tokens of both sides in passages, below which nothing is said of direction.
constexpr std::uint32_t kMinTokens = 30;
// The places of b's side first, where b is the source.
Quote Turned(const Quote& quote, bool source_is_a) {
  return source_is_a ? quote : Quote{quote.b, quote.a};
}

// Nats of order, from the pair and from the tree, below which nothing tells which text came first:
// that nothing else explains a text says only that the two belong together.
constexpr double kLeastNats = 0.1;
// Confidence by which a farther ancestor is less sure than the parent over which it is one.
constexpr double kFarther = 0.000001;

// Nats of an edge by what they speak of.
struct Sums {
  double told = 0, contrary = 0;  // what one side or the other has lost
  double dates = 0;               // that they claim
  double oftener = 0;             // more texts by the source, less more by the derived text
  double tree = 0;                // the order in the tree
  double together = 0;            // that one comes from the other at all
  double nearest = 0;             // that nothing lies between
};

// What only a direction has.
bool IsOfDirection(const Evidence& one) { return one.type >= EvidenceType::kOftener; }

class EdgeFinder {
 public:
  EdgeFinder(const Family& family, const Weights& weights)
      : family_(family),
        weights_(weights),
        contexts_(ContextsOf(family)),
        tree_(family, contexts_, weights),
        seconds_(FindSecondSources(family, contexts_, tree_, weights)) {
    FindTwins();
  }

  FamilyGraph Run() {
    FamilyGraph graph;
    std::vector<Edge>& edges = graph.edges;
    for (std::size_t i = 0; i < contexts_.size(); ++i) edges.push_back(EdgeOf(i));
    BoundByNearest(&edges);
    graph.lost = FindLostSources(family_, tree_, &edges);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      // Of a paragraph in two texts of their own, passages.jsonl says all that there is to say.
      if (!IsDirected(edges[i].relation) && edges[i].relation != Relation::kTeaser &&
          !IsKin(family_.pairs[i]))
        continue;
      if (kept != i) edges[kept] = std::move(edges[i]);
      ++kept;
    }
    edges.resize(kept);
    AddExclusive(&edges);
    std::sort(edges.begin(), edges.end(), [](const Edge& x, const Edge& y) {
      return std::tuple(x.source, x.derived) < std::tuple(y.source, y.derived);
    });
    return graph;
  }

 private:
  Edge EdgeOf(std::size_t i) const {
    const PairEvents& pair = family_.pairs[i];
    const PairContext& context = contexts_[i];
    const std::uint32_t a = IndexOf(family_, pair.a), b = IndexOf(family_, pair.b);
    const std::vector<Telling> tellings = TellingsOf(pair, context, weights_);
    double sum = 0;  // for a being the source
    for (const Telling& telling : tellings) sum += telling.in_b ? telling.nats : -telling.nats;
    const bool in_tree = IsAbove(a, b) || IsAbove(b, a);
    const std::uint32_t at = in_tree ? SecondSources::kNone : seconds_.of_pair[i];
    const SecondSource* second = at == SecondSources::kNone ? nullptr : &seconds_.found[at];
    const bool source_is_a = in_tree ? IsAbove(a, b) : second != nullptr ? second->is_b : sum >= 0;
    Edge edge = Begin(pair, source_is_a);
    AddTellings(tellings, source_is_a, &edge);
    const std::uint32_t source = source_is_a ? a : b, derived = source_is_a ? b : a;
    const bool is_parent = in_tree && tree_.parent(derived) == source;
    if (in_tree) AddTree(twin_of_[source], twin_of_[derived], is_parent, &edge);
    if (second != nullptr) AddSecond(*second, pair, &edge);
    Judge(pair, context, in_tree, second != nullptr, is_parent, &edge);
    if (!IsDirected(edge.relation)) MakeUndirected(&edge);
    SortEvidence(&edge);
    return edge;
  }

  // What tells of a source in another tree: whether text was taken at all, and by which of the two.
  void AddSecond(const SecondSource& second, const PairEvents& pair, Edge* edge) const {
    const auto add = [edge](EvidenceType type, bool is_for, std::uint32_t loci, double nats) {
      Evidence evidence;
      evidence.type = type;
      evidence.for_derived = is_for;
      evidence.loci = loci;
      evidence.nats = nats;
      (is_for ? edge->evidence : edge->against).push_back(std::move(evidence));
    };
    const bool oftener = second.nats >= 0;
    add(EvidenceType::kOftener, oftener, oftener ? second.holders : second.heirs,
        std::abs(second.nats));
    const std::uint32_t tokens = second.is_b ? pair.tokens_b : pair.tokens_a;
    const double covered = second.is_b ? pair.covered_b : pair.covered_a;
    const double share = covered / std::max(1u, tokens);
    add(EvidenceType::kTaken, true, static_cast<std::uint32_t>(std::lround(100 * share)),
        weights_.taken * share + weights_.taken_tokens * std::log(std::max(1.0, covered)));
    const Edits& edits = pair.edits;
    const auto passages =
        static_cast<std::uint32_t>(std::max<std::size_t>(1, pair.passages.size()));
    add(EvidenceType::kDiffers, false,
        edits.renumbered + edits.reworded + edits.only_a + edits.only_b + passages - 1,
        EditCost(pair, weights_) + weights_.scattered * std::log(static_cast<double>(passages)));
    add(EvidenceType::kElsewhere, false, second.others,
        weights_.elsewhere * std::log1p(static_cast<double>(second.others)));
  }

  // Texts that nothing tells apart stand in one place of the tree: that of the highest of them.
  void FindTwins() {
    UnionFind equal(family_.parts.size());
    for (std::size_t i = 0; i < contexts_.size(); ++i) {
      const PairEvents& pair = family_.pairs[i];
      if (AreTwins(pair, contexts_[i]))
        equal.Join(IndexOf(family_, pair.a), IndexOf(family_, pair.b));
    }
    const auto size = static_cast<std::uint32_t>(family_.parts.size());
    std::vector<std::uint32_t> highest(size);
    std::iota(highest.begin(), highest.end(), 0u);
    for (std::uint32_t i = 0; i < size; ++i) {
      std::uint32_t& top = highest[equal.Find(i)];
      if (tree_.depth(i) < tree_.depth(top)) top = i;
    }
    twin_of_.resize(size);
    for (std::uint32_t i = 0; i < size; ++i) twin_of_[i] = highest[equal.Find(i)];
  }
  static bool AreTwins(const PairEvents& pair, const PairContext& context) {
    return pair.identical && !IsToldApart(pair, context);
  }
  bool IsAbove(std::uint32_t above, std::uint32_t below) const {
    return tree_.IsAncestor(twin_of_[above], twin_of_[below]);
  }

  Edge Begin(const PairEvents& pair, bool source_is_a) const {
    Edge edge;
    edge.source = source_is_a ? pair.a : pair.b;
    edge.derived = source_is_a ? pair.b : pair.a;
    for (const Quote& passage : pair.passages)
      edge.passages.push_back(Turned(passage, source_is_a));
    std::sort(edge.passages.begin(), edge.passages.end(), [](const Quote& x, const Quote& y) {
      return std::tuple(x.a.begin, x.b.begin, x.a.end, x.b.end) <
             std::tuple(y.a.begin, y.b.begin, y.a.end, y.b.end);
    });
    return edge;
  }

  static void AddTellings(const std::vector<Telling>& tellings, bool source_is_a, Edge* edge) {
    for (const Telling& telling : tellings) {
      Evidence evidence;
      evidence.type = telling.type;
      evidence.for_derived = telling.in_b == source_is_a;
      evidence.loci = telling.loci;
      evidence.nats = telling.nats;
      for (const Quote& quote : telling.quotes)
        evidence.quotes.push_back(Turned(quote, source_is_a));
      (evidence.for_derived ? edge->evidence : edge->against).push_back(std::move(evidence));
    }
  }

  void AddTree(std::uint32_t source, std::uint32_t derived, bool is_parent, Edge* edge) const {
    const Margins margins = tree_.SmallestMargins(source, derived);
    const auto capped = [&](double margin) {
      return std::clamp(margin, 0.0, weights_.most_margin);
    };
    Evidence evidence;
    evidence.type = EvidenceType::kFamilyTree;
    evidence.loci = tree_.Steps(source, derived);
    evidence.nats = weights_.tree * capped(margins.swap);
    Evidence rival;
    rival.type = EvidenceType::kNoRival;
    rival.loci = 1;
    rival.nats = weights_.no_rival * capped(margins.rival);
    edge->evidence.push_back(std::move(rival));
    edge->evidence.push_back(std::move(evidence));
    if (!is_parent) return;
    Evidence nearest;
    nearest.type = EvidenceType::kNearest;
    nearest.loci = 1;
    nearest.nats = capped(margins.direct);
    edge->evidence.push_back(std::move(nearest));
  }

  static Sums SumsOf(const Edge& edge) {
    Sums sums;
    for (const std::vector<Evidence>* records : {&edge.evidence, &edge.against}) {
      const bool is_for = records == &edge.evidence;
      for (const Evidence& one : *records) {
        const double nats = is_for ? one.nats : -one.nats;
        switch (one.type) {
          case EvidenceType::kNearest:
            sums.nearest += nats;
            break;
          case EvidenceType::kFamilyTree:
            sums.tree += nats;
            break;
          case EvidenceType::kOftener:
            sums.oftener += nats;
            break;
          case EvidenceType::kDateOrder:
            sums.dates += nats;
            break;
          case EvidenceType::kNoRival:
          case EvidenceType::kTaken:
          case EvidenceType::kDiffers:
          case EvidenceType::kElsewhere:
            sums.together += nats;
            break;
          default:
            (is_for ? sums.told : sums.contrary) += one.nats;
        }
      }
    }
    return sums;
  }

  void Judge(const PairEvents& pair, const PairContext& context, bool in_tree, bool apart,
             bool is_parent, Edge* edge) const {
    const Sums sums = SumsOf(*edge);
    const double order = OrderOf(sums, apart);
    const double sum = order + sums.together;
    const double confidence = Interpolate(CurveOf(in_tree, is_parent), sum);
    // Of a lifted paragraph, losses that outweigh the other side's tell the direction.
    const bool both_lost =
        !in_tree && std::min(sums.told, sums.contrary) >= weights_.separative &&
        (!apart || IsKin(pair) || std::abs(sums.told - sums.contrary) < weights_.separative);
    if (AreTwins(pair, context)) {
      edge->relation = Relation::kIdentical;
      edge->reason = "same_text";
    } else if (pair.teaser_a != pair.teaser_b) {
      edge->relation = Relation::kTeaser;
      edge->reason = "beginning_only";
    } else if (both_lost) {
      edge->relation = Relation::kCommonSource;
      edge->reason = "losses_on_both_sides";
    } else if ((in_tree || apart) && order >= kLeastNats &&
               confidence >= (in_tree ? weights_.directed_from : weights_.second_from)) {
      edge->confidence = confidence;
      edge->relation = Relation::kDerivesFrom;
      if (!is_parent) return;
      edge->confidence_direct = confidence * Interpolate(weights_.direct, sums.nearest);
      if (edge->confidence_direct >= weights_.direct_from) edge->relation = Relation::kCopies;
    } else {
      edge->relation = Relation::kRelated;
      edge->reason = ReasonOf(pair, in_tree || apart, sums.told, sums.contrary);
    }
  }

  double OrderOf(const Sums& sums, bool apart) const {
    const double told = sums.told - sums.contrary;
    if (!apart)
      return sums.tree + std::clamp(told + sums.dates, -weights_.most_told, weights_.most_told);
    return std::clamp(told, -weights_.most_told_apart, weights_.most_told_apart) + sums.dates +
           sums.oftener;
  }

  const Weights::Curve& CurveOf(bool in_tree, bool is_parent) const {
    if (!in_tree) return weights_.second;
    return is_parent ? weights_.parent : weights_.ancestor;
  }

  // Whether anything but the dates that they claim tells two equal texts apart.
  static bool IsToldApart(const PairEvents& pair, const PairContext& context) {
    return !pair.events.empty() || context.inner_a != context.inner_b;
  }

  std::string_view ReasonOf(const PairEvents& pair, bool could_be, double told,
                            double contrary) const {
    if (std::max(pair.covered_a, pair.covered_b) < kMinTokens) return "too_short";
    if (!could_be) return "separate_branches";
    return told > 0 && contrary > 0 ? "conflict" : "no_loss_evidence";
  }

  // Undirected edges name the smaller id first.
  static void MakeUndirected(Edge* edge) {
    edge->confidence = edge->confidence_direct = 0;
    std::erase_if(edge->evidence, IsOfDirection);
    std::erase_if(edge->against, IsOfDirection);
    if (edge->source < edge->derived) return;
    std::swap(edge->source, edge->derived);
    std::swap(edge->evidence, edge->against);
    for (std::vector<Evidence>* side : {&edge->evidence, &edge->against}) {
      for (Evidence& one : *side) {
        one.for_derived = !one.for_derived;
        for (Quote& quote : one.quotes) std::swap(quote.a, quote.b);
      }
    }
    for (Quote& passage : edge->passages) std::swap(passage.a, passage.b);
  }

  static void SortEvidence(Edge* edge) {
    for (std::vector<Evidence>* side : {&edge->evidence, &edge->against}) {
      std::erase_if(*side, [](const Evidence& one) { return one.nats <= 0; });
    }
    // What does not count for the direction stands last.
    const auto stronger = [](const Evidence& x, const Evidence& y) {
      const bool last_x = x.type == EvidenceType::kNearest;
      const bool last_y = y.type == EvidenceType::kNearest;
      return last_x != last_y ? last_y : x.nats > y.nats;
    };
    std::stable_sort(edge->evidence.begin(), edge->evidence.end(), stronger);
    std::stable_sort(edge->against.begin(), edge->against.end(), stronger);
  }

  // That a farther ancestor is one rests on the nearest one's being one: it is never surer.
  // edges[i] is that of pair i.
  void BoundByNearest(std::vector<Edge>* edges) const {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> bounds;  // by derived text and tree
    for (const bool is_bound : {true, false}) {
      for (std::size_t i = 0; i < edges->size(); ++i) {
        Edge& edge = (*edges)[i];
        if (!IsDirected(edge.relation) || IsNearest(edge, i) != is_bound) continue;
        const std::uint32_t derived = IndexOf(family_, edge.derived);
        const std::pair key = {derived, tree_.root(IndexOf(family_, edge.source))};
        if (is_bound) {
          bounds[key] = edge.confidence;
        } else if (const auto bound = bounds.find(key); bound != bounds.end()) {
          edge.confidence = std::min(edge.confidence, bound->second - kFarther);
        }
      }
    }
  }
  // Whether the source of a directed edge is the parent, or the best of another tree.
  bool IsNearest(const Edge& edge, std::size_t pair) const {
    const std::uint32_t second = seconds_.of_pair[pair];
    if (second != SecondSources::kNone) return seconds_.found[second].is_best;
    return tree_.parent(IndexOf(family_, edge.derived)) == IndexOf(family_, edge.source);
  }

  // Gives every byte of a derived text to the surest of its sources.
  static void AddExclusive(std::vector<Edge>* edges) {
    std::vector<Edge*> order;
    for (Edge& edge : *edges) {
      if (IsDirected(edge.relation)) order.push_back(&edge);
    }
    std::sort(order.begin(), order.end(), [](const Edge* x, const Edge* y) {
      return std::tuple(x->derived, -x->confidence_direct, -x->confidence, x->source) <
             std::tuple(y->derived, -y->confidence_direct, -y->confidence, y->source);
    });
    std::vector<Span> taken;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == 0 || order[i]->derived != order[i - 1]->derived) taken.clear();
      std::vector<Span> mine;
      for (const Quote& passage : order[i]->passages) mine.push_back(passage.b);
      order[i]->exclusive = Without(Joined(std::move(mine)), taken);
      taken.insert(taken.end(), order[i]->exclusive.begin(), order[i]->exclusive.end());
      taken = Joined(std::move(taken));
    }
  }

  const Family& family_;
  const Weights& weights_;
  std::vector<PairContext> contexts_;
  FamilyTree tree_;
  SecondSources seconds_;
  std::vector<std::uint32_t> twin_of_;  // by node
};

}  // namespace

FamilyGraph TraceFamily(const Family& family) {
  return EdgeFinder(family, CompiledWeights()).Run();
}

std::vector<Edge> FindEdges(const Family& family) { return TraceFamily(family).edges; }

}  // namespace textkin
