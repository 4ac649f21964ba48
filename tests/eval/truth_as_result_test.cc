// Truth scored as its own result is right everywhere; and the flags.

#include <set>

#include "folders.h"
#include "gmock/gmock.h"

namespace textkin::eval {
namespace {

// Two families, an anthology of a part of each, template siblings, a lost ancestor and a document
// of two sources.
void WriteTruth(const Folder& truth) {
  truth.Write(
      "documents.jsonl",
      {Node("a", "a", {{"site", "one"}, {"template", "t"}}),
       Node("b", "a", {{"site", "one"}, {"operations", {"mask"}}, {"flags", {"masked"}}}),
       Node("c", "a", {{"site", "two"}, {"operations", {"mask", "spin"}}, {"flags", {"spun"}}}),
       Node("m", "m", {{"site", "two"}, {"template", "t"}}),
       Node("n", "m", {{"site", "two"}, {"operations", {"cut"}}, {"flags", {"truncated"}}}),
       Node("x", "x", {{"split", true}, {"end", 200}}),
       Node("x#part1", "a", {{"part_of", "x"}, {"operations", {"mask"}}}),
       Node("x#part2", "m", {{"part_of", "x"}, {"begin", 100}, {"end", 200}}), Node("z", "z")});
  Rows edges = {TrueEdge("a", "b", {"mask"}),       TrueEdge("b", "c", {"spin"}, true),
                TrueEdge("b", "x#part1", {}),       TrueEdge("m", "n", {"cut"}),
                TrueEdge("m", "x#part2", {}, true), TrueEdge("m", "c", {"spin"})};
  edges[1]["share"] = .7;
  edges[5]["share"] = .2;
  truth.Write("edges.jsonl", edges);
  truth.Write("passages.jsonl", {PassageRow(Side("a", 0, 90), Side("b", 5, 95), {"mask"}),
                                 PassageRow(Side("b", 0, 90), Side("c", 5, 95), {"mask", "spin"}),
                                 PassageRow(Side("b", 0, 90), Side("x#part1", 0, 90), {}),
                                 PassageRow(Side("m", 0, 30), Side("x", 100, 130), {}),
                                 PassageRow(Side("m", 50, 80), Side("x", 150, 180), {})});
}

// Ratios that are not 1 (or 0 where less is better), by their path in the JSON object.
void FindImperfect(const Row& value, const std::string& path, std::vector<std::string>* imperfect) {
  static const std::set<std::string> kCounts = {"hits",   "total", "right",    "found",
                                                "wanted", "cases", "detected", "detections",
                                                "edges",  "count"};
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      if (member.is_structured() || !kCounts.contains(key))
        FindImperfect(member, path + "/" + key, imperfect);
    }
    return;
  }
  const auto has = [&](const char* word) { return path.find(word) != std::string::npos; };
  const bool less_is_better =
      has("siblings") || has("spurious") || has("_error") || has("brier") || has("risk_coverage");
  if (value.is_number() && value.get<double>() != (less_is_better ? 0 : 1))
    imperfect->push_back(path + " " + value.dump());
}

TEST(TruthAsResult, IsRightEverywhere) {
  const Folder truth("truth"), result("result");
  WriteTruth(truth);
  WriteTruthAsResult(truth, result);
  const Evaluation evaluation = ScoreOf(truth, result);
  EXPECT_TRUE(evaluation.problems.empty());
  Row object = Row::parse(Json(evaluation));
  object.erase("truth_nodes");
  object.erase("result_documents");
  std::vector<std::string> imperfect;
  FindImperfect(object, "", &imperfect);
  EXPECT_THAT(imperfect, testing::IsEmpty());
  EXPECT_EQ(evaluation.clusters.pairs.wanted, 9u);  // a b c part1: 6, m n part2: 3
  EXPECT_EQ(evaluation.clusters.template_siblings, (Share{0, 1}));
  EXPECT_EQ(evaluation.edges->parent.total, 4u);  // b, c (by m), part1, n
  EXPECT_EQ(evaluation.edges->root, (Share{2, 2}));
  EXPECT_EQ(evaluation.passages->cases, 5u);
}

TEST(TruthAsResult, RowsMayComeInAnyOrder) {
  const Folder truth("truth"), result("result"), turned("turned");
  WriteTruth(truth);
  WriteTruthAsResult(truth, result);
  for (const char* file : {"documents.jsonl", "clusters.jsonl", "edges.jsonl", "passages.jsonl"}) {
    Rows rows = result.Read(file);
    std::reverse(rows.begin(), rows.end());
    turned.Write(file, rows);
  }
  EXPECT_EQ(Json(ScoreOf(truth, result)), Json(ScoreOf(truth, turned)));
}

TEST(TruthAsResult, MeasuresWithoutFilesAreNull) {
  const Folder truth("truth"), result("result");
  truth.Write("documents.jsonl", {Node("a", "A"), Node("b", "A")});
  WriteTruthAsResult(truth, result);
  const Evaluation evaluation = ScoreOf(truth, result);
  const Row object = Row::parse(Json(evaluation));
  EXPECT_TRUE(object["passages"].is_null());
  EXPECT_TRUE(object["edges"].is_null());
  EXPECT_TRUE(object["clusters"]["same_site"]["precision"].is_null());
  EXPECT_EQ(object["clusters"]["pairs"]["f1"], 1.0);
}

// The table holds 100 columns even for long names.
TEST(Table, FitsAHundredColumns) {
  const Folder truth("truth"), result("result");
  WriteTruth(truth);
  Rows nodes = truth.Read("documents.jsonl");
  nodes[1]["operations"] = {std::string(90, 'o'),
                            "遮盖数字之后又改写并且按页拆开再截去末尾的一段还加上页眉页脚和水印"};
  truth.Write("documents.jsonl", nodes);
  WriteTruthAsResult(truth, result);
  std::istringstream lines(Table(ScoreOf(truth, result)));
  for (std::string line; std::getline(lines, line);) {
    std::size_t characters = 0;
    for (const char byte : line) characters += (byte & 0xC0) != 0x80 ? 1 : 0;
    EXPECT_LE(characters, 100u) << line;
  }
}

// masked: truth a b, result b c, so 1 right of 2 and 2. doubled is not in truth, and not scored;
// the split row x counts on neither side.
TEST(Flags, AreScoredWhereTruthUsesThem) {
  const Folder truth("truth"), result("result");
  truth.Write("documents.jsonl",
              {Node("a", "A", {{"flags", {"masked"}}}), Node("b", "A", {{"flags", {"masked"}}}),
               Node("c", "A"), Node("x", "A", {{"flags", {"masked"}}, {"split", true}})});
  WriteTruthAsResult(truth, result);
  Rows rows = result.Read("documents.jsonl");
  rows[0]["flags"] = {"doubled"};
  rows[1]["flags"] = {"masked"};
  rows[2]["flags"] = {"masked", "doubled"};
  result.Write("documents.jsonl", rows);
  const auto flags = ScoreOf(truth, result).flags;
  ASSERT_EQ(flags.size(), 1u);
  EXPECT_EQ(flags.at("masked").right, 1u);
  EXPECT_EQ(flags.at("masked").found, 2u);
  EXPECT_EQ(flags.at("masked").wanted, 2u);
}

}  // namespace
}  // namespace textkin::eval
