// Shingles: every run of tokens that is just long enough, hashed to 64 bits.
//
// The hash is a polynomial over hashed symbols, mod 2^64. Its prefixes P(j) = P(j - 1) * base +
// h(j) are kept, so a run [i, j) of any length costs one multiplication, P(j) - P(i) * base^(j -
// i), and texts that mix characters and words take the same path as all others.
//
// A polynomial mod 2^64 has a known enemy, the Thue-Morse word (Pachocki and Radoszewski 2013): a
// run of 2^k tokens in two symbols and its complement differ by a multiple of 2 to the power of
// 1 + 3 + 4 + ... + (k + 1), so that many low bits say nothing: all 64 at k = 10. Runs are capped
// at kMaxRun tokens, where 30 bits are left in such a text; eight tokens keep 56. An odd base,
// hashed symbols and a finaliser are all needed: without them small alphabets and neighbouring code
// points collide at any length.
//
// Cost: five multiplications a shingle and no memory beside the result, in which the prefixes wait
// for their shingle.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "textkin/hash.h"
#include "textkin/sketch.h"

namespace textkin {
namespace {

// Tokens. See above; doubled, a Thue-Morse text would have 21 bits left.
constexpr unsigned kMaxRun = 255;

// The odd multiplier of Fibonacci hashing, 2^64 / golden ratio: neighbouring code points land far
// apart.
constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15u;

// Spreads a symbol over 64 bits. The shift makes it nonlinear: a product alone would leave the low
// half of the hash to the low bits of the symbols.
std::uint64_t HashSymbol(std::uint32_t symbol) {
  const std::uint64_t product = symbol * kGolden;
  return product ^ (product >> 32);
}

// What the hash of a run depends on beside its symbols.
struct Run {
  std::uint64_t power;   // of the base, by the run's length
  std::uint64_t offset;  // of seed and length, so that runs of different lengths do not meet
};

// The options, worked out once per text.
class Plan {
 public:
  explicit Plan(const ShingleOptions& options)
      : width_(std::clamp(options.width, 1u, kMaxRun)),
        // 3 mod 8: of all odd bases these lose fewest bits to Thue-Morse texts.
        base_((Mix64(options.seed ^ kGolden) & ~std::uint64_t{7}) | 3u) {
    // A word that weighs more than a shingle is one, and the sum of weights cannot overflow.
    const unsigned word = std::clamp(options.word_weight, 1u, width_);
    const unsigned value = options.values ? word : 0;
    weight_[static_cast<std::size_t>(TokenKind::kCjk)] = 1;
    weight_[static_cast<std::size_t>(TokenKind::kWord)] = word;
    weight_[static_cast<std::size_t>(TokenKind::kNumber)] = value;
    weight_[static_cast<std::size_t>(TokenKind::kMask)] = value;

    // Each token weighs 1 or more, so no run has more than `width` of them. The length of the run
    // goes into the hash, so that runs of different lengths do not meet.
    std::uint64_t power = 1;
    for (unsigned tokens = 0; tokens <= width_; ++tokens) {
      runs_[tokens] = {.power = power, .offset = Mix64(options.seed + tokens * kGolden)};
      power *= base_;
    }
  }

  unsigned width() const { return width_; }
  std::uint64_t base() const { return base_; }
  // 0 for tokens that are passed over.
  unsigned weight(TokenKind kind) const { return weight_[static_cast<std::size_t>(kind)]; }
  const Run& run(std::size_t tokens) const { return runs_[tokens]; }

 private:
  unsigned width_;
  std::uint64_t base_;
  std::array<unsigned, 4> weight_;
  std::array<Run, kMaxRun + 1> runs_;  // only the first width + 1 are set
};

// Writes the hashes, and positions if asked to, and returns how many. `hashes` has room for one
// more than there are tokens: hashes[i] is the prefix before token i of the stream until the
// shingle that starts there takes its place.
template <bool kWithPositions>
std::size_t HashRuns(const Tokens& tokens, const Plan& plan, std::uint64_t* hashes,
                     std::uint32_t* positions) {
  // Copies, which stores to `hashes` cannot change, so the loops keep them in registers.
  const std::size_t size = tokens.size();
  const std::uint32_t* const symbol = tokens.symbol.data();
  const TokenKind* const kind = tokens.kind.data();
  const std::uint64_t base = plan.base();
  const unsigned width = plan.width();

  std::size_t shingles = 0;    // also the stream index of the run's first token
  std::size_t stream_end = 0;  // stream index after the run's last token
  std::size_t begin = 0;       // of the run, in the text
  std::size_t end = 0;
  unsigned weight = 0;  // of the run
  std::uint64_t prefix = 0;
  hashes[0] = prefix;
  while (true) {
    while (weight < width) {
      if (end == size) return shingles;
      const unsigned entering = plan.weight(kind[end]);
      if (entering != 0) {
        prefix = prefix * base + HashSymbol(symbol[end]);
        hashes[++stream_end] = prefix;
        weight += entering;
      }
      ++end;
    }
    while (plan.weight(kind[begin]) == 0) ++begin;

    // Most of a text is one kind of token. While the token that leaves is of the kind that enters,
    // and is needed, the run keeps its weight and its length.
    const TokenKind leaving = kind[begin];
    const unsigned leaving_weight = plan.weight(leaving);
    const Run run = plan.run(stream_end - shingles);
    const bool steady = weight - leaving_weight < width;
    while (true) {
      if constexpr (kWithPositions) positions[shingles] = static_cast<std::uint32_t>(begin);
      hashes[shingles] = Mix64(prefix - hashes[shingles] * run.power + run.offset);
      ++shingles;
      ++begin;
      if (!steady || end == size || kind[end] != leaving || kind[begin] != leaving) break;
      prefix = prefix * base + HashSymbol(symbol[end]);
      hashes[++stream_end] = prefix;
      ++end;
    }
    weight -= leaving_weight;
  }
}

}  // namespace

void Shingle(const Tokens& tokens, const ShingleOptions& options,
             std::vector<std::uint64_t>* hashes, std::vector<std::uint32_t>* positions) {
  const Plan plan(options);
  // Not cleared first: a reused vector then sets only the elements by which it grows.
  hashes->resize(tokens.size() + 1);
  std::size_t shingles = 0;
  if (positions == nullptr) {
    shingles = HashRuns<false>(tokens, plan, hashes->data(), nullptr);
  } else {
    positions->resize(tokens.size());
    shingles = HashRuns<true>(tokens, plan, hashes->data(), positions->data());
    positions->resize(shingles);
  }
  hashes->resize(shingles);
}

}  // namespace textkin
