// Words are pairs of neighbouring CJK characters, and words of letters.

#include "home_events.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "hunks.h"
#include "textkin/spans.h"

namespace textkin {
namespace {

// Tokens outside the passages below which a text has no rest to speak of.
constexpr std::size_t kLeastRest = 60;
// Tokens of the rest that are read: about a page, nearest to the passages.
constexpr std::size_t kMostRest = 1000;
// Words by which one side must have more than the other, and the share of all that are at home in
// one side alone that these must be: below, it is chance.
constexpr std::size_t kLeastMore = 3;
constexpr double kLeastShare = 0.3;

using Word = std::uint64_t;

class HomeReader {
 public:
  HomeReader(const PairSide& side, std::vector<Span> passages)
      : tokens_(side.alignable->tokens()), passages_(std::move(passages)) {
    const auto size = static_cast<std::uint32_t>(tokens_.size());
    std::vector<Span> whole;
    if (size > 0) whole.push_back({0, size});
    rest_ = Without(whole, passages_);
  }

  std::size_t rest() const { return LengthOf(rest_); }

  // Ascending, with the first place of each.
  std::map<Word, Span> WordsOfPassages() const {
    std::map<Word, Span> words;
    for (const Span& span : passages_) Add(span, &words);
    return words;
  }

  // Of the `count` tokens of the rest that are nearest to passages.
  std::map<Word, Span> WordsOfRest(std::size_t count) const {
    std::map<Word, Span> words;
    const std::uint32_t reach = Reach(count);
    for (const Span& span : rest_) {
      const bool behind = span.begin > 0, before = span.end < tokens_.size();
      const std::uint32_t from_begin = behind ? std::min(span.end, span.begin + reach) : span.begin;
      const std::uint32_t from_end =
          before ? std::max(span.begin, span.end - std::min(span.end, reach)) : span.end;
      if (from_end <= from_begin) {
        Add(span, &words);
      } else {
        Add({span.begin, from_begin}, &words);
        Add({from_end, span.end}, &words);
      }
    }
    return words;
  }

 private:
  // The distance from passages within which about `count` tokens of the rest lie.
  std::uint32_t Reach(std::size_t count) const {
    std::uint32_t low = 0, high = static_cast<std::uint32_t>(tokens_.size());
    while (low < high) {
      const std::uint32_t middle = low + (high - low + 1) / 2;
      std::size_t within = 0;
      for (const Span& span : rest_) {
        const std::size_t ends = (span.begin > 0 ? 1 : 0) + (span.end < tokens_.size() ? 1 : 0);
        within += std::min<std::size_t>(span.end - span.begin, ends * middle);
      }
      if (within <= count) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  void Add(const Span& span, std::map<Word, Span>* words) const {
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      if (tokens_.kind[i] == TokenKind::kWord) {
        words->emplace(tokens_.symbol[i], BytesOf(tokens_, i, i + 1));
      } else if (i + 1 < span.end && tokens_.kind[i] == TokenKind::kCjk &&
                 tokens_.kind[i + 1] == TokenKind::kCjk) {
        const Word pair = (Word{tokens_.symbol[i]} << 32) | tokens_.symbol[i + 1];
        words->emplace(pair, BytesOf(tokens_, i, i + 2));
      }
    }
  }

  const Tokens& tokens_;
  std::vector<Span> passages_;  // of tokens
  std::vector<Span> rest_;
};

HomeReader ReaderOf(const PairSide& side, const Alignment& alignment, bool is_b) {
  const Tokens& tokens = side.alignable->tokens();
  std::vector<Span> spans;
  for (const Passage& passage : alignment.passages) {
    const Span& bytes = is_b ? passage.b : passage.a;
    spans.push_back({TokenAt(tokens, bytes.begin), TokenAt(tokens, bytes.end)});
  }
  return {side, Joined(std::move(spans))};
}

}  // namespace

void ReadHome(const PairSide& a, const PairSide& b, const Alignment& alignment, Tally* tally) {
  const HomeReader in_a = ReaderOf(a, alignment, false), in_b = ReaderOf(b, alignment, true);
  const std::size_t count = std::min({in_a.rest(), in_b.rest(), kMostRest});
  if (count < kLeastRest) return;
  const std::map<Word, Span> rest_a = in_a.WordsOfRest(count), rest_b = in_b.WordsOfRest(count);
  const std::map<Word, Span> shared = in_b.WordsOfPassages();
  std::vector<Quote> home_a, home_b;
  for (const auto& [word, place] : in_a.WordsOfPassages()) {
    const auto other = shared.find(word);
    if (other == shared.end()) continue;
    const auto at_a = rest_a.find(word), at_b = rest_b.find(word);
    if (at_a != rest_a.end() && at_b == rest_b.end())
      home_a.push_back({at_a->second, other->second});
    if (at_b != rest_b.end() && at_a == rest_a.end()) home_b.push_back({place, at_b->second});
  }
  const bool more_in_a = home_a.size() > home_b.size();
  std::vector<Quote>& more = more_in_a ? home_a : home_b;
  const std::size_t difference = more.size() - (more_in_a ? home_b : home_a).size();
  const auto all = static_cast<double>(home_a.size() + home_b.size());
  if (difference < kLeastMore || static_cast<double>(difference) < kLeastShare * all) return;
  std::sort(more.begin(), more.end(), [](const Quote& x, const Quote& y) {
    return x.a.begin != y.a.begin ? x.a.begin < y.a.begin : x.b.begin < y.b.begin;
  });
  more.resize(difference);
  for (const Quote& quote : more) tally->Add(EvidenceType::kAtHome, more_in_a, quote);
}

}  // namespace textkin
