// Charsets of whole files: E1 and E2 of the fault list, declarations against evidence.

#include <unicode/ucnv.h>

#include "gmock/gmock.h"
#include "read_testing.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

using ::testing::HasSubstr;

// UTF-8 to another charset, by ICU.
std::string Encode(const std::string& text, const char* charset) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  const std::int32_t size =
      ucnv_convert(charset, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), text.data(),
                   static_cast<std::int32_t>(text.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error)) << charset;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

const char kChinese[] =
    "教育局关于做好秋季开学工作的通知\n各学校要认真组织师生学习安全知识，检查校舍和食堂，"
    "把各项任务落实到人。开学第一周，全市中小学都要上好第一课，并在九月十日前报送总结。\n";
const char kTraditional[] =
    "教育局關於做好秋季開學工作的通知\n各學校要認真組織師生學習安全知識，檢查校舍和食堂，"
    "把各項任務落實到人。開學第一週，全市中小學都要上好第一課，並在九月十日前報送總結。\n";
const char kJapanese[] =
    "秋の運動会についてのお知らせ\n保護者の皆様には、当日の朝八時までに校庭へお集まりください。"
    "雨天の場合は体育館で行います。お弁当と水筒をお持ちください。\n";
const char kKorean[] =
    "가을 운동회 안내\n학부모님께서는 당일 아침 여덟 시까지 운동장으로 와 주시기 바랍니다. "
    "비가 오면 체육관에서 진행합니다. 도시락과 물을 준비해 주세요.\n";
const char kFrench[] =
    "Réunion des élèves à la bibliothèque\nLe conseil s’est réuni mercredi pour préparer la fête "
    "d’été ; les parents y sont invités, l’entrée est libre.\n";

std::string TextOf(const std::string& bytes) { return ReadBytes("a.txt", bytes).text; }

TEST(Charsets, AreFoundFromTheBytes) {
  EXPECT_EQ(TextOf(Encode(kChinese, "GBK")), kChinese);
  EXPECT_EQ(TextOf(Encode(kChinese, "gb18030")), kChinese);
  EXPECT_EQ(TextOf(Encode(kTraditional, "Big5")), kTraditional);
  EXPECT_EQ(TextOf(Encode(kTraditional, "gb18030")), kTraditional);
  EXPECT_EQ(TextOf(Encode(kJapanese, "Shift_JIS")), kJapanese);
  EXPECT_EQ(TextOf(Encode(kJapanese, "EUC-JP")), kJapanese);
  EXPECT_EQ(TextOf(Encode(kKorean, "EUC-KR")), kKorean);
  EXPECT_EQ(TextOf(Encode(kFrench, "windows-1252")), kFrench);
  for (const char* text : {kChinese, kTraditional, kJapanese, kKorean, kFrench}) {
    EXPECT_EQ(TextOf(text), text);
  }
}

TEST(Charsets, AreFoundInShortTexts) {
  for (const char* text :
       {"关于召开家长会的通知", "2024年工作总结", "学生名单：张三、李四", "今天天气很好"}) {
    EXPECT_EQ(TextOf(Encode(text, "GBK")), text);
    EXPECT_EQ(TextOf("Report 12 " + Encode(text, "GBK") + " end of the report"),
              "Report 12 " + std::string(text) + " end of the report");
  }
  EXPECT_EQ(TextOf(Encode("Le café était fermé.", "windows-1252")), "Le café était fermé.");
}

// Every stretch of `length` characters of the text, written in the charset and read back; returns
// the first that came out wrong.
std::string FirstWrongStretch(const std::string& text, std::size_t length, const char* charset) {
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < text.size(); DecodeUtf8(text, &at)) begins.push_back(at);
  begins.push_back(text.size());
  const TempFolder folder;
  std::map<std::string, std::string> texts;
  for (std::size_t i = 0; i + length < begins.size(); ++i) {
    std::string stretch = text.substr(begins[i], begins[i + length] - begins[i]);
    const std::string name = std::to_string(i) + ".txt";
    folder.Write(name, Encode(stretch, charset));
    texts.emplace(name, std::move(stretch));
  }
  EXPECT_FALSE(texts.empty());
  for (const Document& document : ReadAll({folder.path()}).documents) {
    if (document.text != texts.at(document.id)) return texts.at(document.id);
  }
  return {};
}

TEST(Charsets, OfWesternEuropeNeedOnlyAHandfulOfAccents) {
  const std::vector<std::string> texts = {
      kFrench,
      "Änderungen der Öffnungszeiten: Das Amt für Straßenbau schließt früher. Die Bürger müssen "
      "ihre Anträge einreichen; „wir haben große Pläne“, sagte sie. Übermäßiger Lärm ist verboten.",
      "¿Cuándo llegará el próximo autobús? Según el informe, más de 40 niños participaron. ¡Qué "
      "alegría! El señor Núñez habló de la situación económica del país.",
      "A região não tem condições de manter as construções. É possível que as eleições sejam "
      "adiadas até março, e João vai à praia amanhã.",
      "La città è più bella di sera; così è anche perché non c’è traffico. Martedì il consiglio si "
      "è riunito; l’attività è già finita.",
      "Före årsmötet åkte många människor till Malmö på en föreläsning. Ålder spelar ingen roll "
      "när "
      "man är på väg hem över ån.",
      "It’s the council’s view that the “new” harbour — built in 1920 — isn’t safe. Prices rose by "
      "£20 in the café at 5 °C… naïve visitors didn’t notice © Smith.",
      "ÉTÉ À LA PLAGE, FÊTE DE L’ÉCOLE, ÜBER DIE BRÜCKE, EL AÑO PASADO, SÃO PAULO, ÄPFEL UND NÜSSE",
  };
  for (const std::string& text : texts) {
    EXPECT_EQ(FirstWrongStretch(text, 40, "windows-1252"), "");
    EXPECT_EQ(FirstWrongStretch(text, 80, "windows-1252"), "");
  }
}

TEST(Charsets, OfChinaNeedOnlyAFewCharacters) {
  EXPECT_EQ(FirstWrongStretch(kChinese, 12, "GBK"), "");
  EXPECT_EQ(FirstWrongStretch(kChinese, 30, "GBK"), "");
  EXPECT_EQ(FirstWrongStretch(kTraditional, 12, "Big5"), "");
  EXPECT_EQ(FirstWrongStretch(kTraditional, 30, "Big5"), "");
  EXPECT_EQ(FirstWrongStretch(kJapanese, 12, "Shift_JIS"), "");
  EXPECT_EQ(
      FirstWrongStretch("3D打印和C罗的A股，T恤与K歌，5G手机和4G手机一起卖，X光机也在卖", 12, "GBK"),
      "");
}

TEST(Charsets, FollowAByteOrderMarkThatIsNotText) {
  const std::string text = "工作😀 and words\r\n";
  EXPECT_EQ(TextOf("\xef\xbb\xbf" + text), text);
  EXPECT_EQ(TextOf("\xff\xfe" + Encode(text, "UTF-16LE")), text);
  EXPECT_EQ(TextOf("\xfe\xff" + Encode(text, "UTF-16BE")), text);
  EXPECT_EQ(TextOf(std::string("\xff\xfe\0\0", 4) + Encode(text, "UTF-32LE")), text);
  EXPECT_EQ(TextOf(std::string("\0\0\xfe\xff", 4) + Encode(text, "UTF-32BE")), text);
}

TEST(Charsets, KnowUtf16WithoutItsMark) {
  for (const char* text : {kChinese, kTraditional, kJapanese, kKorean, kFrench, "plain words\r\n",
                           "\u3000\u3000段落\n\u3000\u3000工作 12 项\n"}) {
    EXPECT_EQ(TextOf(Encode(text, "UTF-16LE")), text);
    EXPECT_EQ(TextOf(Encode(text, "UTF-16BE")), text);
  }
}

TEST(Charsets, AreDeclaredInPagesOfAnyStyle) {
  // Too short to be told by its characters: only the declaration can decide.
  const std::string word = Encode("龘靐", "GBK");
  for (const char* head :
       {"<meta charset=gbk>", "<META CHARSET='GB2312'/>",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb18030\">",
        "<?xml version=\"1.0\" encoding=\"gbk\"?>", "<meta name=x><meta  charset = \"x-gbk\" >"}) {
    const Document page = ReadBytes("a.html", head + word);
    EXPECT_EQ(page.text, head + std::string("龘靐"));
    EXPECT_EQ(Codes(page), "");
  }
}

TEST(Charsets, WrongDeclarationsLoseAgainstEvidence) {
  const std::string gbk = "<meta charset=\"gb2312\"><p>";
  const std::string utf8 = "<meta charset=\"utf-8\"><p>";
  const std::string big5 = "<meta charset=\"big5\"><p>";
  EXPECT_EQ(ReadBytes("a.html", gbk + kChinese).text, gbk + kChinese);
  EXPECT_EQ(ReadBytes("a.html", utf8 + Encode(kChinese, "GBK")).text, utf8 + kChinese);
  EXPECT_EQ(ReadBytes("a.html", gbk + Encode(kTraditional, "Big5")).text, gbk + kTraditional);
  EXPECT_EQ(ReadBytes("a.html", big5 + Encode(kChinese, "GBK")).text, big5 + kChinese);
  EXPECT_EQ(ReadBytes("a.html", utf8 + Encode(kJapanese, "Shift_JIS")).text, utf8 + kJapanese);
}

TEST(Charsets, DamagedUtf8StaysUtf8) {
  const std::string text = std::string(kChinese) + "\xe6\x95" + kFrench;
  const Document document = ReadBytes("a.txt", text);
  EXPECT_EQ(document.text, std::string(kChinese) + "\uFFFD" + kFrench);
  EXPECT_EQ(Codes(document), "F0301");
  EXPECT_THAT(document.faults[0].detail, HasSubstr("1 "));
}

// E1: the vectors of Unicode 15, section 3.9, and of the WHATWG tests, in a text that is otherwise
// ASCII.
TEST(InvalidUtf8, IsReplacedByMaximalSubparts) {
  const std::string r = "\uFFFD";
  const std::vector<std::pair<std::string, std::string>> vectors = {
      {"\xc0\xaf", r + r},
      {"\xe0\x80\xaf", r + r + r},
      {"\xf0\x80\x80\xaf", r + r + r + r},
      {"\xed\xa0\x80", r + r + r},
      {"\xed\xbf\xbf", r + r + r},
      {"\xf4\x91\x92\x93", r + r + r + r},
      {"\xf8\x88\x80\x80\x80", r + r + r + r + r},
      {"\xff", r},
      {"\x80", r},
      {"\xbf\x80", r + r},
      {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf", r + r + r + r},
      {"\xc2", r},
      {"\xe4\xb8", r},
      {"\xf0\x9f\x98", r},
  };
  // Characters beyond ASCII that say the text is UTF-8, and length enough to stay below the share.
  const std::string before =
      "Valid words come first, naïve ones — “quoted” too — so that the charset is clear: ";
  for (const auto& [bytes, expected] : vectors) {
    const Document inside = ReadBytes("a.txt", before + bytes + ", " + before);
    EXPECT_EQ(inside.text, before + expected + ", " + before);
    EXPECT_EQ(Codes(inside), "F0301");
    EXPECT_TRUE(IsValidUtf8(inside.text));
    EXPECT_EQ(ReadBytes("a.txt", before + before + bytes).text, before + before + expected);
  }
}

TEST(InvalidUtf8, InAsciiTextIsNotTakenForAnotherCharset) {
  const std::string words = "plain words that are long enough to stay below one in ten ";
  for (const char* bytes : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\x80"}) {
    const Document document = ReadBytes("a.txt", words + bytes + " " + words);
    EXPECT_EQ(Codes(document), "F0301");
    EXPECT_THAT(document.text, HasSubstr("ten \uFFFD"));
  }
}

TEST(NotText, IsWhatHasTooManyInvalidSequences) {
  // Half of it GB18030 lead bytes that nothing follows.
  std::string bytes = Encode(kChinese, "GBK");
  for (int i = 0; i < 200; ++i) bytes += "\xff\n";
  const Document document = ReadBytes("a.txt", bytes);
  EXPECT_EQ(Codes(document), "F0302");
  EXPECT_EQ(document.text, "");
}

TEST(NotText, IsWhatBeginsLikeBinaryData) {
  std::string zeros = "MZ";
  zeros += std::string(500, '\0') + "words and words and words";
  for (const std::string& bytes :
       {zeros, std::string("%PDF-1.4\n1 0 obj"), std::string("\x89PNG\r\n\x1a\n"),
        std::string("PK\x03\x04 words"), std::string("\xd0\xcf\x11\xe0 words")}) {
    const Document document = ReadBytes("a.txt", bytes);
    EXPECT_EQ(Codes(document), "F0302");
    EXPECT_EQ(document.text, "");
  }
  const std::string with_nul("a long enough text with one \0 in it", 35);
  EXPECT_EQ(TextOf(with_nul), with_nul);
}

TEST(Text, KeepsItsLineEnds) {
  EXPECT_EQ(TextOf("a\r\nb\rc\n\n"), "a\r\nb\rc\n\n");
  EXPECT_EQ(TextOf(""), "");
  EXPECT_EQ(Codes(ReadBytes("a.txt", "")), "");
}

// A GBK page with `bytes` in the middle of it, between brackets.
Document GbkPage(const std::string& bytes, const std::string& behind = "]") {
  return ReadBytes("a.html", "<meta charset=gbk>" + Encode(kChinese, "GBK") + "[" + bytes + behind);
}

std::string Inside(const Document& document) {
  return document.text.substr(document.text.find('[') + 1);
}

// E2: the byte table, with the reading of the WHATWG decoder.
TEST(Gb18030, ReadsTheByteTable) {
  const std::string r = "\uFFFD";
  const std::vector<std::pair<std::string, std::string>> valid = {
      {"\x84\x31\xa4\x37", "\uFFFD"},
      {"\xe3\x32\x9a\x35", "\U0010FFFF"},
      {"\xa8\xbc", "\u1E3F"},
      {"\xa6\xd9", "\uE78D"},
      {"\xfe\x59", "\uE81E"},
      {"\x81\x30\x81\x30", "\u0080"},
      {"\x90\x30\x81\x30", "\U00010000"}};
  for (const auto& [bytes, text] : valid) {
    const Document page = GbkPage(bytes);
    EXPECT_EQ(Inside(page), text + "]");
    EXPECT_EQ(Codes(page), "");
  }
  const std::vector<std::pair<std::string, std::string>> invalid = {
      {"\x80", r},
      {"\xff", r},
      {"\x81\"", r + "\""},
      {"\x81<b>", r + "<b>"},
      {"\xff\"", r + "\""},
      {"\x81\x30\"", r + "0\""},
      {"\x81\x30<p>", r + "0<p>"},
      {"\x81\x30\x81\"", r + "0" + r + "\""},
      {"\xe3\x32\x9a\x36", r},
      {"\x84\x30\xff\x30", r + "0" + r + "0"},
  };
  for (const auto& [bytes, text] : invalid) {
    const Document page = GbkPage(bytes);
    EXPECT_EQ(Inside(page), text + "]");
    EXPECT_EQ(Codes(page), "F0301");
  }
}

TEST(Gb18030, CutAtTheEndIsOneReplacement) {
  const std::string whole = "\x84\x31\xa4\x37";
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    const Document page = GbkPage(whole.substr(0, cut), "");
    EXPECT_EQ(Inside(page), "\uFFFD") << cut;
    EXPECT_EQ(Codes(page), "F0301");
  }
}

// All two-byte sequences: what ICU can decode alone is decoded so, and nothing swallows the line
// end behind it.
TEST(Gb18030, AgreesWithIcuOnAllPairs) {
  std::string bytes = "<meta charset=gbk>";
  for (int i = 0; i < 1000; ++i) bytes += Encode(kChinese, "GBK");
  std::vector<std::string> pairs;
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFF; ++trail) {
      pairs.push_back({static_cast<char>(lead), static_cast<char>(trail)});
    }
  }
  const std::size_t padding = 18 + 1000 * std::string(kChinese).size();
  for (const std::string& pair : pairs) bytes += pair + "\n";
  const std::string text = ReadBytes("a.html", bytes).text;
  std::size_t at = padding;
  UErrorCode error = U_ZERO_ERROR;
  UConverter* const icu = ucnv_open("gb18030", &error);
  for (const std::string& pair : pairs) {
    char16_t units[8];
    const std::int32_t count = ucnv_toUChars(icu, units, 8, pair.data(), 2, &error);
    const std::size_t end = text.find('\n', at);
    ASSERT_NE(end, std::string::npos);
    std::string expected;
    for (std::int32_t i = 0; i < count; ++i) AppendUtf8(units[i], &expected);
    ASSERT_EQ(text.substr(at, end - at), expected)
        << std::hex << (pair[0] & 0xFF) << " " << (pair[1] & 0xFF);
    at = end + 1;
  }
  EXPECT_EQ(at, text.size());
  ucnv_close(icu);
}

}  // namespace
}  // namespace textkin
