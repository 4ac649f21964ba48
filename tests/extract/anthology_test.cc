// Anthologies in many layouts, and single texts that look like them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kHan = {"一", "二", "三", "四", "五", "六"};

// A Chinese report of three sections, about 300 characters, different for every seed.
std::string Report(std::size_t seed) {
  static const std::vector<std::string> things = {"渡口", "灯塔", "菜园", "锅炉",
                                                  "书架", "花窖", "磨坊"};
  std::string text = "今年大家齐心协力，把该办的事情办得扎实。\n";
  for (std::size_t section = 0; section < 3; ++section) {
    const std::string& thing = things[(seed * 3 + section) % things.size()];
    text += kHan[section] + "、" + thing + "管理\n";
    for (int sentence = 0; sentence < 4; ++sentence)
      text += "我们修好了" + thing + "旁边的" + things[(seed + section) % things.size()] +
              "，并且记下了每一次检查的时间。";
    text += "\n";
  }
  return text;
}

// An English one of about 1,000 characters.
std::string EnglishReport(std::size_t seed) {
  static const std::vector<std::string> things = {"ferry",  "lamp",  "garden",
                                                  "boiler", "shelf", "mill"};
  std::string text = "The year went better than the last one, and the members worked hard.\n";
  for (std::size_t section = 0; section < 3; ++section) {
    const std::string& thing = things[(seed + section) % things.size()];
    text += std::to_string(section + 1) + ". The " + thing + "\n";
    for (int sentence = 0; sentence < 4; ++sentence)
      text +=
          "We mended the " + thing + " in spring and wrote down who had looked after it and when. ";
    text += "\n";
  }
  return text;
}

Extracted Read(std::string text, std::string title = "", Format format = Format::kText) {
  Document document;
  document.format = format;
  document.title = std::move(title);
  document.text = std::move(text);
  return Extract(std::move(document), {});
}

// The first lines of the texts found.
std::vector<std::string> Headings(const Extracted& extracted) {
  std::vector<std::string> lines;
  for (std::size_t number = 1; number < extracted.parts.size(); ++number) {
    const std::string text = extracted.document.text.substr(extracted.parts[number].span.begin);
    lines.push_back(text.substr(0, text.find('\n')));
  }
  return lines;
}
std::vector<std::string> Headings(std::string text, std::string title = "") {
  return Headings(Read(std::move(text), std::move(title)));
}

struct Layout {
  const char* name;
  std::string head;
  std::vector<std::string> headings;
  bool english = false;
};

std::string Written(const Layout& layout) {
  std::string text = layout.head;
  for (std::size_t i = 0; i < layout.headings.size(); ++i)
    text += layout.headings[i] + "\n" + (layout.english ? EnglishReport(i) : Report(i));
  return text;
}

class AnthologyLayout : public testing::TestWithParam<Layout> {};

TEST_P(AnthologyLayout, IsSplitAtEveryHeading) {
  EXPECT_EQ(Headings(Written(GetParam())), GetParam().headings);
}

INSTANTIATE_TEST_SUITE_P(
    Chinese, AnthologyLayout,
    testing::Values(
        Layout{"NumberBehind",
               "渡口管理处工作总结（合集3篇）\n",
               {"篇1：渡口管理处工作总结", "篇2：渡口管理处年终总结", "篇3：工作总结"}},
        Layout{"HanNumber",
               "工作总结三篇\n",
               {"篇一：渡口工作总结", "篇二：灯塔工作总结", "篇三：花窖工作总结"}},
        Layout{"NumberBefore", "工作总结汇编\n", {"第一篇：渡口工作总结", "第二篇：灯塔工作总结"}},
        Layout{"SampleText", "工作总结范文精选\n", {"范文一", "范文二", "范文三"}},
        Layout{"SampleTextDigit", "", {"范文1：渡口工作总结", "范文2：灯塔工作总结"}},
        Layout{"Brackets",
               "渡口工作总结精选\n",
               {"【篇1】渡口工作总结", "【篇2】渡口工作总结", "【篇3】渡口工作总结"}},
        Layout{"BracketsBefore", "渡口工作总结精选\n", {"【第1篇】", "【第2篇】"}},
        Layout{"BehindTheTitle", "", {"渡口工作总结 篇1", "渡口工作总结 篇2", "渡口工作总结 篇3"}},
        Layout{"BehindInBrackets",
               "渡口工作总结范文\n",
               {"渡口工作总结【篇一】", "渡口工作总结【篇二】"}},
        Layout{
            "CountedStem",
            "",
            {"渡口管理处工作总结（一）", "渡口管理处工作总结（二）", "渡口管理处工作总结（三）"}},
        Layout{"CountedStemDigit",
               "渡口管理处工作总结范文\n",
               {"渡口管理处工作总结1", "渡口管理处工作总结2"}},
        Layout{"Markdown",
               "# 工作总结合集\n\n",
               {"## 篇1：渡口工作总结", "### 篇2:灯塔工作总结", "## 篇3：花窖工作总结"}},
        Layout{"MarkdownBold",
               "# 工作总结合集\n\n",
               {"**篇1：渡口工作总结**", "**篇2：灯塔工作总结**"}},
        Layout{"MarkdownTitles",
               "# 三份总结（3篇）\n\n",
               {"## 渡口管理处工作总结", "## 灯塔管理所工作总结", "## 花窖管理站工作总结"}},
        Layout{"Listed",
               "年终工作总结3篇\n",
               {"一、渡口管理处年终工作总结", "二、灯塔管理所年终工作总结",
                "三、花窖管理站年终工作总结"}},
        Layout{"ShortLines",
               "年终工作总结（3篇）\n",
               {"渡口管理处年终工作总结", "灯塔管理所年终工作总结", "花窖管理站年终工作总结"}},
        Layout{"Parts",
               "本文收录工作总结2篇\n",
               {"第一部分 渡口管理处工作总结", "第二部分 灯塔管理所工作总结"}},
        Layout{"SentenceAsTitle",
               "",
               {"篇1：今年，渡口修好了。", "篇2：灯塔亮了；书架满了。", "篇3：花窖"}}),
    [](const auto& layout) { return layout.param.name; });

INSTANTIATE_TEST_SUITE_P(
    English, AnthologyLayout,
    testing::Values(
        Layout{"Report",
               "Annual reports of the harbour\n",
               {"Report 1: The harbour in spring", "Report 2: The harbour in autumn"},
               true},
        Layout{"ReportOf", "", {"Report 1 of 3", "Report 2 of 3", "Report 3 of 3"}, true},
        Layout{"Sample", "Work report samples\n", {"Sample 1:", "Sample 2:", "Sample 3:"}, true},
        Layout{"SampleMarkdown",
               "# Work report (3 samples)\n\n",
               {"## Sample One: the ferry", "## Sample Two: the lamp", "## Sample Three"},
               true},
        Layout{"Part",
               "A collection of three annual reports\n",
               {"Part 1: Annual report of the ferry", "Part 2: Annual report of the lamp",
                "Part 3: Annual report of the mill"},
               true},
        Layout{"Article",
               "Two articles\n",
               {"ARTICLE I. Review of the year", "ARTICLE II. Review of the harbour"},
               true},
        Layout{"Number",
               "Three speeches\n",
               {"No. 1: Speech at the ferry", "No. 2: Speech at the lamp",
                "No. 3: Speech at the mill"},
               true},
        Layout{"CountedStem",
               "Annual report samples\n",
               {"Annual report of the harbour (1)", "Annual report of the harbour (2)"},
               true},
        Layout{"Headings",
               "# Three reports\n\n",
               {"## Annual report of the ferry", "## Annual report of the lamp",
                "## Annual report of the mill"},
               true}),
    [](const auto& layout) { return layout.param.name; });

TEST(Anthology, BoundsItsTexts) {
  const std::string lead = "渡口工作总结（合集2篇）\n以下是两篇总结。\n\n";
  const std::string first = "篇1：渡口工作总结\n" + Report(1);
  const std::string second = "篇2：灯塔工作总结\n" + Report(2);
  const Extracted read = Read(lead + first + "\n\n" + second +
                              "\n本文由渡口文库整理，版权归原作者\n客服信箱 a@b.example\n");
  ASSERT_EQ(read.parts.size(), 3u);
  const auto text_of = [&](std::size_t number) {
    const Span span = read.parts[number].span;
    return read.document.text.substr(span.begin, span.end - span.begin) + "\n";
  };
  EXPECT_EQ(read.parts[0].span, (Span{0, static_cast<std::uint32_t>(read.document.text.size())}));
  EXPECT_EQ(text_of(1), first);
  EXPECT_EQ(text_of(2), second);
  EXPECT_EQ(read.parts[1].title, "渡口工作总结");
  EXPECT_EQ(read.parts[2].title, "灯塔工作总结");
}

TEST(Anthology, DealsMarksToItsTexts) {
  const std::string debris = "\n第 3 页 共 9 页\n";
  const Extracted read = Read("总结合集2篇\n篇1：渡口工作总结\n" + Report(1) +
                              "篇2：灯塔工作总结\n" + Report(2) + debris + Report(3));
  ASSERT_EQ(read.parts.size(), 3u);
  EXPECT_THAT(read.parts[1].marks, IsEmpty());
  ASSERT_EQ(read.parts[2].marks.size(), 1u);
  EXPECT_EQ(read.parts[0].marks, read.parts[2].marks);
}

TEST(Anthology, PassesOverItsTableOfContents) {
  const std::string contents =
      "总结合集\n目录\n篇1：渡口工作总结\n篇2：灯塔工作总结\n篇3：花窖工作总结\n";
  const Extracted read = Read(contents + "篇1：渡口工作总结\n" + Report(1) + "篇2：灯塔工作总结\n" +
                              Report(2) + "篇3：花窖工作总结\n" + Report(3));
  ASSERT_EQ(read.parts.size(), 4u);
  EXPECT_EQ(read.parts[1].span.begin, contents.size());
}

TEST(Anthology, PassesOverLinksBelowIt) {
  const Extracted read =
      Read("总结合集\n篇1：渡口工作总结\n" + Report(1) + "篇2：灯塔工作总结\n" + Report(2) +
           "相关推荐\n篇1：渡口工作总结\n篇2：灯塔工作总结\n篇3：花窖工作总结\n");
  EXPECT_THAT(Headings(read), ElementsAre("篇1：渡口工作总结", "篇2：灯塔工作总结"));
}

TEST(Anthology, TakesTheHeadingAboveItsRepetition) {
  EXPECT_THAT(
      Headings("总结合集\n篇1 渡口\n篇1 渡口\n" + Report(1) + "篇2 灯塔\n篇2 灯塔\n" + Report(2)),
      ElementsAre("篇1 渡口", "篇2 灯塔"));
  const Extracted read =
      Read("总结合集\n篇1 渡口\n篇1 渡口\n" + Report(1) + "篇2 灯塔\n篇2 灯塔\n" + Report(2));
  EXPECT_EQ(read.parts[1].span.begin, std::string("总结合集\n").size());
}

TEST(Anthology, IsFoundInAPage) {
  std::string page =
      "<html><head><title>渡口工作总结（合集2篇）</title></head><body><nav><a "
      "href='/'>首页</a></nav>";
  for (const int number : {1, 2}) {
    page += "<h2>篇" + std::to_string(number) + "：渡口工作总结</h2>";
    std::string report = Report(static_cast<std::size_t>(number));
    for (std::size_t at; (at = report.find('\n')) != report.npos; report.erase(0, at + 1))
      page += "<p>" + report.substr(0, at) + "</p>";
  }
  const Extracted read =
      Read(page + "<footer>版权所有 渡口文库</footer></body></html>", "", Format::kHtml);
  ASSERT_THAT(Headings(read), ElementsAre("篇1：渡口工作总结", "篇2：渡口工作总结"));
  EXPECT_LE(read.parts[2].span.end, read.document.text.find("\n版权所有"));
}

TEST(Anthology, IsAnnouncedByTheTitleOfARecord) {
  const std::string text =
      "Part 1: The ferry\n" + EnglishReport(1) + "Part 2: The lamp\n" + EnglishReport(2);
  EXPECT_THAT(Headings(text), IsEmpty());
  EXPECT_THAT(Headings("Part 1: Report of the ferry\n" + EnglishReport(1) +
                           "Part 2: Report of the lamp\n" + EnglishReport(2),
                       "Year reports (2 reports)"),
              ElementsAre("Part 1: Report of the ferry", "Part 2: Report of the lamp"));
}

TEST(Anthology, IsNotSplitUnderStrict) {
  Document document;
  document.text =
      "总结合集2篇\n篇1：渡口工作总结\n" + Report(1) + "篇2：灯塔工作总结\n" + Report(2);
  ExtractOptions options;
  options.marks = false;
  EXPECT_FALSE(Extract(document, options).IsSplit());
}

// One text whose sections are headed like this, each with a long body.
std::string Sections(const std::vector<std::string>& headings, bool english = false) {
  std::string text;
  for (const std::string& heading : headings) {
    text += heading + "\n";
    for (int sentence = 0; sentence < 14; ++sentence)
      text += english ? "The board looked at the books again and found that little had been lost "
                        "in the flood. "
                      : "有关单位要认真检查渡口和灯塔的各项设施，发现问题及时处理并且做好记录。";
    text += "\n";
  }
  return text;
}

TEST(SingleText, KeepsItsSections) {
  EXPECT_THAT(Headings("渡口管理处工作总结\n" +
                       Sections({"一、工作情况", "二、存在问题", "三、下一步打算"})),
              IsEmpty());
  EXPECT_THAT(
      Headings("渡口管理处工作总结\n" + Sections({"一、2020年工作总结", "二、2021年工作计划"})),
      IsEmpty());
  EXPECT_THAT(Headings(Sections({"第一部分 总体情况", "第二部分 工作总结", "第三部分 工作计划"})),
              IsEmpty());
  EXPECT_THAT(Headings("《渡口管理论文集》选编\n" + Sections({"第一部分", "第二部分", "第三部分"})),
              IsEmpty());
}

TEST(SingleText, KeepsItsChapters) {
  EXPECT_THAT(Headings("渡口管理条例\n" + Sections({"第一章 总则", "第二章 渡口", "第三章 附则"})),
              IsEmpty());
  EXPECT_THAT(Headings(Sections(
                  {"Chapter 1: Beginnings", "Chapter 2: The flood", "Chapter 3: The end"}, true)),
              IsEmpty());
  EXPECT_THAT(
      Headings(Sections({"Article 1. Purpose", "Article 2. Scope", "Article 3. Duties"}, true)),
      IsEmpty());
  EXPECT_THAT(Headings(Sections({"PART I. GENERAL", "PART II. DUTIES", "PART III. FINES"}, true)),
              IsEmpty());
}

TEST(SingleText, KeepsTheDivisionsOfABook) {
  std::string text = "渡口管理规划纲要\n";
  for (std::size_t book = 0; book < 3; ++book) {
    text += "第" + kHan[book] + "篇 发展目标\n";
    text += Sections({"第" + kHan[book * 2] + "章 渡口", "第" + kHan[book * 2 + 1] + "章 灯塔"});
  }
  EXPECT_THAT(Headings(text), IsEmpty());
  EXPECT_THAT(Headings("渡口法\n" + Sections({"第一篇 总则", "第二篇 渡口", "第三篇 附则"})),
              IsEmpty());
}

TEST(SingleText, KeepsMarkdownSections) {
  EXPECT_THAT(
      Headings("# Harbour report\n\n" +
               Sections({"## Summary", "## Review of the year", "## Plan for the next"}, true)),
      IsEmpty());
  EXPECT_THAT(Headings("# 渡口工作报告\n\n" + Sections({"## 上半年工作总结", "## 下半年工作计划"})),
              IsEmpty());
  EXPECT_THAT(
      Headings("# Guide\n\n" + Sections({"## Example 1: a ferry", "## Example 2: a lamp"}, true)),
      IsEmpty());
}

TEST(SingleText, KeepsItsAttachments) {
  EXPECT_THAT(Headings("关于印发两项制度的通知\n" + Sections({"附件1", "附件2"}) + Report(1)),
              IsEmpty());
  EXPECT_THAT(Headings(Sections({"Appendix 1: Minutes", "Appendix 2: Accounts"}, true)), IsEmpty());
}

TEST(SingleText, MaySpeakOfTexts) {
  EXPECT_THAT(
      Headings("全年刊发文章3篇，其中：\n" +
               Sections({"第一篇文章得到好评。", "第二篇文章被转载。", "第三篇文章获奖。"})),
      IsEmpty());
  EXPECT_THAT(
      Headings(Sections(
          {"Report 1 was read to the board and", "Report 2 was read to the members and"}, true)),
      IsEmpty());
}

TEST(SingleText, MayStandThereTwice) {
  const std::string text = "渡口管理处年终工作总结\n" + Report(1);
  EXPECT_THAT(Headings("范文大全 > 工作总结 > 正文\n" + text + text), IsEmpty());
}

TEST(SingleText, MayComeFromASiteOfSamples) {
  const std::string site = "范文大全 > 工作总结 > 正文\n渡口管理处工作总结\n";
  EXPECT_THAT(Headings(site + Sections({"第一部分 工作总结", "第二部分 工作计划"})), IsEmpty());
  EXPECT_THAT(Headings(site + Sections({"一、上半年工作总结", "二、下半年工作总结"})), IsEmpty());
  EXPECT_THAT(
      Headings("Sample papers > Reports\n" + Sections({"Part 1: Review", "Part 2: Plan"}, true)),
      IsEmpty());
}

TEST(SingleText, NeedsLongTextsUnderItsTitles) {
  EXPECT_THAT(Headings("范文大全\n篇1：渡口\n内容。\n篇2：灯塔\n内容。\n篇3：花窖\n" + Report(1)),
              IsEmpty());
}

TEST(Anthology, TakesLinearTime) {
  const auto seconds = [](std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
      text += "篇" + std::to_string(i % 50 + 1) + "：总结\n一、渡口工作总结（" + kHan[i % 6] +
              "）\nSample " + std::to_string(i % 3 + 1) + "\n";
    const auto start = std::chrono::steady_clock::now();
    Read(text);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  seconds(2000);
  // Linear work takes 8 times as long, quadratic 64 times.
  EXPECT_LT(seconds(32000), 30 * seconds(4000));
}

}  // namespace
}  // namespace textkin
