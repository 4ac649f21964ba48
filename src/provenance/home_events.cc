// Words at home in one text, by what its rest says. Words that only one rest has are few; the
// passages, which are long, are searched for these alone.

#include "home_events.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
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

// A word, and the token that it begins at.
struct WordPlace {
  Word word = 0;
  std::uint32_t token = 0;

  friend auto operator<=>(const WordPlace&, const WordPlace&) = default;
};

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

  // Calls visit(word, its token) for all places of words in passages, ascending.
  template <typename Visit>
  void ForEachOfPassages(const Visit& visit) const {
    for (const Span& span : passages_) ForEachIn(span, visit);
  }

  // Of the `count` tokens of the rest that are nearest to passages: ascending, with the first place
  // of each.
  std::vector<WordPlace> WordsOfRest(std::size_t count) const {
    std::vector<WordPlace> words;
    const auto add = [&](Word word, std::uint32_t token) { words.push_back({word, token}); };
    const std::uint32_t reach = Reach(count);
    for (const Span& span : rest_) {
      const bool behind = span.begin > 0, before = span.end < tokens_.size();
      const std::uint32_t from_begin = behind ? std::min(span.end, span.begin + reach) : span.begin;
      const std::uint32_t from_end =
          before ? std::max(span.begin, span.end - std::min(span.end, reach)) : span.end;
      if (from_end <= from_begin) {
        ForEachIn(span, add);
      } else {
        ForEachIn({span.begin, from_begin}, add);
        ForEachIn({from_end, span.end}, add);
      }
    }
    std::sort(words.begin(), words.end());
    const auto repeats =
        std::unique(words.begin(), words.end(),
                    [](const WordPlace& x, const WordPlace& y) { return x.word == y.word; });
    words.erase(repeats, words.end());
    return words;
  }

  // The bytes of the word that begins at a token.
  Span BytesOfWord(std::uint32_t token) const {
    return BytesOf(tokens_, token, token + (tokens_.kind[token] == TokenKind::kCjk ? 2 : 1));
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

  template <typename Visit>
  void ForEachIn(const Span& span, const Visit& visit) const {
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      const Word word = WordAt(tokens_, i, span.end);
      if (word != 0) visit(word, i);
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

constexpr std::uint32_t kNowhere = UINT32_MAX;

// A word that is at home in one rest: where there, and where first in the passages of either side.
struct Home {
  bool in_a = false;
  std::uint32_t rest = 0;
  std::uint32_t a = kNowhere;
  std::uint32_t b = kNowhere;
};

// The words of one rest that the other has not, added to *homes and to *of_word.
void AddHomes(const std::vector<WordPlace>& words, const std::vector<WordPlace>& others, bool in_a,
              std::vector<Home>* homes, absl::flat_hash_map<Word, std::uint32_t>* of_word) {
  auto other = others.begin();
  for (const WordPlace& place : words) {
    while (other != others.end() && other->word < place.word) ++other;
    if (other != others.end() && other->word == place.word) continue;
    of_word->emplace(place.word, static_cast<std::uint32_t>(homes->size()));
    homes->push_back({in_a, place.token});
  }
}

// With their places in passages; words that stand in the passages of one side alone included.
std::vector<Home> FindHomes(const HomeReader& in_a, const HomeReader& in_b, std::size_t count) {
  const std::vector<WordPlace> rest_a = in_a.WordsOfRest(count), rest_b = in_b.WordsOfRest(count);
  std::vector<Home> homes;
  absl::flat_hash_map<Word, std::uint32_t> of_word;
  of_word.reserve(rest_a.size() + rest_b.size());
  AddHomes(rest_a, rest_b, /*in_a=*/true, &homes, &of_word);
  AddHomes(rest_b, rest_a, /*in_a=*/false, &homes, &of_word);
  const auto note = [&](std::uint32_t Home::*first) {
    return [&homes, &of_word, first](Word word, std::uint32_t token) {
      const auto home = of_word.find(word);
      if (home == of_word.end()) return;
      std::uint32_t& place = homes[home->second].*first;
      place = std::min(place, token);
    };
  };
  in_a.ForEachOfPassages(note(&Home::a));
  in_b.ForEachOfPassages(note(&Home::b));
  return homes;
}

}  // namespace

void ReadHome(const PairSide& a, const PairSide& b, const Alignment& alignment, Tally* tally) {
  const HomeReader in_a = ReaderOf(a, alignment, false), in_b = ReaderOf(b, alignment, true);
  const std::size_t count = std::min({in_a.rest(), in_b.rest(), kMostRest});
  if (count < kLeastRest) return;
  std::vector<Quote> home_a, home_b;
  for (const Home& home : FindHomes(in_a, in_b, count)) {
    if (home.a == kNowhere || home.b == kNowhere) continue;
    if (home.in_a) {
      home_a.push_back({in_a.BytesOfWord(home.rest), in_b.BytesOfWord(home.b)});
    } else {
      home_b.push_back({in_a.BytesOfWord(home.a), in_b.BytesOfWord(home.rest)});
    }
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
