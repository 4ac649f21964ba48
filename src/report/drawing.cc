// The only file that knows Graphviz.

#include "drawing.h"

#include <graphviz/gvc.h>

#include <mutex>
#include <string>

namespace textkin::result {
namespace {

// Graphviz counts in points for coordinates and in inches for sizes.
constexpr double kPointsPerInch = 72;

// The default of an attribute. Graphviz takes char* but does not write to it.
void Set(Agraph_t* graph, int kind, const char* name, const std::string& value) {
  agattr(graph, kind, const_cast<char*>(name), const_cast<char*>(value.c_str()));
}

// What Graphviz would say on standard error: that a drawing failed, which the caller sees.
int SayNothing(char*) { return 0; }

// A context lives as long as the program: making one reads the list of plugins, and freeing it
// leaks them.
GVC_t* Context() {
  static GVC_t* const context = [] {
    agseterrf(SayNothing);
    return gvContext();
  }();
  return context;
}

Agraph_t* MakeGraph(std::uint32_t nodes, std::vector<Agnode_t*>* made) {
  Agraph_t* graph = agopen(const_cast<char*>("family"), Agdirected, nullptr);
  if (graph == nullptr) return nullptr;
  Set(graph, AGRAPH, "rankdir", "LR");
  Set(graph, AGRAPH, "nodesep", "0.14");
  Set(graph, AGRAPH, "ranksep", "0.9");
  Set(graph, AGNODE, "shape", "box");
  Set(graph, AGNODE, "label", "");
  Set(graph, AGNODE, "fixedsize", "true");
  Set(graph, AGNODE, "width", std::to_string(kNodeWidth / kPointsPerInch));
  Set(graph, AGNODE, "height", std::to_string(kNodeHeight / kPointsPerInch));
  // Lines leave a node on its right and enter one on its left.
  Set(graph, AGEDGE, "tailport", "e");
  Set(graph, AGEDGE, "headport", "w");
  // The page puts arrows on the lines: here they would shorten them.
  Set(graph, AGEDGE, "dir", "none");
  for (std::uint32_t i = 0; i < nodes; ++i) {
    const std::string name = "n" + std::to_string(i);
    made->push_back(agnode(graph, const_cast<char*>(name.c_str()), 1));
  }
  return graph;
}

Agedge_t* AddLink(Agraph_t* graph, const std::vector<Agnode_t*>& nodes, const DrawnLink& link,
                  std::size_t number) {
  const std::string name = "e" + std::to_string(number);
  return agedge(graph, nodes[link.from], nodes[link.to], const_cast<char*>(name.c_str()), 1);
}

std::vector<Drawing::Point> PointsOf(Agedge_t* edge, double height) {
  std::vector<Drawing::Point> points;
  const splines* lines = edge == nullptr ? nullptr : ED_spl(edge);
  if (lines == nullptr || lines->size == 0) return points;
  const bezier& curve = lines->list[0];
  for (int i = 0; i < curve.size; ++i)
    points.push_back({curve.list[i].x, height - curve.list[i].y});
  return points;
}

}  // namespace

Drawing LayOut(std::uint32_t nodes, const std::vector<DrawnLink>& links) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  Drawing drawing;
  std::vector<Agnode_t*> made;
  Agraph_t* graph = MakeGraph(nodes, &made);
  if (graph == nullptr) return drawing;
  std::vector<Agedge_t*> edges;
  for (std::size_t i = 0; i < links.size(); ++i) edges.push_back(AddLink(graph, made, links[i], i));
  if (gvLayout(Context(), graph, "dot") == 0) {
    drawing.width = GD_bb(graph).UR.x;
    drawing.height = GD_bb(graph).UR.y;
    for (Agnode_t* node : made)
      drawing.nodes.push_back({ND_coord(node).x, drawing.height - ND_coord(node).y});
    for (Agedge_t* edge : edges) drawing.links.push_back(PointsOf(edge, drawing.height));
    gvFreeLayout(Context(), graph);
  }
  agclose(graph);
  return drawing;
}

}  // namespace textkin::result
