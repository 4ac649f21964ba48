// An evaluation as one JSON object; docs/formats/truth.md lists the keys.

#include <cmath>
#include <nlohmann/json.hpp>

#include "textkin/eval.h"

namespace textkin::eval {
namespace {

using Object = nlohmann::ordered_json;

// Four decimals: one document in ten thousand.
Object Number(const std::optional<double>& value) {
  if (!value) return nullptr;
  return std::round(*value * 1e4) / 1e4;
}

Object Of(const Share& share) {
  return {{"value", Number(share.Value())}, {"hits", share.hits}, {"total", share.total}};
}

Object Of(const Score& score) {
  return {{"precision", Number(score.Precision())},
          {"recall", Number(score.Recall())},
          {"f1", Number(score.F1())},
          {"right", score.right},
          {"found", score.found},
          {"wanted", score.wanted}};
}

Object Of(const PassageMeasures& passages) {
  return {{"precision", Number(passages.precision)},
          {"recall", Number(passages.recall)},
          {"granularity", Number(passages.granularity)},
          {"plagdet", Number(passages.plagdet)},
          {"boundary_error", Number(passages.boundary_error)},
          {"cases", passages.cases},
          {"detected", passages.detected},
          {"detections", passages.detections}};
}

Object Of(const Calibration& calibration) {
  Object bins = Object::array();
  for (const CalibrationBin& bin : calibration.bins) {
    bins.push_back(
        {{"edges", bin.edges}, {"right", bin.right}, {"confidence", Number(bin.confidence)}});
  }
  return {{"brier", Number(calibration.brier)},
          {"calibration_error", Number(calibration.calibration_error)},
          {"risk_coverage", Number(calibration.risk_coverage)},
          {"edges", calibration.edges},
          {"bins", bins}};
}

// Keys that every operation has; `root` is the whole's alone.
Object OfOperation(const EdgeMeasures& edges) {
  return {
      {"connected", Of(edges.connected)},    {"parent", Of(edges.parent)},
      {"ancestor", Of(edges.ancestor)},      {"coverage", Of(edges.coverage)},
      {"direction", Of(edges.direction)},    {"siblings_as_copies", Of(edges.siblings_as_copies)},
      {"spurious", Of(edges.spurious)},      {"spurious_directed", Of(edges.spurious_directed)},
      {"calibration", Of(edges.calibration)}};
}

template <typename Value, typename Convert>
Object ByName(const std::map<std::string, Value>& values, const Convert& convert) {
  Object object = Object::object();
  for (const auto& [name, value] : values) object[name] = convert(value);
  return object;
}

template <typename Value>
Object ByName(const std::map<std::string, Value>& values) {
  return ByName(values, [](const Value& value) { return Of(value); });
}

Object Clusters(const ClusterMeasures& clusters) {
  return {{"pairs", Of(clusters.pairs)},
          {"same_site", Of(clusters.same_site)},
          {"template_siblings", Of(clusters.template_siblings)},
          {"bcubed",
           {{"precision", Number(clusters.bcubed_precision)},
            {"recall", Number(clusters.bcubed_recall)},
            {"f1", Number(clusters.bcubed_f1)}}},
          {"adjusted_rand", Number(clusters.adjusted_rand)},
          {"recall_by_operation", ByName(clusters.recall_by_operation)},
          {"recall_by_stack", ByName(clusters.recall_by_stack)}};
}

Object Passages(const Evaluation& evaluation) {
  if (!evaluation.passages) return nullptr;
  Object object = Of(*evaluation.passages);
  object["by_operation"] = ByName(evaluation.passages_by_operation);
  return object;
}

Object Edges(const Evaluation& evaluation) {
  if (!evaluation.edges) return nullptr;
  Object object = OfOperation(*evaluation.edges);
  object["root"] = Of(evaluation.edges->root);
  object["by_operation"] = ByName(evaluation.edges_by_operation, OfOperation);
  return object;
}

Object ProblemCounts(const std::map<ProblemKind, Problem>& problems) {
  Object object = Object::object();
  for (std::size_t i = 0; i < kProblemKinds; ++i) {
    const ProblemKind kind = static_cast<ProblemKind>(i);
    const auto found = problems.find(kind);
    const Problem problem = found == problems.end() ? Problem() : found->second;
    object[std::string(ProblemKindName(kind))] = {{"count", problem.count},
                                                  {"examples", problem.examples}};
  }
  return object;
}

}  // namespace

std::string Json(const Evaluation& evaluation) {
  const Object object = {{"truth_nodes", evaluation.truth_nodes},
                         {"result_documents", evaluation.result_documents},
                         {"clusters", Clusters(evaluation.clusters)},
                         {"passages", Passages(evaluation)},
                         {"edges", Edges(evaluation)},
                         {"lost", evaluation.lost ? Of(*evaluation.lost) : Object()},
                         {"flags", ByName(evaluation.flags)},
                         {"problems", ProblemCounts(evaluation.problems)}};
  // Problems may name folders that are not UTF-8.
  return object.dump(2, ' ', false, Object::error_handler_t::replace) + "\n";
}

}  // namespace textkin::eval
