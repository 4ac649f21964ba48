// Verification: the exact numbers of pairs of parts, from their shingle sets.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "pairs.h"
#include "textkin/match.h"
#include "textkin/part_cache.h"

namespace textkin {

// A pair with its exact numbers.
struct Verified {
  Match match;
  bool has_verdict = false;  // kin, or of one template; without it match.verdict says nothing
  // Whether the two belong in one cluster: at least one side is made of the other. A mixture is kin
  // of all its sources, which have nothing to do with each other.
  bool joins = false;
  // Of two that are kin, where neither is made of the other: the side that shares less may be a
  // mixture, which joins only the one that most of it comes from. 0: either is made of the other.
  double mixture_share = 0;
  PartId mixture = 0;

  bool IsKin() const { return has_verdict && match.verdict != Verdict::kSameTemplate; }
  PairKey Key() const { return MakePair(match.a, match.b); }
};

class Verifier {
 public:
  Verifier(const PartLoader& loader, const MatchOptions& options, std::size_t parts)
      : options_(options),
        loader_(loader),
        cache_(options.content_memory, loader.content, BytesOf),
        distinct_(parts) {}

  // Verifies those of `pairs`, which ascend, that `wanted` says just before; in the order of
  // `pairs`. `done` is told of each at once, from any thread.
  std::vector<Verified> Verify(std::span<const PairKey> pairs, const ParallelFor& parallel,
                               const std::function<bool(PairKey)>& wanted,
                               const std::function<void(const Verified&)>& done);

  // Distinct kept shingles of a part that was in a verified pair; 0 of any other.
  std::uint32_t DistinctShingles(PartId part) const {
    return distinct_[part].load(std::memory_order_relaxed);
  }
  std::shared_ptr<const PartContent> Content(PartId part) { return cache_.Get(part); }
  void Forget(std::span<const PartId> parts) { cache_.Forget(parts); }
  std::uint64_t verified_pairs() const { return verified_pairs_; }

 private:
  static std::size_t BytesOf(const PartContent& content);

  Verified VerifyPair(PairKey pair, const PartContent& smaller_id, const PartContent& larger_id);
  // Sets `has_verdict`, as if the two were no template, and `joins`.
  void FindKin(const PartContent& a, const PartContent& b, Verified* verified) const;

  const MatchOptions& options_;
  const PartLoader& loader_;
  PartCache<PartContent> cache_;
  std::vector<std::atomic<std::uint32_t>> distinct_;  // by part
  std::atomic<std::uint64_t> verified_pairs_ = 0;
};

}  // namespace textkin
