// Verification: one merge of two sorted sets a pair, tasks of neighbouring pairs.

#include "verify.h"

#include <algorithm>

#include "options.h"
#include "verdict.h"

namespace textkin {
namespace {

// Pairs of one task: 2 ms of merges, or 20 ms with the loads.
constexpr std::size_t kPairsPerTask = 256;
// Sizes of two sets, one to the other, from which searching the larger beats merging.
constexpr std::size_t kSearchRatio = 32;

// Both branchless, as equal and unequal shingles alternate unpredictably.
std::size_t CountByMerge(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t common = 0, i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const std::uint64_t x = a[i], y = b[j];
    common += x == y;
    i += x <= y;
    j += y <= x;
  }
  return common;
}

std::size_t CountBySearch(std::span<const std::uint64_t> few, std::span<const std::uint64_t> many) {
  std::size_t common = 0;
  auto from = many.begin();
  for (const std::uint64_t shingle : few) {
    from = std::lower_bound(from, many.end(), shingle);
    if (from == many.end()) break;
    common += *from == shingle;
  }
  return common;
}

std::size_t CountCommon(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  if (a.size() > b.size()) std::swap(a, b);
  return a.size() * kSearchRatio < b.size() ? CountBySearch(a, b) : CountByMerge(a, b);
}

}  // namespace

Match CompareShingles(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  Match match;
  if (a.empty() || b.empty()) return match;
  const auto common = static_cast<double>(CountCommon(a, b));
  const auto size_a = static_cast<double>(a.size()), size_b = static_cast<double>(b.size());
  match.resemblance = common / (size_a + size_b - common);
  match.containment_a = common / size_a;
  match.containment_b = common / size_b;
  return match;
}

std::size_t Verifier::BytesOf(const PartContent& content) {
  return sizeof(content) + content.shingles.capacity() * sizeof(content.shingles[0]) +
         (content.values.capacity() + content.names.capacity()) * sizeof(ValueClaim);
}

void Verifier::FindKin(const PartContent& a, const PartContent& b, Verified* verified) const {
  const Match& numbers = verified->match;
  const bool alike = numbers.resemblance >= options_.threshold;
  if (options_.strict) {
    verified->has_verdict = verified->joins = alike;
    return;
  }
  const bool a_is_smaller = a.shingles.size() <= b.shingles.size();
  const double containment = a_is_smaller ? numbers.containment_a : numbers.containment_b;
  if (!loader_.aligned_shares) {
    verified->has_verdict = verified->joins = containment >= kKinContainment;
  } else if (containment >= kContained) {
    verified->has_verdict = verified->joins = true;
  } else if (options_.reworded || containment >= kLeastContainment) {
    const AlignedShares shares = loader_.aligned_shares(numbers.a, numbers.b);
    verified->has_verdict = (shares.a_is_shorter ? shares.a : shares.b) >= kKinShare;
    const auto [least, most] = std::minmax(shares.a, shares.b);
    const bool whole = alike || most >= kMadeOf;
    const double shared = std::min(numbers.containment_a, numbers.containment_b);
    const bool most_of_both = least >= kMostOf && shared >= kMostOfShingles;
    verified->joins = verified->has_verdict && (whole || most_of_both);
    if (verified->has_verdict && !whole) {
      verified->mixture_share = least;
      verified->mixture = shares.a <= shares.b ? numbers.a : numbers.b;
    }
  }
}

Verified Verifier::VerifyPair(PairKey pair, const PartContent& smaller_id,
                              const PartContent& larger_id) {
  Verified verified;
  verified.match = CompareShingles(smaller_id.shingles, larger_id.shingles);
  verified.match.a = SmallerOf(pair);
  verified.match.b = LargerOf(pair);
  FindKin(smaller_id, larger_id, &verified);
  if (verified.has_verdict) {
    verified.match.verdict = Judge(verified.match, smaller_id, larger_id, options_);
  }
  const auto note = [&](PartId part, const PartContent& content) {
    distinct_[part].store(static_cast<std::uint32_t>(content.shingles.size()),
                          std::memory_order_relaxed);
  };
  note(verified.match.a, smaller_id);
  note(verified.match.b, larger_id);
  verified_pairs_.fetch_add(1, std::memory_order_relaxed);
  return verified;
}

std::vector<Verified> Verifier::Verify(std::span<const PairKey> pairs, const ParallelFor& parallel,
                                       const std::function<bool(PairKey)>& wanted,
                                       const std::function<void(const Verified&)>& done) {
  std::vector<std::vector<Verified>> results((pairs.size() + kPairsPerTask - 1) / kPairsPerTask);
  const auto verify_task = [&](std::size_t task) {
    std::shared_ptr<const PartContent> larger_id;  // kept over the pairs of one part
    PartId held = 0;
    const std::size_t begin = task * kPairsPerTask;
    for (const PairKey pair : pairs.subspan(begin, std::min(kPairsPerTask, pairs.size() - begin))) {
      if (!wanted(pair)) continue;
      if (larger_id == nullptr || held != LargerOf(pair)) {
        held = LargerOf(pair);
        larger_id = cache_.Get(held);
      }
      results[task].push_back(VerifyPair(pair, *cache_.Get(SmallerOf(pair)), *larger_id));
      done(results[task].back());
    }
  };
  if (results.size() == 1) {
    verify_task(0);
    return std::move(results[0]);
  }
  parallel(results.size(), verify_task);
  std::vector<Verified> all;
  for (const std::vector<Verified>& result : results) {
    all.insert(all.end(), result.begin(), result.end());
  }
  return all;
}

absl::StatusOr<Judgement> JudgePair(const PartLoader& loader, const MatchOptions& options) {
  if (const absl::Status status = CheckOptions(options); !status.ok()) return status;
  if (loader.same_text(0, 1)) return Judgement{{0, 1, 1, 1, 1, Verdict::kIdentical}, true};
  Verifier verifier(loader, options, 2);
  const PairKey pair[] = {MakePair(0, 1)};
  const auto in_turn = [](std::size_t count, const std::function<void(std::size_t)>& body) {
    for (std::size_t i = 0; i < count; ++i) body(i);
  };
  const std::vector<Verified> verified = verifier.Verify(
      pair, in_turn, [](PairKey) { return true; }, [](const Verified&) {});
  return Judgement{verified.front().match, verified.front().has_verdict};
}

}  // namespace textkin
