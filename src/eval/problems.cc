// Counting and naming problems.

#include "problems.h"

namespace textkin::eval {
namespace {

// Enough to see a pattern (a prefix, a part suffix) and short enough for a terminal.
constexpr std::size_t kExamples = 5;

}  // namespace

std::string_view ProblemKindName(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::kUnreadable:
      return "unreadable_lines";
    case ProblemKind::kDuplicate:
      return "duplicate_ids";
    case ProblemKind::kNotInTruth:
      return "not_in_truth";
    case ProblemKind::kNotInResult:
      return "not_in_result";
    case ProblemKind::kOutside:
      return "outside_text";
  }
  return "";
}

void Problems::Add(ProblemKind kind, const std::string& example) {
  Problem& problem = all_[kind];
  ++problem.count;
  if (problem.examples.size() < kExamples) problem.examples.push_back(example);
}

void Problems::AddId(ProblemKind kind, Name id, const std::string& where, const Names& names) {
  if (known_[static_cast<std::size_t>(kind)].insert(id).second)
    Add(kind, where + ": " + names.Text(id));
}

}  // namespace textkin::eval
