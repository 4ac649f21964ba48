// Text that was shuffled, translated there and back, or summed up shares few runs of words with its
// source, but many words. Both sides are cut into overlapping windows; two windows match when their
// bags of words, weighed by inverse document frequency over the windows of both sides, are alike;
// matches that lie together on both sides are one stretch, if its two bags as wholes are alike too.
//   Sanchez-Perez, Sidorov, Gelbukh 2014, "A Winning Approach to Text Alignment for Text Reuse
//   Detection at PAN 2014": sentences in place of windows, the same two tests.

#include "bags.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "textkin/hash.h"
#include "textkin/union_find.h"

namespace textkin {
namespace {

// Weight of a window and of the step between two: a sentence of 16 words, so that any sentence has
// a window of which it fills three quarters.
constexpr std::uint32_t kWindow = 32;
constexpr std::uint32_t kStep = 16;
// Two windows match from here on: cosine of the weighed bags, and share of words (Dice).
constexpr double kMinCosine = 0.25;
constexpr double kMinDice = 0.24;
// Windows between two matches of one stretch, at first; where the stretch as a whole is not alike,
// it is taken apart by smaller gaps.
constexpr int kMaxGap = 16;
constexpr double kMinWhole = 0.37;
// What a word takes off that the other side lacks, where one that it has adds 1: the ends of a
// stretch are cut to where it begins to tell.
constexpr double kUnlike = 0.6;
// Share of the windows of both sides that a word may stand in.
constexpr double kMaxShare = 0.2;
// Weight of a stretch on either side: 25 words, or 50 characters.
constexpr std::uint32_t kMinStretch = 50;
// Matches of one pair of parts that are looked at, the first ones; only texts of few words have
// more.
constexpr std::size_t kMaxMatches = 20000;

struct Term {
  std::uint32_t word = 0;  // index in the vocabulary
  double weight = 0;
};
using Bag = std::vector<Term>;  // by word

struct Window {
  std::uint32_t begin = 0, end = 0;  // stream tokens
  std::size_t terms = 0;             // where its bag begins
  std::size_t terms_end = 0;
  double norm = 0;
};

// One side: its windows, cut from its words, with all their bags in a row.
struct Side {
  std::vector<std::uint32_t> words;  // of each stream token, its index in the vocabulary
  std::vector<Window> windows;
  std::vector<Term> terms;

  std::span<const Term> BagOf(const Window& window) const {
    return std::span(terms).subspan(window.terms, window.terms_end - window.terms);
  }
};

// The word that begins at a place of the stream; or the CJK character there that begins none.
std::uint32_t WordOf(const AlignableText& text, std::uint32_t place) {
  const std::uint64_t word = WordAt(text.tokens(), text.token_of()[place], text.tokens().size());
  return static_cast<std::uint32_t>(Mix64(word != 0 ? word : text.stream()[place]));
}

double NormOf(std::span<const Term> bag) {
  double sum = 0;
  for (const Term& term : bag) sum += term.weight * term.weight;
  return std::sqrt(sum);
}

std::vector<Window> Cut(const AlignableText& text) {
  const auto weight = text.weight_before();
  const auto size = static_cast<std::uint32_t>(text.stream().size());
  std::vector<Window> windows;
  std::uint32_t begin = 0, end = 0;
  while (end < size) {
    while (end < size && weight[end] - weight[begin] < kWindow) ++end;
    windows.push_back({.begin = begin, .end = end});
    const std::uint32_t next = weight[begin] + kStep;
    while (begin < size && weight[begin] < next) ++begin;
  }
  return windows;
}

class BagFinder {
 public:
  BagFinder(const AlignableText& a, const AlignableText& b) : a_(a), b_(b) {
    side_a_.windows = Cut(a);
    side_b_.windows = Cut(b);
    FindWords();
    WeighWords();
    Fill(&side_a_);
    Fill(&side_b_);
  }

  std::vector<BagMatch> Run() {
    std::vector<Pair> pairs = MatchWindows();
    if (pairs.size() > kMaxMatches) pairs.resize(kMaxMatches);
    std::vector<BagMatch> found;
    Gather(std::move(pairs), kMaxGap, &found);
    std::sort(found.begin(), found.end(), [](const BagMatch& x, const BagMatch& y) {
      return std::pair(x.a_begin, x.b_begin) < std::pair(y.a_begin, y.b_begin);
    });
    return found;
  }

 private:
  struct Pair {
    int a = 0, b = 0;  // windows
  };

  // The vocabulary: the symbols of both sides, numbered in their order.
  void FindWords() {
    const auto size_a = static_cast<std::uint32_t>(a_.stream().size());
    const auto size_b = static_cast<std::uint32_t>(b_.stream().size());
    side_a_.words.resize(size_a);
    side_b_.words.resize(size_b);
    std::vector<std::uint64_t> places;  // symbol in the high half, stream token in the low
    places.reserve(size_a + size_b);
    for (std::uint32_t i = 0; i < size_a; ++i)
      places.push_back((std::uint64_t{WordOf(a_, i)} << 32) | i);
    for (std::uint32_t i = 0; i < size_b; ++i)
      places.push_back((std::uint64_t{WordOf(b_, i)} << 32) | (size_a + i));
    std::sort(places.begin(), places.end());
    std::uint32_t words = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i > 0 && places[i] >> 32 != places[i - 1] >> 32) ++words;
      const auto place = static_cast<std::uint32_t>(places[i]);
      (place < size_a ? side_a_.words[place] : side_b_.words[place - size_a]) = words;
    }
    count_.assign(words + 1, 0);
  }

  // Inverse document frequency of each word over the windows of both sides; 0 for words that are
  // too common.
  void WeighWords() {
    std::vector<std::uint32_t> windows_with(count_.size(), 0);
    for (const Side* side : {&side_a_, &side_b_}) {
      std::vector<std::uint32_t> seen_in(count_.size(), 0);  // number of the last window, from 1
      for (std::uint32_t number = 1; number <= side->windows.size(); ++number) {
        const Window& window = side->windows[number - 1];
        for (std::uint32_t i = window.begin; i < window.end; ++i) {
          const std::uint32_t word = side->words[i];
          windows_with[word] += seen_in[word] != number;
          seen_in[word] = number;
        }
      }
    }
    const auto all = static_cast<double>(side_a_.windows.size() + side_b_.windows.size());
    std::vector<double> of_count;  // most words are in few windows
    for (const std::uint32_t windows : windows_with) {
      for (std::size_t known = of_count.size(); known <= windows; ++known) {
        const auto with = static_cast<double>(known);
        of_count.push_back(with > kMaxShare * all ? 0 : std::log(all / std::max(with, 1.0)));
      }
      idf_.push_back(of_count[windows]);
    }
  }

  // Appends the terms of a run of words, by word.
  void AppendBag(std::span<const std::uint32_t> words, Bag* bag) {
    touched_.clear();
    for (const std::uint32_t word : words) {
      if (idf_[word] > 0 && count_[word]++ == 0) touched_.push_back(word);
    }
    std::sort(touched_.begin(), touched_.end());
    for (const std::uint32_t word : touched_) {
      bag->push_back({word, count_[word] * idf_[word]});
      count_[word] = 0;
    }
  }

  void Fill(Side* side) {
    for (Window& window : side->windows) {
      window.terms = side->terms.size();
      AppendBag(std::span(side->words).subspan(window.begin, window.end - window.begin),
                &side->terms);
      window.terms_end = side->terms.size();
      window.norm = NormOf(side->BagOf(window));
    }
  }

  // The windows of b that have each word.
  struct Postings {
    struct Posting {
      int window = 0;
      double weight = 0;
    };
    std::vector<std::size_t> begin;  // by word, and the end of the last
    std::vector<Posting> all;

    Postings(const Side& side, std::size_t words) : begin(words + 1, 0), all(side.terms.size()) {
      for (const Term& term : side.terms) ++begin[term.word + 1];
      for (std::size_t word = 0; word < words; ++word) begin[word + 1] += begin[word];
      std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
      for (std::size_t j = 0; j < side.windows.size(); ++j) {
        for (const Term& term : side.BagOf(side.windows[j])) {
          all[next[term.word]++] = {static_cast<int>(j), term.weight};
        }
      }
    }
    std::span<const Posting> Of(std::uint32_t word) const {
      return std::span(all).subspan(begin[word], begin[word + 1] - begin[word]);
    }
  };

  std::vector<Pair> MatchWindows() const {
    const Postings postings(side_b_, idf_.size());
    std::vector<Pair> pairs;
    std::vector<double> dot(side_b_.windows.size(), 0);
    std::vector<std::uint32_t> common(side_b_.windows.size(), 0);
    std::vector<int> touched;
    for (std::size_t i = 0; i < side_a_.windows.size(); ++i) {
      const Window& window = side_a_.windows[i];
      const std::span<const Term> bag = side_a_.BagOf(window);
      for (const Term& term : bag) {
        for (const Postings::Posting& posting : postings.Of(term.word)) {
          const auto j = static_cast<std::size_t>(posting.window);
          if (common[j]++ == 0) touched.push_back(posting.window);
          dot[j] += term.weight * posting.weight;
        }
      }
      const std::size_t before = pairs.size();
      for (const int place : touched) {
        const auto j = static_cast<std::size_t>(place);
        const Window& other = side_b_.windows[j];
        const double cosine = dot[j] / (window.norm * other.norm);
        const double dice =
            2.0 * common[j] / static_cast<double>(bag.size() + side_b_.BagOf(other).size());
        if (cosine >= kMinCosine && dice >= kMinDice) pairs.push_back({static_cast<int>(i), place});
        dot[j] = 0;
        common[j] = 0;
      }
      touched.clear();
      std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(before), pairs.end(),
                [](const Pair& x, const Pair& y) { return x.b < y.b; });
    }
    return pairs;
  }

  // Pairs, ascending, joined where they are at most `gap` windows apart on both sides; each group
  // becomes a match, or is gathered again by a smaller gap.
  void Gather(std::vector<Pair> pairs, int gap, std::vector<BagMatch>* found) {
    UnionFind near(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::size_t j = i; j-- > 0 && pairs[i].a - pairs[j].a <= gap;) {
        if (std::abs(pairs[i].b - pairs[j].b) > gap) continue;
        near.Join(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
      }
    }
    std::map<std::uint32_t, std::vector<Pair>> groups;
    for (std::size_t i = 0; i < pairs.size(); ++i)
      groups[near.Find(static_cast<std::uint32_t>(i))].push_back(pairs[i]);
    for (auto& [first, group] : groups) {
      const BagMatch match = MatchOf(group);
      if (match.similarity >= kMinWhole) {
        if (IsLongEnough(match)) found->push_back(match);
      } else if (gap > 0) {
        Gather(std::move(group), gap / 2, found);
      }
    }
  }

  bool IsLongEnough(const BagMatch& match) const {
    return a_.weight_before()[match.a_end] - a_.weight_before()[match.a_begin] >= kMinStretch &&
           b_.weight_before()[match.b_end] - b_.weight_before()[match.b_begin] >= kMinStretch;
  }

  BagMatch MatchOf(const std::vector<Pair>& group) {
    int a_first = group.front().a, a_last = a_first, b_first = group.front().b, b_last = b_first;
    for (const Pair& pair : group) {
      a_first = std::min(a_first, pair.a);
      a_last = std::max(a_last, pair.a);
      b_first = std::min(b_first, pair.b);
      b_last = std::max(b_last, pair.b);
    }
    BagMatch match = {side_a_.windows[static_cast<std::size_t>(a_first)].begin,
                      side_a_.windows[static_cast<std::size_t>(a_last)].end,
                      side_b_.windows[static_cast<std::size_t>(b_first)].begin,
                      side_b_.windows[static_cast<std::size_t>(b_last)].end, 0};
    Bag of_a, of_b;
    AppendBag(std::span(side_a_.words).subspan(match.a_begin, match.a_end - match.a_begin), &of_a);
    AppendBag(std::span(side_b_.words).subspan(match.b_begin, match.b_end - match.b_begin), &of_b);
    double dot = 0;
    for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
      if (of_a[i].word == of_b[j].word) dot += of_a[i].weight * of_b[j].weight;
      const bool step_a = of_a[i].word <= of_b[j].word, step_b = of_b[j].word <= of_a[i].word;
      i += step_a;
      j += step_b;
    }
    const double norms = NormOf(of_a) * NormOf(of_b);
    match.similarity = norms > 0 ? dot / norms : 0;
    Trim(side_a_.words, of_b, &match.a_begin, &match.a_end);
    Trim(side_b_.words, of_a, &match.b_begin, &match.b_end);
    return match;
  }

  // To the stretch that has most words of the other side, less kUnlike for each that the other
  // lacks; words that are too common count nothing. It begins and ends with a word that both have.
  void Trim(std::span<const std::uint32_t> words, const Bag& other, std::uint32_t* begin,
            std::uint32_t* end) const {
    double sum = 0, best = 0;
    std::uint32_t from = *begin, best_begin = *begin, best_end = *end;
    for (std::uint32_t i = *begin; i < *end; ++i) {
      const std::uint32_t word = words[i];
      if (idf_[word] == 0) continue;
      if (!Has(other, word)) {
        sum -= kUnlike;
        continue;
      }
      if (sum <= 0) {
        sum = 0;
        from = i;
      }
      sum += 1;
      if (sum > best) {
        best = sum;
        best_begin = from;
        best_end = i + 1;
      }
    }
    *begin = best_begin;
    *end = best_end;
  }

  static bool Has(const Bag& bag, std::uint32_t word) {
    const auto at =
        std::lower_bound(bag.begin(), bag.end(), word,
                         [](const Term& term, std::uint32_t wanted) { return term.word < wanted; });
    return at != bag.end() && at->word == word;
  }

  const AlignableText& a_;
  const AlignableText& b_;
  Side side_a_, side_b_;
  std::vector<double> idf_;           // by word
  std::vector<std::uint32_t> count_;  // by word, 0 but while a bag is made of
  std::vector<std::uint32_t> touched_;
};

}  // namespace

std::vector<BagMatch> FindBags(const AlignableText& a, const AlignableText& b) {
  if (a.stream().empty() || b.stream().empty()) return {};
  return BagFinder(a, b).Run();
}

}  // namespace textkin
