// Reading parts back.

#include "part_reader.h"

#include <utility>

namespace textkin {
namespace {

// A token with its place in the stream, its seed and the table of seeds.
constexpr std::size_t kBytesPerToken = 50;

std::size_t BytesOf(const ReadyPart& part) {
  return part.text.size() + part.marks.size() * sizeof(Mark) +
         kBytesPerToken * part.alignable.tokens().size();
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
          memory, [this](PartId part) { return MakeReady(part); }, BytesOf) {}

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
  return MakeFingerprints(buffers.work.tokens);
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
  const std::lock_guard lock(mutex_);
  if (absl::IsAborted(status)) {
    changed_.insert(part);
  } else if (status_.ok()) {
    status_ = status;
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

ReadyPart PartReader::MakeReady(PartId part) {
  Buffers buffers;
  if (!Load(part, &buffers)) buffers.stored = {};
  Normalize(buffers.stored.text, buffers.stored.kept, stages_.folding, &buffers.work.tokens);
  const auto rarity = [this](std::uint64_t hash) { return rarity_.Of(hash); };
  AlignableText alignable(std::move(buffers.work.tokens), buffers.stored.kept, stages_.align,
                          rarity);
  StoredPart& stored = buffers.stored;
  return {{std::move(stored.text), std::move(stored.kept), std::move(stored.marks)},
          std::move(alignable)};
}

AlignedShares PartReader::Shares(PartId a, PartId b) {
  const std::shared_ptr<const ReadyPart> first = Ready(a), second = Ready(b);
  return SharesOf(first->alignable, second->alignable,
                  Align(first->alignable, second->alignable, stages_.align));
}

}  // namespace textkin
