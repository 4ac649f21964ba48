// JSONL records: fields, faults, and the cutting into lines.

#include <fcntl.h>
#include <unistd.h>

#include <random>

#include "gmock/gmock.h"
#include "read_testing.h"
#include "textkin/limits.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Document ReadLine(const std::string& line, const ReadOptions& options = {}) {
  return ReadLines(line + "\n", options).only();
}

std::vector<std::string> DateValues(const Document& document) {
  std::vector<std::string> out;
  for (const DateClaim& date : document.dates) out.push_back(date.kind + " " + date.value);
  return out;
}

TEST(Records, GiveAllTheirFields) {
  const std::string line =
      R"({"id": "x-1", "text": "Hello\nworld \u5de5", "url": "https://www.a.school.edu.cn/1.html", )"
      R"("title": "Report", "date": "2024-03-12T08:09:10Z", "other": [1, {"text": "no"}, null, true]})";
  const Document document = ReadLine(line);
  EXPECT_EQ(document.id, "r.jsonl#1");
  EXPECT_EQ(document.path, "r.jsonl");
  EXPECT_EQ(document.record_id, "x-1");
  EXPECT_EQ(document.text, "Hello\nworld 工");
  EXPECT_EQ(document.url, "https://www.a.school.edu.cn/1.html");
  EXPECT_EQ(document.site, "school.edu.cn");
  EXPECT_EQ(document.title, "Report");
  EXPECT_EQ(document.format, Format::kJsonRecord);
  EXPECT_EQ(document.bytes, line.size());
  EXPECT_THAT(DateValues(document), ElementsAre("record 2024-03-12T08:09:10"));
  EXPECT_EQ(Codes(document), "");
}

TEST(Records, OfTheUsualToolsGoInAsTheyAre) {
  const Document dolma = ReadLine(
      R"({"id":"d","text":"t","source":"s","added":"2023-01-02","created":"2022-05-06T07:08:09.123Z",)"
      R"("metadata":{"url":"http://x.example.org/p"}})");
  EXPECT_EQ(dolma.url, "http://x.example.org/p");
  EXPECT_EQ(dolma.site, "example.org");
  EXPECT_THAT(DateValues(dolma), ElementsAre("record 2022-05-06T07:08:09", "record 2023-01-02"));
  const Document cc_net =
      ReadLine(R"({"text":"t","date_download":"2019-02-16T18:31:46Z","source_domain":"b.com"})");
  EXPECT_EQ(cc_net.site, "b.com");
  EXPECT_THAT(DateValues(cc_net), ElementsAre("record 2019-02-16T18:31:46"));
  const Document passim = ReadLine(R"({"doc_id":17,"text":"t","series":"x","date":"1871-05"})");
  EXPECT_EQ(passim.record_id, "17");
  EXPECT_THAT(DateValues(passim), ElementsAre());  // 1871 is beyond the plausible years
}

TEST(Records, PreferTheFirstNamedKey) {
  const Document document = ReadLine(
      R"({"_id":"third","source_url":"http://c.org","metadata":{"url":"http://b.org"},"doc_id":"second","text":"t"})");
  EXPECT_EQ(document.record_id, "second");
  EXPECT_EQ(document.url, "http://b.org");
  EXPECT_EQ(Codes(document), "");
}

TEST(Records, TakeChosenKeysWithDots) {
  ReadOptions options;
  options.text_key = "body.main.text";
  options.id_key = "meta.id";
  options.url_key = "link";
  options.site_key = "meta.site";
  options.date_key = "meta.when";
  const Document nested = ReadLine(
      R"({"text":"no","url":"http://no.org","meta":{"id":5.50,"site":"s","when":"20240312"},"link":"http://l.org",)"
      R"("body":{"text":"no","main":{"text":"yes"}}})",
      options);
  EXPECT_EQ(nested.text, "yes");
  EXPECT_EQ(nested.record_id, "5.50");
  EXPECT_EQ(nested.site, "s");
  EXPECT_EQ(nested.url, "http://l.org");
  EXPECT_THAT(DateValues(nested), ElementsAre("record 2024-03-12"));
  EXPECT_EQ(ReadLine(R"({"body.main.text": "literal"})", options).text, "literal");
  EXPECT_EQ(ReadLine(R"({"body": {"main.text": "half"}})", options).text, "half");
}

TEST(Records, KeepLargeNumbersAsTheyAreWritten) {
  EXPECT_EQ(ReadLine(R"({"id":9007199254740993,"text":"t"})").record_id, "9007199254740993");
  const Document document =
      ReadLine(R"({"id":123456789012345678901234567890,"n":1e999,"text":"t"})");
  EXPECT_EQ(document.record_id, "123456789012345678901234567890");
  EXPECT_EQ(Codes(document), "");
}

TEST(Records, TakeSecondsSince1970ForADate) {
  EXPECT_THAT(DateValues(ReadLine(R"({"text":"t","timestamp":1710287109})")),
              ElementsAre("record 2024-03-12T23:45:09"));
  EXPECT_THAT(DateValues(ReadLine(R"({"text":"t","timestamp":1710287109000})")),
              ElementsAre("record 2024-03-12T23:45:09"));
}

TEST(Records, KeepNulAndEveryEscape) {
  const Document document =
      ReadLine(R"({"text":"a\u0000b\"\\\/\b\f\n\r\t\ud83d\ude00\uD83D\uDE00é"})");
  EXPECT_EQ(document.text, std::string("a\0b\"\\/\b\f\n\r\t😀😀é", 21));
  EXPECT_EQ(Codes(document), "");
}

TEST(Records, UnescapeTheirKeys) {
  EXPECT_EQ(ReadLine(R"({"te\u0078t": "found"})").text, "found");
  EXPECT_EQ(ReadLine(R"({"a\"b\\": 1, "text": "found"})").text, "found");
}

TEST(Records, CountBlankLinesButGiveNoDocument) {
  const ReadResult result = ReadLines("\n{\"text\":\"a\"}\r\n \t\r\n{\"text\":\"b\"}");
  EXPECT_THAT(result.ids(), ElementsAre("r.jsonl#2", "r.jsonl#4"));
  EXPECT_EQ(result.documents[0].bytes, 12u);
  EXPECT_EQ(result.faults(), 0u);
}

TEST(RecordFaults, SayWhatIsNotJson) {
  for (const char* line : {"{",
                           "{}}",
                           "[1]",
                           "\"text\"",
                           "1",
                           "{\"text\":\"a\"} x",
                           "{\"text\":\"a\",}",
                           "{\"text\" \"a\"}",
                           "{\"text\":\"a\"",
                           "{\"text\":\"a}",
                           "{\"text\":\"\\x\"}",
                           "{\"text\":\"a\",\"b\":tru}",
                           "{\"text\":\"a\",\"b\":01}",
                           "{\"text\":\"a\",\"b\":1.}",
                           "{\"text\":\"a\",\"b\":[1 2]}",
                           "{\"text\":\"a\",\"b\":\"\\u12g4\"}",
                           "{\"text\":\"a\",\"b\":{\"c\":}}",
                           "{text:\"a\"}",
                           "{\"text\":\"a\",\"b\":[1,2}",
                           "{\"text\":\"a\tb\"}",
                           "not json",
                           "{\"text\":\"a\"}{\"text\":\"b\"}",
                           "{\"text\":\"a\"\"b\"}",
                           "{\"text\":\"a\"b}",
                           "{\"text\":\"\\u12\"}",
                           "{\"text\":nul}",
                           "{\"a\":-}",
                           "{\"a\":\"x\" 1}",
                           "{,}",
                           "{\"a\":1,,\"b\":2}"}) {
    const Document document = ReadLine(line);
    EXPECT_EQ(Codes(document), "F0401") << line;
    EXPECT_EQ(document.text, "") << line;
    EXPECT_EQ(document.id, "r.jsonl#1");
    EXPECT_FALSE(document.faults.empty() || document.faults[0].detail.empty());
  }
  EXPECT_THAT(ReadLine("{\"text\":\"a\",\"b\":[1 2]}").faults[0].detail, HasSubstr("byte 19"));
}

TEST(RecordFaults, SayThatTheTextIsMissing) {
  EXPECT_EQ(Codes(ReadLine(R"({"id":"a"})")), "F0402");
  EXPECT_EQ(Codes(ReadLine(R"({})")), "F0402");
  EXPECT_EQ(Codes(ReadLine(R"({"text":7})")), "F0402");
  EXPECT_EQ(Codes(ReadLine(R"({"text":null})")), "F0402");
  EXPECT_EQ(Codes(ReadLine(R"({"text":["a"]})")), "F0402");
  EXPECT_EQ(Codes(ReadLine(R"({"text":{"text":"a"}})")), "F0402");
  EXPECT_EQ(ReadLine(R"({"id":"a"})").record_id, "a");
}

TEST(RecordFaults, RefuseDeepNesting) {
  const auto nested = [](std::size_t depth) {
    return "{\"text\":\"a\",\"b\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(Codes(ReadLine(nested(kMaxJsonDepth - 1))), "");
  EXPECT_EQ(Codes(ReadLine(nested(kMaxJsonDepth))), "F0404");
  EXPECT_EQ(Codes(ReadLine(nested(1000000))), "F0404");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  EXPECT_EQ(Codes(ReadLine(objects + "1" + std::string(100000, '}'))), "F0404");
}

TEST(RecordFaults, SayThatAKeyIsDoubled) {
  const Document text = ReadLine(R"({"text":"first","text":"second"})");
  EXPECT_EQ(text.text, "second");
  EXPECT_EQ(Codes(text), "F0405");
  const Document id = ReadLine(R"({"id":"first","text":"t","id":"second"})");
  EXPECT_EQ(id.record_id, "second");
  EXPECT_EQ(Codes(id), "F0405");
  EXPECT_EQ(Codes(ReadLine(R"({"a":1,"text":"t","a":2})")), "");
}

TEST(RecordFaults, CountLoneSurrogates) {
  const Document document = ReadLine(R"({"text":"a\ud800b\udc00\ud83dc\ud83d\ude00\ud800\u0041"})");
  EXPECT_EQ(document.text, "a\uFFFDb\uFFFD\uFFFDc😀\uFFFDA");
  EXPECT_EQ(Codes(document), "F0406");
  EXPECT_THAT(document.faults[0].detail, HasSubstr("4 "));
}

TEST(RecordFaults, RepairInvalidUtf8) {
  const Document document = ReadLine(
      "{\"title\":\"x\xff\",\"text\":\"a long enough text with \xe4\xb8 a cut character\"}");
  EXPECT_EQ(document.text, "a long enough text with \uFFFD a cut character");
  EXPECT_EQ(document.title, "x\uFFFD");
  EXPECT_EQ(Codes(document), "F0301");
  EXPECT_THAT(document.faults[0].detail, HasSubstr("2 "));
  const Document junk = ReadLine("{\"text\":\"" + std::string(100, '\xff') + "\"}");
  EXPECT_EQ(Codes(junk), "F0302");
  EXPECT_EQ(junk.text, "");
}

TEST(RecordFaults, NeverCostAnotherRecord) {
  const ReadResult result =
      ReadLines("{\"text\":\"a\"}\n{bad\n\xff\xfe\n{\"text\":\"\\ud800\"}\n{\"text\":\"b\"}\n");
  ASSERT_THAT(result.ids(),
              ElementsAre("r.jsonl#1", "r.jsonl#2", "r.jsonl#3", "r.jsonl#4", "r.jsonl#5"));
  EXPECT_EQ(result.documents[0].text, "a");
  EXPECT_EQ(result.documents[4].text, "b");
}

TEST(RecordStreams, SkipAByteOrderMark) {
  EXPECT_EQ(ReadLines("\xef\xbb\xbf{\"text\":\"a\"}\n").only().text, "a");
}

TEST(RecordStreams, DecodeUtf16ByItsMark) {
  const std::u16string lines = u"{\"text\":\"工作😀\"}\n{\"text\":\"b\"}\n";
  std::string little = "\xff\xfe";
  std::string big = "\xfe\xff";
  for (const char16_t unit : lines) {
    little += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
    big += {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xFF)};
  }
  for (const std::string& bytes : {little, big}) {
    const ReadResult result = ReadLines(bytes);
    ASSERT_EQ(result.documents.size(), 2u);
    EXPECT_EQ(result.documents[0].text, "工作😀");
    EXPECT_EQ(result.faults(), 0u);
  }
  const ReadResult cut = ReadLines(little + "x");
  EXPECT_THAT(cut.ids(), ElementsAre("r.jsonl#1", "r.jsonl#2", "r.jsonl#3", "r.jsonl"));
  EXPECT_EQ(Codes(cut.documents.back()), "F0301");
}

TEST(RecordStreams, AreCutAtLinesWhateverTheirLength) {
  // 23 MiB in lines of very different lengths: several batches, and lines longer than one.
  std::mt19937 random(11);
  std::string lines;
  std::vector<std::size_t> lengths;
  for (int i = 0; lines.size() < (23u << 20); ++i) {
    lengths.push_back(i % 40 == 7 ? (5u << 20) + i : random() % 5000);
    lines +=
        "{\"text\":\"" + std::string(lengths.back(), static_cast<char>('a' + i % 26)) + "\"}\n";
  }
  const ReadResult result = ReadLines(lines);
  ASSERT_EQ(result.documents.size(), lengths.size());
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    ASSERT_EQ(result.documents[i].id, "r.jsonl#" + std::to_string(i + 1));
    ASSERT_EQ(result.documents[i].text, std::string(lengths[i], static_cast<char>('a' + i % 26)));
  }
}

TEST(RecordStreams, SkipRecordsThatAreTooLong) {
  const TempFolder folder;
  std::string lines = "{\"text\":\"a\"}\n";
  lines += "{\"text\":\"" + std::string(kMaxRecordBytes + (3u << 20), 'x') + "\"}\n";
  lines += "{\"text\":\"b\"}\n";
  lines += "{\"text\":\"" + std::string(kMaxRecordBytes - 10, 'y') + "\"}\n";  // one byte too long
  lines += "{\"text\":\"" + std::string(kMaxRecordBytes - 11, 'z') + "\"}\n";  // fits
  lines += "{\"text\":\"c\"}";
  const ReadResult result = ReadAll({folder.Write("r.jsonl", lines)});
  ASSERT_THAT(result.ids(), ElementsAre("r.jsonl#1", "r.jsonl#2", "r.jsonl#3", "r.jsonl#4",
                                        "r.jsonl#5", "r.jsonl#6"));
  EXPECT_EQ(Codes(result.documents[1]), "F0403");
  EXPECT_EQ(result.documents[1].bytes, kMaxRecordBytes + (3u << 20) + 11);
  EXPECT_THAT(result.documents[1].limits, ElementsAre("max_record_bytes"));
  EXPECT_EQ(result.documents[2].text, "b");
  EXPECT_EQ(Codes(result.documents[3]), "F0403");
  EXPECT_EQ(Codes(result.documents[4]), "");
  EXPECT_EQ(result.documents[4].text.size(), kMaxRecordBytes - 11);
  EXPECT_EQ(result.documents[5].text, "c");
}

TEST(RecordStreams, ReadStdin) {
  const TempFolder folder;
  const std::string path = folder.Write("in", Gzip("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"));
  const int kept = ::dup(STDIN_FILENO);
  const int file = ::open(path.c_str(), O_RDONLY);
  ::dup2(file, STDIN_FILENO);
  const ReadResult result = ReadAll({"-"});
  ::lseek(file, 0, SEEK_SET);
  const absl::StatusOr<Document> first = ReadFile("-", {});
  ::dup2(kept, STDIN_FILENO);
  ::close(kept);
  ::close(file);
  EXPECT_THAT(result.ids(), ElementsAre("-#1", "-#2"));
  EXPECT_EQ(result.documents[1].text, "b");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->text, "a");
  EXPECT_EQ(first->id, "-#1");
}

}  // namespace
}  // namespace textkin
