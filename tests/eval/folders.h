// Folders of truth and results, written for one test.

#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "textkin/eval.h"

namespace textkin::eval {

using Row = nlohmann::json;
using Rows = std::vector<Row>;

// A folder that goes away with the test.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(
            std::filesystem::path(testing::TempDir()) /
            (std::string(testing::UnitTest::GetInstance()->current_test_info()->test_suite_name()) +
             testing::UnitTest::GetInstance()->current_test_info()->name() + name)) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  void Write(const std::string& name, const Rows& rows) const {
    std::ofstream file(path_ / name);
    for (const Row& row : rows) file << row.dump() << "\n";
  }
  void Append(const std::string& name, const std::string& line) const {
    std::ofstream(path_ / name, std::ios::app) << line << "\n";
  }
  Rows Read(const std::string& name) const {
    Rows rows;
    std::ifstream file(path_ / name);
    for (std::string line; std::getline(file, line);) rows.push_back(Row::parse(line));
    return rows;
  }
  bool Has(const std::string& name) const { return std::filesystem::exists(path_ / name); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

inline Evaluation ScoreOf(const Folder& truth, const Folder& result) {
  const absl::StatusOr<Evaluation> evaluation = Evaluate(truth.path(), result.path());
  EXPECT_TRUE(evaluation.ok()) << evaluation.status();
  return evaluation.ok() ? *evaluation : Evaluation();
}

// A row of truth's documents.jsonl with 100 characters; `more` adds and replaces fields.
inline Row Node(const std::string& id, const std::string& family, const Row& more = Row::object()) {
  Row row = {{"id", id}, {"family", family}, {"part_of", nullptr}, {"begin", 0}, {"end", 100}};
  row.update(more);
  return row;
}

inline Row Cluster(const std::vector<std::string>& members) {
  return {{"id", members.front()}, {"members", members}};
}

inline Row Side(const std::string& document, int begin, int end) {
  return {{"document", document}, {"begin", begin}, {"end", end}};
}

inline Row PassageRow(const Row& a, const Row& b, const std::vector<std::string>& operations = {}) {
  return {{"a", a}, {"b", b}, {"operations", operations}};
}

inline Row TrueEdge(const std::string& source, const std::string& derived,
                    const std::vector<std::string>& operations = {}, bool via_lost = false) {
  return {
      {"source", source}, {"derived", derived}, {"operations", operations}, {"via_lost", via_lost}};
}

inline Row Directed(const std::string& source, const std::string& derived, double confidence,
                    const std::string& relation = "derives_from") {
  return {{"source", source},
          {"derived", derived},
          {"directed", true},
          {"relation", relation},
          {"confidence", confidence}};
}

inline Row Undirected(const std::string& a, const std::string& b) {
  return {{"source", a},
          {"derived", b},
          {"directed", false},
          {"relation", "related"},
          {"confidence", nullptr}};
}

// Result rows for all nodes of `truth` that are in its documents.jsonl.
inline void WriteDocuments(const Folder& truth, const Folder& result) {
  Rows rows;
  for (const Row& node : truth.Read("documents.jsonl")) {
    rows.push_back({{"id", node["id"]},
                    {"part_of", node.value("part_of", Row())},
                    {"site", node.value("site", Row())},
                    {"chars", node["end"]},
                    {"flags", node.value("flags", Row::array())}});
  }
  result.Write("documents.jsonl", rows);
}

// The result that says all that truth says: families as clusters, edges with confidence 1.
inline void WriteTruthAsResult(const Folder& truth, const Folder& result) {
  WriteDocuments(truth, result);
  std::map<std::string, std::vector<std::string>> families;
  for (const Row& node : truth.Read("documents.jsonl")) {
    if (!node.value("split", false)) families[node["family"]].push_back(node["id"]);
  }
  Rows clusters;
  for (const auto& [family, members] : families) {
    if (members.size() > 1) clusters.push_back(Cluster(members));
  }
  result.Write("clusters.jsonl", clusters);
  if (truth.Has("edges.jsonl")) {
    Rows edges;
    for (const Row& edge : truth.Read("edges.jsonl")) {
      edges.push_back(Directed(edge["source"], edge["derived"], 1,
                               edge.value("via_lost", false) ? "derives_from" : "copies"));
      if (edge.contains("share")) edges.back()["share"] = edge["share"];
    }
    result.Write("edges.jsonl", edges);
  }
  if (truth.Has("passages.jsonl")) result.Write("passages.jsonl", truth.Read("passages.jsonl"));
}

}  // namespace textkin::eval
