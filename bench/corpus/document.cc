// Composes sentences and writes them out.

#include "document.h"

#include <array>
#include <cmath>
#include <string_view>

namespace textkin::corpus {
namespace {

// Of ln(bytes): see DrawBytes.
constexpr double kLogMedian = 7.68;
constexpr double kLogDeviation = 0.6;
constexpr double kMinBytes = 800;
constexpr double kMaxBytes = 8'000;

// Chance that the next words are a stock phrase: about 3 % of the text.
constexpr double kPhraseShare = 0.005;

// Words of a sentence and sentences of a paragraph, uniform: newspapers average about 18 and 4.
constexpr std::uint64_t kMinSentence = 8, kMaxSentence = 28;
constexpr std::uint64_t kMinParagraph = 2, kMaxParagraph = 6;
// Chance of a comma or its like after a word.
constexpr double kClauseShare = 0.11;

using Marks = std::array<std::string_view, 4>;
constexpr Marks kEnglishClause = {", ", ", ", "; ", ": "};
constexpr Marks kEnglishSentence = {". ", ". ", "? ", "! "};
constexpr Marks kChineseClause = {"，", "，", "、", "；"};
constexpr Marks kChineseSentence = {"。", "。", "？", "！"};

// Which of its four forms a mark takes depends on the word before it, so an edit elsewhere leaves
// it.
std::size_t Variant(WordId word) { return Mix(word ^ 0x5eedu) % 4; }

std::string_view MarkAfter(const Unit& unit, bool chinese, const Style& style) {
  const bool clause = unit.after == Break::kClause;
  if (style.plain_punctuation) return clause ? ", " : ". ";
  const Marks& marks = chinese ? (clause ? kChineseClause : kChineseSentence)
                               : (clause ? kEnglishClause : kEnglishSentence);
  return marks[Variant(unit.word)];
}

void Capitalize(std::string& word) {
  if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
}

}  // namespace

std::size_t DrawBytes(Random& random) {
  for (;;) {
    const double bytes = std::exp(kLogMedian + kLogDeviation * random.Normal());
    if (bytes >= kMinBytes && bytes <= kMaxBytes) return static_cast<std::size_t>(bytes);
  }
}

Draft Write(const Vocabulary& vocabulary, std::size_t bytes, Random& random) {
  Draft draft;
  const bool spaces = vocabulary.language() == Language::kEnglish;
  std::size_t written = 0;
  std::uint64_t sentence = random.Between(kMinSentence, kMaxSentence);
  std::uint64_t paragraph = random.Between(kMinParagraph, kMaxParagraph);
  const auto add = [&](WordId word) {
    draft.push_back({word, Break::kNone});
    written += vocabulary.Bytes(word) + (spaces ? 1 : 0);
  };
  while (written < bytes) {
    std::uint64_t added = 1;
    if (random.Chance(kPhraseShare)) {
      const std::vector<WordId>& phrase = vocabulary.DrawPhrase(random);
      for (const WordId word : phrase) add(word);
      added = phrase.size();
    } else {
      add(vocabulary.Draw(random));
    }
    if (sentence > added) {
      sentence -= added;
      if (!random.Chance(kClauseShare)) continue;
      draft.back().after = Break::kClause;
    } else {
      sentence = random.Between(kMinSentence, kMaxSentence);
      draft.back().after = --paragraph == 0 ? Break::kParagraph : Break::kSentence;
      if (paragraph == 0) paragraph = random.Between(kMinParagraph, kMaxParagraph);
    }
    written += spaces ? 1 : 3;
  }
  if (!draft.empty()) draft.back().after = Break::kSentence;
  return draft;
}

std::string Text(const Vocabulary& vocabulary, const Draft& draft, const Style& style) {
  const bool chinese = vocabulary.language() == Language::kChinese;
  std::string text;
  bool opens = !chinese;     // the next word opens a sentence
  bool after_latin = false;  // the word before needs a space before its like
  for (const Unit& unit : draft) {
    std::string word = vocabulary.Written(unit.word);
    const bool latin = vocabulary.IsLatin(unit.word);
    if (!style.lower_case && (opens || vocabulary.IsName(unit.word))) Capitalize(word);
    if (after_latin && latin) text += ' ';
    text += word;
    after_latin = latin && unit.after == Break::kNone;
    opens = !chinese && unit.after >= Break::kSentence;
    if (unit.after != Break::kNone) text += MarkAfter(unit, chinese, style);
    if (unit.after == Break::kParagraph && !style.one_line) {
      if (text.back() == ' ') text.pop_back();
      text += '\n';
    }
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
  return text;
}

}  // namespace textkin::corpus
