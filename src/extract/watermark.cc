// A watermark in mid-sentence is the tail of what looks like one sentence:
//
//   … won six [This text is shared by its uploader.] gold medals …
//
// so sentences are grouped by their last 12 characters, and a sentence that stands alone in one
// place is looked for as the tail of the others in its group.

#include "watermark.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "characters.h"
#include "textkin/hash.h"

namespace textkin {
namespace {

constexpr std::size_t kMinCharacters = 12;  // code points that sentences are grouped by
constexpr std::size_t kMaxBytes =
    1200;  // a watermark is a sentence or two, 400 CJK characters at most
constexpr std::size_t kMinOccurrences = 3;
// Distinct sentences of a group that are tried. A group shares its last 12 characters, so there is
// mostly one.
constexpr std::size_t kMaxTried = 8;
// Bytes: 12 CJK characters, or some six English words, since "Termination." has 12 characters too.
constexpr std::size_t kMinBytes = 36;
// Coefficient of variation of the distances: random places have 1, a put-in sentence follows the
// pages. The more of its places speak for a watermark, the less even they have to be. Laws repeat
// sentences behind different subjects, at uneven distances: with .5 throughout, 3 of 2,000 laws had
// a false one.
constexpr double kMaxVariation = 0.35;
constexpr double kMaxVariationOnce = 0.15;  // where it interrupts one sentence only
constexpr double kMaxVariationAlways =
    0.7;  // where it interrupts one in every place behind the first

struct Sentence {
  Span span;
  std::uint64_t tail = 0;  // hash of the last kMinCharacters
};

// The first byte of the last `characters` characters of text[begin, end), or `end` if there are
// fewer.
std::size_t TailBegin(std::string_view text, std::size_t begin, std::size_t end,
                      std::size_t characters) {
  std::size_t at = end;
  for (std::size_t i = 0; i < characters; ++i) {
    if (at <= begin) return end;
    DecodeBefore(text, &at);
  }
  return at;
}

// Behind "3、" at the beginning of a sentence: a chunk ordinal is no part of it.
std::uint32_t SkipOrdinal(std::string_view text, Span span) {
  std::size_t at = span.begin;
  while (at < span.end) {
    std::size_t next = at;
    const char32_t c = DecodeUtf8(text, &next);
    if (!IsDigit(c))
      return at > span.begin && c == U'、' ? static_cast<std::uint32_t>(next) : span.begin;
    at = next;
  }
  return span.begin;
}

std::vector<Sentence> Sentences(std::string_view text) {
  std::vector<Sentence> sentences;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end, std::size_t next) {
    const std::size_t tail = TailBegin(text, begin, end, kMinCharacters);
    if (tail < end) {
      sentences.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                           HashBytes(text.substr(tail, end - tail))});
    }
    begin = next;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (at != begin) at = FindStop(text, at);
    if (at == text.size()) break;
    std::size_t next = at;
    const char32_t c = DecodeUtf8(text, &next);
    const bool stop = c == '.' && (next == text.size() || text[next] == ' ' || text[next] == '\n');
    if (c == '\n') {
      begin = next;
    } else if (IsSentenceEnd(c) || stop) {
      close(next, next);
    } else if (at == begin && IsBlank(c)) {
      begin = next;
    }
    at = next;
  }
  return sentences;
}

bool EndsWith(std::string_view text, Span span, std::string_view tail) {
  return text.substr(span.begin, span.end - span.begin).ends_with(tail);
}

// Whether `occurrences`, ascending, stand where a watermark does.
bool IsWatermark(std::string_view text, const std::vector<Span>& occurrences) {
  std::size_t interrupting = 0;
  double gaps = 0;
  double squared_gaps = 0;
  for (std::size_t i = 1; i < occurrences.size(); ++i) {
    interrupting += InterruptsSentence(text, occurrences[i].begin);
    const double gap = occurrences[i].begin - occurrences[i - 1].begin;
    gaps += gap;
    squared_gaps += gap * gap;
  }
  const auto others = static_cast<double>(occurrences.size() - 1);
  if (interrupting == 0 || 2 * static_cast<double>(interrupting) < others) return false;
  const double mean = gaps / others;
  const double variance = std::max(0.0, squared_gaps / others - mean * mean);
  const bool always = interrupting + 1 == occurrences.size();
  const double allowed = mean * (interrupting == 1 ? kMaxVariationOnce
                                 : always          ? kMaxVariationAlways
                                                   : kMaxVariation);
  return variance <= allowed * allowed;
}

// Looks at the sentences [first, last) of one group.
void FindInGroup(std::string_view text, const std::vector<Sentence>& sentences, std::size_t first,
                 std::size_t last, std::vector<Mark>* marks) {
  std::vector<std::string_view> tried;
  std::vector<Span> best;
  for (std::size_t i = first; i < last && tried.size() < kMaxTried; ++i) {
    // What begins in mid-sentence is the rest of a line that was wrapped.
    if (InterruptsSentence(text, sentences[i].span.begin)) continue;
    const std::uint32_t begin = SkipOrdinal(text, sentences[i].span);
    const std::string_view sentence = text.substr(begin, sentences[i].span.end - begin);
    if (sentence.size() < kMinBytes || sentence.size() > kMaxBytes ||
        std::ranges::find(tried, sentence) != tried.end())
      continue;
    tried.push_back(sentence);
    std::vector<Span> occurrences;
    for (std::size_t j = first; j < last; ++j) {
      const std::uint32_t end = sentences[j].span.end;
      if (!EndsWith(text, sentences[j].span, sentence)) continue;
      occurrences.push_back({end - static_cast<std::uint32_t>(sentence.size()), end});
    }
    if (occurrences.size() < kMinOccurrences || !IsWatermark(text, occurrences)) continue;
    // The longest sentence that is a watermark: its own tails are ones too.
    const bool longer = best.empty() || sentence.size() > best[0].end - best[0].begin;
    if (longer) best = std::move(occurrences);
  }
  for (const Span span : best) marks->push_back({span, MarkKind::kWatermark});
}

}  // namespace

void FindWatermarks(std::string_view text, std::vector<Mark>* marks) {
  std::vector<Sentence> sentences = Sentences(text);
  std::ranges::sort(sentences, {},
                    [](const Sentence& s) { return std::tuple(s.tail, s.span.begin); });
  for (std::size_t first = 0, last = 0; first < sentences.size(); first = last) {
    while (last < sentences.size() && sentences[last].tail == sentences[first].tail) ++last;
    if (last - first >= kMinOccurrences) FindInGroup(text, sentences, first, last, marks);
  }
}

}  // namespace textkin
