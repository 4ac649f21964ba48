// Clusters against families, from contingency tables: time is linear in nodes and operations.
//
// A contingency table counts the nodes of each (family, cluster). Every measure is a sum over its
// cells: the pairs of one family and one cluster are the sum of n(n-1)/2, and so on. So nothing
// here ever looks at two nodes at a time.

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "measures.h"
#include "tally.h"

namespace textkin::eval {
namespace {

// Stacks shown: the commonest ones are what a collection was made to test; a longer list hides
// them.
constexpr std::size_t kStacks = 8;
// Always shown where its operations occur: the disguise that the design sets a target for.
constexpr std::string_view kTargetStack[] = {"mask", "pages", "spin"};

// A node, or a member of a cluster that is none.
struct Item {
  std::uint64_t family = 0;
  std::uint64_t cluster = 0;
  Name site = kNoName;
  const TruthRow* row = nullptr;  // null for a member that is no node
};

using Cell = std::pair<std::uint64_t, std::uint64_t>;
using Triple = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>;

// Families by name and clusters by number, and from kSingle on those of one.
constexpr std::uint64_t kSingle = std::uint64_t{1} << 32;

class Items {
 public:
  Items(const Truth& truth, const Result& result) {
    AddMembers(truth, result);
    for (const TruthRow& row : truth.rows) {
      if (row.split) continue;
      const auto at = row.found ? cluster_of_.find(row.id) : cluster_of_.end();
      all_.push_back(
          {row.family, at == cluster_of_.end() ? NextSingle() : at->second, row.site, &row});
    }
  }
  const std::vector<Item>& all() const { return all_; }

 private:
  // Numbers the clusters of known members. What is unknown, or stands in a second place, is an
  // item of a family of its own, so that all its pairs are wrong.
  void AddMembers(const Truth& truth, const Result& result) {
    for (std::size_t cluster = 0; cluster < result.clusters.size(); ++cluster) {
      for (const Name member : result.clusters[cluster]) {
        const TruthRow* row = truth.Find(member);
        if (row != nullptr && row->split) continue;
        const bool is_known = row != nullptr && row->found;
        if (is_known && cluster_of_.try_emplace(member, cluster).second) continue;
        const ResultRow* found = result.Find(member);
        const Name site = row != nullptr ? row->site : found != nullptr ? found->site : kNoName;
        all_.push_back({NextSingle(), cluster, site, nullptr});
      }
    }
  }
  std::uint64_t NextSingle() { return kSingle + singles_++; }

  std::vector<Item> all_;
  absl::flat_hash_map<Name, std::uint64_t> cluster_of_;
  std::uint64_t singles_ = 0;
};

struct Contingency {
  explicit Contingency(const std::vector<Item>& items) {
    for (const Item& item : items) {
      families.Add(item.family);
      clusters.Add(item.cluster);
      cells.Add({item.family, item.cluster});
    }
  }
  Tally<std::uint64_t> families;
  Tally<std::uint64_t> clusters;
  Tally<Cell> cells;
};

Score SameSite(const std::vector<Item>& items) {
  Tally<Cell> families, clusters;
  Tally<Triple> cells;
  for (const Item& item : items) {
    if (item.site == kNoName) continue;
    families.Add({item.site, item.family});
    clusters.Add({item.site, item.cluster});
    cells.Add({item.site, item.family, item.cluster});
  }
  return {cells.Pairs(), clusters.Pairs(), families.Pairs()};
}

// Pairs of one template less those of one family too, in all and inside clusters.
Share TemplateSiblings(const std::vector<Item>& items) {
  Tally<std::uint64_t> templates;
  Tally<Cell> families, clusters;
  Tally<Triple> cells;
  for (const Item& item : items) {
    if (item.row == nullptr || item.row->template_name == kNoName) continue;
    const std::uint64_t of = item.row->template_name;
    templates.Add(of);
    families.Add({of, item.family});
    clusters.Add({of, item.cluster});
    cells.Add({of, item.family, item.cluster});
  }
  return {clusters.Pairs() - cells.Pairs(), templates.Pairs() - families.Pairs()};
}

// Sums over items and not over cells: floating-point sums must not depend on a hash table's order.
void MeasureBCubed(const std::vector<Item>& items, const Contingency& table,
                   ClusterMeasures* measures) {
  double precision = 0, recall = 0;
  std::uint64_t nodes = 0;
  for (const Item& item : items) {
    if (item.row == nullptr) continue;
    ++nodes;
    if (!item.row->found) continue;
    const double both = static_cast<double>(table.cells.Of({item.family, item.cluster}));
    precision += both / static_cast<double>(table.clusters.Of(item.cluster));
    recall += both / static_cast<double>(table.families.Of(item.family));
  }
  if (nodes == 0) return;
  precision /= static_cast<double>(nodes);
  recall /= static_cast<double>(nodes);
  measures->bcubed_precision = precision;
  measures->bcubed_recall = recall;
  measures->bcubed_f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

// (index - expected) / (maximum - expected); where the maximum is what chance gives, both
// partitions are all singletons or all one, and so are equal.
std::optional<double> AdjustedRand(std::size_t items, const Score& pairs) {
  if (items < 2) return std::nullopt;
  const double found = static_cast<double>(pairs.found), wanted = static_cast<double>(pairs.wanted);
  const double expected = found * wanted / static_cast<double>(PairsOf(items));
  const double maximum = (found + wanted) / 2;
  if (maximum == expected) return 1;
  return (static_cast<double>(pairs.right) - expected) / (maximum - expected);
}

// Pairs of a family with an operation on either side: all pairs less those without it on both.
class OperationRecall {
 public:
  explicit OperationRecall(const Contingency& table) : table_(table) {}

  void Add(const Item& item) {
    families_.Add(item.family);
    cells_.Add({item.family, item.cluster});
  }
  Share Recall() const {
    return {Touched(cells_, table_.cells), Touched(families_, table_.families)};
  }

 private:
  template <typename Key>
  static std::uint64_t Touched(const Tally<Key>& with, const Tally<Key>& all) {
    std::uint64_t sum = 0;
    for (const auto& [key, count] : with.counts()) {
      const std::uint64_t total = all.Of(key);
      sum += PairsOf(total) - PairsOf(total - count);
    }
    return sum;
  }

  const Contingency& table_;
  Tally<std::uint64_t> families_;
  Tally<Cell> cells_;
};

using Stack = std::vector<Name>;  // operations, sorted

void AddTargetStack(const std::vector<Item>& items, const Names& names,
                    std::vector<Stack>* stacks) {
  Stack target;
  absl::flat_hash_set<Name> seen;
  for (const Item& item : items) {
    if (item.row == nullptr) continue;
    for (const Name operation : item.row->operations) {
      const bool wanted = std::find(std::begin(kTargetStack), std::end(kTargetStack),
                                    names.Text(operation)) != std::end(kTargetStack);
      if (wanted && seen.insert(operation).second) target.push_back(operation);
    }
  }
  std::sort(target.begin(), target.end());
  if (target.size() == std::size(kTargetStack) &&
      std::find(stacks->begin(), stacks->end(), target) == stacks->end()) {
    stacks->push_back(target);
  }
}

std::string StackName(const Stack& stack, const Names& names) {
  std::vector<std::string> parts;
  for (const Name operation : stack) parts.push_back(names.Text(operation));
  std::sort(parts.begin(), parts.end());
  std::string name;
  for (const std::string& part : parts) name += (name.empty() ? "" : "+") + part;
  return name;
}

std::vector<Stack> CommonStacks(const std::vector<Item>& items, const Names& names) {
  absl::flat_hash_map<Stack, std::uint64_t> counts;
  for (const Item& item : items) {
    if (item.row != nullptr && item.row->operations.size() > 1) ++counts[item.row->operations];
  }
  std::vector<std::tuple<std::uint64_t, std::string, Stack>> ranked;
  for (const auto& [stack, count] : counts)
    ranked.emplace_back(~count, StackName(stack, names), stack);
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), kStacks));
  std::vector<Stack> stacks;
  for (const auto& [rank, name, stack] : ranked) stacks.push_back(stack);
  AddTargetStack(items, names, &stacks);
  return stacks;
}

void MeasureOperations(const std::vector<Item>& items, const Contingency& table, const Names& names,
                       ClusterMeasures* measures) {
  absl::flat_hash_map<Name, OperationRecall> recalls;
  for (const Item& item : items) {
    if (item.row == nullptr) continue;
    for (const Name operation : item.row->operations)
      recalls.try_emplace(operation, table).first->second.Add(item);
  }
  for (const auto& [operation, recall] : recalls)
    measures->recall_by_operation[names.Text(operation)] = recall.Recall();
  for (const Stack& stack : CommonStacks(items, names)) {
    OperationRecall recall(table);
    for (const Item& item : items) {
      if (item.row == nullptr) continue;
      const std::vector<Name>& has = item.row->operations;
      if (std::includes(has.begin(), has.end(), stack.begin(), stack.end())) recall.Add(item);
    }
    measures->recall_by_stack[StackName(stack, names)] = recall.Recall();
  }
}

}  // namespace

ClusterMeasures MeasureClusters(const Truth& truth, const Result& result, const Names& names) {
  const Items items(truth, result);
  const Contingency table(items.all());
  ClusterMeasures measures;
  measures.pairs = {table.cells.Pairs(), table.clusters.Pairs(), table.families.Pairs()};
  measures.same_site = SameSite(items.all());
  measures.template_siblings = TemplateSiblings(items.all());
  MeasureBCubed(items.all(), table, &measures);
  measures.adjusted_rand = AdjustedRand(items.all().size(), measures.pairs);
  MeasureOperations(items.all(), table, names, &measures);
  return measures;
}

}  // namespace textkin::eval
