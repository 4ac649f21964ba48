// Alignment in four steps: anchors, chains, filled paths, passages.

#include "textkin/align.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "anchors.h"
#include "bags.h"
#include "chains.h"
#include "differences.h"
#include "fill.h"
#include "slots.h"
#include "textkin/spans.h"

namespace textkin {
namespace {

// Exchanges of words that make a passage spun rather than edited, and their share of all
// differences in words: an editor also puts in and leaves out.
constexpr std::size_t kMinExchanges = 3;
constexpr double kExchangeShare = 0.6;

// Weight that one stretch of unlike words takes off: more is text put in or left out, which says
// nothing against what stands on both sides of it.
constexpr std::int64_t kMaxLoss = 10;

// Weight that a number takes off which stands for another: a copy repeats numbers or loses them,
// the next report from the same form has its own.
constexpr std::int64_t kOtherNumber = 8;

struct Matched {
  std::uint32_t tokens = 0;
  std::int64_t weight = 0;  // less that of the words that do not match
};

std::int64_t WeightOfWords(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  std::int64_t weight = 0;
  for (std::uint32_t i = begin; i < end; ++i) {
    weight += IsSlot(tokens.kind[i]) ? 0 : WeightOf(tokens.kind[i]);
  }
  return weight;
}

std::int64_t CountNumberPairs(const Tokens& a, std::uint32_t at_a, const Tokens& b,
                              std::uint32_t at_b, std::uint32_t count) {
  std::int64_t pairs = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    pairs += a.kind[at_a + i] == TokenKind::kNumber && b.kind[at_b + i] == TokenKind::kNumber;
  }
  return pairs;
}

Matched CountMatched(const Tokens& a, const Tokens& b, const Path& path) {
  Matched matched;
  std::uint32_t at_a = path.a_begin, at_b = path.b_begin;
  std::int64_t unlike_a = 0, unlike_b = 0;  // of the stretch at hand
  for (const Step& step : path.steps) {
    const std::uint32_t end_a = at_a + (step.kind == StepKind::kOnlyB ? 0 : step.count);
    const std::uint32_t end_b = at_b + (step.kind == StepKind::kOnlyA ? 0 : step.count);
    if (step.kind == StepKind::kMatch) {
      matched.weight -= std::min(kMaxLoss, std::max(unlike_a, unlike_b));
      unlike_a = unlike_b = 0;
      matched.tokens += step.count;
      // An equal number or mask tells as much as a character.
      for (std::uint32_t i = at_a; i < end_a; ++i) {
        matched.weight += IsSlot(a.kind[i]) ? 1 : WeightOf(a.kind[i]);
      }
    } else {
      if (step.kind == StepKind::kPair) {
        matched.weight -= kOtherNumber * CountNumberPairs(a, at_a, b, at_b, step.count);
      }
      unlike_a += WeightOfWords(a, at_a, end_a);
      unlike_b += WeightOfWords(b, at_b, end_b);
    }
    at_a = end_a;
    at_b = end_b;
  }
  return matched;
}

// Of anchors too short for a fingerprint, in a text that has some: phrases of a formula far more
// often than a copy whose every third word was exchanged.
constexpr double kUntoldRarity = 0.5;

// The mean rarity of the fingerprints inside the anchors, which both sides have; 1 where nothing is
// known of rarity.
double RarityOf(const AlignableText& a, const Chain& chain) {
  const auto told = a.told();
  double sum = 0;
  std::size_t count = 0;
  for (const Anchor& anchor : chain) {
    auto at = std::lower_bound(
        told.begin(), told.end(), anchor.a,
        [](const AlignableText::Told& t, std::uint32_t begin) { return t.begin < begin; });
    for (; at != told.end() && at->end <= anchor.a_end(); ++at) {
      sum += at->rarity;
      ++count;
    }
  }
  if (count > 0) return sum / static_cast<double>(count);
  return told.empty() ? 1 : kUntoldRarity;
}

// What a chain's weight tells of copying. Short strings of words that no third text has are chance
// more often than their rarity says, and long ones that many have are copies more often: of 2,200
// passages of less than 60 in seven development collections, this power of the rarity, among
// others from 0 to 1, tells the two apart best.
constexpr double kRarityPower = 0.6;

double ToldBy(double weight, double rarity) { return weight * std::pow(rarity, kRarityPower); }

// Of a text that is hardly longer, half is enough, but not less than a slogan has.
constexpr std::uint32_t kSloganWeight = 24;

unsigned MinWeight(const AlignableText& a, const AlignableText& b, const AlignOptions& options) {
  const std::uint32_t lesser = std::min(a.weight_before().back(), b.weight_before().back());
  return std::min(options.min_weight, std::max(kSloganWeight, lesser / 2));
}

// What of a gap between anchors the fill still matches, and the share of min_weight that a chain
// must promise by that: most chains are scattered phrases, and filling costs more than all before
// it.
constexpr double kMatchedInGaps = 0.5;
constexpr double kPromisedShare = 0.6;

bool IsWorthFilling(const AlignableText& a, const AlignableText& b, const Chain& chain,
                    double rarity, const AlignOptions& options) {
  const auto weight_a = a.weight_before(), weight_b = b.weight_before();
  double promised = 0;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    promised += weight_a[chain[i].a_end()] - weight_a[chain[i].a];
    if (i == 0) continue;
    const std::int64_t gap_a = weight_a[chain[i].a] - weight_a[chain[i - 1].a_end()];
    const std::int64_t gap_b = weight_b[chain[i].b] - weight_b[chain[i - 1].b_end()];
    promised -=
        (1 - kMatchedInGaps) * static_cast<double>(std::min(kMaxLoss, std::max(gap_a, gap_b)));
  }
  return ToldBy(promised, rarity) >= kPromisedShare * options.min_weight;
}

// A path that tells enough to be a passage.
struct Found {
  Path path;
  std::uint32_t tokens;  // matched
};

double IdentityOf(const Found& found) {
  const Path& path = found.path;
  return static_cast<double>(found.tokens) /
         std::max(path.a_end - path.a_begin, path.b_end - path.b_begin);
}

std::vector<Found> FindPaths(const AlignableText& a, const AlignableText& b,
                             std::span<const Anchor> anchors, const AlignOptions& options) {
  std::vector<Found> paths;
  GapAligner gaps;
  for (const Chain& chain : FindChains(a, b, anchors, options)) {
    const double rarity = RarityOf(a, chain);
    if (!IsWorthFilling(a, b, chain, rarity, options)) continue;
    Path path = FillChain(a, b, chain, &gaps);
    const Matched matched = CountMatched(a.tokens(), b.tokens(), path);
    Found found = {std::move(path), matched.tokens};
    if (IdentityOf(found) < options.min_identity) continue;
    if (ToldBy(static_cast<double>(matched.weight), rarity) < options.min_weight) continue;
    paths.push_back(std::move(found));
  }
  return paths;
}

bool Contains(const Path& outer, const Path& inner) {
  return outer.a_begin <= inner.a_begin && inner.a_end <= outer.a_end &&
         outer.b_begin <= inner.b_begin && inner.b_end <= outer.b_end;
}

// Those that lie in no other on both sides: the ends of a path may reach over its neighbours.
std::vector<Found> OutermostOf(std::vector<Found> paths) {
  std::sort(paths.begin(), paths.end(), [](const Found& x, const Found& y) {
    return std::tuple(x.path.a_begin, y.path.a_end, x.path.b_begin, y.path.b_end) <
           std::tuple(y.path.a_begin, x.path.a_end, y.path.b_begin, x.path.b_end);
  });
  std::vector<Found> outermost;
  for (Found& found : paths) {
    const bool is_inside = std::any_of(outermost.begin(), outermost.end(), [&](const Found& outer) {
      return Contains(outer.path, found.path);
    });
    if (!is_inside) outermost.push_back(std::move(found));
  }
  return outermost;
}

PassageKind KindOf(const std::vector<Difference>& differences) {
  std::size_t values = 0, exchanges = 0, others = 0;
  for (const Difference& difference : differences) {
    switch (difference.type) {
      case DifferenceType::kDebris:
        break;
      case DifferenceType::kMasked:
      case DifferenceType::kDropped:
      case DifferenceType::kRenumbered:
        ++values;
        break;
      case DifferenceType::kReworded:
        ++exchanges;
        break;
      case DifferenceType::kInserted:
      case DifferenceType::kDeleted:
      case DifferenceType::kMoved:
        ++others;
        break;
    }
  }
  if (exchanges + others == 0) return values == 0 ? PassageKind::kVerbatim : PassageKind::kMasked;
  const bool throughout =
      static_cast<double>(exchanges) >= kExchangeShare * static_cast<double>(exchanges + others);
  return exchanges >= kMinExchanges && throughout ? PassageKind::kSpun : PassageKind::kEdited;
}

Span BytesOf(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  return {tokens.begin[begin], tokens.begin[end - 1] + tokens.length[end - 1]};
}

// Share of either side of a bag that exact passages cover, from which these stand for it.
constexpr double kExactShare = 0.75;

// Mean rarity of what either side of a bag says, at least: formulas of one kind of text have the
// same rare words. Of 2,300 bags in listed pairs of PAN 2013, 1 in 100 has less than .86; of 6,600
// between Chinese laws on different subjects, three in four have less than .7.
constexpr double kBagRarity = 0.8;

// Of the fingerprints in stream tokens [begin, end); 1 where nothing is known of rarity.
double RarityIn(const AlignableText& text, std::uint32_t begin, std::uint32_t end) {
  double sum = 0;
  std::size_t fingerprints = 0;
  for (const AlignableText::Told& told : text.told()) {
    if (told.begin < begin || told.end > end) continue;
    sum += told.rarity;
    ++fingerprints;
  }
  if (fingerprints > 0) return sum / static_cast<double>(fingerprints);
  return text.told().empty() ? 1 : kUntoldRarity;
}

bool IsFormula(const AlignableText& a, const AlignableText& b, const BagMatch& bag) {
  return std::min(RarityIn(a, bag.a_begin, bag.a_end), RarityIn(b, bag.b_begin, bag.b_end)) <
         kBagRarity;
}

Passage PassageOf(const AlignableText& a, const AlignableText& b, const BagMatch& bag) {
  Passage passage;
  const std::uint32_t a_begin = a.token_of()[bag.a_begin], a_end = a.token_of()[bag.a_end - 1] + 1;
  const std::uint32_t b_begin = b.token_of()[bag.b_begin], b_end = b.token_of()[bag.b_end - 1] + 1;
  passage.a = BytesOf(a.tokens(), a_begin, a_end);
  passage.b = BytesOf(b.tokens(), b_begin, b_end);
  passage.identity = bag.similarity;
  passage.tokens = static_cast<std::uint32_t>(
      std::lround(bag.similarity * std::min(a_end - a_begin, b_end - b_begin)));
  passage.differences = {{DifferenceType::kReworded, passage.a, passage.b}};
  return passage;
}

bool Meet(Span x, Span y) { return x.begin < y.end && y.begin < x.end; }

// Adds what bags find and exact passages do not. A bag of which these cover little takes their
// place.
void AddBags(const AlignableText& a, const AlignableText& b, std::vector<Passage>* passages,
             std::vector<Span>* in_a, std::vector<Span>* in_b) {
  for (const BagMatch& bag : FindBags(a, b)) {
    if (IsFormula(a, b, bag)) continue;
    const Passage wide = PassageOf(a, b, bag);
    std::uint32_t covered_a = 0, covered_b = 0;
    const auto is_inside = [&](const Passage& exact) {
      return Meet(exact.a, wide.a) && Meet(exact.b, wide.b);
    };
    for (const Passage& exact : *passages) {
      if (!is_inside(exact)) continue;
      covered_a += std::min(exact.a.end, wide.a.end) - std::max(exact.a.begin, wide.a.begin);
      covered_b += std::min(exact.b.end, wide.b.end) - std::max(exact.b.begin, wide.b.begin);
    }
    if (covered_a >= kExactShare * (wide.a.end - wide.a.begin) ||
        covered_b >= kExactShare * (wide.b.end - wide.b.begin)) {
      continue;
    }
    Passage whole = wide;
    for (const Passage& exact : *passages) {
      if (!is_inside(exact)) continue;
      whole.a = {std::min(whole.a.begin, exact.a.begin), std::max(whole.a.end, exact.a.end)};
      whole.b = {std::min(whole.b.begin, exact.b.begin), std::max(whole.b.end, exact.b.end)};
    }
    whole.differences = {{DifferenceType::kReworded, whole.a, whole.b}};
    std::erase_if(*passages, is_inside);
    in_a->push_back({a.token_of()[bag.a_begin], a.token_of()[bag.a_end - 1] + 1});
    in_b->push_back({b.token_of()[bag.b_begin], b.token_of()[bag.b_end - 1] + 1});
    passages->push_back(std::move(whole));
  }
}

}  // namespace

std::string_view DifferenceTypeName(DifferenceType type) {
  switch (type) {
    case DifferenceType::kMasked:
      return "masked";
    case DifferenceType::kDropped:
      return "dropped";
    case DifferenceType::kRenumbered:
      return "renumbered";
    case DifferenceType::kReworded:
      return "reworded";
    case DifferenceType::kInserted:
      return "inserted";
    case DifferenceType::kDeleted:
      return "deleted";
    case DifferenceType::kMoved:
      return "moved";
    case DifferenceType::kDebris:
      return "debris";
  }
  return "";
}

std::string_view PassageKindName(PassageKind kind) {
  switch (kind) {
    case PassageKind::kVerbatim:
      return "verbatim";
    case PassageKind::kMasked:
      return "masked";
    case PassageKind::kSpun:
      return "spun";
    case PassageKind::kEdited:
      return "edited";
  }
  return "";
}

Alignment Align(const AlignableText& a, const AlignableText& b, const AlignOptions& given) {
  AlignOptions options = given;
  options.min_weight = MinWeight(a, b, given);
  const std::vector<Anchor> anchors = FindAnchors(a, b);
  Alignment alignment;
  std::vector<Span> in_a, in_b;  // tokens
  for (const Found& found : OutermostOf(FindPaths(a, b, anchors, options))) {
    const Path& path = found.path;
    Passage passage;
    passage.tokens = found.tokens;
    passage.identity = IdentityOf(found);
    passage.a = BytesOf(a.tokens(), path.a_begin, path.a_end);
    passage.b = BytesOf(b.tokens(), path.b_begin, path.b_end);
    passage.differences = FindDifferences(a, b, path);
    in_a.push_back({path.a_begin, path.a_end});
    in_b.push_back({path.b_begin, path.b_end});
    alignment.passages.push_back(std::move(passage));
  }
  FindMoves(a, b, &alignment.passages);
  if (options.bags) AddBags(a, b, &alignment.passages, &in_a, &in_b);
  for (Passage& passage : alignment.passages) passage.kind = KindOf(passage.differences);
  std::sort(alignment.passages.begin(), alignment.passages.end(),
            [](const Passage& x, const Passage& y) {
              return std::tuple(x.a.begin, x.b.begin, x.a.end, x.b.end) <
                     std::tuple(y.a.begin, y.b.begin, y.a.end, y.b.end);
            });
  alignment.covered_a = static_cast<std::uint32_t>(LengthOf(Joined(std::move(in_a))));
  alignment.covered_b = static_cast<std::uint32_t>(LengthOf(Joined(std::move(in_b))));
  return alignment;
}

}  // namespace textkin
