// Where Graphviz puts the nodes of a family, and how it leads the lines between them.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace textkin::result {

struct DrawnLink {
  std::uint32_t from = 0;  // numbers of nodes
  std::uint32_t to = 0;
};

// Size of a node in the drawing's units (CSS pixels at full size): two lines of about 20 letters.
inline constexpr double kNodeWidth = 188;
inline constexpr double kNodeHeight = 46;

struct Drawing {
  struct Point {
    double x = 0, y = 0;
  };
  double width = 0, height = 0;
  std::vector<Point> nodes;               // centres; y grows downwards
  std::vector<std::vector<Point>> links;  // of each link: the points of its Bezier curves
};

// Lays `nodes` nodes out in layers from left to right, sources before what derives from them
// (Graphviz's dot). No text reaches Graphviz: nodes have numbers, and the page writes their titles.
// Empty when Graphviz gives up. Calls are serialized, because Graphviz is not safe for threads.
Drawing LayOut(std::uint32_t nodes, const std::vector<DrawnLink>& links);

}  // namespace textkin::result
