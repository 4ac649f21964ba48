// Rows of the results: exact bytes, and that other parsers read them back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "textkin/normalize.h"
#include "textkin/report.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Json = nlohmann::json;

struct Row {
  Document document;
  Part part;
  Tokens tokens;
  std::size_t number = 0;

  explicit Row(const std::string& text) {
    document.id = "site-a/r1.txt";
    document.path = document.id;
    document.text = text;
    part.span = {0, static_cast<std::uint32_t>(text.size())};
  }
  std::string Write() {
    Normalize(document.text, KeptSpans(part), Folding::kFull, &tokens);
    DocumentFacts facts;
    facts.number = number;
    facts.tokens = &tokens;
    facts.simhash = 0x0123456789abcdefu;
    facts.has_simhash = true;
    facts.flags = FindFlags(document, part, tokens);
    std::string row;
    AppendDocumentRow(document, part, facts, &row);
    return row;
  }
  Json Parse() { return Json::parse(Write()); }
};

TEST(DocumentRow, CountsRangesInCodePoints) {
  Row row("水利局第 1 页 共 4 页报告");
  const std::size_t begin = std::string("水利局").size();
  const std::size_t end = row.document.text.find("报告");
  row.part.marks = {
      {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, MarkKind::kDebris}};
  const Json json = row.Parse();
  EXPECT_EQ(json["chars"], 16);
  EXPECT_EQ(json["end"], 16);
  EXPECT_EQ(json["kept"], Json::parse("[[0,3],[14,16]]"));
  EXPECT_EQ(json["marks"], Json::parse(R"([{"begin":3,"end":14,"kind":"debris"}])"));
  EXPECT_EQ(json["tokens"], 5);
}

TEST(DocumentRow, KeepsItsKeysInOrder) {
  Row row("One two three.");
  row.document.url = "https://a.example/1";
  row.document.dates = {{"2024-03-12", "published"}};
  row.document.faults = {{FaultCode::kInvalidCharacters, "2 replaced"}};
  EXPECT_EQ(
      row.Write(),
      R"({"id":"site-a/r1.txt","record_id":null,"part_of":null,"begin":0,"end":14,"path":"site-a/r1.txt",)"
      R"("site":null,"url":"https://a.example/1","title":null,"language":"und",)"
      R"("dates":[{"value":"2024-03-12","kind":"published"}],"bytes":0,"chars":14,"tokens":3,)"
      R"("text_hash":")" +
          Hex(HashBytes128("One two three.")) +
          R"(","simhash":"0123456789abcdef","kept":[[0,14]],)"
          R"("marks":[],"masks":0,"flags":[],"faults":[{"code":"F0301","detail":"2 replaced"}],"limits":[]})"
          "\n");
}

TEST(DocumentRow, OfAPartCountsInItsDocument) {
  Row row("水利局合集\n篇1：渡口\n写完了。\n篇2：灯塔\n也写完了。");
  const std::size_t begin = row.document.text.find("篇1");
  const std::size_t end = row.document.text.find("\n篇2");
  row.document.title = "水利局合集";
  row.document.bytes = 99;
  row.document.faults = {{FaultCode::kInvalidCharacters, "2 replaced"}};
  row.part.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  row.part.title = "渡口";
  row.number = 1;
  const Json json = row.Parse();
  EXPECT_EQ(json["id"], "site-a/r1.txt#part1");
  EXPECT_EQ(json["part_of"], "site-a/r1.txt");
  EXPECT_EQ(json["title"], "渡口");
  EXPECT_EQ(json["begin"], 6);
  EXPECT_EQ(json["end"], 16);
  EXPECT_EQ(json["chars"], 10);
  EXPECT_EQ(json["bytes"], end - begin);
  EXPECT_EQ(json["kept"], Json::parse("[[6,16]]"));
  EXPECT_EQ(json["text_hash"], Hex(HashBytes128(row.document.text.substr(begin, end - begin))));
  EXPECT_TRUE(json["faults"].empty());
}

TEST(DocumentRow, IsReadByStrictParsersWhateverTheTextHolds) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string title;
    for (int i = 0; i < 30; ++i) {
      char32_t c = static_cast<char32_t>(random() % (round % 2 == 0 ? 0x80 : 0x30000));
      if (c >= 0xD800 && c <= 0xDFFF) c = 0x2028;
      AppendUtf8(c, &title);
    }
    Row row("text");
    row.document.title = title;
    const std::string line = row.Write();
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_EQ(Json::parse(line)["title"], title);
    simdjson::dom::parser parser;
    std::string_view read;
    ASSERT_EQ(parser.parse(line)["title"].get_string().get(read), simdjson::SUCCESS);
    EXPECT_EQ(read, title);
  }
}

TEST(DocumentRow, TakesFaultsLater) {
  Row row("text");
  row.document.limits = {"max_masks"};
  std::string written = row.Write();
  EXPECT_TRUE(AddFaultToRow({FaultCode::kChanged, "],\"limits\":["}, &written));
  EXPECT_FALSE(AddFaultToRow({FaultCode::kNotText, "later"}, &written));
  row.document.faults = {{FaultCode::kChanged, "],\"limits\":["}, {FaultCode::kNotText, "later"}};
  EXPECT_EQ(written, row.Write());
}

TEST(DocumentRow, TakesAnotherFlagBehindItsOwn) {
  Row row("xx xx xx \"flags\":[] and so on.");
  row.document.title = "\"flags\":[]";
  std::string text = row.Write();
  AddFlagToRow("spun", &text);
  EXPECT_EQ(Json::parse(text)["flags"], Json::parse(R"(["masked","spun"])"));
  EXPECT_EQ(Json::parse(text)["title"], row.document.title);
  const std::string once = text;
  AddFlagToRow("spun", &text);
  EXPECT_EQ(text, once);
  text = Row("Nothing to say.").Write();
  AddFlagToRow("spun", &text);
  EXPECT_EQ(Json::parse(text)["flags"], Json::parse(R"(["spun"])"));
}

TEST(RuleRow, AddsUpItsSites) {
  const RuleRow rule = {
      "教育", "训练", 5, 2, {{"s/1", "s", 3, 0}, {"s/2", "s", 4, 1}, {"x", "", 2, 0}}};
  std::string text;
  AppendRuleRow(rule, &text);
  EXPECT_EQ(
      text,
      R"({"from":"教育","to":"训练","uses":5,"clusters":2,"documents":[)"
      R"({"id":"s/1","uses":3,"left":0},{"id":"s/2","uses":4,"left":1},{"id":"x","uses":2,"left":0}],)"
      R"("sites":[{"site":"s","documents":2,"uses":7,"left":1}]})"
      "\n");
}

TEST(EventsRow, SaysWhatIsTheHabitOfASiteByANegativeNumber) {
  PairContext context;
  context.unusual_a = 0.5;
  context.unusual_b = -1.25;
  std::string row;
  AppendEventsRow("a", "b", PairEvents(), context, &row);
  EXPECT_EQ(Json::parse(row)["unusual"], Json::parse("[0.5,-1.25]"));
}

TEST(PairRow, HasSixDecimals) {
  std::string row;
  AppendPairRow("a", "b", {0, 1, 2.0 / 3, 1, 0.0000004, Verdict::kNearDuplicate}, &row);
  EXPECT_EQ(
      row,
      R"({"a":"a","b":"b","resemblance":0.666667,"containment_a":1.000000,"containment_b":0.000000,)"
      R"("verdict":"near_duplicate"})"
      "\n");
}

TEST(Language, FollowsTheScript) {
  const auto guess = [](const std::string& text) {
    Tokens tokens;
    const Span whole{0, static_cast<std::uint32_t>(text.size())};
    Normalize(text, {&whole, 1}, Folding::kFull, &tokens);
    return GuessLanguage(text, tokens);
  };
  EXPECT_EQ(guess("全市教育系统围绕中心工作，开展Open Day活动。"), "zh");
  EXPECT_EQ(guess("これは日本語の文章です。"), "ja");
  EXPECT_EQ(guess("대한민국의 교육"), "ko");
  EXPECT_EQ(guess("The report of the year was sent to the board."), "en");
  EXPECT_EQ(guess("Der Bericht wurde dem Rat vorgelegt."), "und");
  EXPECT_EQ(guess(""), "und");
}

TEST(Flags, TellThatATitleClaimsAnotherYearThanItsText) {
  const auto flags_of = [](const std::string& text) { return Row(text).Parse()["flags"]; };
  const std::string body =
      "2015年上半年，渡口管理所疏浚航道六公里。2015年下半年，将修复北岸码头护坡。\n";
  EXPECT_THAT(flags_of("# 渡口管理所2024年上半年工作总结\n" + body), ElementsAre("anachronism"));
  EXPECT_TRUE(flags_of("# 渡口管理所2015年上半年工作总结\n" + body).empty());
  EXPECT_TRUE(flags_of("# 渡口管理所上半年工作总结\n" + body).empty());
  // A plan for the next year, a text that knows the year, one that names others in passing.
  EXPECT_TRUE(flags_of("渡口管理所2016年工作计划\n" + body).empty());
  EXPECT_TRUE(flags_of("渡口管理所2024年工作总结\n" + body + "截至2024年，已经完成。\n").empty());
  EXPECT_TRUE(
      flags_of("渡口管理所2024年工作总结\n2015年以来，2016年和2017年三次疏浚航道。\n").empty());
  std::string below = "Ferries of 2024\n";
  for (int i = 0; i < 40; ++i) below += "The ferry goes every hour.\n";
  EXPECT_TRUE(flags_of(below + "It began in 2015, and in 2015 it was new.\n").empty());
}

TEST(Flags, TellWhatTheTextGivesAway) {
  Row masked("培训xx次，投入xxxx元，覆盖xx县。");
  EXPECT_THAT(masked.Parse()["flags"], ElementsAre("masked"));
  const std::string first = "第 xx 页 共 xx 页", second = "第 x 页 共 xx 页";
  Row pages(first + second + "培训完成。");
  const auto end_of_first = static_cast<std::uint32_t>(first.size());
  const auto end_of_second = static_cast<std::uint32_t>((first + second).size());
  pages.part.marks = {{{0, end_of_first}, MarkKind::kDebris},
                      {{end_of_first, end_of_second}, MarkKind::kDebris}};
  EXPECT_THAT(pages.Parse()["flags"], ElementsAre("masked"));
  for (const std::string head : {"Northern Exposure Next", "Page 3 of 12, next exit in NNW, XVI"}) {
    Row running(head + " The ferry goes every hour.");
    running.part.marks = {{{0, static_cast<std::uint32_t>(head.size())}, MarkKind::kDebris}};
    EXPECT_THAT(running.Parse()["flags"], IsEmpty()) << head;
  }
  Row cut(
      "今年以来，全市水利系统围绕中心工作，持续推进河湖治理、灌区改造、农村供水三项重点任务，全年完"
      "成投资并且");
  EXPECT_THAT(cut.Parse()["flags"], ElementsAre("truncated"));
  Row heading("今年的工作已经完成。\n二、明年工作打算");
  EXPECT_THAT(heading.Parse()["flags"], ElementsAre("truncated"));
  Row stopped(
      "一是完善制度。全年召开专题会议研究河湖长制、水库安全和农村供水工作，逐项明确责任单位、完成时"
      "限和考核办法。\n"
      "(五)加强队伍建设，树立行业形象。");
  EXPECT_THAT(stopped.Parse()["flags"], ElementsAre("truncated"));
  Row item(
      "（四）开展专题会议研究河湖长制、水库安全和农村供水工作，逐项明确责任单位、完成时限和考核办法"
      "；\n"
      "（五）其他需要报告的情形。");
  EXPECT_TRUE(item.Parse()["flags"].empty());
  Row clauses("本年的工作已经完成。\n此外，挤出资金用于院感防控，尚");
  EXPECT_THAT(clauses.Parse()["flags"], ElementsAre("truncated"));
  Row signature("本年的工作已经完成。\n青石县水务局 2019年12月3日");
  EXPECT_TRUE(signature.Parse()["flags"].empty());
  Row article("本条例适用于本市。\n第二十二条 任何人不");
  EXPECT_THAT(article.Parse()["flags"], ElementsAre("truncated"));
  Row closed(
      "县级以上人民政府应当建立河湖管护责任制，明确责任单位和责任人，保障管护经费，并向社会公布联系"
      "电"
      "话和举报方式。\n"
      "第二十三条 本条例自2020年5月1日起施行。\n# ");
  EXPECT_THAT(closed.Parse()["flags"], IsEmpty());
  Row list("有下列情形之一的，由水行政主管部门责令改正：\n(一)擅自取水的。\n(二)其他违法行为。");
  EXPECT_THAT(list.Parse()["flags"], IsEmpty());
  Row bare("本条例适用于本市。\n第十七条");
  EXPECT_THAT(bare.Parse()["flags"], ElementsAre("truncated"));
  for (const std::string last : {"第17期", "第2版", "第三届"}) {
    Row issue("本年的工作已经完成。\n" + last);
    EXPECT_THAT(issue.Parse()["flags"], IsEmpty()) << last;
  }
  Row corrupt("新增学位78582033个，投入78582033元，培训78582033人。");
  EXPECT_THAT(corrupt.Parse()["flags"], ElementsAre("corrupt_number"));
  Row wide("今年共有１２个学校参加活动，其中中心校占１２所左右，另有教师１２人获得表彰。");
  EXPECT_THAT(wide.Parse()["flags"], IsEmpty());
  Row plain("今年的工作已经完成。\n青山市水利局\n2021年1月5日");
  EXPECT_THAT(plain.Parse()["flags"], IsEmpty());
}

TEST(Flags, OfEnglishThatBreaksOff) {
  const auto flags_of = [](const std::string& text) { return Row(text).Parse()["flags"]; };
  const std::string body = "The board met twice. Roads were repaired in spring.\n";
  for (const std::string end :
       {"Where results came soonest, plans to r", "- After six months, delays in how we guard the",
        "Small steps, steady progress. The new science block at"}) {
    EXPECT_THAT(flags_of(body + end), ElementsAre("truncated")) << end;
  }
  // Captions, addresses, names and links.
  for (const std::string end :
       {"Shipped worldwide. TENNIS ELBOW",
        "Copyright 2001, 2002, 2003 A. Person, Democracy in Action",
        "to make a donation please see www.example.org", "strategic chair on governance"}) {
    EXPECT_THAT(flags_of(body + end), IsEmpty()) << end;
  }
}

TEST(Flags, NeverTakeWhatIsLeftOfATeaserForTheLastLine) {
  const std::string body = "今年以来，完成了河湖治理、灌区改造、农村供水三项重点任务。";
  const auto flags_before = [&](const std::string& left, const std::string& teaser) {
    Row row(body + left + teaser);
    const auto begin = static_cast<std::uint32_t>((body + left).size());
    row.part.marks = {{{begin, row.part.span.end}, MarkKind::kTeaser}};
    return row.Parse()["flags"];
  };
  EXPECT_THAT(flags_before("\n 1、2014", "年青石县水务局工作报告\n2014年，青石县水务局..."),
              IsEmpty());
  EXPECT_THAT(flags_before("\n 1、# 青石县河湖管护条例", "\n第一条 为了加强河湖管护..."),
              IsEmpty());
  Row two(body + "\n 1、2014" + "年工作报告..." + "\n" + "年工作要点...");
  const auto first = static_cast<std::uint32_t>(two.document.text.find("年工作报告"));
  const auto second = static_cast<std::uint32_t>(two.document.text.find("年工作要点"));
  two.part.marks = {{{first, second - 1}, MarkKind::kTeaser},
                    {{second, two.part.span.end}, MarkKind::kTeaser}};
  EXPECT_THAT(two.Parse()["flags"], IsEmpty());
  EXPECT_THAT(flags_before("\n各科室分别推进，并且", "\n青石县水务局工作报告..."),
              ElementsAre("truncated"));
}

TEST(Run, IsOneJsonObject) {
  RunReport report;
  report.settings["preset"] = "report";
  report.faults_by_code["F0301"] = 2;
  report.seconds = {{"read", 1.5}};
  const Json run = Json::parse(RunJson(report));
  EXPECT_EQ(run["settings"]["preset"], "report");
  EXPECT_EQ(run["faults"]["F0301"], 2);
  EXPECT_EQ(run["resources"]["seconds"]["read"], 1.5);
  EXPECT_EQ(run["format"], kFormatVersion);
}

}  // namespace
}  // namespace textkin
