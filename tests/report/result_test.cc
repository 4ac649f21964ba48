// Results read back: rows, families, packing, drawing, escaping.

#include "textkin/result.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace textkin::result {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// A folder of files, gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "textkin-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string DocumentLine(const std::string& id, const std::string& title = "") {
  return R"({"id":")" + id +
         R"(","record_id":null,"part_of":null,"begin":0,"end":5,"path":"p.jsonl",)" +
         R"("site":"s","url":null,"title":")" + title +
         R"(","language":"en","dates":[],"bytes":5,)" +
         R"("chars":5,"tokens":1,"text_hash":"0","simhash":"0","kept":[[0,5]],"marks":[],"masks":0,)" +
         R"("flags":[],"faults":[],"limits":[]})" + "\n";
}

std::string PassageLine(const std::string& a, const std::string& b) {
  const auto end = [](const std::string& id) {
    return R"({"document":")" + id + R"(","begin":0,"end":5,"text":"hello"})";
  };
  return R"({"id":"1","a":)" + end(a) + R"(,"b":)" + end(b) +
         R"(,"tokens":1,"identity":1.000000,"kind":"verbatim","differences":[]})" + "\n";
}

std::string ClusterLine(const std::string& a, const std::string& b) {
  return R"({"id":")" + a + R"(","members":[")" + a + R"(",")" + b + R"("],"representative":")" +
         a + R"(","kind":"identical","min_resemblance":1.000000,"complete":true,"sites":["s"]})" +
         "\n";
}

std::string PairLine(const std::string& a, const std::string& b) {
  return R"({"a":")" + a + R"(","b":")" + b +
         R"(","resemblance":1.000000,"containment_a":1.0,"containment_b":1.0,"verdict":"identical"})" +
         "\n";
}

std::string EdgeLine(const std::string& source, const std::string& derived,
                     const std::string& sentence) {
  return R"({"source":")" + source + R"(","derived":")" + derived +
         R"(","directed":true,"relation":"copies","confidence":0.970000,"confidence_direct":0.9,)" +
         R"("share":0.8,"share_exclusive":0.8,"passages":["1"],"evidence":[{"type":"truncated",)" +
         R"("direction":"source->derived","loci":1,"nats":1.5,"quotes":[],"sentence":")" +
         sentence + R"("}],"against":[],"reason":null})" + "\n";
}

// Two copies, and two more documents that share a passage.
void WriteResult(const Folder& folder) {
  folder.Write("documents.jsonl", DocumentLine("p.jsonl#1", "One") + DocumentLine("p.jsonl#2") +
                                      DocumentLine("p.jsonl#3") + DocumentLine("p.jsonl#4"));
  folder.Write("clusters.jsonl", ClusterLine("p.jsonl#1", "p.jsonl#2"));
  folder.Write("pairs.jsonl", PairLine("p.jsonl#1", "p.jsonl#2"));
  folder.Write("passages.jsonl",
               PassageLine("p.jsonl#1", "p.jsonl#2") + PassageLine("p.jsonl#3", "p.jsonl#4"));
  folder.Write("run.json", "{}");
}

std::string Exported(const Folder& folder, const std::string& format, bool raw = false) {
  ExportOptions options;
  options.format = *ParseExportFormat(format);
  options.csv_raw = raw;
  std::string out;
  const absl::Status status =
      Export(folder.path(), options, [&](std::string_view bytes) { out += bytes; });
  EXPECT_TRUE(status.ok()) << status;
  return out;
}

TEST(ReadResult, GivesRowsAsValues) {
  Folder folder;
  folder.Write("edges.jsonl", EdgeLine("a", "b", "It ends early."));
  std::vector<EdgeRow> edges;
  ASSERT_TRUE(ReadEdges(folder.path(), [&](EdgeRow& edge) {
                edges.push_back(edge);
                return true;
              }).ok());
  ASSERT_EQ(edges.size(), 1u);
  EXPECT_EQ(edges[0].confidence, 0.97);
  EXPECT_THAT(edges[0].passages, ElementsAre("1"));
  EXPECT_EQ(edges[0].evidence[0].sentence, "It ends early.");
}

TEST(ReadResult, NamesTheLineThatIsNone) {
  Folder folder;
  folder.Write("pairs.jsonl", PairLine("a", "b") + "{\"a\":\"x\"}\n");
  const absl::Status status = ReadPairs(folder.path(), [](PairRow&) { return true; });
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 2"));
}

TEST(ReadResult, MissesNothingOptional) {
  Folder folder;
  EXPECT_TRUE(ReadPassages(folder.path(), [](PassageRow&) { return true; }).ok());
  EXPECT_TRUE(ReadEdges(folder.path(), [](EdgeRow&) { return true; }).ok());
  EXPECT_TRUE(absl::IsNotFound(ReadDocuments(folder.path(), [](DocumentRow&) { return true; })));
}

TEST(Report, CountsFamiliesBesidesClusters) {
  Folder folder;
  WriteResult(folder);
  const std::string page = Exported(folder, "html");
  EXPECT_THAT(page, HasSubstr("\"families\":2,\"shown_families\":2,\"clusters\":1,\"clustered\":2,"
                              "\"linked\":2"));
  EXPECT_THAT(page, HasSubstr("id=\"family-1\""));
}

TEST(Report, KeepsToItsLimits) {
  Folder folder;
  WriteResult(folder);
  ReportLimits limits;
  limits.families = 1;
  limits.members = 1;
  std::string page;
  ASSERT_TRUE(
      WriteReport(folder.path(), "{}", nullptr, limits, nullptr, [&](std::string_view bytes) {
        page += bytes;
      }).ok());
  EXPECT_THAT(page, HasSubstr("\"families\":2,\"shown_families\":1"));
  EXPECT_THAT(page, HasSubstr("\"size\":2,\"shown\":1"));
  EXPECT_THAT(page, Not(HasSubstr("id=\"family-1\"")));
}

TEST(Report, EscapesWhatCouldEndItsData) {
  Folder folder;
  WriteResult(folder);
  folder.Write("documents.jsonl", DocumentLine("p.jsonl#1", "</script><!--&") +
                                      DocumentLine("p.jsonl#2") + DocumentLine("p.jsonl#3") +
                                      DocumentLine("p.jsonl#4"));
  const std::string page = Exported(folder, "html");
  EXPECT_THAT(page, HasSubstr(R"(\u003c/script\u003e\u003c!--\u0026)"));
  EXPECT_THAT(page, Not(HasSubstr("<!--&")));
}

TEST(Report, StopsWhenCancelled) {
  Folder folder;
  WriteResult(folder);
  const std::atomic<bool> cancel = true;
  const absl::Status status =
      WriteReport(folder.path(), "{}", nullptr, ReportLimits(), &cancel, [](std::string_view) {});
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
}

TEST(Report, SaysTheSameTwice) {
  Folder folder;
  WriteResult(folder);
  EXPECT_EQ(Exported(folder, "html"), Exported(folder, "html"));
}

TEST(Export, RefusesAnUnknownFormat) {
  const auto format = ParseExportFormat("pdf");
  EXPECT_TRUE(absl::IsInvalidArgument(format.status()));
  EXPECT_THAT(std::string(format.status().message()), HasSubstr("graphml"));
}

TEST(Export, GivesKinPairsWhereThereAreNoEdges) {
  Folder folder;
  WriteResult(folder);
  EXPECT_THAT(Exported(folder, "csv"),
              HasSubstr("p.jsonl#1,p.jsonl#2,identical,false,,,1.000000,,,,\r\n"));
}

TEST(Export, KeepsSpreadsheetsFromCalculating) {
  Folder folder;
  WriteResult(folder);
  for (const std::string start : {"=", "+", "-", "@", "\\t", "\\r", "＝", "＋", "－", "＠"}) {
    folder.Write("edges.jsonl", EdgeLine("p.jsonl#1", "p.jsonl#2", start + "1"));
    EXPECT_THAT(Exported(folder, "csv"), HasSubstr("'")) << start;
    EXPECT_THAT(Exported(folder, "csv", /*raw=*/true), Not(HasSubstr("'"))) << start;
  }
  folder.Write("edges.jsonl", EdgeLine("p.jsonl#1", "p.jsonl#2", "a \\\"b\\\", c"));
  EXPECT_THAT(Exported(folder, "csv"), HasSubstr(",\"a \"\"b\"\", c\","));
}

TEST(Export, EscapesDotLabels) {
  Folder folder;
  WriteResult(folder);
  folder.Write("documents.jsonl", DocumentLine("p.jsonl#1", "a\\\"];\\\\n\\nb") +
                                      DocumentLine("p.jsonl#2") + DocumentLine("p.jsonl#3") +
                                      DocumentLine("p.jsonl#4"));
  EXPECT_THAT(Exported(folder, "dot"), HasSubstr(R"(label="a\"];\\n b")"));
}

TEST(Export, RemovesOnlyKinOfWhatIsKept) {
  Folder folder;
  WriteResult(folder);
  // #3 hangs on #2, which is removed for #1: #3 stays, though it is in the cluster.
  folder.Write("clusters.jsonl",
               R"({"id":"p.jsonl#1","members":["p.jsonl#1","p.jsonl#2","p.jsonl#3"],)"
               R"("representative":"p.jsonl#1","kind":"mixed","min_resemblance":0.0,)"
               R"("complete":true,"sites":[]})"
               "\n");
  folder.Write("pairs.jsonl",
               PairLine("p.jsonl#1", "p.jsonl#2") + PairLine("p.jsonl#2", "p.jsonl#3"));
  EXPECT_EQ(Exported(folder, "datatrove"), std::string("\x01\0\0\0", 4));
  EXPECT_THAT(Exported(folder, "dolma"),
              HasSubstr("{\"id\":\"p.jsonl#2\",\"attributes\":{\"textkin__families__duplicate\":"
                        "[[0,5,1.000000]]"));
}

}  // namespace
}  // namespace textkin::result
