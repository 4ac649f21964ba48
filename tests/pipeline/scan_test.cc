// Whole scans through the library: same bytes whatever the order and the threads, nothing
// half-written.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>

#include "textkin/pipeline.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class ScanTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "textkin-scan-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  void Put(const std::string& name, const std::string& text) {
    fs::create_directories((root_ / "in" / name).parent_path());
    std::ofstream(root_ / "in" / name, std::ios::binary) << text;
  }
  ScanOptions Options(const std::string& out) const {
    ScanOptions options;
    options.read.inputs = {(root_ / "in").string()};
    options.output = (root_ / out).string();
    options.threads = 2;
    return options;
  }
  // Under strict, texts of large record files are read again where they lie.
  ScanOptions Strict(const std::string& out) const {
    ScanOptions options = Options(out);
    options.preset = Preset::kStrict;
    return options;
  }
  std::string Bytes(const std::string& name) const {
    std::ifstream file(root_ / name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  std::vector<Json> Rows(const std::string& name) const {
    std::vector<Json> rows;
    std::istringstream lines(Bytes(name));
    for (std::string line; std::getline(lines, line);) rows.push_back(Json::parse(line));
    return rows;
  }

  fs::path root_;
};

// Sentences of a seeded source: enough for a shingle set, different for every seed.
std::string Prose(unsigned seed, std::size_t sentences) {
  static const std::vector<std::string> kWords = {"河道", "治理", "工程", "投资", "完成", "全市",
                                                  "水库", "巡查", "群众", "供水", "保障", "灌区",
                                                  "改造", "监督", "管理", "农村"};
  std::mt19937 random(seed);
  std::string text;
  for (std::size_t i = 0; i < sentences; ++i) {
    for (int word = 0; word < 9; ++word) text += kWords[random() % kWords.size()];
    text += "。";
  }
  return text;
}

std::string JsonLine(const std::string& text) { return Json({{"text", text}}).dump() + "\n"; }

TEST_F(ScanTest, ClustersCopiesAcrossFormats) {
  const std::string report = Prose(1, 30);
  Put("site-a/r.txt", report);
  Put("site-b/r.html", "<html><body><p>" + report + "</p></body></html>");
  Put("site-c/dump.jsonl", JsonLine(Prose(2, 30)) + JsonLine(report + Prose(3, 3)));
  Put("site-d/other.txt", Prose(4, 30));
  const absl::StatusOr<ScanSummary> summary = Scan(Options("out"), nullptr, nullptr);
  ASSERT_TRUE(summary.ok()) << summary.status();
  const std::vector<Json> clusters = Rows("out/clusters.jsonl");
  ASSERT_EQ(clusters.size(), 1u);
  EXPECT_EQ(clusters[0]["members"], Json({"site-a/r.txt", "site-b/r.html", "site-c/dump.jsonl#2"}));
  EXPECT_EQ(clusters[0]["representative"], "site-c/dump.jsonl#2");
  EXPECT_EQ(clusters[0]["sites"], Json({"site-a", "site-b", "site-c"}));
  EXPECT_EQ(Json::parse(Bytes("out/clusters.json")), Json(clusters));
  EXPECT_EQ(Rows("out/documents.jsonl").size(), 5u);
  EXPECT_EQ(Json::parse(Bytes("out/run.json"))["counts"]["documents"], 5);
}

TEST_F(ScanTest, GivesTheSameBytesForAnyThreadsAndOrder) {
  std::minstd_rand random(11);
  for (int i = 0; i < 120; ++i) {
    const std::string text = Prose(100 + static_cast<unsigned>(random() % 40), 20) +
                             Prose(static_cast<unsigned>(random()), random() % 8);
    const std::string name = "site-" + std::to_string(random() % 5) + "/" + std::to_string(i);
    // A record file is a batch of its own and parts those of the texts around it: with texts alone
    // there would be one batch, and one thread reading.
    if (i % 3 == 0)
      Put(name + ".jsonl", JsonLine(text) + JsonLine(Prose(static_cast<unsigned>(i), 9)));
    else
      Put(name + ".txt", text);
  }
  ScanOptions options = Options("out-1");
  options.threads = 1;
  ASSERT_TRUE(Scan(options, nullptr, nullptr).ok());
  for (const unsigned threads : {2u, 8u}) {
    options.threads = threads;
    options.output = (root_ / ("out-" + std::to_string(threads))).string();
    ASSERT_TRUE(Scan(options, nullptr, nullptr).ok());
    for (const char* name : {"documents.jsonl", "pairs.jsonl", "clusters.jsonl", "clusters.json"}) {
      EXPECT_EQ(Bytes("out-1/" + std::string(name)),
                Bytes("out-" + std::to_string(threads) + "/" + name))
          << name;
    }
  }
  EXPECT_FALSE(Rows("out-1/clusters.jsonl").empty());
}

// E4 of the fault list: none of what hides between characters hides a copy.
TEST_F(ScanTest, SeesThroughWhatIsNotSeen) {
  const std::string text = Prose(7, 20) +
                           "The ferry leaves the stone pier at six and returns at "
                           "nine with the post and two passengers. ";
  Put("original.txt", text);
  std::string flood;
  for (int i = 0; i < 1000; ++i) flood += "\u0301";
  const std::vector<std::string> hidden = {"\u200B", "\u200D", "\u2060", "\uFEFF",
                                           "\u00AD", "\u202E", "\u2066", "\uFE0F",
                                           "\u0301", flood,    "\u061C", "\U000E0041"};
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    std::string copy;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      DecodeUtf8(text, &at);
      copy.append(text, begin, at - begin);
      if (++characters % 5 == 0) copy += hidden[i];
    }
    Put("copy-" + std::to_string(i) + ".txt", copy);
  }
  ASSERT_TRUE(Scan(Options("out"), nullptr, nullptr).ok());
  const std::vector<Json> clusters = Rows("out/clusters.jsonl");
  ASSERT_EQ(clusters.size(), 1u);
  EXPECT_EQ(clusters[0]["members"].size(), 1 + hidden.size());
  EXPECT_EQ(clusters[0]["kind"], "identical");
}

// The ranges that documents.jsonl gives for teasers of a document.
Json TeasersOf(const std::vector<Json>& documents, const std::string& id) {
  Json ranges = Json::array();
  for (const Json& row : documents) {
    if (row["id"] != id) continue;
    for (const Json& mark : row["marks"])
      if (mark["kind"] == "teaser") ranges.push_back({mark["begin"], mark["end"]});
  }
  return ranges;
}

TEST_F(ScanTest, MarksTheBeginningOfAnotherDocument) {
  const std::string title = "东村水务站年度工作总结";
  const std::string other = Prose(2, 20);
  const std::string excerpt = other.substr(0, 3 * 60);
  const std::string body = "西村的一年\n" + Prose(1, 20) + "\n";
  Put("a/body.txt", body + title + " " + excerpt + "...");
  Put("b/other.txt", title + "\n" + other);
  Put("b/excerpt.txt", title + "\n" + excerpt + "...");
  Put("b/unknown.txt", "北村的一年\n" + Prose(4, 20) + "\n" + Prose(3, 5) + "...");
  ASSERT_TRUE(Scan(Options("out"), nullptr, nullptr).ok());
  const std::vector<Json> documents = Rows("out/documents.jsonl");
  const std::size_t begin = CountCodePoints(body),
                    end = begin + CountCodePoints(title) + 1 + 60 + 3;
  EXPECT_EQ(TeasersOf(documents, "a/body.txt"),
            Json::parse("[[" + std::to_string(begin) + "," + std::to_string(end) + "]]"));
  for (const std::string id : {"b/other.txt", "b/excerpt.txt", "b/unknown.txt"})
    EXPECT_EQ(TeasersOf(documents, id), Json::array()) << id;
}

TEST_F(ScanTest, MarksATeaserBesideTheFurnitureOfASite) {
  const std::string furniture = "西村文库为您精心整理的参考范文";
  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    Put("a/" + number + ".txt", furniture + "\n" + Prose(10 + i, 20) + "\n");
  }
  const std::string title = "东村水务站年度工作总结";
  const std::string other = Prose(2, 20);
  Put("b/other.txt", title + "\n" + other);
  Put("a/teaser.txt",
      furniture + "\n" + Prose(1, 20) + "\n" + title + " " + other.substr(0, 3 * 60) + "...");
  ASSERT_TRUE(Scan(Options("out"), nullptr, nullptr).ok());
  const std::vector<Json> documents = Rows("out/documents.jsonl");
  EXPECT_EQ(TeasersOf(documents, "a/teaser.txt").size(), 1u);
  for (const Json& row : documents) {
    if (row["site"] != "a") continue;
    ASSERT_FALSE(row["marks"].empty()) << row;
    EXPECT_EQ(row["marks"][0]["begin"], 0) << row;
    EXPECT_EQ(row["marks"][0]["end"], CountCodePoints(furniture) + 1) << row;  // with its line
  }
}

TEST_F(ScanTest, LeavesNothingWhenCancelled) {
  Put("a.txt", Prose(1, 10));
  const std::atomic<bool> cancel = true;
  EXPECT_TRUE(absl::IsCancelled(Scan(Options("out"), nullptr, &cancel).status()));
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), fs::directory_iterator()), 1);  // "in"
}

TEST_F(ScanTest, RefusesAnExistingOutput) {
  Put("a.txt", Prose(1, 10));
  fs::create_directories(root_ / "out");
  EXPECT_TRUE(absl::IsAlreadyExists(Scan(Options("out"), nullptr, nullptr).status()));
  ScanOptions options = Options("out");
  options.overwrite = true;
  EXPECT_TRUE(absl::IsAlreadyExists(Scan(options, nullptr, nullptr).status()))
      << "no run.json in it";
  std::ofstream(root_ / "out" / "run.json") << "{}";
  std::ofstream(root_ / "out" / "stale.txt") << "old";
  EXPECT_TRUE(Scan(options, nullptr, nullptr).ok());
  EXPECT_FALSE(fs::exists(root_ / "out" / "stale.txt"));
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), fs::directory_iterator()), 2);
}

TEST_F(ScanTest, NamesOptionsOutOfRange) {
  Put("a.txt", Prose(1, 10));
  ScanOptions options = Options("out");
  options.threshold = 0;
  EXPECT_THAT(std::string(Scan(options, nullptr, nullptr).status().message()),
              ::testing::HasSubstr("--threshold"));
}

TEST_F(ScanTest, StoresTextsOnRequest) {
  Put("site-a/r.html", "<p>One.</p><p>Two.</p>");
  ScanOptions options = Options("out");
  options.write_text = true;
  ASSERT_TRUE(Scan(options, nullptr, nullptr).ok());
  EXPECT_EQ(Bytes("out/text/site-a/r.html.txt"), "One.\nTwo.");
}

// Calls `change` between reading and matching.
class ChangeBeforeMatching : public ProgressSink {
 public:
  explicit ChangeBeforeMatching(std::function<void()> change) : change_(std::move(change)) {}
  void Update(const Progress& progress) override {
    if (std::string_view(progress.stage) == "matching") change_();
  }

 private:
  std::function<void()> change_;
};

// Two copies and a near copy, behind strangers that make the file worth holding open.
std::string LargeFileWithCopies() {
  std::string lines;
  for (unsigned seed = 100; lines.size() < (2u << 20); ++seed) lines += JsonLine(Prose(seed, 30));
  const std::string report = Prose(1, 30);
  return lines + JsonLine(report) + JsonLine(report) + JsonLine(report + Prose(2, 2));
}

TEST_F(ScanTest, ReadsTextsAgainForMatching) {
  const std::string lines = LargeFileWithCopies();
  Put("a.jsonl", lines);
  ASSERT_TRUE(Scan(Strict("plain"), nullptr, nullptr).ok());
  ASSERT_EQ(Rows("plain/pairs.jsonl").size(), 3u);
  // Neither what is appended nor what replaces the file is what was read first.
  ChangeBeforeMatching append(
      [&] { std::ofstream(root_ / "in/a.jsonl", std::ios::app) << JsonLine(Prose(3, 30)); });
  ASSERT_TRUE(Scan(Strict("appended"), &append, nullptr).ok());
  Put("a.jsonl", lines);
  ChangeBeforeMatching remove([&] { fs::remove(root_ / "in/a.jsonl"); });
  ASSERT_TRUE(Scan(Strict("removed"), &remove, nullptr).ok());
  for (const std::string file : {"documents.jsonl", "pairs.jsonl", "clusters.jsonl"}) {
    EXPECT_EQ(Bytes("appended/" + file), Bytes("plain/" + file));
    EXPECT_EQ(Bytes("removed/" + file), Bytes("plain/" + file));
  }
}

TEST_F(ScanTest, SaysWhatChangedBeforeItWasCompared) {
  const std::string lines = LargeFileWithCopies();
  Put("a.jsonl", lines);
  Put("b.txt", Prose(7, 30));
  Put("c.txt", Prose(7, 30));
  ChangeBeforeMatching overwrite([&] {
    std::fstream file(root_ / "in/a.jsonl", std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(lines.rfind("{\"text")) + 12);
    file << Prose(9, 10);
  });
  const auto summary = Scan(Strict("out"), &overwrite, nullptr);
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary->faulty_documents, 1u);
  EXPECT_EQ(summary->run.faults_by_code.at("F0104"), 1u);
  std::vector<std::string> faulty;
  for (const Json& row : Rows("out/documents.jsonl")) {
    if (!row["faults"].empty()) faulty.push_back(row["faults"][0]["code"]);
  }
  EXPECT_EQ(faulty, std::vector<std::string>{"F0104"});
  // The copies before it, and those of other files, are compared as ever.
  EXPECT_EQ(Rows("out/pairs.jsonl").size(), 2u);
}

TEST_F(ScanTest, ListsFaultyDocumentsAndKeepsTheOthers) {
  Put("good.txt", Prose(1, 10));
  ASSERT_TRUE(Scan(Options("without"), nullptr, nullptr).ok());
  Put("bad.jsonl", "not json\n");
  const absl::StatusOr<ScanSummary> summary = Scan(Options("with"), nullptr, nullptr);
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary->faulty_documents, 1u);
  const std::vector<Json> rows = Rows("with/documents.jsonl");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["faults"][0]["code"], "F0401");
  EXPECT_EQ(rows[1].dump(), Rows("without/documents.jsonl")[0].dump());
}

}  // namespace
}  // namespace textkin
