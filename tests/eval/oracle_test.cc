// The fast measures against slow ones that look at every pair, on random clusterings and passages;
// and the fast ones on many documents.

#include <chrono>
#include <cmath>
#include <random>

#include "folders.h"

namespace textkin::eval {
namespace {

using Random = std::mt19937_64;
constexpr std::uint64_t kSeed = 20240611;  // any; failures name the round

int Below(int limit, Random* random) {
  return std::uniform_int_distribution<int>(0, limit - 1)(*random);
}

struct RandomNode {
  int family, cluster, site, form;  // 0: none, for site and template
  bool masked, spun;
};

std::string Id(std::size_t i) { return "n" + std::to_string(i); }

std::vector<RandomNode> RandomNodes(std::size_t count, int groups, Random* random) {
  std::vector<RandomNode> nodes(count);
  for (RandomNode& node : nodes) {
    node = {Below(groups, random), Below(groups, random), Below(3, random),
            Below(3, random),      Below(3, random) == 0, Below(3, random) == 0};
    if (Below(2, random) == 0) node.cluster = node.family;  // or nothing would be right
  }
  return nodes;
}

void WriteNodes(const std::vector<RandomNode>& nodes, const Folder& truth, const Folder& result) {
  Rows rows, clusters;
  std::map<int, std::vector<std::string>> members;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const RandomNode& node = nodes[i];
    Row row = Node(Id(i), "f" + std::to_string(node.family));
    if (node.site > 0) row["site"] = "s" + std::to_string(node.site);
    if (node.form > 0) row["template"] = "t" + std::to_string(node.form);
    row["operations"] = Row::array();
    if (node.masked) row["operations"].push_back("mask");
    if (node.spun) row["operations"].push_back("spin");
    rows.push_back(row);
    members[node.cluster].push_back(Id(i));
  }
  truth.Write("documents.jsonl", rows);
  WriteDocuments(truth, result);
  for (const auto& [cluster, ids] : members) {
    if (ids.size() > 1) clusters.push_back(Cluster(ids));
  }
  result.Write("clusters.jsonl", clusters);
}

struct SlowClusters {
  std::uint64_t right = 0, found = 0, wanted = 0;
  std::uint64_t site_right = 0, site_found = 0, site_wanted = 0;
  Share siblings, mask, stack;
  double precision = 0, recall = 0, rand = 0;
};

SlowClusters MeasureSlowly(const std::vector<RandomNode>& nodes) {
  SlowClusters slow;
  const std::size_t n = nodes.size();
  double agreements[2][2] = {};
  for (std::size_t i = 0; i < n; ++i) {
    int own = 0, both = 0, in_cluster = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const RandomNode &x = nodes[i], &y = nodes[j];
      const bool kin = x.family == y.family, together = x.cluster == y.cluster;
      own += kin;
      in_cluster += together;
      both += kin && together;
      if (j <= i) continue;
      agreements[kin][together] += 1;
      slow.right += kin && together;
      slow.found += together;
      slow.wanted += kin;
      if (x.site > 0 && x.site == y.site) {
        slow.site_right += kin && together;
        slow.site_found += together;
        slow.site_wanted += kin;
      }
      if (x.form > 0 && x.form == y.form && !kin) {
        ++slow.siblings.total;
        slow.siblings.hits += together;
      }
      if (kin && (x.masked || y.masked)) {
        ++slow.mask.total;
        slow.mask.hits += together;
      }
      if (kin && ((x.masked && x.spun) || (y.masked && y.spun))) {
        ++slow.stack.total;
        slow.stack.hits += together;
      }
    }
    slow.precision += static_cast<double>(both) / in_cluster / static_cast<double>(n);
    slow.recall += static_cast<double>(both) / own / static_cast<double>(n);
  }
  // The pair form of the index: 2(ad - bc) / ((a+b)(b+d) + (a+c)(c+d)).
  const double a = agreements[1][1], b = agreements[1][0], c = agreements[0][1],
               d = agreements[0][0];
  slow.rand = 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d));
  return slow;
}

TEST(Oracle, ClustersAgreeWithLookingAtEveryPair) {
  Random random(kSeed);
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::size_t count = 4 + static_cast<std::size_t>(Below(40, &random));
    const std::vector<RandomNode> nodes = RandomNodes(count, 2 + Below(8, &random), &random);
    const Folder truth("truth"), result("result");
    WriteNodes(nodes, truth, result);
    const ClusterMeasures fast = ScoreOf(truth, result).clusters;
    const SlowClusters slow = MeasureSlowly(nodes);
    EXPECT_EQ(fast.pairs.right, slow.right);
    EXPECT_EQ(fast.pairs.found, slow.found);
    EXPECT_EQ(fast.pairs.wanted, slow.wanted);
    EXPECT_EQ(fast.same_site.right, slow.site_right);
    EXPECT_EQ(fast.same_site.found, slow.site_found);
    EXPECT_EQ(fast.same_site.wanted, slow.site_wanted);
    EXPECT_EQ(fast.template_siblings, slow.siblings);
    if (const auto mask = fast.recall_by_operation.find("mask");
        mask != fast.recall_by_operation.end()) {
      EXPECT_EQ(mask->second, slow.mask);
    }
    if (const auto stack = fast.recall_by_stack.find("mask+spin");
        stack != fast.recall_by_stack.end()) {
      EXPECT_EQ(stack->second, slow.stack);
    }
    EXPECT_NEAR(*fast.bcubed_precision, slow.precision, 1e-9);
    EXPECT_NEAR(*fast.bcubed_recall, slow.recall, 1e-9);
    EXPECT_NEAR(*fast.adjusted_rand, slow.rand, 1e-9);
  }
}

// A passage between two of three documents of 100 characters.
struct RandomPassage {
  int a, b;
  int a_begin, a_end, b_begin, b_end;
};

RandomPassage MakePassage(Random* random) {
  RandomPassage passage;
  passage.a = Below(2, random);
  passage.b = passage.a + 1 + Below(2 - passage.a, random);
  passage.a_begin = Below(90, random);
  passage.a_end = passage.a_begin + 1 + Below(std::min(30, 100 - passage.a_begin), random);
  passage.b_begin = Below(90, random);
  passage.b_end = passage.b_begin + 1 + Below(std::min(30, 100 - passage.b_begin), random);
  return passage;
}

std::vector<RandomPassage> MakePassages(int count, Random* random) {
  std::vector<RandomPassage> passages;
  for (int i = 0; i < count; ++i) passages.push_back(MakePassage(random));
  return passages;
}

bool Meet(const RandomPassage& x, const RandomPassage& y) {
  return x.a == y.a && x.b == y.b && x.a_begin < y.a_end && y.a_begin < x.a_end &&
         x.b_begin < y.b_end && y.b_begin < x.b_end;
}

// Share of the characters of `passage` that those of `others` cover that meet it: one by one.
double Covered(const RandomPassage& passage, const std::vector<RandomPassage>& others, int* met) {
  std::set<std::pair<int, int>> characters;
  for (const RandomPassage& other : others) {
    if (!Meet(passage, other)) continue;
    ++*met;
    for (int i = passage.a_begin; i < passage.a_end; ++i) {
      if (i >= other.a_begin && i < other.a_end) characters.insert({0, i});
    }
    for (int i = passage.b_begin; i < passage.b_end; ++i) {
      if (i >= other.b_begin && i < other.b_end) characters.insert({1, i});
    }
  }
  return static_cast<double>(characters.size()) /
         (passage.a_end - passage.a_begin + passage.b_end - passage.b_begin);
}

Rows RowsOf(const std::vector<RandomPassage>& passages) {
  Rows rows;
  for (const RandomPassage& p : passages) {
    rows.push_back(PassageRow(Side(Id(static_cast<std::size_t>(p.a)), p.a_begin, p.a_end),
                              Side(Id(static_cast<std::size_t>(p.b)), p.b_begin, p.b_end)));
  }
  return rows;
}

TEST(Oracle, PassagesAgreeWithLookingAtEveryCharacter) {
  Random random(kSeed);
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::vector<RandomPassage> cases = MakePassages(1 + Below(25, &random), &random);
    const std::vector<RandomPassage> detections = MakePassages(1 + Below(25, &random), &random);
    const Folder truth("truth"), result("result");
    truth.Write("documents.jsonl", {Node("n0", "A"), Node("n1", "A"), Node("n2", "A")});
    WriteTruthAsResult(truth, result);
    truth.Write("passages.jsonl", RowsOf(cases));
    result.Write("passages.jsonl", RowsOf(detections));
    const PassageMeasures fast = *ScoreOf(truth, result).passages;

    double recall = 0, precision = 0;
    int met = 0, detected = 0, ignored = 0;
    for (const RandomPassage& passage : cases) {
      const int before = met;
      recall += Covered(passage, detections, &met) / static_cast<double>(cases.size());
      detected += met > before;
    }
    for (const RandomPassage& passage : detections)
      precision += Covered(passage, cases, &ignored) / static_cast<double>(detections.size());
    const double granularity = detected > 0 ? static_cast<double>(met) / detected : 1;
    const double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    EXPECT_NEAR(*fast.recall, recall, 1e-9);
    EXPECT_NEAR(*fast.precision, precision, 1e-9);
    EXPECT_NEAR(*fast.granularity, granularity, 1e-9);
    EXPECT_NEAR(*fast.plagdet, f1 / std::log2(1 + granularity), 1e-9);
  }
}

// 100,000 documents in ten families and clusters of 10,000: pairs by the billion. Seconds at most,
// with room for a sanitizer; looking at every pair would take minutes.
TEST(Scale, AHundredThousandDocumentsTakeSeconds) {
  Random random(kSeed);
  const std::vector<RandomNode> nodes = RandomNodes(100'000, 10, &random);
  const Folder truth("truth"), result("result");
  WriteNodes(nodes, truth, result);
  const auto begin = std::chrono::steady_clock::now();
  const Evaluation evaluation = ScoreOf(truth, result);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(evaluation.clusters.pairs.wanted, 400'000'000u);
  EXPECT_LT(seconds.count(), 20);
}

}  // namespace
}  // namespace textkin::eval
