// Loading, checking, measuring: the whole of an evaluation.

#include <algorithm>

#include "measures.h"

namespace textkin::eval {

absl::StatusOr<Evaluation> Evaluate(const std::string& truth_folder,
                                    const std::string& result_folder) {
  Names names;
  Problems problems;
  absl::StatusOr<Truth> truth = LoadTruth(truth_folder, &names, &problems);
  if (!truth.ok()) return truth.status();
  absl::StatusOr<Result> result = LoadResult(result_folder, &names, &problems);
  if (!result.ok()) return result.status();
  Check(names, &*truth, &*result, &problems);

  Evaluation evaluation;
  evaluation.truth_nodes = static_cast<std::uint64_t>(std::count_if(
      truth->rows.begin(), truth->rows.end(), [](const TruthRow& row) { return !row.split; }));
  evaluation.result_documents = result->rows.size();
  evaluation.clusters = MeasureClusters(*truth, *result, names);
  if (truth->passages && result->passages)
    evaluation.passages =
        MeasurePassages(*truth, *result, names, &evaluation.passages_by_operation);
  if (truth->edges && result->edges)
    evaluation.edges = MeasureEdges(*truth, *result, names, &evaluation.edges_by_operation);
  if (truth->edges && truth->lost && result->lost) evaluation.lost = MeasureLost(*truth, *result);
  evaluation.flags = MeasureFlags(*truth, *result, names);
  evaluation.problems = problems.all();
  return evaluation;
}

}  // namespace textkin::eval
