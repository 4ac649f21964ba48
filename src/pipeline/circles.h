// Circles of documents: each has text of the next, and the last one has text of the first.
//
// One text comes from one place, but a document of several texts, or with paragraphs from several
// trees, can be source and derived at once: A has a text of B, B one of C, C one of A. The edges
// between texts are right, each for itself; that they close is said in the name of the circle, by
// which it can be taken as one node: between circles, and documents in none, there are none.
// A circle is a strongly connected component. O(n log n) in the edges.

#pragma once

#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace textkin {

// A directed edge, with the documents in which its texts stand. Numbers in the order of the ids: of
// parts, or their ranks in a larger collection.
struct TextEdge {
  std::uint64_t source = 0;
  std::uint64_t derived = 0;
  std::uint64_t source_document = 0;
  std::uint64_t derived_document = 0;

  friend auto operator<=>(const TextEdge&, const TextEdge&) = default;
};

// Of all edges of one family, those that can be in a circle, whatever other families have. A
// document of several texts may have edges elsewhere; any other has all of its edges here.
std::vector<TextEdge> EdgesForCircles(std::span<const TextEdge> family);

// An edge in a circle, which has the number of its first document.
struct CircleEdge {
  TextEdge edge;
  std::uint64_t circle = 0;

  friend auto operator<=>(const CircleEdge&, const CircleEdge&) = default;
};
// `edges`: all that EdgesForCircles has left, in any order. Ascending.
std::vector<CircleEdge> FindCircles(std::span<const TextEdge> edges);

// Documents with text of each other, each by one edge: the lower number first; with their circle.
struct MutualPair {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  std::uint64_t circle = 0;

  friend auto operator<=>(const MutualPair&, const MutualPair&) = default;
};
// Ascending, distinct.
std::vector<MutualPair> FindMutual(std::span<const CircleEdge> edges);

}  // namespace textkin
