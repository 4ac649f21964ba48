// What holds for the marks of any document.

#include "textkin/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "extract/extracting.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Sorted, disjoint, not empty, inside the part, at character boundaries.
void ExpectSound(const Extracted& extracted) {
  const std::string& text = extracted.document.text;
  ASSERT_TRUE(IsValidUtf8(text));
  ASSERT_EQ(extracted.parts.size(), 1u);
  const Part& part = extracted.parts[0];
  EXPECT_EQ(part.span, (Span{0, static_cast<std::uint32_t>(text.size())}));
  std::uint32_t end = 0;
  const auto boundary = [&](std::uint32_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u;
  };
  for (const Mark& mark : part.marks) {
    EXPECT_GE(mark.span.begin, end);
    EXPECT_LT(mark.span.begin, mark.span.end);
    ASSERT_LE(mark.span.end, text.size());
    EXPECT_TRUE(boundary(mark.span.begin) && boundary(mark.span.end));
    end = mark.span.end;
  }
}

// Texts glued from the pieces that the matchers look at.
std::string RandomText(std::mt19937* random) {
  static const std::vector<std::string> pieces = {"的",
                                                  "河水",
                                                  "第",
                                                  "页",
                                                  "共",
                                                  " ",
                                                  "\n",
                                                  "\n\n",
                                                  "1",
                                                  "２",
                                                  "三",
                                                  "、",
                                                  "．",
                                                  "。",
                                                  "，",
                                                  "Page ",
                                                  " of ",
                                                  "3",
                                                  "- ",
                                                  " -",
                                                  "/",
                                                  "[a](http://b/c)",
                                                  "![",
                                                  "](",
                                                  ")",
                                                  "<!--",
                                                  "-->",
                                                  "---\n",
                                                  "title: x\n",
                                                  "青山镇卫生院",
                                                  "青山镇卫生院",
                                                  "<p>",
                                                  "<div class=nav>",
                                                  "</div>",
                                                  "<a href=x>",
                                                  "<span hidden>",
                                                  "&#x110000;",
                                                  "&",
                                                  "<",
                                                  ">",
                                                  "\xF0\x9F\x98\x80",
                                                  "\xEF\xBF\xBD",
                                                  "本文由读者上传分享，如有不妥请告知编辑部。",
                                                  "发布时间：2020-01-02",
                                                  "the boat ",
                                                  "the boat ",
                                                  "x",
                                                  "**",
                                                  "\r\n",
                                                  "\t",
                                                  "　",
                                                  "<br>",
                                                  "<pre>",
                                                  "<title>",
                                                  "</",
                                                  "<script>",
                                                  "\"",
                                                  "'"};
  std::string text;
  const std::size_t size = std::uniform_int_distribution<std::size_t>(0, 200)(*random);
  for (std::size_t i = 0; i < size; ++i) {
    text += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(*random)];
  }
  return text;
}

TEST(Extract, GivesSoundMarksForAnyText) {
  std::mt19937 random(20240601);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = RandomText(&random);
    SCOPED_TRACE(text);
    for (const Format format :
         {Format::kText, Format::kMarkdown, Format::kHtml, Format::kJsonRecord}) {
      const Extracted extracted = ExtractAs(format, text);
      ExpectSound(extracted);
      if (format != Format::kHtml) {
        EXPECT_EQ(extracted.document.text, text);
      }
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(Extract, GivesTheSameTwice) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const std::string text = RandomText(&random);
    const Extracted once = ExtractAs(Format::kHtml, text);
    const Extracted twice = ExtractAs(Format::kHtml, text);
    EXPECT_EQ(once.document.text, twice.document.text);
    EXPECT_EQ(once.parts[0].marks, twice.parts[0].marks);
  }
}

TEST(Extract, TakesEmptyAndTinyTexts) {
  for (const std::string text : {"", " ", "\n", "。", "1、", "第", "<", "a"}) {
    for (const Format format : {Format::kText, Format::kMarkdown, Format::kHtml})
      ExpectSound(ExtractAs(format, text));
  }
}

TEST(Extract, TakesOneCharacterRepeated) {
  for (const std::string piece : {"a", "的", "1", "、", "第", "\n", " ", "[", "](", "。", "1、"}) {
    const Extracted extracted = ExtractAs(Format::kMarkdown, Repeat(piece, 1000000));
    ExpectSound(extracted);
    EXPECT_LE(extracted.parts[0].marks.size(), 1u) << piece;
  }
}

TEST(Extract, PrefersTheMarkThatBeginsFirst) {
  const Extracted extracted =
      ExtractAs(Format::kText, "这里是青山镇第1页共2页卫生院青山镇第1页共2页卫生院的通知");
  ExpectSound(extracted);
  EXPECT_THAT(Marked(extracted, MarkKind::kDebris), testing::ElementsAre("第1页共2页"));
  EXPECT_THAT(Marked(extracted, MarkKind::kDoubled),
              testing::ElementsAre("青山镇第1页共2页卫生院"));
}

TEST(Extract, KeepsADocumentThatIsFurnitureFromEndToEnd) {
  Document document;
  document.format = Format::kMarkdown;
  document.text = "---\ntitle: Rules of the water board\n---\n";
  const Extracted extracted = Extract(document, {});
  EXPECT_TRUE(extracted.parts[0].marks.empty());
  document.text += "Body.\n";
  EXPECT_EQ(Extract(document, {}).parts[0].marks.size(), 1u);
}

TEST(Extract, TakesNoTitleFromFurniture) {
  Document document;
  document.text =
      "Welcome to the Weir Archive\nHome > Boards > Yearly\nThe river in autumn\nThe river rose by "
      "two feet in the week that the bridge was closed, and fell again.\n";
  document.title = "Welcome to the Weir Archive";
  EXPECT_EQ(Extract(document, {}).document.title, "The river in autumn");
  document.title = "The river";  // of the record
  EXPECT_EQ(Extract(document, {}).document.title, "The river");
  document.title = "The river in autumn - The Weir Archive";
  EXPECT_EQ(Extract(document, {}).document.title, "The river in autumn");
  document.title = "The harbour - The Weir Archive";  // of another text
  EXPECT_EQ(Extract(document, {}).document.title, "The harbour - The Weir Archive");
  document.title = "Autumn";  // in no line
  EXPECT_EQ(Extract(document, {}).document.title, "Autumn");
}

TEST(Extract, MarksThePagesTitleOverTheTextsOwn) {
  const std::string title = "The river in autumn";
  const std::string body = "\nThe river rose by two feet in the week that the bridge was closed.\n";
  const std::string dateline = "\nPosted 2013-05-04  read 8874\n";
  EXPECT_THAT(MarkedText(title + dateline + title + body, MarkKind::kBoilerplate),
              testing::ElementsAre(title, dateline.substr(1)));
  EXPECT_EQ(Kept(ExtractAs(Format::kText, title + dateline + title + body)), "\n" + title + body);
  // Another year's title is no copy, and a word may stand twice.
  EXPECT_THAT(MarkedText(title + dateline + title + " 2013" + body, MarkKind::kBoilerplate),
              testing::ElementsAre(dateline.substr(1)));
  EXPECT_THAT(MarkedText("River" + dateline + "River" + body, MarkKind::kBoilerplate),
              testing::ElementsAre(dateline.substr(1)));
}

TEST(Extract, MarksTheDatelineBelowATitleThatReadsLikeASentence) {
  const std::string title = "What do I do with the old keyboards when I purchase a new one?\n";
  const std::string dateline = "Posted 2017-08-21 read 6782\n";
  const std::string body =
      "Plug the new keyboard in, wait for the sound and put the old one away.\n";
  EXPECT_EQ(Kept(ExtractAs(Format::kText, title + dateline + body)), title + body);
  // Further down it may be of somebody else's text.
  EXPECT_EQ(Kept(ExtractAs(Format::kText, title + body + dateline + body)),
            title + body + dateline + body);
}

TEST(Extract, KeepsTheTitleOfFrontMatter) {
  Document document;
  document.format = Format::kMarkdown;
  document.text =
      "---\ntitle: The river in autumn\n---\n## 1. The bridge\n\nThe river rose by two feet.\n";
  document.title = "The river in autumn";
  EXPECT_EQ(Extract(document, {}).document.title, "The river in autumn");
}

TEST(Extract, TakesMarkupOffTitles) {
  Document document;
  document.text = "The river rose by two feet.";
  for (const std::string title :
       {"# The river", "\\# The river", "## The river", "**The river**"}) {
    document.title = title;
    EXPECT_EQ(Extract(document, {}).document.title, "The river") << title;
  }
  for (const std::string title : {"#1 in the league", "C# in a day", "**", "#"}) {
    document.title = title;
    EXPECT_EQ(Extract(document, {}).document.title, title == "#" ? "" : title) << title;
  }
}

// The last byte of 吠 is that of a no-break space in Latin-1.
TEST(Extract, CutsNoCharacterOfATitle) {
  Document document;
  document.text =
      "Welcome to the Weir Archive\nHome > Boards > Yearly\n\u3000河边小镇的犬吠\u00a0\n" +
      Repeat("河边小镇的一年过得很快，桥也修好了。", 9);
  document.title = "Welcome to the Weir Archive";
  EXPECT_EQ(Extract(document, {}).document.title, "河边小镇的犬吠");
  document.title = "村里的犬吠";
  EXPECT_EQ(Extract(document, {}).document.title, "村里的犬吠");
}

TEST(Extract, TakesNoParagraphForATitle) {
  Document document;
  document.text =
      "Welcome to the Weir Archive\nHome > Boards > Yearly\nThe river rose by two feet in "
      "the week that the bridge was closed, and it fell again.\n";
  document.title = "Welcome to the Weir Archive";
  EXPECT_EQ(Extract(document, {}).document.title, "");
}

TEST(Extract, TakesTheSiteFromTheCanonicalUrlBeforeTheFolder) {
  Document document;
  document.format = Format::kHtml;
  document.site = "folder";
  document.text = "<link rel=canonical href='https://www.water.example/1'><p>Text.";
  EXPECT_EQ(Extract(document, {}).document.site, "water.example");
}

}  // namespace
}  // namespace textkin
