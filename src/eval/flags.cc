// Flags of documents: each flag that truth uses is a set to find.

#include <algorithm>

#include "measures.h"

namespace textkin::eval {
namespace {

bool Has(const std::vector<Name>& flags, Name flag) {
  return std::binary_search(flags.begin(), flags.end(), flag);
}

}  // namespace

std::map<std::string, Score> MeasureFlags(const Truth& truth, const Result& result,
                                          const Names& names) {
  absl::flat_hash_map<Name, Score> scores;
  for (const TruthRow& row : truth.rows) {
    if (row.split) continue;
    for (const Name flag : row.flags) {
      Score& score = scores[flag];
      ++score.wanted;
      if (row.found && Has(result.Find(row.id)->flags, flag)) ++score.right;
    }
  }
  // What is flagged in documents that truth does not know, or in a repeated row, was found wrongly.
  for (const ResultRow& row : result.rows) {
    const TruthRow* known = truth.Find(row.id);
    if (known != nullptr && known->split) continue;
    for (const Name flag : row.flags) {
      if (const auto score = scores.find(flag); score != scores.end()) ++score->second.found;
    }
  }
  std::map<std::string, Score> by_flag;
  for (const auto& [flag, score] : scores) by_flag[names.Text(flag)] = score;
  return by_flag;
}

}  // namespace textkin::eval
