// Verification: the exact numbers of pairs of parts, from their shingle sets.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "content_cache.h"
#include "pairs.h"

namespace textkin {

// A pair with its exact numbers.
struct Verified {
  Match match;
  bool has_verdict = false;  // kin, or of one template; without it match.verdict says nothing

  bool IsKin() const { return has_verdict && match.verdict != Verdict::kSameTemplate; }
  PairKey Key() const { return MakePair(match.a, match.b); }
};

class Verifier {
 public:
  Verifier(const PartLoader& loader, const MatchOptions& options, std::size_t parts)
      : options_(options), cache_(loader), distinct_(parts) {}

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
  Verified VerifyPair(PairKey pair, const PartContent& smaller_id, const PartContent& larger_id);

  const MatchOptions& options_;
  ContentCache cache_;
  std::vector<std::atomic<std::uint32_t>> distinct_;  // by part
  std::atomic<std::uint64_t> verified_pairs_ = 0;
};

}  // namespace textkin
