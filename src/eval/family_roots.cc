// Roots of families: up the named sources from every member, and the top that most of them reach.

#include "family_roots.h"

#include <tuple>

#include "absl/container/flat_hash_set.h"

namespace textkin::eval {
namespace {

// The top above each node, kNoName where the named sources go round in a circle.
class Tops {
 public:
  explicit Tops(const NamedSources& inside) : inside_(inside) {}

  Name Of(Name node) {
    std::vector<Name> path;
    Name top = node;
    for (;;) {
      // An entry is the answer; that of a node of this path is none yet, which is a circle.
      const auto [at, is_new] = tops_.try_emplace(top, kNoName);
      if (!is_new) {
        top = at->second;
        break;
      }
      path.push_back(top);
      const Name source = inside_.SourceOf(top);
      if (source == kNoName) break;
      top = source;
    }
    for (const Name below : path) tops_[below] = top;
    return top;
  }

 private:
  const NamedSources& inside_;
  absl::flat_hash_map<Name, Name> tops_;
};

struct TrueEnds {
  absl::flat_hash_set<Name> sources;  // of edges inside a family
  absl::flat_hash_set<Name> derived;
  absl::flat_hash_set<Name> families;  // that have such edges
};

TrueEnds EdgesInside(const Truth& truth) {
  TrueEnds ends;
  for (const TruthEdge& edge : *truth.edges) {
    const TruthRow* source = truth.Find(edge.source);
    const TruthRow* derived = truth.Find(edge.derived);
    if (source == nullptr || derived == nullptr || source->split || derived->split) continue;
    if (source->family != derived->family) continue;
    ends.sources.insert(source->id);
    ends.derived.insert(derived->id);
    ends.families.insert(source->family);
  }
  return ends;
}

}  // namespace

bool IsSurer(const ResultEdge& x, const ResultEdge& y, const Names& names) {
  const auto worth = [](const ResultEdge& edge) {
    return std::tuple(edge.confidence, edge.confidence_direct, edge.share);
  };
  if (worth(x) != worth(y)) return worth(x) > worth(y);
  return names.Text(x.source) < names.Text(y.source);
}

Share FamilyRoots(const Truth& truth, const NamedSources& inside, const Names& names) {
  struct Best {
    Name top = kNoName;
    std::uint64_t members = 1;  // itself alone is no top
  };
  Tops tops(inside);
  absl::flat_hash_map<Name, std::uint64_t> reached;
  absl::flat_hash_map<Name, Best> best;  // by family
  for (const TruthRow& row : truth.rows) {
    const Name top = row.split || !row.found ? kNoName : tops.Of(row.id);
    if (top != kNoName) ++reached[top];
  }
  for (const auto& [top, members] : reached) {
    Best& of = best[truth.Find(top)->family];
    const bool is_better = members > of.members || (members == of.members && of.top != kNoName &&
                                                    names.Text(top) < names.Text(of.top));
    if (is_better) of = {top, members};
  }
  const TrueEnds ends = EdgesInside(truth);
  absl::flat_hash_set<Name> tops_of_truth;  // and their twins
  for (const Name source : ends.sources) {
    if (!ends.derived.contains(source)) tops_of_truth.insert(truth.TwinsOf(source));
  }
  Share share;
  for (const Name family : ends.families) {
    const auto found = best.find(family);
    const Name top = found == best.end() ? kNoName : found->second.top;
    ++share.total;
    if (top != kNoName && tops_of_truth.contains(truth.TwinsOf(top))) ++share.hits;
  }
  return share;
}

}  // namespace textkin::eval
