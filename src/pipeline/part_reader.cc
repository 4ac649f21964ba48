// Reading parts back.

#include "part_reader.h"

#include <utility>

namespace textkin {
namespace {

// A token; and with its place in the stream, its seed and the table of seeds.
constexpr std::size_t kBytesOfToken = 13;
constexpr std::size_t kBytesOfReadyToken = 50;
// Of the memory for parts, one in so many is for those with tokens alone.
constexpr std::uint64_t kWithTokensShare = 2;

std::size_t BytesOf(const ReadyPart& part, std::size_t bytes_of_token) {
  return part.text.size() + part.marks.size() * sizeof(Mark) +
         bytes_of_token * part.alignable.tokens().size();
}

}  // namespace

AlignedShares SharesOf(const AlignableText& a, const AlignableText& b, const Alignment& alignment) {
  const auto size_a = static_cast<double>(a.tokens().size());
  const auto size_b = static_cast<double>(b.tokens().size());
  if (size_a == 0 || size_b == 0) return {};
  return {alignment.covered_a / size_a, alignment.covered_b / size_b, size_a <= size_b};
}

PartReader::PartReader(const Collection& collection, const StageOptions& stages,
                       std::uint64_t memory)
    : collection_(collection),
      stages_(stages),
      ready_(
          memory - memory / kWithTokensShare, [this](PartId part) { return MakeReady(part); },
          [](const ReadyPart& part) { return BytesOf(part, kBytesOfReadyToken); }),
      with_tokens_(
          memory / kWithTokensShare, [this](PartId part) { return MakeWithTokens(part); },
          [](const ReadyPart& part) { return BytesOf(part, kBytesOfToken); }) {}

PartLoader PartReader::Loader(bool aligned) {
  PartLoader loader;
  loader.content = [this](PartId part) { return Content(part); };
  loader.same_text = [this](PartId a, PartId b) { return SameText(a, b); };
  if (aligned) loader.aligned_shares = [this](PartId a, PartId b) { return Shares(a, b); };
  return loader;
}

PartText PartReader::Text(PartId part) {
  Buffers buffers;
  if (!Load(part, &buffers)) return {};
  StoredPart& stored = buffers.stored;
  return {std::move(stored.text), std::move(stored.kept), std::move(stored.marks)};
}

std::vector<Fingerprint> PartReader::Fingerprints(PartId part) {
  static thread_local Buffers buffers;
  if (!Load(part, &buffers)) return {};
  Normalize(buffers.stored.text, buffers.stored.kept, stages_.folding, &buffers.work.tokens);
  return MakePassageFingerprints(buffers.work.tokens);
}

const Tokens* PartReader::Words(PartId part) {
  static thread_local Buffers buffers;
  if (!Load(part, &buffers)) buffers.stored = {};
  Normalize(buffers.stored.text, buffers.stored.kept, stages_.folding, &buffers.work.tokens);
  return &buffers.work.tokens;
}

std::string PartReader::NormalizedText(PartId part, Span span) {
  Buffers buffers;
  if (!Load(part, &buffers)) return "";
  buffers.stored.kept = {span};
  return Normalized(&buffers);
}

absl::Status PartReader::status() {
  const std::lock_guard lock(mutex_);
  return status_;
}

std::set<PartId> PartReader::changed() {
  const std::lock_guard lock(mutex_);
  return changed_;
}

bool PartReader::Load(PartId part, Buffers* buffers) {
  const absl::Status status = collection_.Load(part, true, &buffers->stored);
  if (status.ok()) return true;
  if (absl::IsAborted(status)) {
    const std::lock_guard lock(mutex_);
    changed_.insert(part);
  } else {
    Note(status);
  }
  return false;
}

PartContent PartReader::Content(PartId part) {
  static thread_local Buffers buffers;
  if (!Load(part, &buffers)) return {};
  return MakeContent(buffers.stored.text, buffers.stored.kept, stages_, &buffers.work);
}

bool PartReader::SameText(PartId a, PartId b) {
  static thread_local Buffers first;
  static thread_local Buffers second;
  if (!Load(a, &first) || !Load(b, &second)) return false;
  const bool same_bytes =
      first.stored.text == second.stored.text && first.stored.kept == second.stored.kept;
  return same_bytes || Normalized(&first) == Normalized(&second);
}

std::string PartReader::Normalized(Buffers* buffers) const {
  const StoredPart& stored = buffers->stored;
  Normalize(stored.text, stored.kept, stages_.folding, &buffers->work.tokens);
  return textkin::NormalizedText(stored.text, buffers->work.tokens, stages_.folding);
}

// As many as there are, without room for more.
Tokens PartReader::TokensOf(const Buffers& buffers) const {
  static thread_local Tokens tokens;
  Normalize(buffers.stored.text, buffers.stored.kept, stages_.folding, &tokens);
  return tokens;
}

ReadyPart PartReader::MakeReady(PartId part) {
  Buffers buffers;
  if (!Load(part, &buffers)) buffers.stored = {};
  StoredPart& stored = buffers.stored;
  const auto rarity = [this](std::uint64_t hash) { return rarity_.Of(hash); };
  AlignableText alignable(TokensOf(buffers), stored.kept, stages_.align, rarity);
  return {{std::move(stored.text), std::move(stored.kept), std::move(stored.marks)},
          std::move(alignable)};
}

ReadyPart PartReader::MakeWithTokens(PartId part) {
  Buffers buffers;
  if (!Load(part, &buffers)) buffers.stored = {};
  StoredPart& stored = buffers.stored;
  AlignableText alignable(TokensOf(buffers));
  return {{std::move(stored.text), std::move(stored.kept), std::move(stored.marks)},
          std::move(alignable)};
}

Alignment PartReader::Aligned(PartId a, PartId b) {
  Alignment alignment;
  if (alignments_) {
    const absl::StatusOr<bool> found = alignments_->Load(a, b, &alignment);
    if (!found.ok()) Note(found.status());
    if (!found.ok() || *found) return alignment;
  }
  const std::shared_ptr<const ReadyPart> first = Ready(a), second = Ready(b);
  alignment = Align(first->alignable, second->alignable, stages_.align);
  if (alignments_) Note(alignments_->Add(a, b, alignment));
  return alignment;
}

void PartReader::Note(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  if (status_.ok()) status_ = status;
}

AlignedShares PartReader::Shares(PartId a, PartId b) {
  const Alignment alignment = Aligned(a, b);
  return SharesOf(Ready(a)->alignable, Ready(b)->alignable, alignment);
}

}  // namespace textkin
