#include "circles.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace textkin {
namespace {

// Stands for all documents of several texts while one family is looked at.
constexpr std::uint64_t kElsewhere = UINT64_MAX;

using Arc = std::pair<std::uint64_t, std::uint64_t>;

// For every arc, the least node of the strong component that holds both of its ends, or nothing.
class Components {
 public:
  explicit Components(std::span<const Arc> arcs) {
    for (const auto& [from, to] : arcs) {
      nodes_.push_back(from);
      nodes_.push_back(to);
    }
    std::sort(nodes_.begin(), nodes_.end());
    nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(nodes_.size());
    for (const auto& [from, to] : arcs) boost::add_edge(IndexOf(from), IndexOf(to), graph);
    component_.resize(nodes_.size());
    const std::size_t components = boost::strong_components(
        graph, boost::make_iterator_property_map(component_.begin(),
                                                 boost::get(boost::vertex_index, graph)));
    least_.assign(components, kElsewhere);
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      least_[component_[i]] = std::min(least_[component_[i]], nodes_[i]);
  }

  bool AreOne(const Arc& arc) const {
    return component_[IndexOf(arc.first)] == component_[IndexOf(arc.second)];
  }
  std::uint64_t LeastOf(std::uint64_t node) const { return least_[component_[IndexOf(node)]]; }

 private:
  std::size_t IndexOf(std::uint64_t node) const {
    return static_cast<std::size_t>(std::lower_bound(nodes_.begin(), nodes_.end(), node) -
                                    nodes_.begin());
  }

  std::vector<std::uint64_t> nodes_;    // ascending
  std::vector<std::size_t> component_;  // by index in nodes_
  std::vector<std::uint64_t> least_;    // by component
};

}  // namespace

std::vector<TextEdge> EdgesForCircles(std::span<const TextEdge> family) {
  std::vector<TextEdge> wanted;
  std::vector<Arc> arcs;
  for (const TextEdge& edge : family) {
    if (edge.source_document == edge.derived_document) continue;
    wanted.push_back(edge);
    arcs.emplace_back(edge.source == edge.source_document ? edge.source : kElsewhere,
                      edge.derived == edge.derived_document ? edge.derived : kElsewhere);
  }
  const Components components(arcs);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    if (components.AreOne(arcs[i])) wanted[kept++] = wanted[i];
  }
  wanted.resize(kept);
  return wanted;
}

std::vector<CircleEdge> FindCircles(std::span<const TextEdge> edges) {
  std::vector<Arc> arcs;
  for (const TextEdge& edge : edges) arcs.emplace_back(edge.source_document, edge.derived_document);
  const Components components(arcs);
  std::vector<CircleEdge> circles;
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    if (components.AreOne(arcs[i]))
      circles.push_back({edges[i], components.LeastOf(arcs[i].first)});
  }
  std::sort(circles.begin(), circles.end());
  return circles;
}

std::vector<MutualPair> FindMutual(std::span<const CircleEdge> edges) {
  std::vector<Arc> arcs;
  for (const CircleEdge& one : edges)
    arcs.emplace_back(one.edge.source_document, one.edge.derived_document);
  std::sort(arcs.begin(), arcs.end());
  std::vector<MutualPair> mutual;
  for (const CircleEdge& one : edges) {
    const auto [a, b] = std::minmax(one.edge.source_document, one.edge.derived_document);
    if (std::binary_search(arcs.begin(), arcs.end(), Arc(a, b)) &&
        std::binary_search(arcs.begin(), arcs.end(), Arc(b, a)))
      mutual.push_back({a, b, one.circle});
  }
  std::sort(mutual.begin(), mutual.end());
  mutual.erase(std::unique(mutual.begin(), mutual.end()), mutual.end());
  return mutual;
}

}  // namespace textkin
