// WARC: which records are documents, and what damage costs.

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "read_testing.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

std::string RecordOf(const std::string& type, const std::string& fields, const std::string& block) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\n" + fields +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string PageRecord(const std::string& url, const std::string& http_fields,
                       const std::string& body) {
  return RecordOf("response",
                  "WARC-Target-URI: " + url +
                      "\r\nWARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:" + url +
                      ">\r\nContent-Type: application/http; msgtype=response\r\n",
                  "HTTP/1.1 200 OK\r\n" + http_fields + "\r\n" + body);
}

std::string TextRecord(const std::string& text) {
  return RecordOf("conversion",
                  "WARC-Target-URI: http://www.a.example/\r\nContent-Type: text/plain\r\n", text);
}

ReadResult ReadArchive(const std::string& bytes, const std::string& name = "c.warc") {
  const TempFolder folder;
  return ReadAll({folder.Write(name, bytes)});
}

// "id" or "id F0407" for each document.
std::vector<std::string> Outline(const ReadResult& result) {
  std::vector<std::string> lines;
  for (const Document& document : result.documents) {
    const std::string codes = Codes(document);
    lines.push_back(document.id + (codes.empty() ? "" : " " + codes));
  }
  return lines;
}

TEST(Warc, ReadsPagesWithTheirHeaders) {
  const ReadResult result =
      ReadArchive(RecordOf("warcinfo", "", "software: x\r\n") +
                  PageRecord("http://news.site.example/x",
                             "Content-Type: text/html; charset=utf-8\r\n", "<p>Hello</p>") +
                  RecordOf("request", "", "GET / HTTP/1.1\r\n\r\n") +
                  PageRecord("http://b.example/i.png", "Content-Type: image/png\r\n", "\x89PNG") +
                  TextRecord("plain words"));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#2", "c.warc#5"));
  EXPECT_EQ(result.counts.other_records, 3u);
  const Document& page = result.documents[0];
  EXPECT_EQ(page.format, Format::kHtml);
  EXPECT_EQ(page.text, "<p>Hello</p>");
  EXPECT_EQ(page.url, "http://news.site.example/x");
  EXPECT_EQ(page.site, "site.example");
  EXPECT_EQ(page.record_id, "urn:uuid:http://news.site.example/x");
  EXPECT_EQ(page.path, "c.warc");
  EXPECT_THAT(page.dates, ElementsAre(DateClaim{"2024-05-06T07:08:09", "crawled"}));
  EXPECT_EQ(result.documents[1].text, "plain words");
  EXPECT_EQ(result.documents[1].format, Format::kText);
}

TEST(Warc, LeavesOutWhatDidNotAnswerWithSuccess) {
  const std::string moved = RecordOf("response", "Content-Type: application/http\r\n",
                                     "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>x");
  const ReadResult result = ReadArchive(moved + TextRecord("a"));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#2"));
}

TEST(Warc, TakesHttpEncodingsOff) {
  const std::string packed = Gzip("<p>packed</p>");
  const std::string chunked = "6;x=y\r\n<p>one\r\n5\r\n</p>\n\r\n0\r\n\r\n";
  const std::string html = "Content-Type: text/html\r\n";
  const std::string is_chunked = "Transfer-Encoding: chunked\r\n";
  const ReadResult result = ReadArchive(
      PageRecord("http://a.example/", html + "Content-Encoding: gzip\r\n", packed) +
      PageRecord("http://a.example/", html + is_chunked, chunked) +
      // Stored without the encodings that their headers name.
      PageRecord("http://a.example/", html + "Content-Encoding: gzip\r\n", "<p>bare</p>") +
      PageRecord("http://a.example/", html + is_chunked, "<p>whole</p>") +
      // Cut, damaged, unknown.
      PageRecord("http://a.example/", html + is_chunked, "ff\r\n<p>one") +
      PageRecord("http://a.example/", html + "Content-Encoding: gzip\r\n", packed.substr(0, 20)) +
      PageRecord("http://a.example/", html + "Content-Encoding: br\r\n", "xxx"));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#1", "c.warc#2", "c.warc#3", "c.warc#4",
                                           "c.warc#5 F0407", "c.warc#6 F0407", "c.warc#7 F0407"));
  EXPECT_EQ(result.documents[0].text, "<p>packed</p>");
  EXPECT_EQ(result.documents[1].text, "<p>one</p>\n");
  EXPECT_EQ(result.documents[2].text, "<p>bare</p>");
  EXPECT_EQ(result.documents[3].text, "<p>whole</p>");
  EXPECT_EQ(result.documents[4].text, "");
}

TEST(Warc, BoundsAPackedBody) {
  const ReadResult result = ReadArchive(
      PageRecord("http://a.example/", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                 Gzip(std::string(8u << 20, ' '))));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#1 F0203"));
}

TEST(Warc, TheHttpHeaderNamesTheCharset) {
  const ReadResult result = ReadArchive(PageRecord(
      "http://a.example/", "Content-Type: text/plain; charset=\"gbk\"\r\n", "\xC4\xE3\xBA\xC3"));
  EXPECT_EQ(result.only().text, "你好");
}

// The records that a damaged record must not cost the others of its file.
std::vector<std::string> Lengths(const std::string& length, bool members) {
  const auto packed = [&](const std::string& record) { return members ? Gzip(record) : record; };
  std::string wrong = TextRecord("the second text");
  const std::string field = "Content-Length: 15";
  wrong.replace(wrong.find(field), field.size(), length);
  return Outline(
      ReadArchive(packed(TextRecord("one")) + packed(wrong) + packed(TextRecord("three")),
                  members ? "c.warc.gz" : "c.warc"));
}

TEST(Warc, AWrongLengthCostsItsRecordAlone) {
  for (const bool members : {false, true}) {
    for (const char* length :
         {"Content-Length: -1", "Content-Length: 18446744073709551615",
          "Content-Length: 99999999999", "Content-Length: 3", "Content-Length: 40",
          "Content-Length: 4000", "Content-Length: x", "X-Length: 15"}) {
      EXPECT_THAT(
          Lengths(length, members),
          ElementsAre(members ? "c.warc.gz#1" : "c.warc#1", members ? "c.warc.gz#3" : "c.warc#3",
                      members ? "c.warc.gz#2 F0407" : "c.warc#2 F0407"))
          << length << (members ? " in members" : "");
    }
  }
}

TEST(Warc, ARecordInsideARecordIsText) {
  const ReadResult result =
      ReadArchive(TextRecord("about\r\n\r\n" + TextRecord("inner")) + TextRecord("two"));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#1", "c.warc#2"));
}

TEST(Warc, RubbishBetweenRecordsIsOneFault) {
  const ReadResult result = ReadArchive(TextRecord("one") + "rubbish\nmore rubbish\n" +
                                        TextRecord("three") + "WARC/1.0\nno end");
  EXPECT_THAT(Outline(result),
              ElementsAre("c.warc#1", "c.warc#3", "c.warc#2 F0407", "c.warc F0201"));
}

TEST(Warc, LineFeedsAloneWillDo) {
  std::string record = TextRecord("words");
  std::string bare;
  for (const char c : record) {
    if (c != '\r') bare.push_back(c);
  }
  EXPECT_THAT(Outline(ReadArchive(bare + bare)), ElementsAre("c.warc#1", "c.warc#2"));
}

TEST(Warc, HeadersThatNeverEndAreGivenUp) {
  const ReadResult result =
      ReadArchive(TextRecord("one") + "WARC/1.0\r\nX: " + std::string(100u << 10, 'x') +
                  "\r\n\r\n" + TextRecord("three"));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#1", "c.warc#3", "c.warc#2 F0407"));
}

TEST(Warc, ARecordTooLongToBeHeldIsSkipped) {
  const ReadResult result = ReadArchive(
      TextRecord("one") + TextRecord(std::string((64u << 20) + 1, 'x')) + TextRecord("three"));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#1", "c.warc#3", "c.warc#2 F0403"));
}

TEST(Warc, AnAnswerWithoutItsHeaderIsDamaged) {
  const ReadResult result = ReadArchive(
      RecordOf("response", "Content-Type: application/http\r\n", "not http") + TextRecord("two"));
  EXPECT_THAT(Outline(result), ElementsAre("c.warc#2", "c.warc#1 F0407"));
}

// Every cut gives the records before it, and one fault unless it falls between records.
void CheckCuts(const std::vector<std::string>& records, const std::string& name) {
  std::string whole;
  std::vector<std::size_t> ends = {0};
  for (const std::string& record : records) {
    whole += record;
    ends.push_back(whole.size());
  }
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    const ReadResult result = ReadArchive(whole.substr(0, cut), name);
    std::size_t texts = 0;
    for (const Document& document : result.documents) texts += document.faults.empty() ? 1 : 0;
    std::size_t before = 0;
    while (ends[before + 1] <= cut) ++before;
    const bool plain = name.ends_with(".warc");
    // The line ends behind a plain record may be missing.
    const bool between = ends[before] == cut || (plain && ends[before + 1] - cut <= 4);
    const std::size_t whole_ones = before + (between && ends[before] != cut ? 1 : 0);
    ASSERT_EQ(texts, whole_ones) << "cut at " << cut;
    ASSERT_EQ(result.faults(), between && (cut > 0 || plain) ? 0u : 1u) << "cut at " << cut;
  }
}

TEST(Warc, EveryCutLeavesTheRecordsBeforeIt) {
  const std::vector<std::string> records = {TextRecord("one text"), TextRecord("another"),
                                            TextRecord("and a third")};
  CheckCuts(records, "c.warc");
  std::vector<std::string> members;
  for (const std::string& record : records) members.push_back(Gzip(record));
  CheckCuts(members, "c.warc.gz");
}

TEST(Warc, AFlippedBitCostsItsMemberAlone) {
  const std::string before = Gzip(TextRecord("one")), after = Gzip(TextRecord("three"));
  const std::string member = Gzip(TextRecord("the second text, of some length"));
  for (std::size_t at = 0; at < member.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = member;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      const ReadResult result = ReadArchive(before + damaged + after, "c.warc.gz");
      std::vector<std::string> texts;
      for (const Document& document : result.documents) {
        if (document.faults.empty()) texts.push_back(document.text);
      }
      // Some bits of a gzip header mean nothing.
      if (texts.size() == 3) continue;
      ASSERT_THAT(texts, ElementsAre("one", "three")) << "byte " << at << ", bit " << bit;
      ASSERT_EQ(result.faults(), 1u) << "byte " << at << ", bit " << bit;
    }
  }
}

TEST(Warc, OneMemberForTheWholeFile) {
  const ReadResult result = ReadArchive(Gzip(TextRecord("one") + TextRecord("two")), "c.warc.gz");
  EXPECT_THAT(Outline(result), ElementsAre("c.warc.gz#1", "c.warc.gz#2"));
}

TEST(Warc, EmptyMembersAreNothing) {
  const ReadResult result = ReadArchive(
      Gzip("") + Gzip(TextRecord("one")) + Gzip("") + Gzip(TextRecord("two")), "c.warc.gz");
  EXPECT_THAT(Outline(result), ElementsAre("c.warc.gz#1", "c.warc.gz#2"));
  EXPECT_THAT(Outline(ReadArchive("")), IsEmpty());
}

TEST(Warc, ARecordIsReadByItsNumber) {
  const TempFolder folder;
  const std::string path =
      folder.Write("c.wet.gz", Gzip(TextRecord("one")) + Gzip(TextRecord("two")));
  const auto document = ReadFile(path + "#2", {});
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->text, "two");
  EXPECT_FALSE(ReadFile(path + "#3", {}).ok());
}

}  // namespace
}  // namespace textkin
