// Parts read back from a collection: their content for matching, their tokens for alignment.

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "alignment_store.h"
#include "collect.h"
#include "sketch_part.h"
#include "textkin/align.h"
#include "textkin/match.h"
#include "textkin/part_cache.h"

namespace textkin {

// The text of a part with what is marked in it.
struct PartText {
  std::string text;
  std::vector<Span> kept;   // in bytes of `text`
  std::vector<Mark> marks;  // likewise
};

// A part ready for alignment.
struct ReadyPart : PartText {
  AlignableText alignable;
};

// What of two parts their passages cover.
AlignedShares SharesOf(const AlignableText& a, const AlignableText& b, const Alignment& alignment);

// For several threads. An I/O error is remembered and makes the part empty: stages know no files.
class PartReader {
 public:
  // `memory`: bytes of the parts that are kept ready or with their tokens.
  PartReader(const Collection& collection, const StageOptions& stages, std::uint64_t memory);

  // `aligned` adds aligned_shares. The functions must not outlive this reader.
  PartLoader Loader(bool aligned);
  std::shared_ptr<const ReadyPart> Ready(PartId part) { return ready_.Get(part); }
  // For what reads an alignment: it may have tokens alone.
  std::shared_ptr<const ReadyPart> WithTokens(PartId part) {
    return alignments_ ? with_tokens_.Get(part) : ready_.Get(part);
  }
  // The alignment of two parts, made once where alignments are kept.
  Alignment Aligned(PartId a, PartId b);
  // From now on alignments go to `scratch`. Without it they are made whenever they are asked for.
  void KeepAlignments(Scratch scratch) { alignments_.emplace(std::move(scratch)); }
  // Lets those be found that were made. Not while other threads ask for some.
  void SettleAlignments() { alignments_->Settle(); }
  PartText Text(PartId part);
  std::vector<Fingerprint> Fingerprints(PartId part);  // of the kept text
  // The tokens of the kept text, until this thread asks for others.
  const Tokens* Words(PartId part);
  std::string NormalizedText(PartId part, Span span);  // of a piece of it
  // From now on parts are made ready by it; before the first.
  void SetRarity(Rarity rarity) { rarity_ = std::move(rarity); }
  const Rarity& rarity() const { return rarity_; }
  const AlignOptions& align_options() const { return stages_.align; }
  absl::Status status();
  // Parts whose file has changed since they were collected: equal to nothing, and empty.
  std::set<PartId> changed();

 private:
  struct Buffers {
    StoredPart stored;
    PartWork work;
  };

  bool Load(PartId part, Buffers* buffers);
  PartContent Content(PartId part);
  bool SameText(PartId a, PartId b);
  std::string Normalized(Buffers* buffers) const;
  Tokens TokensOf(const Buffers& buffers) const;
  ReadyPart MakeReady(PartId part);
  ReadyPart MakeWithTokens(PartId part);
  void Note(const absl::Status& status);
  AlignedShares Shares(PartId a, PartId b);

  const Collection& collection_;
  const StageOptions& stages_;
  Rarity rarity_;
  PartCache<ReadyPart> ready_;
  PartCache<ReadyPart> with_tokens_;
  std::optional<AlignmentStore> alignments_;
  std::mutex mutex_;
  absl::Status status_;
  std::set<PartId> changed_;
};

}  // namespace textkin
