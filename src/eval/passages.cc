// Passages of the result against those of truth; the definition is in eval.h.

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "absl/container/flat_hash_set.h"
#include "measures.h"
#include "meetings.h"

namespace textkin::eval {
namespace {

auto DocumentsOf(const Passage& passage) {
  return std::tuple(passage.a.document, passage.b.document);
}

// By documents, then place; the order of the file must not matter.
bool ByPlace(const Passage& x, const Passage& y) {
  const auto key = [](const Passage& p) {
    return std::tuple(p.a.document, p.b.document, p.a.range.begin, p.a.range.end, p.b.range.begin,
                      p.b.range.end);
  };
  return key(x) < key(y);
}

double MedianOf(std::vector<std::uint64_t> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  const double upper = static_cast<double>(*middle);
  if (values.size() % 2 == 1) return upper;
  return (static_cast<double>(*std::max_element(values.begin(), middle)) + upper) / 2;
}

std::uint64_t Distance(std::uint64_t x, std::uint64_t y) { return x > y ? x - y : y - x; }

// A detection that meets stock alone is excused when at least half of it is such words.
constexpr double kExcused = 0.5;

// How a passage fares against the other list.
struct Outcome {
  double covered = 0;  // share of its characters, both sides
  std::uint64_t met = 0;
  std::size_t best = 0;  // the one with most characters in common, where met > 0
};

class Sums {
 public:
  void AddCase(const Outcome& outcome, const Passage& passage, const Passage* best) {
    ++cases_;
    recall_ += outcome.covered;
    if (best == nullptr) return;
    ++detected_;
    meetings_ += outcome.met;
    AddEnds(passage.a.range, best->a.range);
    AddEnds(passage.b.range, best->b.range);
  }
  void AddDetection(double covered) {
    ++detections_;
    precision_ += covered;
  }
  PassageMeasures Finish() const {
    PassageMeasures measures;
    measures.cases = cases_;
    measures.detected = detected_;
    measures.detections = detections_;
    if (detections_ > 0) measures.precision = precision_ / static_cast<double>(detections_);
    if (cases_ == 0) return measures;
    const double recall = recall_ / static_cast<double>(cases_);
    const double granularity =
        detected_ == 0 ? 1 : static_cast<double>(meetings_) / static_cast<double>(detected_);
    const double sum = measures.precision.value_or(0) + recall;
    const double f1 = sum > 0 ? 2 * *measures.precision * recall / sum : 0;
    measures.recall = recall;
    measures.granularity = granularity;
    measures.plagdet = f1 / std::log2(1 + granularity);
    if (!ends_.empty()) measures.boundary_error = MedianOf(ends_);
    return measures;
  }

 private:
  void AddEnds(const Range& wanted, const Range& found) {
    ends_.push_back(Distance(wanted.begin, found.begin));
    ends_.push_back(Distance(wanted.end, found.end));
  }

  std::uint64_t cases_ = 0, detected_ = 0, detections_ = 0, meetings_ = 0;
  double recall_ = 0, precision_ = 0;
  std::vector<std::uint64_t> ends_;  // four distances a detected case
};

// The outcomes of one list; sides are collected, because unions need all of them.
class Coverage {
 public:
  explicit Coverage(std::span<const Passage> passages)
      : passages_(passages),
        a_(passages.size()),
        b_(passages.size()),
        most_(passages.size()),
        outcomes_(passages.size()) {}

  void Meet(std::size_t index, const Passage& other, std::size_t other_index) {
    const Passage& own = passages_[index];
    a_[index].push_back(Both(own.a.range, other.a.range));
    b_[index].push_back(Both(own.b.range, other.b.range));
    const std::uint64_t shared = a_[index].back().Length() + b_[index].back().Length();
    Outcome& outcome = outcomes_[index];
    const bool is_better =
        shared > most_[index] || (shared == most_[index] && other_index < outcome.best);
    if (is_better) {
      most_[index] = shared;
      outcome.best = other_index;
    }
    ++outcome.met;
  }
  std::vector<Outcome> Finish() {
    for (std::size_t i = 0; i < passages_.size(); ++i) {
      const std::uint64_t covered = LengthOfUnion(&a_[i]) + LengthOfUnion(&b_[i]);
      outcomes_[i].covered =
          static_cast<double>(covered) /
          static_cast<double>(passages_[i].a.range.Length() + passages_[i].b.range.Length());
    }
    return std::move(outcomes_);
  }

 private:
  static Range Both(const Range& x, const Range& y) {
    return {std::max(x.begin, y.begin), std::min(x.end, y.end)};
  }

  std::span<const Passage> passages_;
  std::vector<std::vector<Range>> a_, b_;
  std::vector<std::uint64_t> most_;
  std::vector<Outcome> outcomes_;
};

class PassageScorer {
 public:
  // Of one pair of documents.
  void AddGroup(std::span<const Passage> cases, std::span<const Passage> detections) {
    Coverage of_cases(cases), of_detections(detections);
    std::vector<bool> meets_stock_alone(detections.size(), true);
    FindMeetings(cases, detections, [&](std::size_t i, std::size_t j) {
      if (!cases[i].stock) meets_stock_alone[j] = false;
      of_cases.Meet(i, detections[j], j);
      of_detections.Meet(j, cases[i], i);
    });
    absl::flat_hash_set<Name> operations;
    const std::vector<Outcome> case_outcomes = of_cases.Finish();
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const Outcome& outcome = case_outcomes[i];
      AddCase(cases[i], outcome, outcome.met > 0 ? &detections[outcome.best] : nullptr);
      operations.insert(cases[i].operations.begin(), cases[i].operations.end());
    }
    const std::vector<Outcome> detection_outcomes = of_detections.Finish();
    for (std::size_t j = 0; j < detections.size(); ++j) {
      const double covered = detection_outcomes[j].covered;
      const bool is_excused = meets_stock_alone[j] && covered >= kExcused;
      if (!is_excused) total_.AddDetection(covered);
      for (const Name operation : operations) by_operation_[operation].AddDetection(covered);
    }
  }
  void AddUnplacedCase(const Passage& passage) { AddCase(passage, Outcome(), nullptr); }
  void AddUnplacedDetection() { total_.AddDetection(0); }

  PassageMeasures Finish(const Names& names,
                         std::map<std::string, PassageMeasures>* by_operation) const {
    for (const auto& [operation, sums] : by_operation_)
      (*by_operation)[names.Text(operation)] = sums.Finish();
    return total_.Finish();
  }

 private:
  void AddCase(const Passage& passage, const Outcome& outcome, const Passage* best) {
    if (!passage.stock) total_.AddCase(outcome, passage, best);
    for (const Name operation : passage.operations)
      by_operation_[operation].AddCase(outcome, passage, best);
  }

  Sums total_;
  absl::flat_hash_map<Name, Sums> by_operation_;
};

// Placed passages in order; those that are not go to `unplaced`.
template <typename Unplaced>
std::vector<Passage> Placed(const std::vector<Passage>& passages, const Unplaced& unplaced) {
  std::vector<Passage> placed;
  for (const Passage& passage : passages) {
    if (passage.IsPlaced()) {
      placed.push_back(passage);
    } else {
      unplaced(passage);
    }
  }
  std::sort(placed.begin(), placed.end(), ByPlace);
  return placed;
}

// The passages of the documents of passages[begin] from there on.
std::span<const Passage> GroupAt(std::span<const Passage> passages, std::size_t begin) {
  std::size_t end = begin;
  while (end < passages.size() && DocumentsOf(passages[end]) == DocumentsOf(passages[begin])) ++end;
  return passages.subspan(begin, end - begin);
}

}  // namespace

PassageMeasures MeasurePassages(const Truth& truth, const Result& result, const Names& names,
                                std::map<std::string, PassageMeasures>* by_operation) {
  PassageScorer scorer;
  const std::vector<Passage> cases =
      Placed(*truth.passages, [&](const Passage& passage) { scorer.AddUnplacedCase(passage); });
  const std::vector<Passage> detections =
      Placed(*result.passages, [&](const Passage&) { scorer.AddUnplacedDetection(); });
  std::size_t i = 0, j = 0;
  while (i < cases.size() || j < detections.size()) {
    std::span<const Passage> of_truth = GroupAt(cases, i), of_result = GroupAt(detections, j);
    if (!of_truth.empty() && !of_result.empty()) {
      const auto x = DocumentsOf(of_truth.front()), y = DocumentsOf(of_result.front());
      if (y < x) of_truth = {};
      if (x < y) of_result = {};
    }
    scorer.AddGroup(of_truth, of_result);
    i += of_truth.size();
    j += of_result.size();
  }
  return scorer.Finish(names, by_operation);
}

}  // namespace textkin::eval
