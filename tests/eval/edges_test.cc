// Edges: parents, ancestors, roots, direction, siblings, spurious edges and confidence by hand.

#include "folders.h"
#include "gmock/gmock.h"

namespace textkin::eval {
namespace {

// r -> p -> c (mask on the last), r -> q by a lost document, and u of another family.
class FourOfAFamily : public testing::Test {
 protected:
  void SetUp() override {
    truth_.Write("documents.jsonl",
                 {Node("r", "A"), Node("p", "A"), Node("c", "A"), Node("q", "A"), Node("u", "B")});
    truth_.Write("edges.jsonl", {TrueEdge("r", "p", {"spin"}), TrueEdge("p", "c", {"mask"}),
                                 TrueEdge("r", "q", {}, true)});
    WriteTruthAsResult(truth_, result_);
  }
  EdgeMeasures Measure(const Rows& edges) {
    result_.Write("edges.jsonl", edges);
    evaluation_ = ScoreOf(truth_, result_);
    EXPECT_TRUE(evaluation_.edges.has_value());
    return evaluation_.edges.value_or(EdgeMeasures());
  }
  Folder truth_{"truth"}, result_{"result"};
  Evaluation evaluation_;
};

// c's surest source is r, an ancestor but no parent; p's is r. q has no surviving direct parent.
// Parents: p right, c wrong = 1/2. Ancestors: p right, c right, q named none = 2/3.
TEST_F(FourOfAFamily, SurestSourceIsTheNamedOne) {
  const EdgeMeasures edges =
      Measure({Directed("r", "p", .9), Directed("p", "c", .6), Directed("r", "c", .7)});
  EXPECT_EQ(edges.parent, (Share{1, 2}));
  EXPECT_EQ(edges.ancestor, (Share{2, 3}));
}

TEST_F(FourOfAFamily, DirectConfidenceBreaksTies) {
  Row parent = Directed("p", "c", .7);
  parent["confidence_direct"] = .5;
  EXPECT_EQ(Measure({Directed("r", "c", .7), parent}).parent, (Share{1, 2}));
}

// Edges rp and pc of three true ones are connected, pc without direction and the wrong way round.
TEST_F(FourOfAFamily, ConnectedCountsTrueEdgesInAnyWay) {
  EXPECT_EQ(Measure({Undirected("c", "p"), Directed("r", "p", 1)}).connected, (Share{2, 3}));
}

// Ancestor pairs that are connected: rp (right), pc (wrong way), rc (undirected), so coverage 2/3
// and precision 1/2. rq is not connected.
TEST_F(FourOfAFamily, DirectionHasCoverageAndPrecision) {
  const EdgeMeasures edges =
      Measure({Directed("r", "p", .9), Directed("c", "p", .6), Undirected("c", "r")});
  EXPECT_EQ(edges.coverage, (Share{2, 3}));
  EXPECT_EQ(edges.direction, (Share{1, 2}));
}

TEST_F(FourOfAFamily, SurestEdgeGivesThePairsDirection) {
  EXPECT_EQ(Measure({Directed("r", "p", .9), Directed("p", "r", .3)}).direction, (Share{1, 1}));
  EXPECT_EQ(Measure({Directed("r", "p", .2), Directed("p", "r", .3)}).direction, (Share{0, 1}));
}

// p and q have the ancestor r in common, c and q too. Called copies: pq; cq is only derived.
TEST_F(FourOfAFamily, SiblingsCalledCopiesAreCounted) {
  const EdgeMeasures edges =
      Measure({Directed("p", "q", .9, "copies"), Directed("c", "q", .6), Directed("r", "p", 1)});
  EXPECT_EQ(edges.siblings_as_copies, (Share{1, 2}));
  EXPECT_EQ(edges.spurious, (Share{0, 3}));
}

// u is nobody's kin: two of three edges are spurious, one of the two directed ones.
TEST_F(FourOfAFamily, EdgesBetweenStrangersAreSpurious) {
  const EdgeMeasures edges =
      Measure({Directed("u", "c", .5), Undirected("r", "u"), Directed("r", "p", .5)});
  EXPECT_EQ(edges.spurious, (Share{2, 3}));
  EXPECT_EQ(edges.spurious_directed, (Share{1, 2}));
}

// r -> p -> c, r2 a twin of r that is nobody's source, and c2 an equal copy of p beside c.
class Twins : public FourOfAFamily {
 protected:
  void SetUp() override {
    truth_.Write("documents.jsonl",
                 {Node("r", "A", {{"twin", "t"}}), Node("r2", "A", {{"twin", "t"}}), Node("p", "A"),
                  Node("c", "A", {{"twin", "c2"}}), Node("c2", "A", {{"twin", "c2"}})});
    truth_.Write("edges.jsonl", {TrueEdge("r", "r2"), TrueEdge("r", "p"), TrueEdge("p", "c"),
                                 TrueEdge("p", "c2")});
    WriteTruthAsResult(truth_, result_);
  }
};

// p from r2 is as good as from r, and so is the root r2. c from c2 is no source of it. Parents: r2
// none, p right, c wrong, c2 right: 2/4. The edge between c and c2 is not scored; the other claims
// are right.
TEST_F(Twins, StandForOneAnother) {
  const EdgeMeasures edges =
      Measure({Directed("r2", "p", 1), Directed("c2", "c", 1, "copies"), Directed("p", "c2", 1)});
  EXPECT_EQ(edges.parent, (Share{2, 4}));
  EXPECT_EQ(edges.ancestor, (Share{2, 4}));
  EXPECT_EQ(edges.root, (Share{1, 1}));
  EXPECT_EQ(edges.siblings_as_copies, (Share{0, 0}));
  EXPECT_EQ(edges.spurious, (Share{0, 3}));
  EXPECT_EQ(edges.calibration.edges, 2u);
  EXPECT_DOUBLE_EQ(*edges.calibration.brier, 0);
}

// History has r -> r2, which is wrong the other way round; and p comes from neither way round.
TEST_F(Twins, AreNoExcuseForWhatHistorySays) {
  const EdgeMeasures edges = Measure({Directed("r2", "r", 1), Directed("p", "r2", 1)});
  EXPECT_EQ(edges.direction, (Share{0, 2}));
  EXPECT_EQ(edges.ancestor, (Share{0, 4}));
  EXPECT_DOUBLE_EQ(*edges.calibration.brier, 1);
}

// p, c and q lead to r: the root is right. Turned round, r and q lead to c by p.
TEST_F(FourOfAFamily, RootIsTheTopThatMostReach) {
  EXPECT_EQ(Measure({Directed("r", "p", 1), Directed("p", "c", 1), Directed("r", "q", 1)}).root,
            (Share{1, 1}));
  EXPECT_EQ(Measure({Directed("c", "p", 1), Directed("p", "r", 1), Directed("r", "q", 1)}).root,
            (Share{0, 1}));
  EXPECT_EQ(Measure({}).root, (Share{0, 1}));
  EXPECT_EQ(Measure({Directed("r", "p", 1), Directed("p", "r", 1)}).root, (Share{0, 1}));
}

// Operations are those of the true edges that lead to a node: spin to p, mask to c.
TEST_F(FourOfAFamily, OperationsAreApart) {
  Measure({Directed("r", "p", .9), Directed("r", "c", .7), Directed("c", "p", .1)});
  const EdgeMeasures& mask = evaluation_.edges_by_operation.at("mask");
  EXPECT_EQ(mask.parent, (Share{0, 1}));
  EXPECT_EQ(mask.ancestor, (Share{1, 1}));
  EXPECT_EQ(mask.direction, (Share{1, 2}));  // rc right, pc wrong
  EXPECT_EQ(mask.connected, (Share{1, 1}));  // pc
  const EdgeMeasures& spin = evaluation_.edges_by_operation.at("spin");
  EXPECT_EQ(spin.parent, (Share{1, 1}));
  EXPECT_EQ(spin.calibration.edges, 1u);
  EXPECT_NEAR(*spin.calibration.brier, .01, 1e-12);
}

// Right with .8, wrong with .6 (p does not derive from c): Brier (.04 + .36)/2 = .2. One edge a
// bin: (|.8 - 1| + |.6 - 0|)/2 = .4. Risks at coverage 1/2 and 1: 0 and 1/2, area 1/4.
TEST_F(FourOfAFamily, ConfidenceIsWeighed) {
  const Calibration calibration =
      Measure({Directed("r", "p", .8), Directed("c", "p", .6), Undirected("r", "u")}).calibration;
  EXPECT_EQ(calibration.edges, 2u);
  EXPECT_NEAR(*calibration.brier, .2, 1e-12);
  EXPECT_NEAR(*calibration.calibration_error, .4, 1e-12);
  EXPECT_NEAR(*calibration.risk_coverage, .25, 1e-12);
}

// Equal confidences cannot be told apart: one bin, |.5 - 1/2| = 0; risk 1/2 throughout. The order
// of rows changes nothing.
TEST_F(FourOfAFamily, EqualConfidencesAreOneBin) {
  for (const Rows& edges : {Rows{Directed("r", "p", .5), Directed("c", "p", .5)},
                            Rows{Directed("c", "p", .5), Directed("r", "p", .5)}}) {
    const Calibration calibration = Measure(edges).calibration;
    EXPECT_NEAR(*calibration.calibration_error, 0, 1e-12);
    EXPECT_NEAR(*calibration.risk_coverage, .5, 1e-12);
  }
}

// Twenty edges from r, each surer than the one before; those to strangers are wrong. Two a bin:
// bin k has confidences .02k and .02k + .01 and both right for k >= 5, so its miss is
// .02k + .005 below and 1 - (.02k + .005) from there on:
// (.005 + .025 + .045 + .065 + .085 + .895 + .875 + .855 + .835 + .815) / 10 = .45.
TEST(Edges, CalibrationErrorHasTenBinsOfEqualCount) {
  const Folder truth("truth"), result("result");
  Rows nodes = {Node("r", "A")}, true_edges, edges;
  for (int i = 0; i < 20; ++i) {
    const std::string id = "n" + std::to_string(i);
    nodes.push_back(Node(id, i < 10 ? id : "A"));
    if (i >= 10) true_edges.push_back(TrueEdge("r", id));
    edges.push_back(Directed("r", id, i * .01));
  }
  truth.Write("documents.jsonl", nodes);
  truth.Write("edges.jsonl", true_edges);
  WriteTruthAsResult(truth, result);
  result.Write("edges.jsonl", edges);
  const Calibration calibration = ScoreOf(truth, result).edges->calibration;
  EXPECT_NEAR(*calibration.calibration_error, .45, 1e-12);
  ASSERT_EQ(calibration.bins.size(), 10u);
  for (std::size_t bin = 0; bin < 10; ++bin) {
    EXPECT_EQ(calibration.bins[bin].edges, 2u);
    EXPECT_EQ(calibration.bins[bin].right, bin < 5 ? 2u : 0u);
    EXPECT_NEAR(calibration.bins[bin].confidence, .185 - .02 * static_cast<double>(bin), 1e-12);
  }
}

// The whole of a split anthology is neither right nor wrong.
TEST(Edges, SplitEndsAreLeftOut) {
  const Folder truth("truth"), result("result");
  truth.Write("documents.jsonl", {Node("x", "X", {{"split", true}}),
                                  Node("x#part1", "A", {{"part_of", "x"}}), Node("s", "A")});
  truth.Write("edges.jsonl", {TrueEdge("s", "x#part1")});
  WriteTruthAsResult(truth, result);
  result.Write("edges.jsonl", {Directed("s", "x", .9, "contains"), Directed("s", "x#part1", .8)});
  const EdgeMeasures edges = *ScoreOf(truth, result).edges;
  EXPECT_EQ(edges.spurious, (Share{0, 1}));
  EXPECT_EQ(edges.parent, (Share{1, 1}));
}

// A chain that goes round in a circle: ancestry must end, and not by recursion.
TEST(Edges, LongChainsAreWalked) {
  const Folder truth("truth"), result("result");
  Rows nodes, edges;
  constexpr int kLength = 600;
  for (int i = 0; i < kLength; ++i) nodes.push_back(Node("n" + std::to_string(i), "A"));
  for (int i = 1; i < kLength; ++i)
    edges.push_back(TrueEdge("n" + std::to_string(i - 1), "n" + std::to_string(i)));
  edges.push_back(TrueEdge("n" + std::to_string(kLength - 1), "n0"));  // and even a circle
  truth.Write("documents.jsonl", nodes);
  truth.Write("edges.jsonl", edges);
  WriteTruthAsResult(truth, result);
  EXPECT_EQ(ScoreOf(truth, result).edges->parent.hits, std::uint64_t{kLength});
}

TEST(Edges, AbsentFileHasNoMeasures) {
  const Folder truth("truth"), result("result");
  truth.Write("documents.jsonl", {Node("a", "A"), Node("b", "A")});
  WriteTruthAsResult(truth, result);
  result.Write("edges.jsonl", {Directed("a", "b", 1)});
  EXPECT_FALSE(ScoreOf(truth, result).edges.has_value());
}

}  // namespace
}  // namespace textkin::eval
