// Titles, addresses and dates of text and Markdown files.

#include "gmock/gmock.h"
#include "read_testing.h"

namespace textkin {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Dates(const Document& document) {
  std::vector<std::string> out;
  for (const DateClaim& date : document.dates) out.push_back(date.kind + " " + date.value);
  return out;
}

TEST(Titles, AreTheFirstLineOfAText) {
  EXPECT_EQ(ReadBytes("a.txt", "\n \u3000\n  秋季工作安排 \r\n正文").title, "秋季工作安排");
  EXPECT_EQ(ReadBytes("a.txt", "# 秋季工作安排\n正文").title, "秋季工作安排");
  EXPECT_EQ(ReadBytes("a.txt", "您好，欢迎访问\n正文\n本文标题：秋季工作安排\n链接地址：x").title,
            "秋季工作安排");
  EXPECT_EQ(ReadBytes("a.txt", "Welcome\nTitle: The plan\r\nwords").title, "The plan");
  std::string line;
  for (int i = 0; i < 59; ++i) line += "长";
  EXPECT_EQ(ReadBytes("a.txt", line + "\n").title, line);
  EXPECT_EQ(ReadBytes("a.txt", line + "长\n").title, "");
}

TEST(Titles, AreNotBreadcrumbs) {
  EXPECT_EQ(ReadBytes("a.txt", "范文大全 > 工作总结 > 正文\n\n馆藏工作总结\n正文").title,
            "馆藏工作总结");
  EXPECT_EQ(ReadBytes("a.txt", "Home » Reports\nAnnual report\nwords").title, "Annual report");
  EXPECT_EQ(ReadBytes("a.txt", "Growth >5 % in 2020\nwords").title, "Growth >5 % in 2020");
}

TEST(Titles, AreTheFirstHeadingOfMarkdown) {
  EXPECT_EQ(ReadBytes("a.md", "words\n\n```\n# no\n```\n## The plan ##\n# Later\n").title,
            "The plan");
  EXPECT_EQ(ReadBytes("a.md", "The plan\n========\nwords\n").title, "The plan");
  EXPECT_EQ(ReadBytes("a.md", "#hashtag\nwords\n").title, "");
}

TEST(FrontMatter, IsReadAndStaysInTheText) {
  const std::string text =
      "---\r\ntitle: \"The plan\"\ndate: 2024-03-12 08:09\nauthor: x\nurl: "
      "https://example.org/p\n---\n# Other\n";
  const Document document = ReadBytes("a.md", text);
  EXPECT_EQ(document.text, text);
  EXPECT_EQ(document.title, "The plan");
  EXPECT_EQ(document.url, "https://example.org/p");
  EXPECT_EQ(document.site, "example.org");
  EXPECT_THAT(Dates(document), ElementsAre("front_matter 2024-03-12T08:09:00"));
}

TEST(FrontMatter, IsOnlyWhatIsClosed) {
  const Document document = ReadBytes("a.md", "---\ntitle: no\n# Heading\n");
  EXPECT_EQ(document.title, "Heading");
  EXPECT_THAT(Dates(document), IsEmpty());
}

TEST(Dates, ThatATextStatesAreLeftToExtract) {
  EXPECT_THAT(Dates(ReadBytes("a.txt", "x\n发布 2024-03-12\n")), IsEmpty());
}

TEST(Dates, AreTakenFromFileNames) {
  const auto dates = [](const std::string& name) { return Dates(ReadBytes(name, "x")); };
  EXPECT_THAT(dates("report(2019-12-02).md"), ElementsAre("file_name 2019-12-02"));
  EXPECT_THAT(dates("20240312.txt"), ElementsAre("file_name 2024-03-12"));
  EXPECT_THAT(dates("a_2024_3_2_b.txt"), ElementsAre("file_name 2024-03-02"));
  EXPECT_THAT(dates("总结2021年5月6日.txt"), ElementsAre("file_name 2021-05-06"));
  EXPECT_THAT(dates("2019-12-02.html"), ElementsAre("file_name 2019-12-02"));
  EXPECT_THAT(dates("20241399.txt"), IsEmpty());
  EXPECT_THAT(dates("18240312.txt"), IsEmpty());
  EXPECT_THAT(dates("120240312.txt"), IsEmpty());
  EXPECT_THAT(dates("2024.txt"), IsEmpty());
}

TEST(Dates, AreYearsInTitles) {
  const auto dates = [](const std::string& title) {
    return Dates(ReadBytes("a.txt", title + "\n"));
  };
  EXPECT_THAT(dates("2021年工作总结及2022年工作计划"), ElementsAre("title 2021", "title 2022"));
  EXPECT_THAT(dates("Plan 1999-2001"), ElementsAre("title 1999", "title 2001"));
  EXPECT_THAT(dates("No. 12021, room 3000, 1899"), IsEmpty());
}

TEST(Addresses, ComeFromLinesThatNameASource) {
  const auto url = [](const std::string& text) { return ReadBytes("a.txt", "x\n" + text).url; };
  EXPECT_EQ(url("链接地址:https://www.example.cn/doc-1.html 完"),
            "https://www.example.cn/doc-1.html");
  EXPECT_EQ(url("  原文链接： http://example.cn/a?b=c#d\r\n"), "http://example.cn/a?b=c#d");
  EXPECT_EQ(url("Source: <https://example.org/x>"), "https://example.org/x");
  EXPECT_EQ(url("See https://example.org/x"), "");
  EXPECT_EQ(url("Source: a book"), "");
  EXPECT_EQ(url("Resource: https://example.org/x"), "");
}

TEST(SingleFiles, AreReadAsWholeScansDo) {
  const TempFolder folder;
  const auto page = ReadFile(folder.Write("p.html", "<p>x"), {});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->id, "p.html");
  EXPECT_EQ(page->format, Format::kHtml);
  const auto record =
      ReadFile(folder.Write("r.jsonl", "\n{\"text\":\"a\"}\n{\"text\":\"b\"}\n"), {});
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(record->id, "r.jsonl#2");
  EXPECT_EQ(record->text, "a");
  const auto second = ReadFile(folder.path("r.jsonl#3"), {});
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->id, "r.jsonl#3");
  EXPECT_EQ(second->text, "b");
  for (const char* missing : {"r.jsonl#1", "r.jsonl#4", "r.jsonl#0", "r.jsonl#x", "p.html#1"}) {
    EXPECT_EQ(ReadFile(folder.path(missing), {}).status().code(), absl::StatusCode::kNotFound)
        << missing;
  }
  EXPECT_EQ(ReadFile(folder.Write("a#1.txt", "x"), {})->text, "x");
  EXPECT_EQ(ReadFile(folder.path("nowhere.txt"), {}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadFile(folder.Write("e.jsonl", "\n"), {}).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_FALSE(ReadFile(folder.path(), {}).ok());
}

}  // namespace
}  // namespace textkin
