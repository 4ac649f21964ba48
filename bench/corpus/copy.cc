// Edits a draft in one of four ways, each with one strength in [0, 1] on which the resemblance
// falls steadily, and finds the strength by bisection.

#include "copy.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace textkin::corpus {
namespace {

enum class Edit : std::uint8_t {
  kScatter,  // single words and short runs replaced, deleted, inserted all over the text
  kBlock,    // one stretch replaced by other text
  kCut,      // the end is missing
  kAppend,   // other text follows
};

// Halvings of the strength: 2^-12 of a document of 1,000 words is less than a word.
constexpr int kHalvings = 12;
// Close enough to the wanted resemblance to stop early; the truth is computed from the text anyhow.
constexpr double kTolerance = 0.002;
// Below this resemblance a cut copy would be too short to be a document, an appended one too long.
constexpr double kMinLengthChange = 0.5;
// Share of copies whose surface changes as well: capitals, line breaks, punctuation.
constexpr double kRestyled = 0.3;

Edit DrawEdit(double resemblance, Random& random) {
  const double u = random.Real();
  if (u < 0.6) return Edit::kScatter;
  if (u < 0.8 || resemblance < kMinLengthChange) return Edit::kBlock;
  return u < 0.9 ? Edit::kCut : Edit::kAppend;
}

Style DrawStyle(Random& random) {
  if (!random.Chance(kRestyled)) return {};
  return {.lower_case = random.Chance(0.5),
          .one_line = random.Chance(0.5),
          .plain_punctuation = random.Chance(0.5)};
}

// A position is edited when its own number lies below the strength, so a stronger edit holds all
// weaker ones.
Draft Scatter(const Vocabulary& vocabulary, const Draft& original, double strength,
              std::uint64_t seed) {
  Draft copy;
  for (std::size_t i = 0; i < original.size(); ++i) {
    Random random(Derive(seed, i));
    if (random.Real() >= strength) {
      copy.push_back(original[i]);
      continue;
    }
    const double what = random.Real();
    if (what < 0.2) {  // deleted; its break goes to the word before
      if (!copy.empty()) copy.back().after = std::max(copy.back().after, original[i].after);
      continue;
    }
    const std::uint64_t run = random.Chance(0.8) ? 1 : 2;
    for (std::uint64_t k = 0; k < run; ++k) copy.push_back({vocabulary.Draw(random), Break::kNone});
    if (what < 0.4) copy.push_back(original[i]);  // inserted before it, else in its place
    copy.back().after = original[i].after;
  }
  return copy;
}

// The first `words` words of a text that the seed decides.
Draft OtherText(const Vocabulary& vocabulary, std::size_t words, std::uint64_t seed) {
  Random random(seed);
  // A word has at least one byte; Chinese ones at least three.
  Draft text = Write(vocabulary, words * 12 + 100, random);
  text.resize(std::min(text.size(), words));
  return text;
}

Draft Apply(const Vocabulary& vocabulary, const Draft& original, Edit edit, double strength,
            std::uint64_t seed) {
  const std::size_t words = original.size();
  const auto share = [&](double part) {
    return static_cast<std::size_t>(std::lround(part * static_cast<double>(words)));
  };
  const auto at = [&](std::size_t i) { return original.begin() + static_cast<std::ptrdiff_t>(i); };
  const std::uint64_t other = Derive(seed, 1);
  switch (edit) {
    case Edit::kScatter:
      return Scatter(vocabulary, original, strength, other);
    case Edit::kBlock: {
      const std::size_t length = share(strength);
      const std::size_t begin = static_cast<std::size_t>(UnitInterval(Derive(seed, 2)) *
                                                         static_cast<double>(words - length));
      Draft copy(original.begin(), at(begin));
      const Draft block = OtherText(vocabulary, length, other);
      copy.insert(copy.end(), block.begin(), block.end());
      copy.insert(copy.end(), at(begin + length), original.end());
      return copy;
    }
    case Edit::kCut:
      return Draft(original.begin(), at(words - std::min(words, share(strength))));
    case Edit::kAppend: {
      Draft copy = original;
      const Draft tail = OtherText(vocabulary, share(strength), other);
      copy.insert(copy.end(), tail.begin(), tail.end());
      return copy;
    }
  }
  return original;
}

}  // namespace

std::string CopyText(const Vocabulary& vocabulary, const Draft& original,
                     const ShingleSet& shingles, double resemblance, std::uint64_t seed) {
  Random random(seed);
  const Edit edit = DrawEdit(resemblance, random);
  const Style style = DrawStyle(random);
  const std::uint64_t edit_seed = random.Next();
  double low = 0;
  double high = 1;
  std::string text;
  for (int i = 0; i < kHalvings; ++i) {
    const double strength = (low + high) / 2;
    text = Text(vocabulary, Apply(vocabulary, original, edit, strength, edit_seed), style);
    const double reached = Jaccard(shingles, Shingles(text));
    if (std::abs(reached - resemblance) < kTolerance) break;
    (reached > resemblance ? low : high) = strength;
  }
  return text;
}

std::string OneWordChanged(const Vocabulary& vocabulary, const Draft& original,
                           std::uint64_t seed) {
  Random random(seed);
  Draft copy = original;
  Unit& unit = copy[random.Below(copy.size())];
  const WordId before = unit.word;
  while (unit.word == before) unit.word = vocabulary.Draw(random);
  return Text(vocabulary, copy, {});
}

}  // namespace textkin::corpus
