// What does not fit is named, counted and scored as wrong.

#include "folders.h"
#include "gmock/gmock.h"

namespace textkin::eval {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Problems : public testing::Test {
 protected:
  void SetUp() override {
    truth_.Write("documents.jsonl", {Node("a", "A"), Node("b", "A"), Node("c", "A")});
    WriteTruthAsResult(truth_, result_);
  }
  Problem Of(const Evaluation& evaluation, ProblemKind kind) {
    const auto found = evaluation.problems.find(kind);
    return found == evaluation.problems.end() ? Problem() : found->second;
  }
  Folder truth_{"truth"}, result_{"result"};
};

TEST_F(Problems, MissingFilesAreErrorsWithTheirPath) {
  const Folder empty("empty");
  EXPECT_EQ(Evaluate(empty.path(), result_.path()).status().code(), absl::StatusCode::kNotFound);
  const absl::Status status = Evaluate(truth_.path(), empty.path()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr(empty.path() + "/documents.jsonl"));
  empty.Write("documents.jsonl", {});
  EXPECT_THAT(std::string(Evaluate(truth_.path(), empty.path()).status().message()),
              HasSubstr(empty.path() + "/clusters.jsonl"));
}

// z is a member that truth does not know: found pairs ab ac bc + za zb zc = 6, right 3.
// Precision of a, b, c is 3/4 each.
TEST_F(Problems, UnknownMembersMakeTheirPairsWrong) {
  result_.Append("documents.jsonl", R"({"id":"z"})");
  result_.Write("clusters.jsonl", {Cluster({"a", "b", "c", "z"})});
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.clusters.pairs.found, 6u);
  EXPECT_EQ(evaluation.clusters.pairs.right, 3u);
  EXPECT_DOUBLE_EQ(*evaluation.clusters.bcubed_precision, .75);
  const Problem problem = Of(evaluation, ProblemKind::kNotInTruth);
  EXPECT_EQ(problem.count, 1u);
  EXPECT_THAT(problem.examples, ElementsAre("result documents.jsonl: z"));
}

// c has no row in the result, so its place in the cluster is nobody's: found 3, right ab.
// B-cubed precision (2/3 + 2/3 + 0)/3, recall (2/3 + 2/3 + 0)/3.
TEST_F(Problems, NodesMissingFromTheResultAreNeverFound) {
  result_.Write("documents.jsonl", {{{"id", "a"}}, {{"id", "b"}}});
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.clusters.pairs.right, 1u);
  EXPECT_EQ(evaluation.clusters.pairs.found, 3u);
  EXPECT_DOUBLE_EQ(*evaluation.clusters.bcubed_precision, 4.0 / 9);
  EXPECT_DOUBLE_EQ(*evaluation.clusters.bcubed_recall, 4.0 / 9);
  EXPECT_EQ(Of(evaluation, ProblemKind::kNotInResult).count, 1u);
}

// A member of two clusters belongs to the first: right ab; found ab, and c with the second a.
TEST_F(Problems, RepeatedMembersMakeTheirPairsWrong) {
  result_.Write("clusters.jsonl", {Cluster({"a", "b"}), Cluster({"a", "c"})});
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.clusters.pairs.right, 1u);
  EXPECT_EQ(evaluation.clusters.pairs.found, 2u);
  EXPECT_THAT(Of(evaluation, ProblemKind::kDuplicate).examples,
              ElementsAre("result clusters.jsonl: a"));
}

// The second row of c is a fourth node of the family that nothing finds: wanted 6, right 3.
TEST_F(Problems, RepeatedRowsOfTruthAreNodesNeverFound) {
  truth_.Append("documents.jsonl", Node("c", "A").dump());
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.clusters.pairs.wanted, 6u);
  EXPECT_EQ(evaluation.clusters.pairs.right, 3u);
  EXPECT_EQ(Of(evaluation, ProblemKind::kDuplicate).count, 1u);
}

TEST_F(Problems, RepeatedRowsOfTheResultRepeatTheirFlags) {
  truth_.Write("documents.jsonl",
               {Node("a", "A", {{"flags", {"masked"}}}), Node("b", "A"), Node("c", "A")});
  WriteTruthAsResult(truth_, result_);
  result_.Append("documents.jsonl", R"({"id":"a","flags":["masked"]})");
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.flags.at("masked").found, 2u);
  EXPECT_EQ(evaluation.flags.at("masked").right, 1u);
  EXPECT_EQ(Of(evaluation, ProblemKind::kDuplicate).count, 1u);
}

// Not JSON, no object, no id, a wrong type: four lines, and the nodes they were for are missing.
TEST_F(Problems, UnreadableLinesAreCountedAndFiveNamed) {
  result_.Write("documents.jsonl", {{{"id", "a"}}});
  for (const char* line :
       {"{", "7", R"({"site":"one"})", R"({"id":7})", R"({"id":"c","flags":"x"})", "\xff", ""}) {
    result_.Append("documents.jsonl", line);
  }
  const Evaluation evaluation = ScoreOf(truth_, result_);
  const Problem problem = Of(evaluation, ProblemKind::kUnreadable);
  EXPECT_EQ(problem.count, 6u);  // an empty line says nothing, and is none
  ASSERT_EQ(problem.examples.size(), 5u);
  EXPECT_EQ(problem.examples.front(), result_.path() + "/documents.jsonl: line 2");
  EXPECT_EQ(Of(evaluation, ProblemKind::kNotInResult).count, 2u);
}

// One sound detection of a sound case; further a case and two detections outside the text, a
// detection in a document nobody knows, and an unreadable line on each side.
// Cases 3, recall 1/3; detections 5, precision 1/5.
TEST_F(Problems, PassagesThatCannotBePlacedAreWrong) {
  truth_.Write("passages.jsonl", {PassageRow(Side("a", 0, 50), Side("b", 0, 50)),
                                  PassageRow(Side("a", 60, 101), Side("b", 60, 100), {"mask"})});
  result_.Write("passages.jsonl", {PassageRow(Side("a", 0, 50), Side("b", 0, 50)),
                                   PassageRow(Side("a", 60, 101), Side("b", 60, 100)),
                                   PassageRow(Side("a", 70, 70), Side("b", 70, 80)),
                                   PassageRow(Side("a", 0, 50), Side("z", 0, 50))});
  truth_.Append("passages.jsonl", R"({"a":{"document":"a","begin":-1,"end":4}})");
  result_.Append("passages.jsonl", "[]");
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.passages->cases, 3u);
  EXPECT_EQ(evaluation.passages->detections, 5u);
  EXPECT_DOUBLE_EQ(*evaluation.passages->recall, 1.0 / 3);
  EXPECT_DOUBLE_EQ(*evaluation.passages->precision, 1.0 / 5);
  EXPECT_EQ(evaluation.passages_by_operation.at("mask").recall, 0.0);
  const Problem outside = Of(evaluation, ProblemKind::kOutside);
  EXPECT_THAT(outside.examples,
              ElementsAre("truth passages.jsonl: a [60, 101)", "result passages.jsonl: a [60, 101)",
                          "result passages.jsonl: a [70, 70)"));
  EXPECT_EQ(Of(evaluation, ProblemKind::kNotInTruth).count, 1u);
  EXPECT_EQ(Of(evaluation, ProblemKind::kUnreadable).count, 2u);
}

// Parts must lie inside their document; one that does not is never found.
TEST_F(Problems, PartsOutsideTheirDocumentAreNeverFound) {
  truth_.Write("documents.jsonl",
               {Node("a", "A"), Node("b", "A"), Node("c", "C", {{"split", true}}),
                Node("c#part1", "A", {{"part_of", "c"}, {"end", 101}})});
  WriteTruthAsResult(truth_, result_);
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(Of(evaluation, ProblemKind::kOutside).count, 1u);
  EXPECT_EQ(evaluation.clusters.pairs.right, 1u);
}

// Edges: to a stranger, to itself, without a confidence (unreadable), from a repeated true edge's
// unknown source. All are spurious, the directed ones wrong claims.
TEST_F(Problems, EdgesThatDoNotFitAreSpurious) {
  truth_.Write("edges.jsonl", {TrueEdge("a", "b"), TrueEdge("y", "c")});
  result_.Write("edges.jsonl", {Directed("a", "b", 1), Directed("z", "b", .5),
                                Directed("b", "b", .5), Directed("y", "c", .5)});
  result_.Append("edges.jsonl",
                 R"({"source":"a","derived":"c","directed":true,"relation":"copies"})");
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.edges->spurious, (Share{4, 5}));
  EXPECT_EQ(evaluation.edges->spurious_directed, (Share{3, 4}));
  EXPECT_EQ(evaluation.edges->parent, (Share{1, 2}));  // c's source y is nobody that can be named
  EXPECT_EQ(evaluation.edges->connected, (Share{1, 2}));
  EXPECT_NEAR(*evaluation.edges->calibration.brier, .75 / 4, 1e-12);
  EXPECT_EQ(Of(evaluation, ProblemKind::kNotInTruth).count, 2u);
  EXPECT_EQ(Of(evaluation, ProblemKind::kUnreadable).count, 1u);
}

}  // namespace
}  // namespace textkin::eval
