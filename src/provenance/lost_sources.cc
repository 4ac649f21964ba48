// Two kin each of which lacks what the other has come from a third. Where neither has a source in
// the collection, or both have words that their common source lacks, the third is lost.

#include "lost_sources.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "pair_evidence.h"
#include "textkin/spans.h"
#include "textkin/union_find.h"

namespace textkin {
namespace {

// Nats of what either side of two texts without a source has lost: odds of 50 to 1 against each
// being the source of the other. That a document existed is said with more reason than that nothing
// is known of a direction.
constexpr double kLeastLost = 4;
// Tokens of each of two copies that both have and their source lacks, from which something stood
// between: a paragraph. Titles that are repeated, and the lines that sites put below them, are
// shorter.
constexpr double kMinShared = 60;

// What is gone from a text, or stands in it by a page's fault. One number for many and words that
// are at home elsewhere show as well that two texts fill one form, each in its own way.
bool IsLoss(EvidenceType type) {
  return static_cast<std::size_t>(type) < kEventTypes && type != EvidenceType::kNumberCollapsed &&
         type != EvidenceType::kAtHome;
}

using Link = std::pair<std::uint32_t, std::uint32_t>;  // nodes

class LostFinder {
 public:
  LostFinder(const Family& family, const FamilyTree& tree, std::vector<Edge>* edges)
      : family_(family),
        tree_(tree),
        edges_(*edges),
        has_source_(family.parts.size()),
        parent_pair_(family.parts.size()) {}

  std::vector<LostSource> Run() {
    FindSources();
    UnionFind groups(family_.parts.size());
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      if (!IsLink(i)) continue;
      const Link ends = EndsOf(i);
      groups.Join(ends.first, ends.second);
    }
    std::map<std::uint32_t, LostSource> found;  // by the first copy
    std::map<std::uint32_t, std::uint32_t> number;
    for (std::uint32_t node = 0; node < family_.parts.size(); ++node)
      found[groups.Find(node)].copies.push_back(family_.parts[node].part);
    std::erase_if(found, [](const auto& one) { return one.second.copies.size() < 2; });
    std::vector<LostSource> lost;
    for (auto& [first, source] : found) {
      number[first] = static_cast<std::uint32_t>(lost.size());
      if (const std::optional<std::size_t> pair = parent_pair_[first])
        source.source = edges_[*pair].source;
      lost.push_back(std::move(source));
    }
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      const Link ends = EndsOf(i);
      if (edges_[i].relation != Relation::kCommonSource ||
          !groups.Connected(ends.first, ends.second))
        continue;
      edges_[i].lost_source = number.at(groups.Find(ends.first));
    }
    return lost;
  }

 private:
  Link EndsOf(std::size_t pair) const {
    return {IndexOf(family_, family_.pairs[pair].a), IndexOf(family_, family_.pairs[pair].b)};
  }

  void FindSources() {
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      if (!IsDirected(edges_[i].relation)) continue;
      const std::uint32_t derived = IndexOf(family_, edges_[i].derived);
      has_source_[derived] = true;
      if (tree_.parent(derived) == IndexOf(family_, edges_[i].source)) parent_pair_[derived] = i;
    }
  }

  bool IsLink(std::size_t pair) const {
    if (edges_[pair].relation != Relation::kCommonSource || !IsKin(family_.pairs[pair]))
      return false;
    const auto [a, b] = EndsOf(pair);
    if (!has_source_[a] && !has_source_[b]) {
      return std::min(LossesIn(edges_[pair].evidence), LossesIn(edges_[pair].against)) >=
             kLeastLost;
    }
    if (!parent_pair_[a] || !parent_pair_[b] || tree_.parent(a) != tree_.parent(b)) return false;
    return SharedBeside(pair, a, *parent_pair_[a]) >= kMinShared &&
           SharedBeside(pair, b, *parent_pair_[b]) >= kMinShared;
  }

  static double LossesIn(const std::vector<Evidence>& evidence) {
    double nats = 0;
    for (const Evidence& one : evidence) nats += IsLoss(one.type) ? one.nats : 0;
    return nats;
  }

  std::vector<Span> SpansOf(std::size_t pair, std::uint32_t node) const {
    const PairEvents& events = family_.pairs[pair];
    const bool of_b = events.b == family_.parts[node].part;
    std::vector<Span> spans;
    for (const Quote& passage : events.passages) spans.push_back(of_b ? passage.b : passage.a);
    return Joined(std::move(spans));
  }

  // Tokens of a node in the passages of a pair that lie in none with its source.
  double SharedBeside(std::size_t pair, std::uint32_t node, std::size_t with_source) const {
    const std::vector<Span> shared = SpansOf(pair, node);
    const PairEvents& events = family_.pairs[pair];
    const double covered =
        events.b == family_.parts[node].part ? events.covered_b : events.covered_a;
    const auto beside = static_cast<double>(LengthOf(Without(shared, SpansOf(with_source, node))));
    return covered * beside / static_cast<double>(std::max<std::uint64_t>(1, LengthOf(shared)));
  }

  const Family& family_;
  const FamilyTree& tree_;
  std::vector<Edge>& edges_;
  std::vector<bool> has_source_;                         // by node
  std::vector<std::optional<std::size_t>> parent_pair_;  // by node: the pair with its parent
};

}  // namespace

std::vector<LostSource> FindLostSources(const Family& family, const FamilyTree& tree,
                                        std::vector<Edge>* edges) {
  return LostFinder(family, tree, edges).Run();
}

}  // namespace textkin
