// Matching in five steps. Each is a file of its own; docs/design/003-matching.md has the argument.

#include "textkin/match.h"

#include <algorithm>

#include "candidates.h"
#include "cluster.h"
#include "exact_classes.h"
#include "group.h"
#include "options.h"
#include "verdict.h"
#include "verify.h"

namespace textkin {
namespace {

// Heads with shingles; parts shorter than a shingle match through their class alone.
std::vector<PartId> HeadsWithShingles(const SketchTable& sketches, const ExactClasses& classes) {
  std::vector<PartId> heads;
  for (std::size_t i = 0; i < sketches.size(); ++i) {
    const PartId part = static_cast<PartId>(i);
    if (classes.IsHead(part) && sketches.shingles(part) > 0) heads.push_back(part);
  }
  return heads;
}

// Pairs that are only alike would connect everything to one group.
void AddReworded(std::span<const std::pair<PartId, PartId>> pairs, const ExactClasses& classes,
                 const PartLoader& loader, const ParallelFor& parallel, Candidates* candidates) {
  if (pairs.empty()) return;
  std::vector<char> is_kin(pairs.size(), 0);
  parallel(pairs.size(), [&](std::size_t i) {
    const auto& [a, b] = pairs[i];
    if (!classes.IsHead(a) || !classes.IsHead(b)) return;
    const AlignedShares shares = loader.aligned_shares(a, b);
    is_kin[i] = (shares.a_is_shorter ? shares.a : shares.b) >= kKinShare;
  });
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (is_kin[i]) candidates->pairs.push_back(MakePair(pairs[i].first, pairs[i].second));
  }
  SortAndDropRepeats(&candidates->pairs);
}

void AddCounts(const Candidates& candidates, MatchStats* stats) {
  stats->candidate_pairs += candidates.pairs.size();
  stats->compared_pairs += candidates.compared_pairs;
  stats->large_buckets += candidates.large_buckets;
}

MatchResult Collect(std::vector<GroupResult> groups) {
  MatchResult result;
  for (GroupResult& group : groups) {
    result.matches.insert(result.matches.end(), group.matches.begin(), group.matches.end());
    std::move(group.clusters.begin(), group.clusters.end(), std::back_inserter(result.clusters));
    AddCounts(group.added, &result.stats);
    group = GroupResult();
  }
  std::sort(result.matches.begin(), result.matches.end(),
            [](const Match& x, const Match& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  std::sort(result.clusters.begin(), result.clusters.end(),
            [](const Cluster& x, const Cluster& y) { return x.representative < y.representative; });
  return result;
}

// Steps 3 to 5, the same whoever has found the candidates.
MatchResult DecideCandidates(const SketchTable& sketches, const PartLoader& loader,
                             const ExactClasses& classes, const Candidates& candidates,
                             const MatchOptions& options, const ParallelFor& parallel) {
  // 3. Groups: the parts that candidates connect.
  std::vector<Group> groups = MakeGroups(candidates.pairs, classes, sketches.size());

  // 4. Clusters: every group verified on its exact shingles, split by kin, its pairs listed.
  Verifier verifier(loader, options, sketches.size());
  Clusterer clusterer(sketches, classes, options, parallel, &verifier);
  std::vector<GroupResult> results(groups.size());
  parallel(groups.size(), [&](std::size_t i) { results[i] = clusterer.Run(std::move(groups[i])); });

  // 5. One result, in the order of ids.
  MatchResult result = Collect(std::move(results));
  result.stats.exact_copies = classes.copies();
  result.stats.verified_pairs = verifier.verified_pairs();
  AddCounts(candidates, &result.stats);
  return result;
}

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kIdentical:
      return "identical";
    case Verdict::kNearDuplicate:
      return "near_duplicate";
    case Verdict::kContained:
      return "contained";
    case Verdict::kPartial:
      return "partial";
    case Verdict::kSameTemplate:
      return "same_template";
  }
  return "";
}

std::string_view ClusterKindName(ClusterKind kind) {
  switch (kind) {
    case ClusterKind::kIdentical:
      return "identical";
    case ClusterKind::kNearDuplicate:
      return "near_duplicate";
    case ClusterKind::kContained:
      return "contained";
    case ClusterKind::kMixed:
      return "mixed";
  }
  return "";
}

absl::StatusOr<MatchResult> MatchParts(const SketchTable& sketches, const PartLoader& loader,
                                       const MatchOptions& options, const ParallelFor& parallel,
                                       std::span<const std::pair<PartId, PartId>> reworded) {
  const absl::Status checked = CheckOptions(options);
  if (!checked.ok()) return checked;

  // 1. Exact copies become one: the head of their class goes on for all.
  const ExactClasses classes = ExactClasses::Find(sketches, loader, parallel);
  const std::vector<PartId> heads = HeadsWithShingles(sketches, classes);

  // 2. Candidates: pairs of heads that the sketches cannot tell from kin.
  Candidates candidates = FindCandidates(sketches, heads, options, parallel);
  AddReworded(reworded, classes, loader, parallel, &candidates);
  return DecideCandidates(sketches, loader, classes, candidates, options, parallel);
}

absl::StatusOr<MatchResult> MatchCandidates(const SketchTable& sketches, const PartLoader& loader,
                                            std::span<const std::pair<PartId, PartId>> pairs,
                                            const MatchOptions& options,
                                            const ParallelFor& parallel) {
  const absl::Status checked = CheckOptions(options);
  if (!checked.ok()) return checked;
  Candidates candidates;
  for (const auto& [a, b] : pairs) candidates.pairs.push_back(MakePair(a, b));
  SortAndDropRepeats(&candidates.pairs);
  return DecideCandidates(sketches, loader, ExactClasses::Find(sketches, loader, parallel),
                          candidates, options, parallel);
}

}  // namespace textkin
