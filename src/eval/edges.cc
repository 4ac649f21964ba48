// Edges of the result against the copying that truth tells; the measures are defined in eval.h.

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "ancestry.h"
#include "calibration.h"
#include "family_roots.h"
#include "measures.h"

namespace textkin::eval {
namespace {

struct EdgeSums {
  EdgeMeasures measures;
  std::vector<Claim> claims;
};

void Count(bool hit, Share* share) {
  ++share->total;
  if (hit) ++share->hits;
}

// All that the result says of two nodes; the first has the smaller name.
struct Connection {
  const ResultEdge* surest = nullptr;  // of the directed ones
  bool direct = false;                 // one says `copies` or `contains`
};
using Pair = std::pair<Name, Name>;

Pair PairOf(Name x, Name y) { return {std::min(x, y), std::max(x, y)}; }

class EdgeScorer {
 public:
  EdgeScorer(const Truth& truth, const Result& result, const Names& names)
      : truth_(truth), result_(result), names_(names), ancestry_(truth) {
    for (const TruthEdge& edge : *truth.edges) {
      std::vector<Name>& operations = operations_[edge.derived];
      operations.insert(operations.end(), edge.operations.begin(), edge.operations.end());
      if (!edge.via_lost) with_parent_.insert(edge.derived);
    }
    for (auto& [node, operations] : operations_) SortAndDropRepeats(&operations);
  }

  EdgeMeasures Run(std::map<std::string, EdgeMeasures>* by_operation) {
    for (const ResultEdge& edge : *result_.edges) AddEdge(edge);
    for (const auto& [pair, connection] : connections_) AddConnection(pair, connection);
    for (const TruthEdge& edge : *truth_.edges) AddTruthEdge(edge);
    for (const TruthRow& row : truth_.rows) {
      if (!row.split) AddNode(row);
    }
    total_.measures.root = FamilyRoots(truth_, inside_, names_);
    for (auto& [operation, sums] : by_operation_) {
      sums.measures.calibration = Calibrate(std::move(sums.claims));
      (*by_operation)[names_.Text(operation)] = sums.measures;
    }
    total_.measures.calibration = Calibrate(std::move(total_.claims));
    return total_.measures;
  }

 private:
  static void SortAndDropRepeats(std::vector<Name>* names) {
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
  }

  template <typename Add>
  void ForAll(const std::vector<Name>& operations, const Add& add) {
    add(total_);
    for (const Name operation : operations) add(by_operation_[operation]);
  }

  // The operations on the true edges that lead to a node.
  std::vector<Name> OperationsOf(Name node) const {
    const auto found = operations_.find(node);
    return found == operations_.end() ? std::vector<Name>() : found->second;
  }
  // Of a pair: those of the descendant, or of both where neither is.
  std::vector<Name> OperationsOf(Name first, Name second, Kinship kinship) const {
    if (kinship == Kinship::kFirstIsAncestor) return OperationsOf(second);
    if (kinship == Kinship::kSecondIsAncestor) return OperationsOf(first);
    const std::vector<Name> x = OperationsOf(first), y = OperationsOf(second);
    std::vector<Name> both;
    std::set_union(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
    return both;
  }

  bool IsSplit(Name id) const {
    const TruthRow* row = truth_.Find(id);
    return row != nullptr && row->split;
  }
  // A node of both sides; other ends, and an edge from a node to itself, are wrong.
  const TruthRow* KnownNode(Name id) const {
    const TruthRow* row = truth_.Find(id);
    return row != nullptr && row->found ? row : nullptr;
  }

  void AddEdge(const ResultEdge& edge) {
    if (IsSplit(edge.source) || IsSplit(edge.derived)) return;
    const TruthRow* source = KnownNode(edge.source);
    const TruthRow* derived = KnownNode(edge.derived);
    const bool is_sound = source != nullptr && derived != nullptr && source != derived;
    const Kinship kinship = is_sound ? ancestry_.KinshipOf(*source, *derived) : Kinship::kNone;
    ForAll(OperationsOf(edge.source, edge.derived, kinship), [&](EdgeSums& sums) {
      Count(kinship == Kinship::kNone, &sums.measures.spurious);
      if (!edge.directed) return;
      Count(kinship == Kinship::kNone, &sums.measures.spurious_directed);
      if (kinship != Kinship::kTwins)
        sums.claims.push_back({edge.confidence, kinship == Kinship::kFirstIsAncestor});
    });
    if (edge.directed && edge.source != edge.derived) named_.Offer(edge, names_);
    if (!is_sound) return;
    if (edge.directed && source->family == derived->family) inside_.Offer(edge, names_);
    Connection& connection = connections_[PairOf(edge.source, edge.derived)];
    connection.direct |= edge.direct;
    if (edge.directed &&
        (connection.surest == nullptr || IsSurer(edge, *connection.surest, names_)))
      connection.surest = &edge;
  }

  void AddConnection(const Pair& pair, const Connection& connection) {
    const Kinship kinship =
        ancestry_.KinshipOf(*truth_.Find(pair.first), *truth_.Find(pair.second));
    if (kinship == Kinship::kNone || kinship == Kinship::kTwins) return;
    const Name ancestor = kinship == Kinship::kFirstIsAncestor ? pair.first : pair.second;
    ForAll(OperationsOf(pair.first, pair.second, kinship), [&](EdgeSums& sums) {
      if (kinship == Kinship::kSiblings) {
        Count(connection.direct, &sums.measures.siblings_as_copies);
        return;
      }
      const bool is_directed = connection.surest != nullptr;
      Count(is_directed, &sums.measures.coverage);
      if (is_directed) Count(connection.surest->source == ancestor, &sums.measures.direction);
    });
  }

  void AddTruthEdge(const TruthEdge& edge) {
    if (IsSplit(edge.source) || IsSplit(edge.derived)) return;
    const bool is_connected = connections_.contains(PairOf(edge.source, edge.derived));
    ForAll(edge.operations, [&](EdgeSums& sums) { Count(is_connected, &sums.measures.connected); });
  }

  void AddNode(const TruthRow& row) {
    if (!ancestry_.HasSources(row.id)) return;
    const Name named = row.found ? named_.SourceOf(row.id) : kNoName;
    const bool is_known = KnownNode(named) != nullptr;
    const bool is_source = is_known && ancestry_.IsSource(named, row.id);
    const bool is_ancestor = is_known && ancestry_.IsAncestor(named, row.id);
    ForAll(OperationsOf(row.id), [&](EdgeSums& sums) {
      if (with_parent_.contains(row.id)) Count(is_source, &sums.measures.parent);
      Count(is_ancestor, &sums.measures.ancestor);
    });
  }

  const Truth& truth_;
  const Result& result_;
  const Names& names_;
  TextualAncestry ancestry_;
  absl::flat_hash_map<Name, std::vector<Name>> operations_;
  absl::flat_hash_set<Name> with_parent_;  // nodes with a direct parent that survives
  NamedSources named_;
  NamedSources inside_;  // of the edges inside a family
  absl::flat_hash_map<Pair, Connection> connections_;
  EdgeSums total_;
  absl::flat_hash_map<Name, EdgeSums> by_operation_;
};

}  // namespace

EdgeMeasures MeasureEdges(const Truth& truth, const Result& result, const Names& names,
                          std::map<std::string, EdgeMeasures>* by_operation) {
  return EdgeScorer(truth, result, names).Run(by_operation);
}

}  // namespace textkin::eval
