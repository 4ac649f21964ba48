// What Markdown adds to a text.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Markup(std::string text) {
  return Marked(ExtractAs(Format::kMarkdown, std::move(text)), MarkKind::kBoilerplate);
}

TEST(Markdown, MarksFrontMatter) {
  EXPECT_THAT(Markup("---\ntitle: 河流\ndate: 2020\n---\n正文"),
              ElementsAre("---\ntitle: 河流\ndate: 2020\n---\n"));
}

TEST(Markdown, LeavesTextBetweenRules) {
  EXPECT_THAT(Markup("---\n只是一段话\n---\n正文"), IsEmpty());
  EXPECT_THAT(Markup("---\ntitle: 没有结束\n正文"), IsEmpty());
}

TEST(Markdown, MarksComments) {
  EXPECT_THAT(Markup("前<!-- 编者按\n两行 -->后"), ElementsAre("<!-- 编者按\n两行 -->"));
  EXPECT_THAT(Markup("前<!-- 没有结束 [a](http://b/)"), ElementsAre("](http://b/)"));
}

TEST(Markdown, MarksTargetsButNotWords) {
  EXPECT_THAT(Markup("看[河流志](http://example.org/a_(b) \"题\")吧"),
              ElementsAre("](http://example.org/a_(b) \"题\")"));
  EXPECT_THAT(Markup("依据[注](见附件)办理"), IsEmpty());
}

TEST(Markdown, MarksImages) {
  EXPECT_THAT(Markup("上![一条河](river.png)下"), ElementsAre("![一条河](river.png)"));
  EXPECT_THAT(Markup("上![一条河] 中 [图](river.png)下"), ElementsAre("](river.png)"));
}

TEST(Markdown, LeavesEscapedMasks) { EXPECT_THAT(Markup("\\*\\*区的\\*\\*学校"), IsEmpty()); }

TEST(Markdown, LeavesTextAsItIs) {
  const std::string text = "# 题\r\n\r\n[a](b)  \n\\*\n";
  EXPECT_EQ(ExtractAs(Format::kMarkdown, text).document.text, text);
}

TEST(Markdown, IsNotReadInText) {
  EXPECT_THAT(MarkedText("[a](http://b/)", MarkKind::kBoilerplate), IsEmpty());
}

}  // namespace
}  // namespace textkin
