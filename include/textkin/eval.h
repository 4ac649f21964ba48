// Scores of a result against truth: what `textkin eval` prints.
//
// The formats of both folders, and the key of every number, are in docs/formats/truth.md. All
// measures count whole documents that are not `split`, and parts; they are called nodes here. What
// does not fit (unknown ids, ranges outside a text, lines that are not JSON) is named, counted in
// `problems` and scored as wrong, never skipped.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace textkin::eval {

// hits of total. Without anything to count there is no ratio, rather than 0 or 1.
struct Share {
  std::uint64_t hits = 0;
  std::uint64_t total = 0;

  std::optional<double> Value() const {
    if (total == 0) return std::nullopt;
    return static_cast<double>(hits) / static_cast<double>(total);
  }
  friend bool operator==(const Share&, const Share&) = default;
};

// A set that was found against the set that is wanted.
struct Score {
  std::uint64_t right = 0;   // in both
  std::uint64_t found = 0;   // in the result
  std::uint64_t wanted = 0;  // in truth

  std::optional<double> Precision() const { return Share{right, found}.Value(); }
  std::optional<double> Recall() const { return Share{right, wanted}.Value(); }
  std::optional<double> F1() const { return Share{2 * right, found + wanted}.Value(); }
  friend bool operator==(const Score&, const Score&) = default;
};

// Clusters against families. A pair of nodes is wanted when they are of one family, and found when
// they lie in one cluster of clusters.jsonl; listed pairs do not count. A member that truth does
// not know is a family of its own; a node that the result does not know is a cluster of its own,
// with neither B-cubed precision nor recall.
//   Amigo et al. 2009, "A comparison of extrinsic clustering evaluation metrics" (B-cubed).
//   Hubert and Arabie 1985, "Comparing partitions" (adjusted Rand index).
struct ClusterMeasures {
  Score pairs;
  Score same_site;          // the pairs whose two sites are known and equal
  Share template_siblings;  // pairs of one template and two families: hits lie in one cluster
  std::optional<double> bcubed_precision;
  std::optional<double> bcubed_recall;
  std::optional<double> bcubed_f1;
  std::optional<double> adjusted_rand;

  // Wanted pairs either side of which went through the operation: hits were found.
  std::map<std::string, Share> recall_by_operation;
  // The same for all operations of a stack at once, "mask+pages+spin": the stacks that most
  // nodes have exactly.
  std::map<std::string, Share> recall_by_stack;
};

// Passages, after the PAN competitions (Potthast et al. 2010, "An evaluation framework for
// plagiarism detection"), macro-averaged.
//
// A case r is a passage of truth, a detection s one of the result; both have a side in each of two
// documents. s detects r when they overlap on both sides. With |r| the characters of both sides,
//   recall       mean over cases of |union over s detecting r of (r and s)| / |r|
//   precision    mean over detections of |union over r detected by s of (r and s)| / |s|
//   granularity  mean over detected cases of the number of detections of it; 1 when none is
//   plagdet      F1(precision, recall) / log2(1 + granularity)
// Both sides count alike, so a pair of documents gives the same numbers whichever is called the
// suspicious one, and each case is counted once. A part stands for its document, in whose text its
// ranges count. A detection between documents that truth has no case for has precision 0.
// Cases that are `stock` are nothing to be found, though nothing wrong to find: they count for
// their operations alone, and a detection that meets no other case is left out when stock covers at
// least half of it.
struct PassageMeasures {
  std::uint64_t cases = 0;
  std::uint64_t detected = 0;  // cases with a detection
  std::uint64_t detections = 0;
  std::optional<double> precision;
  std::optional<double> recall;
  std::optional<double> granularity;
  std::optional<double> plagdet;
  // Median distance, in code points, between the four ends of a detected case and those of the
  // detection that shares most characters with it.
  std::optional<double> boundary_error;
};

// Edges of about one confidence.
struct CalibrationBin {
  std::uint64_t edges = 0;
  std::uint64_t right = 0;
  double confidence = 0;  // mean
};

// What a confidence is worth: over directed edges, where right means that the source is an ancestor
// of the derived node. Equal confidences are never told apart, so the order of edges is of no
// account.
struct Calibration {
  std::uint64_t edges = 0;
  std::optional<double> brier;  // mean squared difference of confidence and outcome
  // Expected calibration error: over ten bins of equal count by confidence, the mean absolute
  // difference of mean confidence and accuracy, weighted by count.
  std::optional<double> calibration_error;
  // Area under risk over coverage: mean over k of the share of wrong edges among the k surest.
  std::optional<double> risk_coverage;
  // The ten bins, surest first; fewer where many edges have one confidence.
  std::vector<CalibrationBin> bins;
};

// Edges against the true copying. Ancestors follow from truth's edges. The named source of a node
// is that of its incoming directed edge with the highest confidence, then confidence_direct, then
// share, then the smallest id. Edges with a `split` end are neither right nor wrong.
// Twins have the same words, so that nothing tells a copy of one from a copy of the other: what
// truth says of a node holds for its twins, unless it says more of the node itself. Which of two
// twins came first is not excused; an edge between two of which neither is an ancestor is neither
// right nor wrong.
struct EdgeMeasures {
  Share connected;  // true edges whose two ends the result connects, in whatever way
  Share parent;     // nodes with a surviving direct parent: the named source is a nearest source
  Share ancestor;   // nodes with a surviving ancestor: the named source is one
  // Families with a true edge inside: the top that most members reach over named sources inside
  // the family is one that truth derives a member from and itself from none. No result edge
  // inside: wrong.
  Share root;
  Share coverage;   // pairs of ancestor and descendant that the result connects: hits are directed
  Share direction;  // of those directed, by the surest edge: hits point from the ancestor
  // Pairs that the result connects, kin by a common ancestor or family, neither being an ancestor
  // of the other: hits are called `copies` or `contains`.
  Share siblings_as_copies;
  Share spurious;           // all edges: hits lie between nodes without kinship
  Share spurious_directed;  // the same of directed edges
  Calibration calibration;
};

// What truth and result do not agree about before anything is compared.
enum class ProblemKind : std::uint8_t {
  kUnreadable,   // a line that is no JSON object of the format
  kDuplicate,    // an id that stands twice
  kNotInTruth,   // an id that truth's documents.jsonl does not have
  kNotInResult,  // an id that the result's documents.jsonl does not have
  kOutside,      // a range that is empty or leaves its document's text
};
inline constexpr std::size_t kProblemKinds = 5;
std::string_view ProblemKindName(ProblemKind kind);  // "unreadable_lines", "duplicate_ids", ...

struct Problem {
  std::uint64_t count = 0;
  std::vector<std::string> examples;  // the first five, each with its file and id or line
};

struct Evaluation {
  std::uint64_t truth_nodes = 0;
  std::uint64_t result_documents = 0;  // rows of documents.jsonl, parts included
  ClusterMeasures clusters;
  // Without a value where truth or result lacks the file.
  std::optional<PassageMeasures> passages;
  std::map<std::string, PassageMeasures> passages_by_operation;
  std::optional<EdgeMeasures> edges;
  std::map<std::string, EdgeMeasures> edges_by_operation;  // `root` has no operation
  // Lost documents that two or more members come from over lost ones alone. One of the result is
  // right when one of truth, which no other of the result is taken for, stands above all of its
  // copies, and none that survives stands between.
  std::optional<Score> lost;
  std::map<std::string, Score> flags;       // those that occur in truth
  std::map<ProblemKind, Problem> problems;  // those that occur
};

// Scores the folder `result`, as `textkin scan` writes it, against the folder `truth`.
//   NotFound     a folder, truth's documents.jsonl, or the result's documents.jsonl or
//                clusters.jsonl is missing
//   Unavailable  a file cannot be read
absl::StatusOr<Evaluation> Evaluate(const std::string& truth, const std::string& result);

// One table for people, at most 100 columns wide, and one JSON object with the same numbers, both
// with a newline at the end.
std::string Table(const Evaluation& evaluation);
std::string Json(const Evaluation& evaluation);

}  // namespace textkin::eval
