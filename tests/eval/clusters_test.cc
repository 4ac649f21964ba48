// Clusters against families, on cases small enough to count by hand.

#include "folders.h"
#include "gmock/gmock.h"

namespace textkin::eval {
namespace {

// Families {a b c}, {d e}, {f}; clusters {a b d}, {e f}, and c alone.
//   wanted pairs  ab ac bc de        = 4
//   found pairs   ab ad bd ef        = 4
//   right         ab                 = 1
class ThreeFamilies : public testing::Test {
 protected:
  void SetUp() override {
    truth_.Write("documents.jsonl",
                 {Node("a", "A", {{"site", "one"}, {"operations", {"mask"}}, {"template", "t"}}),
                  Node("b", "A", {{"site", "one"}, {"operations", {"mask", "spin", "pages"}}}),
                  Node("c", "A", {{"site", "two"}, {"template", "t"}}),
                  Node("d", "B", {{"site", "one"}, {"operations", {"spin"}}, {"template", "t"}}),
                  Node("e", "B", {{"site", nullptr}}), Node("f", "C", {{"template", "t"}})});
    WriteDocuments(truth_, result_);
    result_.Write("clusters.jsonl", {Cluster({"a", "b", "d"}), Cluster({"e", "f"})});
  }
  Folder truth_{"truth"}, result_{"result"};
};

TEST_F(ThreeFamilies, PairsAreCounted) {
  const ClusterMeasures clusters = ScoreOf(truth_, result_).clusters;
  EXPECT_EQ(clusters.pairs.right, 1u);
  EXPECT_EQ(clusters.pairs.found, 4u);
  EXPECT_EQ(clusters.pairs.wanted, 4u);
  EXPECT_DOUBLE_EQ(*clusters.pairs.Precision(), .25);
  EXPECT_DOUBLE_EQ(*clusters.pairs.Recall(), .25);
  EXPECT_DOUBLE_EQ(*clusters.pairs.F1(), .25);
}

// Precision: a 2/3, b 2/3, c 1, d 1/3, e 1/2, f 1/2: sum 11/3, over six 11/18.
// Recall: a 2/3, b 2/3, c 1/3, d 1/2, e 1/2, f 1: sum 11/3, over six 11/18.
TEST_F(ThreeFamilies, BCubedAveragesOverNodes) {
  const ClusterMeasures clusters = ScoreOf(truth_, result_).clusters;
  EXPECT_DOUBLE_EQ(*clusters.bcubed_precision, 11.0 / 18);
  EXPECT_DOUBLE_EQ(*clusters.bcubed_recall, 11.0 / 18);
  EXPECT_DOUBLE_EQ(*clusters.bcubed_f1, 11.0 / 18);
}

// Index 1, expected 4*4/15, maximum (4+4)/2: (1 - 16/15) / (4 - 16/15) = (-1/15) / (44/15) = -1/44.
TEST_F(ThreeFamilies, AdjustedRandIsCorrectedForChance) {
  EXPECT_DOUBLE_EQ(*ScoreOf(truth_, result_).clusters.adjusted_rand, -1.0 / 44);
}

// Of site one: a, b, d. Wanted ab; found ab ad bd; right ab. Unknown sites pair with none.
TEST_F(ThreeFamilies, PairsOfOneSiteAreApart) {
  const auto& same_site = ScoreOf(truth_, result_).clusters.same_site;
  EXPECT_EQ(same_site.right, 1u);
  EXPECT_EQ(same_site.found, 3u);
  EXPECT_EQ(same_site.wanted, 1u);
}

// Template t: a c | d | f. Pairs across families: ad af cd cf df = 5; in one cluster: ad.
TEST_F(ThreeFamilies, TemplateSiblingsInOneClusterAreFalseMerges) {
  EXPECT_EQ(ScoreOf(truth_, result_).clusters.template_siblings, (Share{1, 5}));
}

// A listed pair merges nothing.
TEST_F(ThreeFamilies, ListedPairsDoNotCount) {
  result_.Write("pairs.jsonl", {{{"a", "a"}, {"b", "c"}, {"verdict", "identical"}},
                                {{"a", "c"}, {"b", "f"}, {"verdict", "same_template"}}});
  const ClusterMeasures clusters = ScoreOf(truth_, result_).clusters;
  EXPECT_EQ(clusters.pairs.right, 1u);
  EXPECT_EQ(clusters.template_siblings, (Share{1, 5}));
}

// mask is on a and b: ab ac bc, found ab. spin on b and d: ab bc de, found ab.
// pages on b: ab bc, found ab.
TEST_F(ThreeFamilies, RecallByOperationCountsEitherSide) {
  const ClusterMeasures clusters = ScoreOf(truth_, result_).clusters;
  EXPECT_THAT(
      clusters.recall_by_operation,
      testing::ElementsAre(testing::Pair("mask", Share{1, 3}), testing::Pair("pages", Share{1, 2}),
                           testing::Pair("spin", Share{1, 3})));
}

// Only b has all three: ab bc, found ab.
TEST_F(ThreeFamilies, RecallByStackNeedsAllOperationsOnOneSide) {
  EXPECT_THAT(ScoreOf(truth_, result_).clusters.recall_by_stack,
              testing::ElementsAre(testing::Pair("mask+pages+spin", Share{1, 2})));
}

// x has mask, spin and pages and one more: no node has the three exactly, but it is the target.
TEST(Clusters, TargetStackIsShownWhereItsOperationsOccur) {
  const Folder truth("truth"), result("result");
  truth.Write("documents.jsonl",
              {Node("x", "A", {{"operations", {"cut", "mask", "pages", "spin"}}}), Node("y", "A")});
  WriteTruthAsResult(truth, result);
  EXPECT_THAT(ScoreOf(truth, result).clusters.recall_by_stack,
              testing::ElementsAre(testing::Pair("cut+mask+pages+spin", Share{1, 1}),
                                   testing::Pair("mask+pages+spin", Share{1, 1})));
}

TEST(Clusters, SplitRowsAreNeitherRightNorWrong) {
  const Folder truth("truth"), result("result");
  truth.Write(
      "documents.jsonl",
      {Node("x", "X", {{"split", true}, {"end", 200}}), Node("x#part1", "A", {{"part_of", "x"}}),
       Node("x#part2", "B", {{"part_of", "x"}, {"begin", 100}, {"end", 200}}), Node("y", "A")});
  WriteDocuments(truth, result);
  result.Write("clusters.jsonl", {Cluster({"x", "x#part1", "y"})});
  const Evaluation evaluation = ScoreOf(truth, result);
  EXPECT_EQ(evaluation.truth_nodes, 3u);
  EXPECT_EQ(evaluation.clusters.pairs.right, 1u);
  EXPECT_EQ(evaluation.clusters.pairs.found, 1u);
  EXPECT_TRUE(evaluation.problems.empty());
}

TEST(Clusters, WithoutPairsThereIsNoRatio) {
  const Folder truth("truth"), result("result");
  truth.Write("documents.jsonl", {Node("a", "A"), Node("b", "B")});
  WriteTruthAsResult(truth, result);
  const ClusterMeasures clusters = ScoreOf(truth, result).clusters;
  EXPECT_FALSE(clusters.pairs.Precision().has_value());
  EXPECT_FALSE(clusters.pairs.Recall().has_value());
  EXPECT_FALSE(clusters.pairs.F1().has_value());
  EXPECT_FALSE(clusters.template_siblings.Value().has_value());
  EXPECT_EQ(clusters.adjusted_rand, 1.0);  // both are all singletons
}

TEST(Clusters, EmptyCollectionHasNoMeasures) {
  const Folder truth("truth"), result("result");
  truth.Write("documents.jsonl", {});
  WriteTruthAsResult(truth, result);
  const ClusterMeasures clusters = ScoreOf(truth, result).clusters;
  EXPECT_FALSE(clusters.bcubed_precision.has_value());
  EXPECT_FALSE(clusters.adjusted_rand.has_value());
}

}  // namespace
}  // namespace textkin::eval
