// Alignment: the passages that two parts share, with exact places and every difference typed.
//
//   seeds   equal runs of words and CJK characters, numbers and masks passed over, grown to anchors
//   chains  anchors in one order on both sides, with a cost on the gaps between them
//   fill    the gaps and ends aligned token by token; numbers, masks and words have costs of their
//           own
// Marked text (furniture, debris) has no tokens, so a passage runs on over it, and names it as a
// difference. Ranges are bytes of the document's text. docs/design/007-alignment.md has the
// argument, the parameters and what they were measured on.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "textkin/document.h"
#include "textkin/normalize.h"

namespace textkin {

enum class DifferenceType : std::uint8_t {
  kMasked,      // a mask on one side, a number or words on the other
  kDropped,     // a number or mask on one side, nothing on the other
  kRenumbered,  // two numbers
  kReworded,    // a few words for a few others
  kInserted,    // words that only b has
  kDeleted,     // words that only a has
  kMoved,       // words that stand elsewhere in the other text of the pair
  kDebris,      // marked text on one side
};
std::string_view DifferenceTypeName(DifferenceType type);  // "masked", "dropped", ...

// Bytes of either text. A side that has nothing is empty, at the place where it would stand.
struct Difference {
  DifferenceType type = DifferenceType::kInserted;
  Span a;
  Span b;

  friend bool operator==(const Difference&, const Difference&) = default;
};

enum class PassageKind : std::uint8_t {
  kVerbatim,  // no differences but debris
  kMasked,    // no differences but debris and those of numbers and masks
  kSpun,      // words are exchanged one for one, throughout
  kEdited,    // any other; found by bags, words are exchanged and moved throughout
};
std::string_view PassageKindName(PassageKind kind);  // "verbatim", "masked", ...

// A run of text that two parts share. It begins and ends with equal tokens.
struct Passage {
  Span a;
  Span b;
  std::uint32_t tokens = 0;  // matched, numbers and masks included
  double identity = 0;       // matched tokens over those of the longer side, (0, 1]
  PassageKind kind = PassageKind::kEdited;
  std::vector<Difference> differences;  // in the order of a
};

struct AlignOptions {
  // Weights are those of shingles: a CJK character 1, a word 2.
  unsigned seed_weight = 6;  // of the equal runs that begin everything
  // Matched, less what stands between and does not match, of a passage, times a power of the mean
  // rarity of the fingerprints that both sides have: a slogan is shorter, and a formula that
  // everybody uses must be longer by as much as it is common. Half of the shorter text is enough.
  unsigned min_weight = 38;
  // Tokens between two anchors of one passage, on the longer side: beyond it, what stands between
  // is a text of its own.
  std::uint32_t max_gap = 120;
  double min_identity = 0.5;  // of a passage: below, what is shared is scattered
  // Looks also for stretches that use the same rare words in another order: shuffled, translated,
  // summed up. Their bounds are those of windows, and their one difference is the whole.
  bool bags = false;
};

// A part made ready to be aligned with others: its tokens, and where every seed stands.
// Immutable, so threads may share it. About 50 bytes a token.
class AlignableText {
 public:
  // `tokens` of the ranges `kept` of a part; between these lies its marked text. `rarity` says how
  // much a fingerprint tells of copying, (0, 1]; without it, everything tells as much.
  AlignableText(Tokens tokens, std::span<const Span> kept, const AlignOptions& options,
                const std::function<double(std::uint64_t)>& rarity = nullptr);
  // Tokens alone, for what reads an alignment that is at hand: there is nothing to align it by.
  explicit AlignableText(Tokens tokens) : tokens_(std::move(tokens)) {}

  const Tokens& tokens() const { return tokens_; }
  std::span<const Span> marked() const { return marked_; }  // between kept ranges, ascending
  // The stream: tokens that are words or CJK characters, in order.
  std::span<const std::uint32_t> stream() const { return stream_; }      // symbols
  std::span<const std::uint32_t> token_of() const { return token_of_; }  // index in tokens()
  // Weight of the stream before each of its tokens, and of all of it: one entry more.
  std::span<const std::uint32_t> weight_before() const { return weight_before_; }
  // Stream tokens [begin, end) with the rarity of the fingerprint that they make, ascending.
  struct Told {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    double rarity = 1;
  };
  std::span<const Told> told() const { return told_; }
  // seeds()[i] is the hash of the seed that begins at stream token i.
  std::span<const std::uint64_t> seeds() const { return seeds_; }

  static constexpr std::uint32_t kNone = UINT32_MAX;
  // Ascending places whose seed may have that hash (others may be among them); kNone at the end.
  std::uint32_t FirstPlace(std::uint64_t seed) const { return bucket_[seed & bucket_mask_]; }
  std::uint32_t NextPlace(std::uint32_t place) const { return next_[place]; }

 private:
  void FindTold(const std::function<double(std::uint64_t)>& rarity);

  Tokens tokens_;
  std::vector<Span> marked_;
  std::vector<std::uint32_t> stream_;
  std::vector<std::uint32_t> token_of_;
  std::vector<std::uint32_t> weight_before_ = {0};
  std::vector<Told> told_;
  std::vector<std::uint64_t> seeds_;
  std::vector<std::uint32_t> bucket_ = {kNone};
  std::vector<std::uint32_t> next_;
  std::uint64_t bucket_mask_ = 0;
};

struct Alignment {
  std::vector<Passage> passages;  // in the order of a, then of b
  std::uint32_t covered_a = 0;    // tokens of a inside passages, differences included
  std::uint32_t covered_b = 0;
};

// All passages of two parts. Linear in their lengths, apart from gaps of at most max_gap tokens,
// which cost their product. The result does not depend on anything else; exchanging a and b may
// move the ends of gaps.
Alignment Align(const AlignableText& a, const AlignableText& b, const AlignOptions& options);

}  // namespace textkin
