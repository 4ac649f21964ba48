// Whether one record is removed for another: the exact numbers of two.

#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "filter_record.h"
#include "textkin/match.h"

namespace textkin {

// A record at hand, with what has been made of it for comparing.
struct KinSide {
  FilterRecord* record = nullptr;
  PartContent content = {};  // not under strict, where the record's shingles are all there is
  bool is_ready = false;
};

// For several threads.
class KinJudge {
 public:
  // `stages` must outlive the judge.
  KinJudge(const StageOptions& stages, const MatchOptions& match)
      : stages_(stages), match_(match) {}

  const StageOptions& stages() const { return stages_; }
  const MatchOptions& match() const { return match_; }

  // Whether an estimate of their resemblance leaves room for `record` to be kin of another.
  bool LeavesRoom(const FilterRecord& record, double estimate) const;
  // Whether the normalized texts are equal; for two with equal content hashes.
  bool SameText(const FilterRecord& a, const FilterRecord& b) const;
  // The numbers, a: `removed`, of two that are kin. A long record is kin of a short one that it
  // holds; unless `holders_too`, only what has most of its shingles in the other is kin here.
  absl::StatusOr<std::optional<Match>> Compare(KinSide* removed, KinSide* kept,
                                               bool holders_too) const;

 private:
  void MakeReady(KinSide* side) const;

  const StageOptions& stages_;
  const MatchOptions match_;
};

}  // namespace textkin
