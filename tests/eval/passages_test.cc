// Passages: precision, recall, granularity, plagdet and boundaries by hand.

#include <cmath>

#include "folders.h"
#include "gmock/gmock.h"

namespace textkin::eval {
namespace {

class Passages : public testing::Test {
 protected:
  void SetUp() override {
    truth_.Write("documents.jsonl", {Node("d", "A"), Node("e", "A"), Node("f", "A")});
    WriteTruthAsResult(truth_, result_);
  }
  PassageMeasures Measure(const Rows& cases, const Rows& detections) {
    truth_.Write("passages.jsonl", cases);
    result_.Write("passages.jsonl", detections);
    evaluation_ = ScoreOf(truth_, result_);
    EXPECT_TRUE(evaluation_.passages.has_value());
    return evaluation_.passages.value_or(PassageMeasures());
  }
  Folder truth_{"truth"}, result_{"result"};
  Evaluation evaluation_;
};

// Case d[0,40) e[10,50), 80 characters. Detection d[10,50) e[10,40), 70 characters.
// In common: d[10,40) = 30, e[10,40) = 30: recall 60/80, precision 60/70.
// Ends differ by 10, 10, 0, 10: the median is 10.
TEST_F(Passages, CharactersOfBothSidesCount) {
  const PassageMeasures passages = Measure({PassageRow(Side("d", 0, 40), Side("e", 10, 50))},
                                           {PassageRow(Side("d", 10, 50), Side("e", 10, 40))});
  const double precision = 60.0 / 70, recall = 60.0 / 80;
  EXPECT_DOUBLE_EQ(*passages.precision, precision);
  EXPECT_DOUBLE_EQ(*passages.recall, recall);
  EXPECT_DOUBLE_EQ(*passages.granularity, 1);
  EXPECT_DOUBLE_EQ(*passages.plagdet, 2 * precision * recall / (precision + recall));
  EXPECT_DOUBLE_EQ(*passages.boundary_error, 10);
}

// Two detections of one case that overlap: d[0,60)+e[0,60) and d[50,100)+e[50,100). Each lies
// inside, so precision 1; the union is the whole, so recall 1; granularity 2, and plagdet
// 1 / log2(3).
TEST_F(Passages, PiecesOfOneCaseCostGranularity) {
  const PassageMeasures passages = Measure({PassageRow(Side("d", 0, 100), Side("e", 0, 100))},
                                           {PassageRow(Side("d", 50, 100), Side("e", 50, 100)),
                                            PassageRow(Side("d", 0, 60), Side("e", 0, 60))});
  EXPECT_DOUBLE_EQ(*passages.precision, 1);
  EXPECT_DOUBLE_EQ(*passages.recall, 1);
  EXPECT_DOUBLE_EQ(*passages.granularity, 2);
  EXPECT_DOUBLE_EQ(*passages.plagdet, 1 / std::log2(3.0));
  // The better one is d[0,60): ends differ by 0, 40, 0, 40, so the median is 20.
  EXPECT_DOUBLE_EQ(*passages.boundary_error, 20);
}

// Case d[0,40) e[0,40) is copied, d[50,90) e[50,90) is stock. The first detection covers half of
// the case. The second meets stock alone, 40 of its 50 characters on a side, and is left out; the
// third meets it with 5 of 15, and counts: precision (1 + 1/3) / 2.
TEST_F(Passages, StockIsNothingToFindAndNothingWrong) {
  Row stock = PassageRow(Side("d", 50, 90), Side("e", 50, 90), {"shared_words"});
  stock["stock"] = true;
  const PassageMeasures passages =
      Measure({PassageRow(Side("d", 0, 40), Side("e", 0, 40), {"mask"}), stock},
              {PassageRow(Side("d", 0, 20), Side("e", 0, 20)),
               PassageRow(Side("d", 50, 100), Side("e", 50, 100)),
               PassageRow(Side("d", 85, 100), Side("e", 85, 100))});
  EXPECT_EQ(passages.cases, 1u);
  EXPECT_EQ(passages.detections, 2u);
  EXPECT_DOUBLE_EQ(*passages.recall, .5);
  EXPECT_DOUBLE_EQ(*passages.precision, (1 + 1.0 / 3) / 2);
  EXPECT_EQ(evaluation_.passages_by_operation.at("shared_words").cases, 1u);
  EXPECT_DOUBLE_EQ(*evaluation_.passages_by_operation.at("shared_words").recall, 1);
}

// The right place in d and the wrong one in e is no detection.
TEST_F(Passages, OverlapOnOneSideIsNoDetection) {
  const PassageMeasures passages = Measure({PassageRow(Side("d", 0, 40), Side("e", 0, 40))},
                                           {PassageRow(Side("d", 0, 40), Side("e", 40, 80))});
  EXPECT_EQ(passages.detected, 0u);
  EXPECT_EQ(passages.precision, 0.0);
  EXPECT_EQ(passages.recall, 0.0);
  EXPECT_EQ(passages.granularity, 1.0);
  EXPECT_EQ(passages.plagdet, 0.0);
  EXPECT_FALSE(passages.boundary_error.has_value());
}

// Macro: a case of 20 characters weighs as much as one of 180. Found is the short one alone:
// recall 1/2; the second detection lies between documents without a case: precision 1/2.
TEST_F(Passages, CasesAndDetectionsWeighAlike) {
  const PassageMeasures passages = Measure({PassageRow(Side("d", 0, 10), Side("e", 0, 10)),
                                            PassageRow(Side("d", 10, 100), Side("e", 10, 100))},
                                           {PassageRow(Side("d", 0, 10), Side("e", 0, 10)),
                                            PassageRow(Side("d", 0, 50), Side("f", 0, 50))});
  EXPECT_DOUBLE_EQ(*passages.recall, .5);
  EXPECT_DOUBLE_EQ(*passages.precision, .5);
}

// mask: one case of two found, and both detections lie in its documents: precision (1+0)/2.
// spin: its one case, in d and f, has no detection, and nothing was claimed there.
TEST_F(Passages, OperationsAreApart) {
  Measure({PassageRow(Side("d", 0, 10), Side("e", 0, 10), {"mask"}),
           PassageRow(Side("d", 50, 60), Side("e", 50, 60), {"mask"}),
           PassageRow(Side("d", 0, 10), Side("f", 0, 10), {"spin"})},
          {PassageRow(Side("d", 0, 10), Side("e", 0, 10)),
           PassageRow(Side("d", 20, 30), Side("e", 20, 30))});
  const PassageMeasures& mask = evaluation_.passages_by_operation.at("mask");
  EXPECT_EQ(mask.cases, 2u);
  EXPECT_DOUBLE_EQ(*mask.recall, .5);
  EXPECT_DOUBLE_EQ(*mask.precision, .5);
  const PassageMeasures& spin = evaluation_.passages_by_operation.at("spin");
  EXPECT_EQ(spin.recall, 0.0);
  EXPECT_FALSE(spin.precision.has_value());
  EXPECT_EQ(spin.plagdet, 0.0);
}

TEST_F(Passages, OrderOfSidesIsOfNoAccount) {
  const PassageMeasures passages = Measure({PassageRow(Side("d", 0, 40), Side("e", 10, 50))},
                                           {PassageRow(Side("e", 10, 50), Side("d", 0, 40))});
  EXPECT_EQ(passages.plagdet, 1.0);
}

TEST_F(Passages, PartsStandForTheirDocument) {
  truth_.Write("documents.jsonl",
               {Node("d", "A", {{"split", true}}),
                Node("d#part1", "A", {{"part_of", "d"}, {"end", 50}}), Node("e", "A")});
  WriteDocuments(truth_, result_);
  const PassageMeasures passages = Measure({PassageRow(Side("d#part1", 0, 40), Side("e", 0, 40))},
                                           {PassageRow(Side("d", 0, 40), Side("e", 0, 40))});
  EXPECT_EQ(passages.plagdet, 1.0);
}

TEST_F(Passages, AbsentFileHasNoMeasures) {
  truth_.Write("passages.jsonl", {PassageRow(Side("d", 0, 40), Side("e", 0, 40))});
  EXPECT_FALSE(ScoreOf(truth_, result_).passages.has_value());
}

TEST_F(Passages, NothingFoundHasNoPrecision) {
  const PassageMeasures passages = Measure({PassageRow(Side("d", 0, 40), Side("e", 0, 40))}, {});
  EXPECT_FALSE(passages.precision.has_value());
  EXPECT_EQ(passages.recall, 0.0);
  EXPECT_EQ(passages.plagdet, 0.0);
}

}  // namespace
}  // namespace textkin::eval
