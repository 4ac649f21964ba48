// Sketching: fixed-size summaries of a part, from which candidates for matching are found.
//
//   shingles      overlapping runs of tokens, each hashed to 64 bits
//   MinHash       resemblance: one-permutation hashing with optimal densification
//                 (Li, Owen, Zhang, NIPS 2012; Shrivastava, ICML 2017)
//   SimHash       64 bits whose Hamming distance follows the angle between shingle counts
//                 (Charikar, STOC 2002)
//   FracMinHash   containment: every shingle hash below 2^64 / 16 (Irber et al. 2022)
//   winnowing     fingerprints with a guarantee: every shared run of window + k - 1 tokens is found
//                 (Schleimer, Wilkerson, Aiken, SIGMOD 2003)
// docs/accuracy.md has bias and variance of each as measured by the tests.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "textkin/document.h"
#include "textkin/hash.h"
#include "textkin/normalize.h"
#include "textkin/scratch.h"

namespace textkin {

struct ShingleOptions {
  // A shingle is the shortest run of tokens whose weights sum up to at least `width`.
  // A CJK character weighs 1. docs/design/002-shingles.md has the measurements behind the defaults.
  unsigned width = 5;  // 1 to 255; values outside count as the nearest
  // 1 or more. At 2, three words make a shingle; at 1, as under --preset strict, five do.
  unsigned word_weight = 2;
  bool values = false;     // numbers and masks take part (strict); otherwise they are passed over
  std::uint64_t seed = 0;  // sketches compare only under the same seed
};

// Appends one 64-bit hash per shingle of `tokens`, in text order, repeats included, after clearing
// *hashes. Nothing when the tokens weigh less than `width`. `positions`, where given, gets the
// index of each shingle's first token.
void Shingle(const Tokens& tokens, const ShingleOptions& options,
             std::vector<std::uint64_t>* hashes, std::vector<std::uint32_t>* positions = nullptr);

inline constexpr std::size_t kMinHashSlots = 256;  // standard error of resemblance .031 at .5
using MinHash = std::array<std::uint16_t, kMinHashSlots>;

// All slots of an empty set are 0. Order and repeats do not matter.
MinHash MakeMinHash(std::span<const std::uint64_t> shingles);
// Share of equal slots: an unbiased estimate of resemblance in [0, 1] for non-empty sets.
double EstimateResemblance(std::span<const std::uint16_t, kMinHashSlots> a,
                           std::span<const std::uint16_t, kMinHashSlots> b);

// The key under which parts meet that agree in all `slots` of one band: 32 bits of a hash, the same
// in every release, because indexes store it.
inline std::uint32_t BandKey(std::span<const std::uint16_t> slots) {
  constexpr std::size_t kSlotsPerWord = 4;
  std::uint64_t key = 0;
  for (; slots.size() >= kSlotsPerWord; slots = slots.subspan(kSlotsPerWord)) {
    std::uint64_t word;
    std::memcpy(&word, slots.data(), sizeof word);
    key = Mix64(key + word);
  }
  if (!slots.empty()) {
    std::uint64_t word = 0;
    for (const std::uint16_t slot : slots) word = word << 16 | slot;
    key = Mix64(key + word);
  }
  return static_cast<std::uint32_t>(key);
}

// 0 for an empty set. Repeats count.
std::uint64_t MakeSimHash(std::span<const std::uint64_t> shingles);

inline constexpr unsigned kFracMinHashScale = 16;  // one hash in 16 is kept
// Sorted, distinct; 32 bits of each kept hash.
std::vector<std::uint32_t> MakeFracMinHash(std::span<const std::uint64_t> shingles);

// What matching keeps of every part in memory.
struct Sketch {
  MinHash minhash{};
  std::uint64_t simhash = 0;
  // As MakeFracMinHash gives it; empty where containment is not asked for.
  std::vector<std::uint32_t> frac;
  Hash128 content;             // of the normalized text; {} when the part has no tokens
  std::uint32_t shingles = 0;  // with repeats; 0 when the part is shorter than a shingle
};

// Sketches of all parts, addressed by PartId, the rank of a part's id in bytewise order, so that
// nothing depends on the order of reading. Append in any order, then SetOrder once. 556 bytes a
// part, of which 512 may be spilled, and 4 a FracMinHash value.
class SketchTable {
 public:
  // From now on no more than about `memory` bytes of signatures stay in memory, the others go to
  // `scratch`. Before the first Append.
  void SpillTo(Scratch scratch, std::uint64_t memory);
  // The first error of the scratch; signatures that could not be read are zeros.
  absl::Status status() const;
  std::uint64_t spilled_bytes() const;

  // Returns the slot of the new sketch: 0, 1, 2, ...
  std::uint32_t Append(const Sketch& sketch);
  // order[part] is the slot of that part: a permutation of all slots.
  // Before it, parts are numbered by slot.
  void SetOrder(std::vector<std::uint32_t> order);
  // Puts another sketch in the place of a part's. Keep out of the way of all other calls.
  void Replace(PartId part, const Sketch& sketch);

  std::size_t size() const { return size_; }
  // Lies in *buffer when it has been spilled.
  std::span<const std::uint16_t, kMinHashSlots> minhash(PartId part, MinHash* buffer) const;
  std::uint64_t simhash(PartId part) const;
  std::span<const std::uint32_t> frac(PartId part) const;
  const Hash128& content(PartId part) const;
  std::uint32_t shingles(PartId part) const;

 private:
  struct Spill;
  struct Block;  // a fixed number of sketches, so that growing never copies

  std::size_t Slot(PartId part) const { return order_.empty() ? part : order_[part]; }

  void SpillBlock(std::size_t number);

  std::vector<std::shared_ptr<Block>> blocks_;
  std::shared_ptr<Spill> spill_;  // null: all in memory
  std::vector<std::uint32_t> order_;
  std::size_t size_ = 0;
};

struct Fingerprint {
  std::uint64_t hash;
  std::uint32_t token;  // index of the first token of the k-gram
};
struct WinnowOptions {
  unsigned window = 16;  // shingles; every shared run of window shingles gives a common fingerprint
};
// `hashes` and `positions` as Shingle gives them. The rightmost minimum of every window, each once.
std::vector<Fingerprint> Winnow(std::span<const std::uint64_t> hashes,
                                std::span<const std::uint32_t> positions,
                                const WinnowOptions& options);

// Of the runs that fingerprints of passages are made of. Idioms of four characters and phrases of
// three words have none of their own.
inline constexpr unsigned kFingerprintWeight = 8;
// The fingerprints that tell how rare a passage is, in the order of the text: winnowed runs,
// numbers and masks passed over. Any shared run of 17 CJK characters or 13 words has one in common;
// about one token in five begins one.
std::vector<Fingerprint> MakeFingerprints(const Tokens& tokens);
// Those by which reused passages are found: these, and as many long ones, of two that follow each
// other. A paragraph of phrases that everybody uses is rare by their sequence.
std::vector<Fingerprint> MakePassageFingerprints(const Tokens& tokens);
// Of the high 32 bits of a hash, by which passages are looked up.
inline bool IsLongFingerprint(std::uint32_t hash) { return (hash & 1) != 0; }

// In how many texts each word stands; two CJK characters in a row are a word. 16 MiB whatever is
// counted: words share slots, so that one in a thousand rare words may pass for a common one.
class WordCounts {
 public:
  // Counts one text. Several threads.
  void Add(const Tokens& tokens);
  // In more than eight texts, and in more than a tenth of them. After the last Add.
  bool IsCommon(std::uint32_t word) const;

 private:
  static constexpr std::uint32_t kSlots = std::uint32_t{1} << 22;
  static std::uint32_t SlotOf(std::uint32_t word) { return word % kSlots; }

  std::vector<std::atomic<std::uint32_t>> texts_with_ =
      std::vector<std::atomic<std::uint32_t>>(kSlots);
  std::atomic<std::uint32_t> texts_ = 0;
};

// Pairs of words that are not common and stand near each other, in whatever order; each once by the
// high 32 bits of its hash, ascending. A text of a thousand words has some 1,400. `token` is the
// first of either word.
std::vector<Fingerprint> PairWords(const Tokens& tokens, const WordCounts& counts);

}  // namespace textkin
