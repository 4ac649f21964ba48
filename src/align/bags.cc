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
  Bag bag;
  double norm = 0;
};

double NormOf(const Bag& bag) {
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
    windows.push_back({begin, end, {}, 0});
    const std::uint32_t next = weight[begin] + kStep;
    while (begin < size && weight[begin] < next) ++begin;
  }
  return windows;
}

class BagFinder {
 public:
  BagFinder(const AlignableText& a, const AlignableText& b)
      : a_(a), b_(b), windows_a_(Cut(a)), windows_b_(Cut(b)) {
    WeighWords();
    Fill(a_, &windows_a_);
    Fill(b_, &windows_b_);
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

  // The vocabulary: words of both sides with their inverse document frequency over windows; 0 for
  // words that are too common, or that one side lacks.
  void WeighWords() {
    std::vector<std::uint32_t> in_windows;
    for (const auto& [text, windows] : {std::pair(&a_, &windows_a_), std::pair(&b_, &windows_b_)}) {
      for (const Window& window : *windows) {
        std::vector<std::uint32_t> words(text->stream().begin() + window.begin,
                                         text->stream().begin() + window.end);
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        in_windows.insert(in_windows.end(), words.begin(), words.end());
      }
    }
    std::sort(in_windows.begin(), in_windows.end());
    const auto all = static_cast<double>(windows_a_.size() + windows_b_.size());
    for (std::size_t i = 0, end = 0; i < in_windows.size(); i = end) {
      while (end < in_windows.size() && in_windows[end] == in_windows[i]) ++end;
      const auto windows = static_cast<double>(end - i);
      words_.push_back(in_windows[i]);
      idf_.push_back(windows > kMaxShare * all ? 0 : std::log(all / windows));
    }
  }

  std::uint32_t WordOf(std::uint32_t symbol) const {
    return static_cast<std::uint32_t>(std::lower_bound(words_.begin(), words_.end(), symbol) -
                                      words_.begin());
  }

  Bag BagOf(const AlignableText& text, std::uint32_t begin, std::uint32_t end) const {
    std::vector<std::uint32_t> words;
    for (std::uint32_t i = begin; i < end; ++i) words.push_back(WordOf(text.stream()[i]));
    std::sort(words.begin(), words.end());
    Bag bag;
    for (std::size_t i = 0, next = 0; i < words.size(); i = next) {
      while (next < words.size() && words[next] == words[i]) ++next;
      const double weight = static_cast<double>(next - i) * idf_[words[i]];
      if (weight > 0) bag.push_back({words[i], weight});
    }
    return bag;
  }

  void Fill(const AlignableText& text, std::vector<Window>* windows) const {
    for (Window& window : *windows) {
      window.bag = BagOf(text, window.begin, window.end);
      window.norm = NormOf(window.bag);
    }
  }

  std::vector<Pair> MatchWindows() const {
    struct Posting {
      int window = 0;
      double weight = 0;
    };
    std::vector<std::vector<Posting>> postings(words_.size());
    for (std::size_t j = 0; j < windows_b_.size(); ++j) {
      for (const Term& term : windows_b_[j].bag) {
        postings[term.word].push_back({static_cast<int>(j), term.weight});
      }
    }
    std::vector<Pair> pairs;
    std::vector<double> dot(windows_b_.size(), 0);
    std::vector<std::uint32_t> common(windows_b_.size(), 0);
    std::vector<int> touched;
    for (std::size_t i = 0; i < windows_a_.size(); ++i) {
      const Window& window = windows_a_[i];
      for (const Term& term : window.bag) {
        for (const Posting& posting : postings[term.word]) {
          const auto j = static_cast<std::size_t>(posting.window);
          if (common[j]++ == 0) touched.push_back(posting.window);
          dot[j] += term.weight * posting.weight;
        }
      }
      std::sort(touched.begin(), touched.end());
      for (const int place : touched) {
        const auto j = static_cast<std::size_t>(place);
        const Window& other = windows_b_[j];
        const double cosine = dot[j] / (window.norm * other.norm);
        const double dice =
            2.0 * common[j] / static_cast<double>(window.bag.size() + other.bag.size());
        if (cosine >= kMinCosine && dice >= kMinDice) pairs.push_back({static_cast<int>(i), place});
        dot[j] = 0;
        common[j] = 0;
      }
      touched.clear();
    }
    return pairs;
  }

  // Pairs, ascending, joined where they are at most `gap` windows apart on both sides; each group
  // becomes a match, or is gathered again by a smaller gap.
  void Gather(std::vector<Pair> pairs, int gap, std::vector<BagMatch>* found) const {
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

  BagMatch MatchOf(const std::vector<Pair>& group) const {
    int a_first = group.front().a, a_last = a_first, b_first = group.front().b, b_last = b_first;
    for (const Pair& pair : group) {
      a_first = std::min(a_first, pair.a);
      a_last = std::max(a_last, pair.a);
      b_first = std::min(b_first, pair.b);
      b_last = std::max(b_last, pair.b);
    }
    BagMatch match = {windows_a_[static_cast<std::size_t>(a_first)].begin,
                      windows_a_[static_cast<std::size_t>(a_last)].end,
                      windows_b_[static_cast<std::size_t>(b_first)].begin,
                      windows_b_[static_cast<std::size_t>(b_last)].end, 0};
    const Bag of_a = BagOf(a_, match.a_begin, match.a_end);
    const Bag of_b = BagOf(b_, match.b_begin, match.b_end);
    double dot = 0;
    for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
      if (of_a[i].word == of_b[j].word) dot += of_a[i].weight * of_b[j].weight;
      const bool step_a = of_a[i].word <= of_b[j].word, step_b = of_b[j].word <= of_a[i].word;
      i += step_a;
      j += step_b;
    }
    const double norms = NormOf(of_a) * NormOf(of_b);
    match.similarity = norms > 0 ? dot / norms : 0;
    Trim(a_, of_b, &match.a_begin, &match.a_end);
    Trim(b_, of_a, &match.b_begin, &match.b_end);
    return match;
  }

  // To the stretch that has most words of the other side, less kUnlike for each that the other
  // lacks; words that are too common count nothing. It begins and ends with a word that both have.
  void Trim(const AlignableText& text, const Bag& other, std::uint32_t* begin,
            std::uint32_t* end) const {
    double sum = 0, best = 0;
    std::uint32_t from = *begin, best_begin = *begin, best_end = *end;
    for (std::uint32_t i = *begin; i < *end; ++i) {
      const std::uint32_t word = WordOf(text.stream()[i]);
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
  std::vector<Window> windows_a_;
  std::vector<Window> windows_b_;
  std::vector<std::uint32_t> words_;  // symbols, sorted
  std::vector<double> idf_;
};

}  // namespace

std::vector<BagMatch> FindBags(const AlignableText& a, const AlignableText& b) {
  if (a.stream().empty() || b.stream().empty()) return {};
  return BagFinder(a, b).Run();
}

}  // namespace textkin
