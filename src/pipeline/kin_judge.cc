// Exact sets of shingles, compared.

#include "kin_judge.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace textkin {
namespace {

// Standard errors below the threshold at which a signature leaves no room for kin: one pair exactly
// at the threshold in 3 million is lost.
constexpr double kNoRoomErrors = 5;
// Share of a removed record's shingles that the kept one has: most of what goes stays elsewhere.
constexpr double kLeastRemoved = .5;
// Least standard error, in resemblance: half a slot. Without it a threshold of 1 would have none.
constexpr double kHalfSlot = .5 / static_cast<double>(kMinHashSlots);

PartWork& WorkOfThread() {
  static thread_local PartWork work;
  return work;
}

std::string NormalizedTextOf(const FilterRecord& record, Folding folding) {
  Tokens& tokens = WorkOfThread().tokens;
  Normalize(record.text, record.kept, folding, &tokens);
  return NormalizedText(record.text, tokens, folding);
}

}  // namespace

bool KinJudge::LeavesRoom(const FilterRecord& record, double estimate) const {
  if (!stages_.strict)
    return true;  // kin is a share of the smaller side, of which this says little
  const double floor = match_.threshold;
  // A set of fewer shingles than slots repeats them, and tells no more than its shingles do. The
  // other one is larger at most by the threshold, where the two are kin.
  const double told = std::min<double>(record.sketch.shingles, kMinHashSlots);
  const double error = std::max(std::sqrt(floor * (1 - floor) / told), kHalfSlot);
  return estimate >= floor - kNoRoomErrors * error;
}

bool KinJudge::SameText(const FilterRecord& a, const FilterRecord& b) const {
  if (a.text == b.text && a.kept == b.kept) return true;
  return NormalizedTextOf(a, stages_.folding) == NormalizedTextOf(b, stages_.folding);
}

void KinJudge::MakeReady(KinSide* side) const {
  if (side->is_ready) return;
  side->is_ready = true;
  FilterRecord& record = *side->record;
  if (!stages_.strict) {
    side->content = ContentOf(record, stages_, &WorkOfThread());
  } else if (!record.is_set) {
    if (record.shingles.empty()) {
      record.shingles = std::move(ContentOf(record, stages_, &WorkOfThread()).shingles);
    } else {
      SortDistinct(&record.shingles);
    }
    record.is_set = true;
  }
}

absl::StatusOr<std::optional<Match>> KinJudge::Compare(KinSide* removed, KinSide* kept,
                                                       bool holders_too) const {
  using Kin = std::optional<Match>;
  MakeReady(removed);
  MakeReady(kept);
  if (stages_.strict) {
    Match match = CompareShingles(removed->record->shingles, kept->record->shingles);
    match.verdict = Verdict::kNearDuplicate;
    return match.resemblance < match_.threshold ? Kin() : Kin(match);
  }
  PartLoader loader;
  loader.content = [&](PartId part) { return part == 0 ? removed->content : kept->content; };
  loader.same_text = [](PartId, PartId) { return false; };  // decided by the content hash
  const absl::StatusOr<Judgement> judgement = JudgePair(loader, match_);
  if (!judgement.ok()) return judgement.status();
  const bool most = judgement->match.containment_a >= kLeastRemoved;
  return judgement->IsKin() && (most || holders_too) ? Kin(judgement->match) : Kin();
}

}  // namespace textkin
