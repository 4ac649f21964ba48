// What is learnt from the documents of one site, and above all what is not.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "extract/extracting.h"
#include "textkin/hash.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Sentences that nobody has written: 24 characters or so, different each time.
std::string Sentence(std::mt19937* random) {
  std::string sentence;
  for (int i = 0; i < 23; ++i) {
    AppendUtf8(static_cast<char32_t>(U'一' + (*random)() % 8000), &sentence);
  }
  return sentence + "。";
}

std::string Body(unsigned seed, int sentences) {
  std::mt19937 random(seed);
  std::string body;
  for (int i = 0; i < sentences; ++i) body += Sentence(&random) + (i % 6 == 5 ? "\n" : "");
  return body;
}

// One of 16 of all runs of five characters, as a sketch keeps them.
std::vector<std::uint32_t> Content(std::string_view text) {
  std::vector<std::uint32_t> content;
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < text.size(); DecodeUtf8(text, &at)) begins.push_back(at);
  for (std::size_t i = 0; i + 5 < begins.size(); ++i) {
    const std::uint64_t hash = HashBytes(text.substr(begins[i], begins[i + 5] - begins[i]));
    if (hash >> 60 == 0) content.push_back(static_cast<std::uint32_t>(hash >> 28));
  }
  std::ranges::sort(content);
  content.erase(std::ranges::unique(content).begin(), content.end());
  return content;
}

// A site with all that belongs to its documents.
class Site {
 public:
  void Add(std::string text, std::string title = "") {
    Document document;
    document.title = std::move(title);
    document.text = std::move(text);
    documents_.push_back(Extract(std::move(document), {}));
  }

  SiteModel Learn(std::string_view name = "site") const {
    std::vector<std::vector<Span>> kept;
    std::vector<std::vector<std::uint32_t>> content;
    for (const Extracted& one : documents_) {
      kept.push_back(KeptSpans(one.parts.front()));
      content.push_back(Content(one.document.text));
    }
    std::vector<SiteDocument> documents;
    for (std::size_t i = 0; i < documents_.size(); ++i)
      documents.push_back(
          {documents_[i].document.text, documents_[i].document.title, kept[i], content[i]});
    return LearnSite(name, documents);
  }

  std::vector<std::string> Marked(const SiteModel& model, MarkKind kind) const {
    std::vector<std::string> found;
    for (Extracted one : documents_) {
      MarkFurniture(model, AllWatermarks(std::span(&model, 1)), &one);
      std::ranges::move(textkin::Marked(one, kind), std::back_inserter(found));
    }
    return found;
  }
  std::vector<std::string> Marked(MarkKind kind) const { return Marked(Learn(), kind); }

  void Reverse() { std::ranges::reverse(documents_); }

 private:
  std::vector<Extracted> documents_;
};

const char* const kHeader = "青石书屋 会员专区 新书上架\n";
const char* const kFooter = "\n青石书屋编辑部整理，转载请写明出处，谢谢读者的厚爱与支持。";

TEST(Site, LearnsHeaderCounterAndFooter) {
  Site site;
  for (unsigned i = 0; i < 12; ++i) {
    site.Add(kHeader + ("翻阅 " + std::to_string(100 + 7 * i)) + " 次\n" + Body(i, 9) + kFooter);
  }
  const auto marked = site.Marked(MarkKind::kBoilerplate);
  EXPECT_THAT(marked, SizeIs(24));
  EXPECT_THAT(
      std::vector(marked.begin(), marked.begin() + 2),
      ElementsAre(kHeader + std::string("翻阅 100 次\n"), testing::EndsWith("厚爱与支持。")));
}

TEST(Site, LearnsALineOfLabelsByItsLabels) {
  Site site;
  for (unsigned i = 0; i < 5; ++i) {
    const std::string value = Body(100 + i, 1).substr(0, 9);
    site.Add("编者:" + value + " 编码:" + std::to_string(i * 77) + " 页码:9\n" + Body(i, 9));
  }
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), SizeIs(5));
}

TEST(Site, KeepsTheTitleBetweenFurniture) {
  Site site;
  for (unsigned i = 0; i < 12; ++i)
    site.Add(kHeader + Body(50 + i, 1).substr(0, 30) + "\n翻阅 12 次\n" + Body(i, 9));
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), SizeIs(24));
}

// A law's heading, and who passed it when: the same words in most laws, other numbers in each.
TEST(Site, KeepsTheHeadingOfMarkdownAndWhatIsSaidOfItsText) {
  Site site;
  for (unsigned i = 0; i < 12; ++i) {
    const std::string title = Body(50 + i, 1).substr(0, 30);
    const std::string number = std::to_string(300 + 7 * i);
    site.Add("# " + title + "\n\n2008年8月" + std::to_string(i + 1) + "日 青石国国务院令第" +
                 number + "号公布\n\n" + Body(i, 9),
             title);
  }
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), IsEmpty());
}

TEST(Site, MarksAPagesHeadingAboveTheTitleOfTheText) {
  Site site;
  for (unsigned i = 0; i < 12; ++i) {
    const std::string title = Body(50 + i, 1).substr(0, 30);
    site.Add("# " + title + "\n\n" + title + "\n\n翻阅 12 次\n\n" + title + "\n\n" + Body(i, 9),
             title);
  }
  // The heading's two lines and the dateline.
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), SizeIs(36));
  EXPECT_THAT(site.Marked(MarkKind::kDoubled), IsEmpty());
}

TEST(Site, TakesTheShortLineOfNumbersUnderATitle) {
  Site site;
  for (unsigned i = 0; i < 12; ++i) {
    const std::string title = Body(50 + i, 1).substr(0, 30);
    site.Add("# " + title + "\n\n翻阅 " + std::to_string(100 + 7 * i) + " 次\n\n" + Body(i, 9),
             title);
  }
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), SizeIs(12));
}

TEST(Site, APopularReportIsNoFurniture) {
  Site site;
  const std::string report = Body(1, 30);
  for (unsigned i = 0; i < 12; ++i) site.Add(report);
  for (unsigned i = 0; i < 20; ++i) site.Add(Body(100 + i, 30));
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), IsEmpty());
}

TEST(Site, NorIsOneWhoseEverySecondSentenceIsRewritten) {
  Site site;
  std::mt19937 random(5);
  for (unsigned i = 0; i < 12; ++i) {
    std::mt19937 same(1);
    std::string copy;
    for (int j = 0; j < 30; ++j) {
      const std::string sentence = Sentence(&same);
      copy += random() % 2 == 0 ? Sentence(&random) : sentence;
    }
    site.Add(copy);
  }
  for (unsigned i = 0; i < 20; ++i) site.Add(Body(100 + i, 30));
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), IsEmpty());
  EXPECT_THAT(site.Marked(MarkKind::kWatermark), IsEmpty());
}

TEST(Site, AMirrorOfOneTextHasNoFurniture) {
  Site site;
  for (int i = 0; i < 9; ++i) site.Add(kHeader + Body(1, 20) + kFooter);
  EXPECT_THAT(site.Learn().furniture, IsEmpty());
}

TEST(Site, AYearlySeriesIsNoFurniture) {
  Site site;
  for (int year = 2009; year < 2021; ++year) {
    std::string text = std::to_string(year) + "年青石县水务工作报告\n";
    for (unsigned i = 0; i < 15; ++i) {
      std::string sentence = Body(i, 1);
      sentence.insert(30, std::to_string(year * 3 + static_cast<int>(i)));
      text += sentence;
    }
    site.Add(text);
  }
  EXPECT_THAT(site.Learn().furniture, IsEmpty());
}

TEST(Site, FurnitureMayBeLongerThanTheBody) {
  Site site;
  const std::string notice = "\n" + Body(77, 12);
  for (unsigned i = 0; i < 12; ++i) site.Add(Body(i, 5) + "\n" + notice);
  EXPECT_THAT(site.Marked(MarkKind::kBoilerplate), SizeIs(12));
}

TEST(Site, CutsAWatermarkOutExactly) {
  Site site;
  const std::string watermark = "此页文字由青石书屋热心读者录入并校对。";
  for (unsigned i = 0; i < 12; ++i) {
    std::string text = Body(i, 12);
    text.insert(3 * (62 + 4 * i), watermark);  // in mid-sentence, for every i
    site.Add(text);
  }
  const auto marked = site.Marked(MarkKind::kWatermark);
  EXPECT_THAT(marked, SizeIs(12));
  EXPECT_THAT(marked, Each(watermark));
}

TEST(Site, AClosingClauseIsNoWatermark) {
  Site site;
  for (unsigned i = 0; i < 12; ++i) {
    std::string text = Body(i, 12);
    text += Body(200 + i, 1).substr(0, 27) + "，由县级以上人民政府有关部门责令改正。\n" +
            Body(300 + i, 3);
    site.Add(text);
  }
  EXPECT_THAT(site.Marked(MarkKind::kWatermark), IsEmpty());
}

TEST(Site, AFormulaOfManySitesIsKept) {
  const std::string formula = "\n本办法的解释权归制定机关所有，此前的规定同时作废。";
  std::vector<Site> sites(3);
  std::vector<SiteModel> models;
  for (unsigned s = 0; s < 3; ++s) {
    for (unsigned i = 0; i < 12; ++i) sites[s].Add(Body(100 * s + i, 9) + formula);
    models.push_back(sites[s].Learn(std::to_string(s)));
    EXPECT_THAT(models.back().furniture, SizeIs(1));
  }
  DropFormulas(models);
  for (const SiteModel& model : models) EXPECT_THAT(model.furniture, IsEmpty());
}

TEST(Site, TwoDocumentsTeachNothing) {
  Site site;
  for (unsigned i = 0; i < 2; ++i) site.Add(kHeader + Body(i, 9) + kFooter);
  EXPECT_THAT(site.Learn().furniture, IsEmpty());
  site.Add(kHeader + Body(2, 9) + kFooter);
  EXPECT_THAT(site.Learn().furniture, SizeIs(2));
}

TEST(Site, TheOrderOfDocumentsDoesNotMatter) {
  Site site;
  for (unsigned i = 0; i < 40; ++i)
    site.Add(kHeader + Body(i % 25, 9) + (i % 3 == 0 ? kFooter : ""));
  const SiteModel forward = site.Learn();
  site.Reverse();
  const SiteModel backward = site.Learn();
  ASSERT_EQ(forward.furniture.size(), backward.furniture.size());
  EXPECT_FALSE(forward.furniture.empty());
  for (std::size_t i = 0; i < forward.furniture.size(); ++i) {
    EXPECT_EQ(forward.furniture[i].key, backward.furniture[i].key);
    EXPECT_EQ(forward.furniture[i].documents, backward.furniture[i].documents);
    EXPECT_EQ(forward.furniture[i].text, backward.furniture[i].text);
  }
}

TEST(Lexicon, TakesAWrapperOfADocumentAlone) {
  const auto marked = MarkedText("当前位置：首页 > 文章 > 总结\n河边小镇的一年\n" + Body(1, 20) +
                                     "\n下载 举报\n相关资源\n© 小镇书屋",
                                 MarkKind::kBoilerplate);
  EXPECT_THAT(marked,
              ElementsAre("当前位置：首页 > 文章 > 总结\n", "\n下载 举报\n相关资源\n© 小镇书屋"));
}

TEST(Lexicon, TakesAnEnglishWrapper) {
  const auto marked = MarkedText(
      "Home > Reports > Water\nThe river in autumn\nThe river rose by two feet in the week that "
      "the "
      "bridge was closed, and it fell again before anybody had counted the boats.\nContact "
      "us\nTerms "
      "of use\nAll rights reserved",
      MarkKind::kBoilerplate);
  EXPECT_THAT(marked, ElementsAre("\nContact us\nTerms of use\nAll rights reserved"));
}

TEST(Lexicon, TakesADatelineAlone) {
  const std::string english = " boats were counted at the bridge, and the river fell again.\n";
  for (const std::string line :
       {"Posted 2013-05-04  read 8874", "Published on Monday, 4 May 2013 at 10:02 | 31 comments",
        "Last updated: 04/05/2013 10:02 AM"}) {
    EXPECT_THAT(MarkedText("The river in autumn\n" + line + "\nSix" + english + "Nine" + english,
                           MarkKind::kBoilerplate),
                ElementsAre(line + "\n"))
        << line;
  }
  for (const std::string line :
       {"发布时间：2012-05-31 10:02 浏览：123 次", "2012年5月31日发布 阅读量 88"}) {
    EXPECT_THAT(MarkedText("河边小镇的一年\n" + line + "\n" + Body(1, 20), MarkKind::kBoilerplate),
                ElementsAre(line + "\n"))
        << line;
  }
}

TEST(Lexicon, LeavesLinesAloneThatSayMoreThanADateline) {
  for (const std::string line : {"Posted to the bridge in 2013", "Read 39 books", "Comments",
                                 "更新设备 39 台", "4 May 2013", "下载量增长情况"}) {
    EXPECT_THAT(MarkedText("河边小镇的一年\n" + line + "\n" + Body(1, 20), MarkKind::kBoilerplate),
                IsEmpty())
        << line;
  }
}

TEST(Lexicon, LeavesSentencesAlone) {
  EXPECT_THAT(MarkedText("全市开展软件下载、文件上传、用户注册等服务，客服热线全年接听。\n" +
                             Body(1, 9) + "\n本站干部继续做好版权所有者的登录和收藏工作。",
                         MarkKind::kBoilerplate),
              IsEmpty());
}

TEST(Teasers, TakesPairsOfTitleAndLineThatBreaksOff) {
  const std::string teasers =
      "\n\n东村的收成\n" + Body(2, 3) + "...\n\n西村的渡口\n" + Body(3, 3) + "...";
  EXPECT_THAT(MarkedText(Body(1, 20) + teasers, MarkKind::kTeaser), ElementsAre(teasers));
}

TEST(Teasers, LeavesAnExcerptThatBreaksOff) {
  EXPECT_THAT(MarkedText(Body(1, 4) + "\n东村的收成\n" + Body(2, 3) + "...", MarkKind::kTeaser),
              IsEmpty());
}

}  // namespace
}  // namespace textkin
