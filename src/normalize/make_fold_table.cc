// Build-time program: writes the tables through which Normalize folds and classifies every
// character.
//
// Sources: ICU for compatibility forms, case, marks, scripts and look-alikes; OpenCC for
// traditional characters. Making them once at build time keeps both libraries off the path of a
// scan. What cannot be derived from them is listed here: the characters that GB18030-2005 decoders
// leave in the private use area.
//
// Usage: make_fold_table OUTPUT

#include <opencc.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "fold_table.h"

namespace {

using textkin::CharClass;
using CodePoints = std::vector<UChar32>;

constexpr UChar32 kCodePointEnd = 0x110000;

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "make_fold_table: %s\n", what.c_str());
  std::exit(1);
}

CodePoints ToCodePoints(const icu::UnicodeString& text) {
  CodePoints out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out.push_back(text.char32At(i));
  return out;
}

icu::UnicodeString ToText(const CodePoints& code_points) {
  icu::UnicodeString out;
  for (const UChar32 c : code_points) out.append(c);
  return out;
}

const icu::Normalizer2& Icu(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = get(status);
  if (U_FAILURE(status)) Fail(u_errorName(status));
  return *normalizer;
}

CodePoints Apply(const icu::Normalizer2& normalizer, const CodePoints& in) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = normalizer.normalize(ToText(in), status);
  if (U_FAILURE(status)) Fail(u_errorName(status));
  return ToCodePoints(out);
}

UScriptCode Script(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status);
}

// Scripts written without spaces: every character is a token of its own.
bool IsUnspaced(UChar32 c) {
  switch (Script(c)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
      return true;
    default:
      return c == 0x30FC;  // the prolonged sound mark, shared by hiragana and katakana
  }
}

bool IsVoicingMark(UChar32 c) { return c == 0x3099 || c == 0x309A; }

// A mark that any letter may carry; dropped, so that accents and floods of marks change nothing.
bool IsFreeMark(UChar32 c) {
  return u_charType(c) == U_NON_SPACING_MARK && Script(c) == USCRIPT_INHERITED && !IsVoicingMark(c);
}

// Characters of GB18030 that decoders made for its 2000 and 2005 editions put into the private use
// area, and their places in Unicode since (GB 18030-2022, annex; the vertical forms and eight
// ideographs).
const std::map<UChar32, UChar32>& PrivateUseOfGb18030() {
  static const std::map<UChar32, UChar32> map = {
      {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11}, {0xE790, 0xFE13}, {0xE791, 0xFE14},
      {0xE792, 0xFE15}, {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18}, {0xE796, 0xFE19},
      {0xE7C7, 0x1E3F}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},
      {0xE832, 0x9FB8}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE864, 0x9FBB}};
  return map;
}

// Look-alikes: a Cyrillic, Greek, Armenian or Coptic letter that Unicode's confusables table (UTS
// 39) draws as one small Latin letter.
class LookAlikes {
 public:
  LookAlikes() {
    UErrorCode status = U_ZERO_ERROR;
    checker_ = uspoof_open(&status);
    if (U_FAILURE(status)) Fail(u_errorName(status));
  }
  LookAlikes(const LookAlikes&) = delete;
  LookAlikes& operator=(const LookAlikes&) = delete;
  ~LookAlikes() { uspoof_close(checker_); }

  UChar32 Fold(UChar32 c) const {
    const UScriptCode script = Script(c);
    if (script != USCRIPT_CYRILLIC && script != USCRIPT_GREEK && script != USCRIPT_ARMENIAN &&
        script != USCRIPT_COPTIC) {
      return c;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(checker_, 0, icu::UnicodeString(c), skeleton, &status);
    if (U_FAILURE(status) || skeleton.length() != 1) return c;
    const UChar32 latin = skeleton.char32At(0);
    return latin >= 'a' && latin <= 'z' ? latin : c;
  }

 private:
  USpoofChecker* checker_;
};

// Traditional to simplified, one character at a time: both sides of a comparison are folded alike,
// so the phrase rules that pick one of several simplified forms are not needed.
class Simplifier {
 public:
  Simplifier() : handle_(opencc_open("t2s.json")) {
    if (handle_ == reinterpret_cast<opencc_t>(-1)) Fail("OpenCC's t2s.json is missing");
  }
  Simplifier(const Simplifier&) = delete;
  Simplifier& operator=(const Simplifier&) = delete;
  ~Simplifier() { opencc_close(handle_); }

  UChar32 Fold(UChar32 c) const {
    if (Script(c) != USCRIPT_HAN) return c;
    std::string utf8;
    icu::UnicodeString(c).toUTF8String(utf8);
    char* converted = opencc_convert_utf8(handle_, utf8.data(), utf8.size());
    if (converted == nullptr) Fail("OpenCC cannot convert a character");
    const CodePoints out = ToCodePoints(icu::UnicodeString::fromUTF8(converted));
    opencc_convert_utf8_free(converted);
    return out.size() == 1 ? out[0] : c;
  }

 private:
  opencc_t handle_;
};

class FullFolder {
 public:
  CodePoints Fold(UChar32 c) const {
    CodePoints folded = {c};
    for (int round = 0; round < 8; ++round) {
      CodePoints next;
      for (const UChar32 part : folded) {
        for (const UChar32 out : FoldOnce(part)) next.push_back(out);
      }
      if (next == folded) return folded;
      folded = next;
    }
    Fail("folding does not settle");
  }

 private:
  CodePoints FoldOnce(UChar32 c) const {
    if (const auto found = PrivateUseOfGb18030().find(c); found != PrivateUseOfGb18030().end()) {
      c = found->second;
    }
    if (u_charType(c) == U_SURROGATE || IsVoicingMark(c)) return {c};
    CodePoints out;
    for (const UChar32 part : Apply(nfd_, Apply(nfkc_casefold_, {c}))) {
      if (!IsFreeMark(part)) out.push_back(part);
    }
    out = Apply(nfc_, out);
    for (UChar32& part : out) {
      part = simplifier_.Fold(look_alikes_.Fold(part));
      if (u_charType(part) == U_DECIMAL_DIGIT_NUMBER) part = '0' + u_charDigitValue(part);
    }
    return out;
  }

  const icu::Normalizer2& nfkc_casefold_ = Icu(icu::Normalizer2::getNFKCCasefoldInstance);
  const icu::Normalizer2& nfd_ = Icu(icu::Normalizer2::getNFDInstance);
  const icu::Normalizer2& nfc_ = Icu(icu::Normalizer2::getNFCInstance);
  LookAlikes look_alikes_;
  Simplifier simplifier_;
};

bool IsLetterOrNumber(UChar32 c) {
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

// Characters that stand for something hidden; whether they do here is decided by what is around
// them.
bool IsMaskCharacter(UChar32 c) {
  switch (c) {
    case '*':
    case '_':
    case '\\':
    case 0xD7:    // * _ \ (before an escaped *) multiplication sign
    case 0x67D0:  // 某
    case 0x3007:
    case 0x25CB:
    case 0x25EF:  // 〇 ○ ◯
    case 0x25A1:
    case 0x25A0:
    case 0x2588:
    case 0x2587:  // □ ■ █ ▇
    case 0x2593:
    case 0x2592:
    case 0x2591:  // ▓ ▒ ░
    case 0x25FB:
    case 0x25FC:
    case 0x25FD:
    case 0x25FE:  // ◻ ◼ ◽ ◾
    case 0x25CF:
    case 0x25B2:
    case 0x25B3:
    case 0x25C6:
    case 0x25C7:
    case 0x2605:
    case 0x2606:  // ●▲△◆◇★☆
      return true;
    default:
      return false;
  }
}

CharClass FullClass(UChar32 c) {
  if (IsMaskCharacter(c)) return CharClass::kMask;
  if (c == '\'' || c == 0x2019 || c == 0x2BC) return CharClass::kApostrophe;
  if (IsVoicingMark(c) || (c >= 0x1100 && c <= 0x11FF)) return CharClass::kCombining;
  if (c >= '0' && c <= '9') return CharClass::kDigit;
  if (!IsLetterOrNumber(c)) return CharClass::kOther;
  return IsUnspaced(c) ? CharClass::kCjk : CharClass::kLetter;
}

// Marks of punctuation inside an expansion would cut it apart: ½ is 1, a slash and 2, ⒈ is 1 and a
// point.
CodePoints WithoutSeparators(CodePoints folded) {
  std::erase_if(folded, [](UChar32 c) { return FullClass(c) == CharClass::kOther; });
  return folded;
}

CharClass StrictClass(UChar32 c) {
  if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER) return CharClass::kDigit;
  if (!IsLetterOrNumber(c)) return CharClass::kOther;
  return IsUnspaced(c) ? CharClass::kCjk : CharClass::kLetter;
}

// Nobody asks what separates tokens; without its value, the pages of symbols are alike and stored
// once.
std::uint32_t MakeEntry(CharClass char_class, UChar32 value) {
  return textkin::MakeFoldEntry(
      char_class, char_class == CharClass::kOther ? 0 : static_cast<std::uint32_t>(value));
}

struct Table {
  std::vector<std::uint32_t> entries;  // one a code point
  std::vector<std::uint32_t>
      expansions;  // count, then that many entries, for each expanding character
};

Table MakeFullTable() {
  const FullFolder folder;
  Table table;
  std::map<CodePoints, std::uint32_t> known;
  for (UChar32 c = 0; c < kCodePointEnd; ++c) {
    const CodePoints whole = folder.Fold(c);
    const CodePoints folded = WithoutSeparators(whole);
    if (folded.empty()) {
      table.entries.push_back(
          MakeEntry(whole.empty() ? CharClass::kIgnored : CharClass::kOther, 0));
    } else if (folded.size() == 1) {
      table.entries.push_back(MakeEntry(FullClass(folded[0]), folded[0]));
    } else {
      const auto [place, is_new] =
          known.emplace(folded, static_cast<std::uint32_t>(table.expansions.size()));
      if (is_new) {
        table.expansions.push_back(static_cast<std::uint32_t>(folded.size()));
        for (const UChar32 part : folded) {
          table.expansions.push_back(MakeEntry(FullClass(part), part));
        }
      }
      table.entries.push_back(textkin::MakeFoldEntry(CharClass::kExpanding, place->second));
    }
  }
  return table;
}

Table MakeStrictTable() {
  Table table;
  for (UChar32 c = 0; c < kCodePointEnd; ++c) {
    const UChar32 lower = u_tolower(c);
    table.entries.push_back(MakeEntry(StrictClass(lower), lower));
  }
  table.expansions.push_back(0);
  return table;
}

void WriteArray(std::FILE* out, const std::string& type, const std::string& name,
                const std::vector<std::uint32_t>& values) {
  std::fprintf(out, "constexpr %s %s[%zu] = {", type.c_str(), name.c_str(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::fprintf(out, "%s%u,", i % 16 == 0 ? "\n" : "", values[i]);
  }
  std::fprintf(out, "\n};\n");
}

// Two stages: pages of kFoldPageSize entries, each distinct page once.
void WriteTable(std::FILE* out, const std::string& name, const Table& table) {
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  std::vector<std::uint32_t> pages;
  std::vector<std::uint32_t> entries;
  for (std::size_t at = 0; at < table.entries.size(); at += textkin::kFoldPageSize) {
    const auto begin = table.entries.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<std::uint32_t> page(begin, begin + textkin::kFoldPageSize);
    const auto [place, is_new] = known.emplace(page, static_cast<std::uint32_t>(known.size()));
    if (is_new) entries.insert(entries.end(), page.begin(), page.end());
    pages.push_back(place->second);
  }
  WriteArray(out, "std::uint16_t", name + "Pages", pages);
  WriteArray(out, "std::uint32_t", name + "Entries", entries);
  WriteArray(out, "std::uint32_t", name + "Expansions", table.expansions);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) Fail("usage: make_fold_table OUTPUT");
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) Fail(std::string("cannot write ") + argv[1]);
  std::fprintf(out, "// Generated by make_fold_table from ICU %s and OpenCC.\n", U_ICU_VERSION);
  WriteTable(out, "kFull", MakeFullTable());
  WriteTable(out, "kStrict", MakeStrictTable());
  return std::fclose(out) == 0 ? 0 : 1;
}
