// Making a part ready: the stream without numbers and masks, and a table of its seeds.

#include <algorithm>
#include <bit>
#include <utility>

#include "slots.h"
#include "textkin/align.h"
#include "textkin/sketch.h"

namespace textkin {

AlignableText::AlignableText(Tokens tokens, std::span<const Span> kept, const AlignOptions& options,
                             const std::function<double(std::uint64_t)>& rarity)
    : tokens_(std::move(tokens)) {
  for (std::size_t i = 1; i < kept.size(); ++i) {
    marked_.push_back({kept[i - 1].end, kept[i].begin});
  }
  const ShingleOptions shingle{.width = options.seed_weight};
  Shingle(tokens_, shingle, &seeds_);
  stream_.reserve(tokens_.size());
  token_of_.reserve(tokens_.size());
  weight_before_.clear();
  weight_before_.reserve(tokens_.size() + 1);
  std::uint32_t weight = 0;
  for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
    if (IsSlot(tokens_.kind[i])) continue;
    stream_.push_back(tokens_.symbol[i]);
    token_of_.push_back(i);
    weight_before_.push_back(weight);
    weight += WeightOf(tokens_.kind[i]);
  }
  weight_before_.push_back(weight);
  if (rarity != nullptr) FindTold(rarity);

  bucket_.assign(std::bit_ceil(seeds_.size() + 1), kNone);
  bucket_mask_ = bucket_.size() - 1;
  next_.resize(seeds_.size());
  // From the last on, so that every list ascends.
  for (std::size_t i = seeds_.size(); i-- > 0;) {
    std::uint32_t& first = bucket_[seeds_[i] & bucket_mask_];
    next_[i] = first;
    first = static_cast<std::uint32_t>(i);
  }
}

void AlignableText::FindTold(const std::function<double(std::uint64_t)>& rarity) {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  const std::vector<Fingerprint> fingerprints = MakeFingerprints(tokens_);
  told_.reserve(fingerprints.size());
  for (const Fingerprint& fingerprint : fingerprints) {
    while (token_of_[begin] < fingerprint.token) ++begin;
    end = std::max(begin, end);
    while (weight_before_[end] - weight_before_[begin] < kFingerprintWeight) ++end;
    told_.push_back({begin, end, rarity(fingerprint.hash)});
  }
}

}  // namespace textkin
