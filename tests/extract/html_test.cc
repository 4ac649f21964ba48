// Visible text, metadata and the main text of pages.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include "extract/extracting.h"

namespace textkin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Extracted Html(std::string markup) { return ExtractAs(Format::kHtml, std::move(markup)); }
std::string Text(std::string markup) { return Html(std::move(markup)).document.text; }

TEST(HtmlText, JoinsBlocksByLineBreaks) {
  EXPECT_EQ(Text("<h1> 河 </h1><p>一 <b>二</b>\n三<div>four<br>five <br/> six</div>tail"),
            "河\n一 二 三\nfour\nfive\nsix\ntail");
  EXPECT_EQ(Text("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>"), "a\nb\nc\nd");
  EXPECT_EQ(Text("in<span>li</span>ne<a href=x>link</a>"), "inlinelink");
}

TEST(HtmlText, KeepsTheLinesOfPre) {
  EXPECT_EQ(Text("<pre>\nif x:\n    y <b>z</b>\n\nend\n</pre>after"),
            "if x:\n    y z\n\nend\nafter");
}

TEST(HtmlText, LeavesOutWhatIsNotShown) {
  EXPECT_EQ(Text("<head><title>t</title><style>s</style></head><body><script>if(a<b)</"
                 "script><noscript>n</noscript>"
                 "<template>m</template><!-- c --><p>p</p>"),
            "p");
}

TEST(HtmlText, DecodesReferences) {
  EXPECT_EQ(Text("<p>a&amp;b &hellip; &#20013;&#x6587; &lt;i&gt;"), "a&b … 中文 <i>");
  EXPECT_EQ(Text("a&nbsp;&nbsp;b　c"), "a b c");
}

TEST(HtmlText, SurvivesReferencesToNoCharacter) {
  const std::string text = Text("<p>a&#x110000;b&#0;c&#xD800;d&#99999999999;e&bogus;f&");
  EXPECT_THAT(text, testing::StartsWith("ab"));
  EXPECT_THAT(text, testing::EndsWith("e&bogus;f&"));
}

TEST(HtmlText, IgnoresTheCharsetThatThePageDeclares) {
  EXPECT_EQ(Text("<meta charset=gbk><meta http-equiv=Content-Type content='text/html; "
                 "charset=big5'><p>中文网页"),
            "中文网页");
}

TEST(HtmlText, FindsABodyBehindAnOpenHead) {
  EXPECT_EQ(Text("<head><title>t</title><main>shown</main>"), "shown");
}

TEST(HtmlText, SurvivesUnclosedEverything) {
  EXPECT_EQ(Text("<div><p><b><i><a href='x'><ul><li>one<table><tr><td>two<h1>three"),
            "one\ntwo\nthree");
  EXPECT_THAT(Text("<p>start<a href='never closed>gone</a><p>x"), HasSubstr("start"));
  EXPECT_EQ(Text("</p></div></b>text</html>more"), "text\nmore");
  EXPECT_EQ(Text(""), "");
  EXPECT_EQ(Text("no markup at all"), "no markup at all");
}

TEST(HtmlText, IsStableUnderAnotherExtraction) {
  const std::string text = Text("<p>one <b>two</b><p>three &amp; 四");
  EXPECT_EQ(ExtractAs(Format::kText, text).document.text, text);
}

TEST(HtmlText, ReadsMoreThanAThousandAttributes) {
  std::string tag = "<p";
  for (int i = 0; i < 100000; ++i) tag += " a" + std::to_string(i) + "=\"x>y\"";
  EXPECT_EQ(Text("<p>HEAD" + tag + ">BODY<p class=z>TAIL"), "HEAD\nBODY\nTAIL");
}

TEST(HtmlText, DropsNoTextWhereTagsOnlyLookLong) {
  EXPECT_EQ(Text("<!-- <p " + Repeat("a ", 2000) + "--><p>seen<script>if (a <b " +
                 Repeat("c ", 2000) + "</script>too"),
            "seentoo");
}

// Runs `body` on a thread whose stack has `bytes`.
void OnStack(std::size_t bytes, void* (*body)(void*)) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, bytes), 0);
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, body, nullptr), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

// The deepest page is as deep as reliability asks for; the others are where parsers change their
// behaviour.
TEST(HtmlText, LosesNothingInDeepPagesOnASmallStack) {
  OnStack(256u << 10, [](void*) -> void* {
    for (const std::size_t depth : {260u, 511u, 512u, 513u, 10000u, 1000000u}) {
      const Extracted page = Html("<p>HEAD</p>" + Repeat("<div>", depth) + "DEEP" +
                                  Repeat("</div>", depth) + "<p>TAIL</p>");
      EXPECT_EQ(page.document.text, "HEAD\nDEEP\nTAIL") << depth;
      EXPECT_THAT(page.document.faults, IsEmpty()) << depth;
    }
    EXPECT_EQ(Text(Repeat("<b>", 100000) + "DEEP<br>x<script>a<b</script><p>TAIL"),
              "DEEP\nx\nTAIL");
    return nullptr;
  });
}

TEST(HtmlText, StaysLinearWhereEndTagsMatchNothing) {
  EXPECT_EQ(Text(Repeat("<div>", 300000) + "A" + Repeat("</foo>", 300000) + "<p>TAIL"), "A\nTAIL");
}

TEST(HtmlMetadata, FillsWhatIsEmpty) {
  const Document document =
      Html(
          "<head><title> River\n report </title><link rel=canonical "
          "href='https://www.example.com/a'>"
          "<meta property='article:published_time' content='2021-03-04T05:06:07+08:00'></head>"
          "<body><time datetime='2021-03-05'>yesterday</time><p>发布时间：2021年3月6日 "
          "来源：本站</p>")
          .document;
  EXPECT_EQ(document.title, "River report");
  EXPECT_EQ(document.url, "https://www.example.com/a");
  EXPECT_EQ(document.site, "example.com");
  EXPECT_THAT(document.dates, ElementsAre(DateClaim{"2021-03-04T05:06:07", "meta"},
                                          DateClaim{"2021-03-05", "published"},
                                          DateClaim{"2021-03-06", "published"}));
}

TEST(HtmlMetadata, FallsBack) {
  const Document social = Html(
                              "<meta property=og:title content='Shared'><meta property=og:url "
                              "content=http://a.org/b><h1>H</h1>")
                              .document;
  EXPECT_EQ(social.title, "Shared");
  EXPECT_EQ(social.url, "http://a.org/b");
  EXPECT_EQ(Html("<h1>Only <b>this</b></h1><h1>not this</h1>").document.title, "Only this");
}

TEST(HtmlMetadata, KeepsWhatTheRecordSays) {
  Document document;
  document.format = Format::kHtml;
  document.text = "<title>page</title><link rel=canonical href=http://b.org/>x";
  document.title = "record";
  document.url = "http://a.org/";
  document.site = "a.org";
  const Document filled = Extract(std::move(document), {}).document;
  EXPECT_EQ(filled.title, "record");
  EXPECT_EQ(filled.url, "http://a.org/");
  EXPECT_EQ(filled.site, "a.org");
}

// A page with navigation, a text, and a foot, in one language or the other.
std::string Page(const std::string& sentence) {
  std::string page = "<body><div class=nav><ul>";
  for (int i = 0; i < 8; ++i) page += "<li><a href=x>Menu entry</a></li>";
  page += "</ul></div><div class=content><h1>" + sentence.substr(0, 12) + "</h1>";
  for (int i = 0; i < 6; ++i) page += "<p>" + Repeat(sentence, 4) + "</p>";
  page +=
      "</div><div class=footer><a href=x>Contact page</a> <a href=x>Legal page</a> © "
      "2020</div></body>";
  return page;
}

TEST(MainText, IsKeptAndItsSurroundingsAreNot) {
  for (const std::string sentence :
       {"河水在春天涨了起来，渔民们把船推进水里，向下游去。",
        "The river rose in spring, and the fishermen pushed their boats into it. "}) {
    const Extracted page = Html(Page(sentence));
    const std::string kept = Kept(page);
    EXPECT_THAT(kept, HasSubstr(sentence.substr(0, sentence.size() - 1)));
    EXPECT_THAT(kept, Not(HasSubstr("Menu entry")));
    EXPECT_THAT(kept, Not(HasSubstr("Contact page")));
    EXPECT_THAT(page.document.text, HasSubstr("Menu entry"));
    EXPECT_THAT(kept, Not(HasSubstr("\n\n")));
    EXPECT_NE(kept.back(), '\n');
  }
}

TEST(MainText, LeavesOutHiddenText) {
  const std::string sentence = "河水在春天涨了起来，渔民们把船推进水里，向下游去。";
  const Extracted page =
      Html("<p>" + Repeat(sentence, 5) + "<span style='DISPLAY : none'>暗藏的词</span>" + sentence +
           "<p hidden>" + Repeat("暗藏的句子也有逗号，还有句号。", 5));
  EXPECT_THAT(page.document.text, HasSubstr("暗藏的词"));
  EXPECT_THAT(page.document.text, HasSubstr("暗藏的句子"));
  EXPECT_THAT(Kept(page), Not(HasSubstr("暗藏")));
}

TEST(MainText, KeepsAPageThatIsHiddenUntilAScriptRuns) {
  const Extracted page =
      Html("<div style='display:none'>" +
           Page("河水在春天涨了起来，渔民们把船推进水里，向下游去。") + "</div>");
  EXPECT_THAT(Kept(page), HasSubstr("渔民们"));
}

TEST(Extract, MarksNothingIfNotAsked) {
  Document document;
  document.format = Format::kHtml;
  document.text = Page("河水在春天涨了起来，第 1 页 共 4 页渔民们把船推进水里。");
  const Extracted page = Extract(std::move(document), {.marks = false});
  ASSERT_EQ(page.parts.size(), 1u);
  EXPECT_THAT(page.parts[0].marks, IsEmpty());
  EXPECT_EQ(Kept(page), page.document.text);
}

TEST(Html, SaysWhereTheParserGaveUp) {
  Document document;
  document.format = Format::kHtml;
  document.text = std::string("<p>Seen.</p>") + '\0' + "<p>Not seen.</p>";
  const Extracted extracted = Extract(document, {});
  ASSERT_EQ(extracted.document.faults.size(), 1u);
  EXPECT_EQ(extracted.document.faults[0].code, FaultCode::kHtmlParser);
  EXPECT_EQ(extracted.document.text, "Seen.");
}

}  // namespace
}  // namespace textkin
