// From the tree of a family to its edges: a relation for every pair, and what it rests on.

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "mixtures.h"
#include "pair_evidence.h"
#include "textkin/provenance.h"
#include "textkin/spans.h"
#include "textkin/union_find.h"
#include "tree.h"
#include "weights.h"

namespace textkin {
namespace {

// Share of derived's text in the passages of a pair that its parent must have too, for the parent
// to explain it.
constexpr double kExplained = 0.5;
// Tokens of both sides in passages, below which nothing is said of direction.
constexpr std::uint32_t kMinTokens = 30;
// Share of the shorter text in passages from which two texts are kin.
constexpr double kKin = 0.5;

bool IsKin(const PairEvents& pair) {
  const bool a_is_shorter = pair.tokens_a <= pair.tokens_b;
  const double covered = a_is_shorter ? pair.covered_a : pair.covered_b;
  return covered >= kKin * (a_is_shorter ? pair.tokens_a : pair.tokens_b);
}

// The places of b's side first, where b is the source.
Quote Turned(const Quote& quote, bool source_is_a) {
  return source_is_a ? quote : Quote{quote.b, quote.a};
}

// Nats of order, from the pair and from the tree, below which nothing tells which text came first:
// that nothing else explains a text says only that the two belong together.
constexpr double kLeastNats = 0.1;
// Confidence by which a farther ancestor is less sure than the parent over which it is one.
constexpr double kFarther = 0.000001;

bool IsOfTree(const Evidence& one) {
  return one.type == EvidenceType::kFamilyTree || one.type == EvidenceType::kNoRival ||
         one.type == EvidenceType::kNearest;
}

class EdgeFinder {
 public:
  EdgeFinder(const Family& family, const Weights& weights)
      : family_(family),
        weights_(weights),
        contexts_(ContextsOf(family)),
        tree_(family, contexts_, weights) {
    for (const PairEvents& pair : family.pairs) pairs_[{pair.a, pair.b}] = &pair;
    FindTwins();
  }

  std::vector<Edge> Run() {
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < contexts_.size(); ++i) {
      Edge edge = EdgeOf(family_.pairs[i], contexts_[i]);
      // Of a paragraph in two texts of their own, passages.jsonl says all that there is to say.
      if (IsDirected(edge.relation) || IsKin(family_.pairs[i])) edges.push_back(std::move(edge));
    }
    BoundByParents(&edges);
    AddExclusive(&edges);
    std::sort(edges.begin(), edges.end(), [](const Edge& x, const Edge& y) {
      return std::tuple(x.source, x.derived) < std::tuple(y.source, y.derived);
    });
    return edges;
  }

 private:
  Edge EdgeOf(const PairEvents& pair, const PairContext& context) const {
    const std::uint32_t a = IndexOf(family_, pair.a), b = IndexOf(family_, pair.b);
    const std::vector<Telling> tellings = TellingsOf(pair, context, weights_);
    double sum = 0;  // for a being the source
    for (const Telling& telling : tellings) sum += telling.in_b ? telling.nats : -telling.nats;
    const bool in_tree = IsAbove(a, b) || IsAbove(b, a);
    const bool second_a = !in_tree && IsSecondSource(pair, context, b, true);
    const bool second_b = !in_tree && IsSecondSource(pair, context, a, false);
    const bool apart = second_a || second_b;
    const bool source_is_a = in_tree ? IsAbove(a, b) : apart ? second_a : sum >= 0;
    Edge edge = Begin(pair, source_is_a);
    AddTellings(tellings, source_is_a, &edge);
    const std::uint32_t source = source_is_a ? a : b, derived = source_is_a ? b : a;
    const bool is_parent = in_tree && tree_.parent(derived) == source;
    if (in_tree) AddTree(twin_of_[source], twin_of_[derived], is_parent, &edge);
    Judge(pair, context, in_tree, apart, is_parent, &edge);
    if (!IsDirected(edge.relation)) MakeUndirected(&edge);
    SortEvidence(&edge);
    return edge;
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

  // Whether the other side is a source of the mixture `node`, beside its parent.
  bool IsSecondSource(const PairEvents& pair, const PairContext& context, std::uint32_t node,
                      bool is_b) const {
    const bool mixture =
        is_b ? context.mixture_b && !context.mixture_a : context.mixture_a && !context.mixture_b;
    return mixture && !IsExplained(pair, node, is_b);
  }

  bool IsExplained(const PairEvents& pair, std::uint32_t node, bool is_b) const {
    const std::uint32_t parent = tree_.parent(node);
    if (parent == kNoParent) return false;
    std::vector<Span> wanted, known;
    for (const Quote& passage : pair.passages) wanted.push_back(is_b ? passage.b : passage.a);
    const PartId self = family_.parts[node].part, other = family_.parts[parent].part;
    const PairEvents& above = *pairs_.at({std::min(self, other), std::max(self, other)});
    for (const Quote& passage : above.passages)
      known.push_back(self < other ? passage.a : passage.b);
    wanted = Joined(std::move(wanted));
    const auto all = static_cast<double>(LengthOf(wanted));
    const auto alone = static_cast<double>(LengthOf(Without(wanted, Joined(std::move(known)))));
    return all - alone >= kExplained * all;
  }

  void Judge(const PairEvents& pair, const PairContext& context, bool in_tree, bool apart,
             bool is_parent, Edge* edge) const {
    double together = 0, order = 0, told = 0, nearest = 0, contrary = 0;
    for (const Evidence& one : edge->evidence) {
      double& sum = one.type == EvidenceType::kNearest      ? nearest
                    : one.type == EvidenceType::kNoRival    ? together
                    : one.type == EvidenceType::kFamilyTree ? order
                                                            : told;
      sum += one.nats;
    }
    for (const Evidence& one : edge->against) contrary += one.nats;
    order += std::clamp(told - contrary, -weights_.most_told, weights_.most_told);
    const double sum = order + together;
    const double confidence = Interpolate(in_tree ? weights_.ancestor : weights_.second, sum);
    if (AreTwins(pair, context)) {
      edge->relation = Relation::kIdentical;
      edge->reason = "same_text";
    } else if ((in_tree || apart) && order >= kLeastNats && confidence >= weights_.directed_from) {
      edge->confidence = confidence;
      edge->relation = Relation::kDerivesFrom;
      if (!is_parent) return;
      edge->confidence_direct = confidence * Interpolate(weights_.direct, nearest);
      if (edge->confidence_direct >= weights_.direct_from) edge->relation = Relation::kCopies;
    } else if (!in_tree && !apart && told >= weights_.separative &&
               contrary >= weights_.separative) {
      edge->relation = Relation::kCommonSource;
      edge->reason = "losses_on_both_sides";
    } else {
      edge->relation = Relation::kRelated;
      edge->reason = ReasonOf(pair, in_tree || apart, told, contrary);
    }
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
    std::erase_if(edge->evidence, IsOfTree);
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

  // That a farther ancestor is one rests on the parent's being one: it is never surer.
  void BoundByParents(std::vector<Edge>* edges) const {
    std::vector<double> bound(family_.parts.size(), 1);
    const auto is_parent = [this](const Edge& edge) {
      return IsDirected(edge.relation) &&
             tree_.parent(IndexOf(family_, edge.derived)) == IndexOf(family_, edge.source);
    };
    for (const Edge& edge : *edges) {
      if (is_parent(edge)) bound[IndexOf(family_, edge.derived)] = edge.confidence - kFarther;
    }
    for (Edge& edge : *edges) {
      if (IsDirected(edge.relation) && !is_parent(edge))
        edge.confidence = std::min(edge.confidence, bound[IndexOf(family_, edge.derived)]);
    }
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
  std::map<std::pair<PartId, PartId>, const PairEvents*> pairs_;
  std::vector<std::uint32_t> twin_of_;  // by node
};

}  // namespace

std::vector<Edge> FindEdges(const Family& family) {
  return EdgeFinder(family, CompiledWeights()).Run();
}

}  // namespace textkin
