// The contest of charsets: every candidate decodes the same sample, and the decoded text is judged.
//
// A wrong charset gives itself away: invalid sequences, control characters, rare Chinese characters
// where the right one gives common ones, letters that stand alone. Scores are sums per byte beyond
// ASCII, so that one-byte and two-byte charsets compare.

#include "charset_guess.h"

#include <uchardet/uchardet.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "charset.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

constexpr char kWestern[] = "windows-1252";

// Enough for the contest to be clear, little enough to decode a dozen times.
constexpr std::size_t kSampleBytes = 32u << 10;
// Of the line of the first byte beyond ASCII: the letters before it tell what it is.
constexpr std::size_t kBytesBefore = 256;
// Added to the score of what a detector or the page itself names. Decides short texts, where
// the characters alone cannot; never outweighs invalid sequences.
constexpr double kHint = 0.25;
// Scores below are no evidence: then the text is damaged UTF-8. A rare Chinese character scores 0.5
// a byte, common ones 2.
constexpr double kLeastScore = 0.4;
// Detectors tell one-byte charsets apart by statistics; on fewer bytes beyond ASCII their answers
// are chance.
constexpr std::size_t kLeastOneByteEvidence = 32;
// Weight of valid UTF-8 sequences, by their kind, for one invalid one that makes the text damaged
// UTF-8 without a contest. Text in GBK has one valid sequence of two bytes in seven, and of three
// bytes in a thousand.
constexpr std::size_t kUtf8Majority = 4;
constexpr std::size_t kThreeByteWeight = 4;
// Fewer bytes beyond ASCII are one character of a two-byte charset at most: no evidence of one.
constexpr std::size_t kLeastTwoByteEvidence = 4;

// The commonest characters of Chinese (both scripts) and Japanese; four in ten characters of any
// text are among them, and by the wrong charset next to none.
constexpr std::u32string_view kCommonHan =
    U"的一是不了在人有我他这個个上们來来到时時大地为為子中你说說生国國年着就那和要她出也得里後"
    U"后自以会會家可下而过過天去能对對小多然于於心学學么之都好看起发發当當没沒成只如事把还還用第样"
    U"樣"
    U"道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭经經长長儿回位分"
    U"爱"
    U"老因很给給名法间間斯知世什两兩次使身者被高已亲其进進此话話常与與活正感教育工校师師民部主本月"
    U"公司市区區合全新文化理加强強展设設及等关關管安平重业業体體建政府务務实實项項目点點度性通各质"
    U"質"
    U"水产產量政党黨员員领領导導组組织織社气氣东東西南北路电電机機外内內三二四五六七八九十百千万萬";

bool IsCommonHan(char32_t c) {
  static const std::u32string sorted = [] {
    std::u32string list(kCommonHan);
    std::sort(list.begin(), list.end());
    return list;
  }();
  return std::binary_search(sorted.begin(), sorted.end(), c);
}

bool IsAsciiLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool IsLatinLetter(char32_t c) {
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool IsHangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

// Ideographs, kana, Hangul, their punctuation and the wide forms.
bool IsEastAsian(char32_t c) {
  return (c >= 0x3000 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || IsHangul(c) ||
         (c >= 0xFF00 && c <= 0xFF9F);
}

// Letters that are words: French à, Italian è, Portuguese é, Swedish å.
bool IsLatinWord(char32_t c) {
  constexpr std::u32string_view kWords = U"àáâèéêìíòóôùúöåæøÀÁÂÈÉÊÌÍÒÓÔÙÚÖÅÆØ";
  return kWords.find(c) != kWords.npos;
}

// Signs that Western texts put beside ASCII, each one byte in windows-1252.
bool IsWesternSign(char32_t c) {
  constexpr std::u32string_view kSigns = U"¡£§©ª«®°±²³·º»¼½¾¿×†‡•‰‹›™";
  return kSigns.find(c) != kSigns.npos;
}

// What stands beside an accented letter that is a word.
bool IsWestern(char32_t c) { return c < 0x80 || (c >= 0x2010 && c <= 0x2026) || IsWesternSign(c); }

// Greek and Cyrillic, whose capitals begin words.
bool IsCapital(char32_t c) { return (c >= 0x391 && c <= 0x3AB) || (c >= 0x400 && c <= 0x42F); }
bool IsSmall(char32_t c) { return (c >= 0x3AC && c <= 0x3CE) || (c >= 0x430 && c <= 0x45F); }

// What a character beyond ASCII says for its charset, given its neighbours.
double Plausibility(char32_t before, char32_t c, char32_t after) {
  const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  const bool beside_letter = IsAsciiLetter(before) || IsAsciiLetter(after);
  const bool beside_ascii = before < 0x80 || after < 0x80;
  if (c == 0xFFFD) return -5;
  if (in(0x80, 0x9F)) return -2;
  // A letter with an accent and the ASCII letter behind it are a character of every two-byte
  // charset, and that character stands alone in a word.
  if (IsEastAsian(c) && beside_letter && !IsEastAsian(before) && !IsEastAsian(after)) return -1;
  if (in(0x4E00, 0x9FFF)) return IsCommonHan(c) ? 4 : 1;
  if (in(0x3041, 0x30FF)) return 2.5;
  if (IsHangul(c)) return 2.2;
  if (in(0x3000, 0x303F) || in(0xFF01, 0xFF5E)) return 2;
  if (in(0xFF61, 0xFF9F)) return -0.5;  // half-width kana: what GBK looks like as Shift-JIS
  if (in(0xE000, 0xF8FF)) return -1;
  if (IsLatinLetter(c)) {
    if (beside_letter) return 1.5;
    return IsLatinWord(c) && IsWestern(before) && IsWestern(after) ? 0.8 : -0.2;
  }
  if (in(0x400, 0x4FF) || in(0x370, 0x3FF)) return IsSmall(before) && IsCapital(c) ? -0.5 : 0.9;
  // Quotes and dashes: one byte in windows-1252, two elsewhere.
  if (in(0x2010, 0x2026) || c == 0xA0) return 0.8;
  if (IsWesternSign(c) && beside_ascii) return 0.8;
  // The byte 80, which is also what is left of a cut sequence.
  if (c == U'€') return IsDigit(before) || IsDigit(after) ? 0.8 : 0;
  return -0.5;
}

double Score(const std::string& text, std::size_t bytes_beyond_ascii) {
  double sum = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, &at);
    if (c >= 0x80) {
      std::size_t next = at;
      sum += Plausibility(before, c, at < text.size() ? DecodeUtf8(text, &next) : 0);
    }
    before = c;
  }
  return sum / static_cast<double>(bytes_beyond_ascii);
}

std::string UchardetGuess(std::string_view sample) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  uchardet_handle_data(detector.get(), sample.data(), sample.size());
  uchardet_data_end(detector.get());
  return CharsetOfLabel(uchardet_get_charset(detector.get()));
}

std::string IcuGuess(std::string_view sample) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error),
                                                                            &ucsdet_close);
  if (U_FAILURE(error)) return {};
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (match == nullptr || U_FAILURE(error)) return {};
  const char* name = ucsdet_getName(match, &error);
  return U_FAILURE(error) ? std::string() : CharsetOfLabel(name);
}

bool IsOneByteCharset(std::string_view name) {
  return name.starts_with("iso-8859-") || name.starts_with("windows-125") ||
         name.starts_with("koi8-");
}

// A detector that knows nothing says windows-1252, so from a detector that is no hint.
std::string DetectorHint(std::string guess, std::size_t bytes_beyond_ascii) {
  const bool chance = IsOneByteCharset(guess) && bytes_beyond_ascii < kLeastOneByteEvidence;
  return guess == kWestern || chance ? std::string() : guess;
}

bool IsMostlyUtf8(std::string_view bytes) {
  std::string repaired(bytes);
  const std::size_t invalid = RepairUtf8(&repaired);
  std::size_t weight = 0;
  for (const char c : repaired) {
    const auto byte = static_cast<unsigned char>(c);
    weight += byte >= 0xE0 ? kThreeByteWeight : byte >= 0xC0 ? 1 : 0;
  }
  // The replacements are sequences of three bytes themselves.
  return weight - kThreeByteWeight * invalid >= kUtf8Majority * invalid;
}

std::size_t BytesBeyondAscii(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(
      bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

// From the line of the first byte beyond ASCII on: long heads of scripts say nothing.
std::string_view Sample(std::string_view bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto index = static_cast<std::size_t>(first - bytes.begin());
  const std::size_t before = std::min(index, kBytesBefore);
  const std::size_t line = bytes.substr(index - before, before).rfind('\n');
  const std::size_t start = index - before + (line == std::string_view::npos ? 0 : line + 1);
  return bytes.substr(start, kSampleBytes);
}

}  // namespace

std::string GuessCharset(std::string_view bytes, const std::string& declared) {
  if (IsMostlyUtf8(bytes)) return "UTF-8";
  const std::string_view sample = Sample(bytes);
  const std::size_t beyond_ascii = BytesBeyondAscii(sample);
  const std::vector<std::string> hints = {declared,
                                          DetectorHint(UchardetGuess(sample), beyond_ascii),
                                          DetectorHint(IcuGuess(sample), beyond_ascii)};
  // Korean only where a detector or the page names it: short Chinese is plausible Korean too.
  std::vector<std::string> candidates = {kWestern};
  if (beyond_ascii >= kLeastTwoByteEvidence) {
    candidates.insert(candidates.end(), {"gb18030", "Big5-HKSCS", "windows-31j", "EUC-JP"});
  }
  for (const std::string& hint : hints) {
    const bool new_one = std::find(candidates.begin(), candidates.end(), hint) == candidates.end();
    if (!hint.empty() && new_one && (beyond_ascii >= kLeastTwoByteEvidence || hint == declared)) {
      candidates.push_back(hint);
    }
  }
  std::string best = "UTF-8";
  double best_score = kLeastScore;
  for (const std::string& charset : candidates) {
    Decoder decoder(charset.c_str());
    if (!decoder.ok() || charset == "UTF-8") continue;
    std::string text;
    decoder.Decode(sample, /*last=*/false, &text);
    const double score =
        Score(text, beyond_ascii) +
        kHint * static_cast<double>(std::count(hints.begin(), hints.end(), charset));
    if (score > best_score) {
      best = charset;
      best_score = score;
    }
  }
  return best;
}

}  // namespace textkin
