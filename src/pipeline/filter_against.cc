// Candidates of the index, verified.

#include "filter_against.h"

#include <algorithm>
#include <utility>

namespace textkin {

absl::StatusOr<std::unique_ptr<AgainstIndex>> AgainstIndex::Open(const std::string& folder,
                                                                 bool holders_too) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader = IndexReader::Open(folder);
  if (!reader.ok()) return reader.status();
  if (!(*reader)->settings().texts) {
    return absl::InvalidArgumentError("the index '" + folder +
                                      "' keeps no texts, so nothing in it can be verified");
  }
  return std::unique_ptr<AgainstIndex>(new AgainstIndex(*std::move(reader), holders_too));
}

absl::StatusOr<std::optional<FilterKin>> AgainstIndex::FindKin(const KinJudge& judge,
                                                               FilterRecord* record) const {
  std::optional<FilterKin> none;
  CandidateOptions wanted;
  if (judge.stages().strict) wanted.min_shared = 0;
  // A held-out item has some hundred shingles, and so few values; what one in common suggests is
  // verified.
  if (holders_too_) wanted.min_shared = std::min(wanted.min_shared, 1u);
  const absl::StatusOr<IndexCandidates> candidates =
      reader_->FindCandidates(record->sketch, wanted);
  if (!candidates.ok()) return candidates.status();
  KinSide side{record};
  for (const IndexCandidate& candidate : candidates->found) {
    if (!candidate.same_content && !judge.LeavesRoom(*record, candidate.resemblance)) continue;
    FilterKin kin{candidate.document, {0, 0, 1, 1, 1, Verdict::kIdentical}, true, candidate.part};
    FilterRecord loaded;
    if (const absl::Status status = Load(kin, &loaded); !status.ok()) return status;
    if (candidate.same_content && judge.SameText(*record, loaded)) return kin;
    KinSide kept{&loaded};
    const absl::StatusOr<std::optional<Match>> match = judge.Compare(&side, &kept, holders_too_);
    if (!match.ok()) return match.status();
    if (!*match) continue;
    kin.match = **match;
    return kin;
  }
  return none;
}

absl::Status AgainstIndex::Load(const FilterKin& kin, FilterRecord* record) const {
  absl::StatusOr<IndexedDocument> found = reader_->Load(kin.number, /*text_too=*/true);
  if (!found.ok()) return found.status();
  Extracted& extracted = found->extracted;
  record->id = IdOfPart(extracted.document.id, kin.part);
  record->record_id = std::move(extracted.document.record_id);
  record->text = std::move(extracted.document.text);
  record->kept = KeptSpans(extracted.parts[kin.part]);
  record->sketch = std::move(found->sketches[kin.part]);
  record->shingles.clear();
  record->is_set = false;
  return absl::OkStatus();
}

}  // namespace textkin
