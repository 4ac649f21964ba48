// Lost sources: right by their copies, each of truth once.

#include "folders.h"
#include "gmock/gmock.h"

namespace textkin::eval {
namespace {

Row Lost(const std::vector<std::string>& copies) {
  return {{"id", copies.front() + "#lost"}, {"copies", copies}};
}

// x, lost, has the copies a and b; c is a copy of a. y, lost, was copied from a and has the copies
// d and e; f is a copy of d, g and h are copies of f.
class TwoLost : public testing::Test {
 protected:
  void SetUp() override {
    Rows nodes;
    for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h"}) nodes.push_back(Node(id, "A"));
    truth_.Write("documents.jsonl", nodes);
    truth_.Write("edges.jsonl", {TrueEdge("a", "c", {}), TrueEdge("a", "d", {}, true),
                                 TrueEdge("a", "e", {}, true), TrueEdge("d", "f", {}),
                                 TrueEdge("f", "g", {}), TrueEdge("f", "h", {})});
    truth_.Write("lost.jsonl", {Lost({"a", "b"}), Lost({"d", "e"})});
    WriteTruthAsResult(truth_, result_);
  }
  Score Measure(const Rows& lost) {
    result_.Write("lost.jsonl", lost);
    const Evaluation evaluation = ScoreOf(truth_, result_);
    EXPECT_TRUE(evaluation.lost.has_value());
    return evaluation.lost.value_or(Score());
  }
  Folder truth_{"truth"}, result_{"result"};
};

TEST_F(TwoLost, AreFoundByTheirCopies) {
  EXPECT_EQ(Measure({Lost({"a", "b"}), Lost({"d", "e"})}), (Score{2, 2, 2}));
}

TEST_F(TwoLost, CopiesOfCopiesTellOfThemToo) {
  EXPECT_EQ(Measure({Lost({"b", "c"}), Lost({"e", "f"})}), (Score{2, 2, 2}));
}

TEST_F(TwoLost, ALostSourceIsFoundOnce) {
  EXPECT_EQ(Measure({Lost({"d", "e"}), Lost({"e", "f"})}), (Score{1, 2, 2}));
}

// f survives, and g and h come from it.
TEST_F(TwoLost, WhatComesFromASurvivorTellsOfNone) {
  EXPECT_EQ(Measure({Lost({"g", "h"})}), (Score{0, 1, 2}));
}

TEST_F(TwoLost, OneCopyTellsOfNone) { EXPECT_EQ(Measure({Lost({"d"})}), (Score{0, 1, 2})); }

TEST_F(TwoLost, AreNotScoredWhereTheResultHasNoSuchFile) {
  EXPECT_EQ(ScoreOf(truth_, result_).lost, std::nullopt);
}

TEST_F(TwoLost, AnUnknownCopyIsAProblemAndWrong) {
  result_.Write("lost.jsonl", {Lost({"a", "nobody"})});
  const Evaluation evaluation = ScoreOf(truth_, result_);
  EXPECT_EQ(evaluation.lost, (Score{0, 1, 2}));
  EXPECT_EQ(evaluation.problems.at(ProblemKind::kNotInTruth).count, 1u);
}

}  // namespace
}  // namespace textkin::eval
