// An evaluation as a table for people.

#include <algorithm>
#include <cstdio>
#include <initializer_list>

#include "textkin/eval.h"
#include "textkin/utf8.h"

namespace textkin::eval {
namespace {

// 34 + 6 * 11 = 100 columns.
constexpr std::size_t kNameWidth = 34;
constexpr std::size_t kNumberWidth = 11;

std::string Ratio(const std::optional<double>& value) {
  if (!value) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", *value);
  return text;
}

std::string Whole(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

// `name` in kNameWidth columns, counting a character as one; longer ones are cut.
std::string Padded(const std::string& name) {
  std::string text = name;
  std::size_t width = CountCodePoints(text);
  if (width > kNameWidth - 1) {
    std::size_t at = 0;
    for (std::size_t i = 0; i + 2 < kNameWidth; ++i) DecodeUtf8(text, &at);
    text.resize(at);
    text += "~";
    width = kNameWidth - 1;
  }
  return text + std::string(kNameWidth - width, ' ');
}

class Writer {
 public:
  // A heading, with the titles of its columns.
  void Section(const std::string& name, std::initializer_list<std::string> titles) {
    if (!text_.empty()) text_ += "\n";
    Row(name, titles);
  }
  void Row(const std::string& name, std::initializer_list<std::string> cells) {
    std::string line = Padded(name);
    for (const std::string& cell : cells) {
      line += std::string(cell.size() < kNumberWidth ? kNumberWidth - cell.size() : 1, ' ');
      line += cell;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text_ += line + "\n";
  }
  void Of(const std::string& name, const Share& share) {
    Row("  " + name, {Ratio(share.Value()), Whole(share.hits), Whole(share.total)});
  }
  void Of(const std::string& name, const Score& score) {
    Row("  " + name, {Ratio(score.Precision()), Ratio(score.Recall()), Ratio(score.F1()),
                      Whole(score.right), Whole(score.found), Whole(score.wanted)});
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void WriteShares(const std::string& title, const std::map<std::string, Share>& shares,
                 Writer* out) {
  if (shares.empty()) return;
  out->Section(title, {"recall", "found", "truth"});
  for (const auto& [name, share] : shares) out->Of(name, share);
}

void WriteClusters(const ClusterMeasures& clusters, Writer* out) {
  out->Section("clusters", {"precision", "recall", "F1", "right", "found", "truth"});
  out->Of("pairs", clusters.pairs);
  out->Of("pairs of one site", clusters.same_site);
  out->Row("  B-cubed", {Ratio(clusters.bcubed_precision), Ratio(clusters.bcubed_recall),
                         Ratio(clusters.bcubed_f1)});
  out->Row("  adjusted Rand index", {"", "", Ratio(clusters.adjusted_rand)});
  out->Section("false merges", {"share", "merged", "pairs"});
  out->Of("template siblings", clusters.template_siblings);
  WriteShares("pairs by operation", clusters.recall_by_operation, out);
  WriteShares("pairs by stack of operations", clusters.recall_by_stack, out);
}

void WritePassage(const std::string& name, const PassageMeasures& passages, Writer* out) {
  out->Row(name, {Ratio(passages.precision), Ratio(passages.recall), Ratio(passages.granularity),
                  Ratio(passages.plagdet), Whole(passages.detected), Whole(passages.cases)});
}

void WritePassages(const Evaluation& evaluation, Writer* out) {
  out->Section("passages", {"precision", "recall", "granular.", "plagdet", "detected", "truth"});
  if (!evaluation.passages) {
    out->Row("  characters", {"-", "-", "-", "-", "-", "-"});
    return;
  }
  WritePassage("  characters", *evaluation.passages, out);
  for (const auto& [operation, passages] : evaluation.passages_by_operation)
    WritePassage("    " + operation, passages, out);
  out->Row("  detections", {Whole(evaluation.passages->detections)});
  out->Row("  boundary error, characters", {Ratio(evaluation.passages->boundary_error)});
}

void WriteEdgeTotals(const EdgeMeasures& edges, Writer* out) {
  out->Of("true edges connected", edges.connected);
  out->Of("direct parent right", edges.parent);
  out->Of("an ancestor named", edges.ancestor);
  out->Of("root of family right", edges.root);
  out->Of("direction: coverage", edges.coverage);
  out->Of("direction: precision", edges.direction);
  out->Of("siblings called copies", edges.siblings_as_copies);
  out->Of("spurious edges", edges.spurious);
  out->Of("spurious directed edges", edges.spurious_directed);
}

void WriteCalibration(const std::string& name, const Calibration& calibration, Writer* out) {
  out->Row(name, {Ratio(calibration.brier), Ratio(calibration.calibration_error),
                  Ratio(calibration.risk_coverage), Whole(calibration.edges)});
}

void WriteEdges(const Evaluation& evaluation, Writer* out) {
  out->Section("edges", {"share", "counted", "of"});
  if (!evaluation.edges) {
    out->Row("  all measures", {"-", "-", "-"});
    return;
  }
  WriteEdgeTotals(*evaluation.edges, out);
  if (!evaluation.edges_by_operation.empty()) {
    out->Section("edges by operation",
                 {"parent", "ancestor", "coverage", "direction", "as copies", "connected"});
    for (const auto& [operation, edges] : evaluation.edges_by_operation) {
      out->Row("  " + operation,
               {Ratio(edges.parent.Value()), Ratio(edges.ancestor.Value()),
                Ratio(edges.coverage.Value()), Ratio(edges.direction.Value()),
                Ratio(edges.siblings_as_copies.Value()), Ratio(edges.connected.Value())});
    }
    out->Section("counts behind them",
                 {"parent", "ancestor", "coverage", "direction", "as copies", "connected"});
    for (const auto& [operation, edges] : evaluation.edges_by_operation) {
      out->Row("  " + operation,
               {Whole(edges.parent.total), Whole(edges.ancestor.total), Whole(edges.coverage.total),
                Whole(edges.direction.total), Whole(edges.siblings_as_copies.total),
                Whole(edges.connected.total)});
    }
  }
  out->Section("confidence of directed edges", {"Brier", "ECE", "risk-cov.", "edges"});
  WriteCalibration("  all", evaluation.edges->calibration, out);
  for (const auto& [operation, edges] : evaluation.edges_by_operation)
    WriteCalibration("    " + operation, edges.calibration, out);
}

void WriteProblems(const std::map<ProblemKind, Problem>& problems, Writer* out) {
  out->Section("problems, scored as wrong", {"count"});
  if (problems.empty()) out->Row("  none", {"0"});
  for (const auto& [kind, problem] : problems)
    out->Row("  " + std::string(ProblemKindName(kind)), {Whole(problem.count)});
}

}  // namespace

std::string Table(const Evaluation& evaluation) {
  Writer out;
  out.Section("collection", {"count"});
  out.Row("  documents and parts of truth", {Whole(evaluation.truth_nodes)});
  out.Row("  documents of the result", {Whole(evaluation.result_documents)});
  WriteClusters(evaluation.clusters, &out);
  WritePassages(evaluation, &out);
  WriteEdges(evaluation, &out);
  if (evaluation.lost) {
    out.Section("lost sources", {"precision", "recall", "F1", "right", "found", "truth"});
    out.Of("named by their copies", *evaluation.lost);
  }
  if (!evaluation.flags.empty()) {
    out.Section("flags", {"precision", "recall", "F1", "right", "found", "truth"});
    for (const auto& [flag, score] : evaluation.flags) out.Of(flag, score);
  }
  WriteProblems(evaluation.problems, &out);
  return out.text();
}

}  // namespace textkin::eval
