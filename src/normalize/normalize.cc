// Text to typed tokens, in one pass.
//
// Two fast paths take nearly all of the text: ASCII words of up to 15 letters are found sixty-four
// bytes at a time and hashed sixteen at a time, and a CJK character is one table look-up.
// Everything else (digits, accents, masks, long words, composed characters) goes through
// FoldCursor, which sees folded characters one at a time. Both give the same tokens; a property
// test compares them.

#include "textkin/normalize.h"

#include <emmintrin.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <bit>

#include "fold_cursor.h"
#include "fold_table.h"
#include "mask.h"
#include "textkin/utf8.h"
#include "word_hash.h"

namespace textkin {
namespace {

// Masks beyond doubt that make a lone x or N between spaces a mask too. Beside one beyond doubt,
// two such letters count as much: nobody else writes "N tons" and "N people" in one text.
constexpr std::uint32_t kMasksThatPersuade = 3;
constexpr std::uint32_t kLettersForMask = 2;

// Tokens that room is made for at once, at least: a paragraph.
constexpr std::size_t kSpareTokens = 256;
// Bytes in which words are found at once: the bits of a register.
constexpr std::uint32_t kMapBytes = 64;

enum class Ascii : std::uint8_t { kSeparator, kLetter, kDigit, kMask };

constexpr std::array<Ascii, 128> MakeAsciiKinds(Folding folding) {
  std::array<Ascii, 128> kinds{};
  for (char c = 'a'; c <= 'z'; ++c) kinds[static_cast<std::size_t>(c)] = Ascii::kLetter;
  for (char c = 'A'; c <= 'Z'; ++c) kinds[static_cast<std::size_t>(c)] = Ascii::kLetter;
  for (char c = '0'; c <= '9'; ++c) kinds[static_cast<std::size_t>(c)] = Ascii::kDigit;
  if (folding == Folding::kFull) {
    for (const char c : {'*', '_', '\\'}) kinds[static_cast<std::size_t>(c)] = Ascii::kMask;
  }
  return kinds;
}

// NFC's composition of two characters, or U_SENTINEL: kana with a voicing mark, Hangul jamo.
UChar32 Compose(char32_t a, char32_t b) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return U_SENTINEL;
  return nfc->composePair(static_cast<UChar32>(a), static_cast<UChar32>(b));
}

// A run of letters and digits, folded.
struct Run {
  std::string folded;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::size_t digits = 0;
  std::size_t xs = 0;
  std::size_t letters = 0;  // other than x

  void Add(const FoldedChar& c) {
    AppendUtf8(c.value, &folded);
    end = c.end;
    if (c.char_class == CharClass::kDigit) {
      ++digits;
    } else if (c.value == 'x') {
      ++xs;
    } else {
      ++letters;
    }
  }
};

template <Folding kFolding>
class Normalizer {
 public:
  Normalizer(std::string_view text, Tokens* tokens) : text_(text), tokens_(*tokens) {}

  void Range(Span range) {
    begin_ = range.begin;
    end_ = range.end;
    std::uint32_t at = begin_;
    while (at < end_) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte < 0x80) {
        const Ascii kind = kAsciiKinds[byte];
        if (kind == Ascii::kSeparator) {
          ++at;
        } else if (kind != Ascii::kLetter || !(FastWords(&at) || FastWord(&at))) {
          at = Slow(at);
        }
      } else if (byte < 0xE0 || byte >= 0xF0 || !FastCjk(&at)) {
        at = Slow(at);
      }
    }
  }

  void Finish() {
    const std::uint32_t told =
        tokens_.masks == 0 ? 0 : tokens_.masks + lone_letters_ / kLettersForMask;
    if (told >= kMasksThatPersuade) {
      for (const std::size_t token : perhaps_masks_) {
        tokens_.kind[token] = TokenKind::kMask;
        tokens_.symbol[token] = kMaskSymbol;
        ++tokens_.masks;
      }
    }
    tokens_.symbol.resize(count_);
    tokens_.begin.resize(count_);
    tokens_.length.resize(count_);
    tokens_.kind.resize(count_);
  }

 private:
  static constexpr std::array<Ascii, 128> kAsciiKinds = MakeAsciiKinds(kFolding);
  static constexpr bool kFull = kFolding == Folding::kFull;
  static const FoldTable& Table() { return kFull ? kFullFoldTable : kStrictFoldTable; }

  void Emit(std::uint32_t symbol, std::uint32_t begin, std::uint32_t end, TokenKind kind) {
    Reserve(1);
    tokens_.symbol[count_] = symbol;
    tokens_.begin[count_] = begin;
    tokens_.length[count_] = end - begin;
    tokens_.kind[count_] = kind;
    ++count_;
  }

  // Room for `more` tokens, and a few hundred so that it is seldom made. Tokens of an earlier text
  // are not cleared away but written over: room made anew is filled with zeros first.
  void Reserve(std::size_t more) {
    if (count_ + more <= tokens_.symbol.size()) return;
    const std::size_t room = count_ + count_ / 2 + std::max(more, kSpareTokens);
    tokens_.symbol.resize(room);
    tokens_.begin.resize(room);
    tokens_.length.resize(room);
    tokens_.kind.resize(room);
  }

  // Which of 64 ASCII bytes belong to words, one bit a byte.
  struct WordMap {
    std::uint64_t letters = 0;
    std::uint64_t strange = 0;  // neither letters nor separators, or joints that need a closer look
  };

  static WordMap MapWords(const char* text) {
    WordMap map;
    for (unsigned i = 0; i < kMapBytes; i += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
      const __m128i is_digit = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('0' - 1)),
                                             _mm_cmplt_epi8(bytes, _mm_set1_epi8('9' + 1)));
      // The sign bit of a byte, which is all that is taken, is set beyond ASCII.
      __m128i strange = _mm_or_si128(bytes, is_digit);
      if constexpr (kFull) {
        for (const char c : {'\'', '-', '*', '_', '\\'})
          strange = _mm_or_si128(strange, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)));
      }
      map.letters |= std::uint64_t{BitPerByte(LettersOf(bytes))} << i;
      map.strange |= std::uint64_t{BitPerByte(strange)} << i;
    }
    return map;
  }

  static __m128i LettersOf(__m128i bytes) {
    const __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    return _mm_and_si128(_mm_cmpgt_epi8(lower, _mm_set1_epi8('a' - 1)),
                         _mm_cmplt_epi8(lower, _mm_set1_epi8('z' + 1)));
  }
  static std::uint32_t BitPerByte(__m128i bytes) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
  }

  // Words of 1 to 15 ASCII letters with an ASCII separator behind each, from the word at *at on.
  // Finding them all at once in a map of bits lets the processor work on several; one by one, each
  // would wait for the end of the word before it. False: not even one.
  bool FastWords(std::uint32_t* at) {
    const std::uint32_t start = *at;
    if (start + kMapBytes > end_ || start + kMapBytes + 16 > text_.size()) return false;
    const WordMap map = MapWords(text_.data() + start);
    const auto limit = static_cast<unsigned>(std::countr_zero(map.strange));  // 64: nothing strange
    std::uint64_t letters = map.letters;
    while (letters != 0) {
      const auto begin = static_cast<unsigned>(std::countr_zero(letters));
      // Adding its lowest bit carries a 1 through a run of ones, to the first byte behind the word.
      const std::uint64_t carried = letters + (letters & (~letters + 1));
      const auto end = static_cast<unsigned>(std::countr_zero(carried));
      if (end >= limit || !ShortWord(start + begin, end - begin)) {
        *at = start + std::min(begin, limit);
        return begin > 0;
      }
      letters &= carried;
    }
    *at = start + limit;
    return true;
  }

  // A word of 1 to 15 ASCII letters with an ASCII separator behind it. False: not such a word.
  bool FastWord(std::uint32_t* at) {
    if (*at + 16 > text_.size()) return false;
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + *at));
    const auto length = static_cast<unsigned>(std::countr_one(BitPerByte(LettersOf(bytes))));
    if (*at + length > end_) return false;
    if (*at + length < end_) {
      const auto behind = static_cast<unsigned char>(text_[*at + length]);
      if (behind >= 0x80 || kAsciiKinds[behind] == Ascii::kDigit) return false;
      if (kFull && (behind == '\'' || behind == '-')) return false;
    }
    if (!ShortWord(*at, length)) return false;
    *at += length;
    return true;
  }

  // Emits the word of `length` ASCII letters at `at`, behind which 16 bytes can be read. False: it
  // is longer than 15 letters, or may be a mask.
  bool ShortWord(std::uint32_t at, unsigned length) {
    if (length >= 16) return false;
    // Zeros behind the word: a load from a row of ones that ends `length` bytes in.
    static constexpr std::array<std::uint8_t, 32> kOnes = {255, 255, 255, 255, 255, 255, 255, 255,
                                                           255, 255, 255, 255, 255, 255, 255, 255};
    const __m128i keep =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(kOnes.data() + 16 - length));
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + at));
    const __m128i word = _mm_and_si128(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), keep);
    const auto low = static_cast<std::uint64_t>(_mm_cvtsi128_si64(word));
    const auto high = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(word, word)));
    if (kFull && (low & 0xFF) == 'x' && OnlyX(at, length)) return false;
    if (kFull && length == 1 && text_[at] == 'N') return false;
    const std::uint32_t symbol = HashShortWord(low, high);
    if (kFull && symbol == kRedacted && InBrackets(at, at + length)) return false;
    Emit(symbol, at, at + length, TokenKind::kWord);
    return true;
  }

  bool OnlyX(std::uint32_t begin, unsigned length) const {
    const std::string_view word = text_.substr(begin, length);
    return std::all_of(word.begin(), word.end(), [](char c) { return c == 'x' || c == 'X'; });
  }

  // A run of characters of three bytes that are CJK characters or separators. False: not even one.
  bool FastCjk(std::uint32_t* at) {
    const std::uint32_t start = *at;
    Reserve((end_ - start) / 3 + 1);
    const FoldTable& table = Table();
    const char* text = text_.data();
    // Copies, which the stores cannot change, so that the loop keeps them in registers.
    std::uint32_t* const symbol = tokens_.symbol.data();
    std::uint32_t* const begin = tokens_.begin.data();
    std::uint32_t* const length = tokens_.length.data();
    TokenKind* const kind = tokens_.kind.data();
    const std::uint32_t end = end_;
    std::uint32_t place = start;
    std::size_t count = count_;
    while (place < end && (static_cast<unsigned char>(text[place]) & 0xF0u) == 0xE0u) {
      std::size_t next = place;
      const std::uint32_t entry = table.Lookup(DecodeUtf8(text_, &next));
      const CharClass char_class = FoldClass(entry);
      if (char_class != CharClass::kCjk && char_class != CharClass::kOther) break;
      // Written for a separator too, and then written over: cheaper than a branch.
      symbol[count] = FoldValue(entry);
      begin[count] = place;
      length[count] = 3;
      kind[count] = TokenKind::kCjk;
      count += char_class == CharClass::kCjk;
      place += 3;
    }
    count_ = count;
    *at = place;
    return place > start;
  }

  // Everything that the fast paths leave, from `at` to the next character boundary behind it.
  std::uint32_t Slow(std::uint32_t at) {
    FoldCursor cursor(text_, at, end_, Table());
    do {
      const FoldedChar c = cursor.current();
      switch (c.char_class) {
        case CharClass::kLetter:
        case CharClass::kDigit:
          Word(&cursor);
          break;
        case CharClass::kCjk:
          Emit(c.value, c.begin, c.end, TokenKind::kCjk);
          cursor.Advance();
          break;
        case CharClass::kCombining:
          Combine(c);
          cursor.Advance();
          break;
        case CharClass::kMask:
          Mask(&cursor);
          break;
        case CharClass::kOther:
        case CharClass::kIgnored:
        case CharClass::kApostrophe:
        case CharClass::kExpanding:
          cursor.Advance();
          break;
      }
    } while (cursor.in_expansion() || IsRestOfExpansion(cursor));
    return cursor.done() ? end_ : cursor.current().begin;
  }

  // Whether the cursor stands on a later character of an expansion, so that no byte position names
  // it.
  bool IsRestOfExpansion(const FoldCursor& cursor) const {
    if (cursor.done()) return false;
    const FoldCursor again(text_, cursor.current().begin, end_, Table());
    return again.in_expansion();
  }

  void Combine(const FoldedChar& c) {
    if (count_ > 0 && tokens_.kind[count_ - 1] == TokenKind::kCjk) {
      std::uint32_t& previous = tokens_.symbol[count_ - 1];
      const std::uint32_t previous_begin = tokens_.begin[count_ - 1];
      const UChar32 composed = Compose(previous, c.value);
      if (composed >= 0 && previous_begin + tokens_.length[count_ - 1] == c.begin) {
        previous = static_cast<std::uint32_t>(composed);
        tokens_.length[count_ - 1] = c.end - previous_begin;
        return;
      }
    }
    const bool is_jamo = c.value < 0x3000;
    if (is_jamo) Emit(c.value, c.begin, c.end, TokenKind::kCjk);
  }

  void Word(FoldCursor* cursor) {
    run_.folded.clear();
    run_.begin = cursor->current().begin;
    run_.digits = run_.xs = run_.letters = 0;
    ReadRun(cursor);
    if (kFull && run_.letters == 0) {
      NumberOrMask(cursor);
    } else if (kFull && run_.folded == "redacted" && InBrackets(run_.begin, run_.end)) {
      EmitMask();
    } else if (kFull && text_.substr(run_.begin, run_.end - run_.begin) == "N") {
      EmitWordOrMask(IsNMask(Surroundings(text_, begin_, end_), run_.begin));
    } else {
      Emit(HashWord(run_.folded), run_.begin, run_.end,
           run_.letters + run_.xs == 0 ? TokenKind::kNumber : TokenKind::kWord);
    }
  }

  void ReadRun(FoldCursor* cursor) {
    while (!cursor->done()) {
      const FoldedChar& c = cursor->current();
      if (c.char_class == CharClass::kLetter || c.char_class == CharClass::kDigit) {
        if (kFull && IsUnitBehindNumber(c)) return;
        run_.Add(c);
        cursor->Advance();
      } else if (c.char_class == CharClass::kIgnored) {
        cursor->Advance();
      } else if (!kFull || !SkipJoint(cursor)) {
        return;
      }
    }
  }

  // 17KB and 3rd are a number and a word, so that hiding the number leaves the word.
  bool IsUnitBehindNumber(const FoldedChar& c) const {
    return run_.digits > 0 && run_.letters + run_.xs == 0 && c.char_class == CharClass::kLetter &&
           c.value != 'x';
  }

  // Passes over an apostrophe between letters, and over a hyphen at a line end that a lower-case
  // letter follows (a word cut by the line).
  bool SkipJoint(FoldCursor* cursor) {
    FoldCursor ahead = *cursor;
    const FoldedChar c = ahead.current();
    if (run_.letters + run_.xs == 0) return false;
    if (c.char_class == CharClass::kApostrophe) {
      ahead.Advance();
      SkipIgnored(&ahead);
    } else if (text_[c.begin] == '-' && !ahead.in_expansion()) {
      ahead.Advance();
      bool line_break = false;
      while (!ahead.done() && IsAsciiSpace(text_[ahead.current().begin])) {
        line_break |= text_[ahead.current().begin] == '\n';
        ahead.Advance();
      }
      const char next = ahead.done() ? ' ' : text_[ahead.current().begin];
      if (!line_break || next < 'a' || next > 'z') return false;
    } else {
      return false;
    }
    if (ahead.done() || ahead.current().char_class != CharClass::kLetter) return false;
    *cursor = ahead;
    return true;
  }

  static void SkipIgnored(FoldCursor* cursor) {
    while (!cursor->done() && cursor->current().char_class == CharClass::kIgnored)
      cursor->Advance();
  }

  static bool IsAsciiSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  // A run of digits and x: 1,234.5 is one number, x.xx one mask.
  void NumberOrMask(FoldCursor* cursor) {
    while (!cursor->done() && !cursor->in_expansion()) {
      const char separator = text_[cursor->current().begin];
      if ((separator != '.' && separator != ',') || cursor->current().begin != run_.end) break;
      FoldCursor ahead = *cursor;
      ahead.Advance();
      SkipIgnored(&ahead);
      const FoldedChar& c = ahead.current();
      if (ahead.done() || (c.char_class != CharClass::kDigit && (c.value != 'x' || run_.xs == 0)))
        break;
      FoldCursor rest = ahead;
      while (!rest.done() &&
             (rest.current().char_class == CharClass::kDigit || rest.current().value == 'x')) {
        rest.Advance();
      }
      if (separator == '.') run_.folded.push_back('.');
      while (!ahead.done() && ahead.current().begin < rest.current().begin) {
        run_.Add(ahead.current());
        ahead.Advance();
      }
      *cursor = ahead;
    }
    if (run_.xs == 0) {
      Emit(HashWord(run_.folded), run_.begin, run_.end, TokenKind::kNumber);
      return;
    }
    const Surroundings around(text_, begin_, end_);
    EmitWordOrMask(IsXMask(around, {run_.begin, run_.end, run_.xs, run_.digits}));
  }

  void EmitWordOrMask(MaskAnswer is_mask) {
    switch (is_mask) {
      case MaskAnswer::kYes:
        EmitMask();
        return;
      case MaskAnswer::kPerhaps:
        perhaps_masks_.push_back(count_);
        ++lone_letters_;
        break;
      case MaskAnswer::kNo:
        break;
    }
    Emit(HashWord(run_.folded), run_.begin, run_.end, TokenKind::kWord);
  }

  void EmitMask() {
    Emit(kMaskSymbol, run_.begin, run_.end, TokenKind::kMask);
    ++tokens_.masks;
  }

  void Mask(FoldCursor* cursor) {
    const FoldedChar c = cursor->current();
    if (IsRestOfExpansion(*cursor)) {
      cursor->Advance();
      return;
    }
    const Surroundings around(text_, begin_, end_);
    const MaskRun run = ReadMaskRun(around, c.begin);
    if (run.is_mask) {
      Emit(kMaskSymbol, c.begin, run.end, TokenKind::kMask);
      ++tokens_.masks;
    }
    if (run.perhaps) perhaps_masks_.push_back(count_);
    while (!cursor->done() && cursor->current().begin < run.end) {
      const FoldedChar& character = cursor->current();
      if (run.is_cjk)
        Emit(NumeralZero(character.value), character.begin, character.end, TokenKind::kCjk);
      cursor->Advance();
    }
  }

  // The circles that stand for zero in years are one character.
  static std::uint32_t NumeralZero(char32_t c) { return c == U'○' || c == U'◯' ? U'〇' : c; }

  bool InBrackets(std::uint32_t begin, std::uint32_t end) const {
    return begin > begin_ && end < end_ && (text_[begin - 1] == '[' || text_[begin - 1] == '(') &&
           (text_[end] == ']' || text_[end] == ')');
  }

  static inline const std::uint32_t kRedacted = HashWord("redacted");

  std::string_view text_;
  Tokens& tokens_;
  std::size_t count_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  std::vector<std::size_t> perhaps_masks_;  // tokens
  std::uint32_t lone_letters_ = 0;          // of these
  Run run_;
};

template <Folding kFolding>
void NormalizeAs(std::string_view text, std::span<const Span> kept, Tokens* tokens) {
  tokens->masks = 0;
  Normalizer<kFolding> normalizer(text, tokens);
  for (const Span& range : kept) normalizer.Range(range);
  normalizer.Finish();
}

// A mask as normalized text writes it: two boxes are a mask whatever stands around them.
constexpr std::string_view kMaskText = "□□";

// The folded letters and digits of one token.
void AppendFolded(std::string_view text, std::uint32_t begin, std::uint32_t end, TokenKind kind,
                  const FoldTable& table, std::string* out) {
  if (kind == TokenKind::kMask) {
    out->append(kMaskText);
    return;
  }
  for (FoldCursor cursor(text, begin, end, table); !cursor.done(); cursor.Advance()) {
    const FoldedChar& c = cursor.current();
    const bool is_point = kind == TokenKind::kNumber && text[c.begin] == '.';
    if (c.char_class == CharClass::kLetter || c.char_class == CharClass::kDigit) {
      AppendUtf8(c.value, out);
    } else if (is_point) {
      out->push_back('.');
    }
  }
}

}  // namespace

void Normalize(std::string_view text, std::span<const Span> kept, Folding folding, Tokens* tokens) {
  if (folding == Folding::kFull) {
    NormalizeAs<Folding::kFull>(text, kept, tokens);
  } else {
    NormalizeAs<Folding::kStrict>(text, kept, tokens);
  }
}

std::string NormalizedText(std::string_view text, const Tokens& tokens, Folding folding) {
  const FoldTable& table = folding == Folding::kFull ? kFullFoldTable : kStrictFoldTable;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const TokenKind kind = tokens.kind[i];
    const bool joins = i > 0 && kind == TokenKind::kCjk && tokens.kind[i - 1] == TokenKind::kCjk;
    if (i > 0 && !joins) out.push_back(' ');
    if (kind == TokenKind::kCjk) {
      AppendUtf8(tokens.symbol[i], &out);
    } else {
      AppendFolded(text, tokens.begin[i], tokens.begin[i] + tokens.length[i], kind, table, &out);
    }
  }
  return out;
}

}  // namespace textkin
