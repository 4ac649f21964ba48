// Lost documents that the result names, by the copies that it says come from them.

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "ancestry.h"
#include "json_lines.h"
#include "measures.h"

namespace textkin::eval {
namespace {

class LostScorer {
 public:
  explicit LostScorer(const Truth& truth) : ancestry_(*truth.edges) {
    for (std::size_t i = 0; i < truth.lost->size(); ++i) {
      for (const Name copy : (*truth.lost)[i]) above_[copy].push_back(i);
    }
    taken_.resize(truth.lost->size());
  }

  bool IsRight(const LostCopies& copies) {
    if (copies.size() < 2) return false;
    std::vector<std::size_t> common = LostAbove(copies.front());
    std::vector<Name> living = ancestry_.AncestorsOf(copies.front());
    for (const Name copy : copies) {
      common = Both(common, LostAbove(copy));
      living = Both(living, ancestry_.AncestorsOf(copy));
    }
    for (const std::size_t lost : common) {
      if (taken_[lost] || IsAboveAny(lost, living)) continue;
      taken_[lost] = true;
      return true;
    }
    return false;
  }

 private:
  template <typename Value>
  static std::vector<Value> Both(const std::vector<Value>& x, const std::vector<Value>& y) {
    std::vector<Value> both;
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
    return both;
  }

  // The lost documents from which a node comes, or an ancestor of it.
  std::vector<std::size_t> LostAbove(Name node) const {
    std::vector<Name> line = ancestry_.AncestorsOf(node);
    line.push_back(node);
    std::vector<std::size_t> above;
    for (const Name one : line) {
      if (const auto found = above_.find(one); found != above_.end())
        above.insert(above.end(), found->second.begin(), found->second.end());
    }
    std::sort(above.begin(), above.end());
    above.erase(std::unique(above.begin(), above.end()), above.end());
    return above;
  }

  bool IsAboveAny(std::size_t lost, const std::vector<Name>& nodes) const {
    return std::any_of(nodes.begin(), nodes.end(), [&](Name node) {
      const std::vector<std::size_t> above = LostAbove(node);
      return std::binary_search(above.begin(), above.end(), lost);
    });
  }

  Ancestry ancestry_;
  absl::flat_hash_map<Name, std::vector<std::size_t>> above_;  // by copy
  std::vector<bool> taken_;                                    // by the result
};

}  // namespace

absl::Status ReadLost(const std::string& folder, Names* names, Problems* problems,
                      std::optional<std::vector<LostCopies>>* lost) {
  const std::string path = folder + "/lost.jsonl";
  if (!FileExists(path)) return absl::OkStatus();
  lost->emplace();
  std::uint64_t unreadable = 0;
  const absl::Status status = ReadJsonLines(
      path,
      [&](const JsonRow& row) {
        LostCopies copies;
        if (!OptionalNames(row, "copies", names, &copies) || copies.empty()) return false;
        (*lost)->push_back(std::move(copies));
        return true;
      },
      problems, &unreadable);
  (*lost)->resize((*lost)->size() + unreadable);
  return status;
}

Score MeasureLost(const Truth& truth, const Result& result) {
  LostScorer scorer(truth);
  Score score;
  score.found = result.lost->size();
  score.wanted = truth.lost->size();
  for (const LostCopies& copies : *result.lost) score.right += scorer.IsRight(copies) ? 1 : 0;
  return score;
}

}  // namespace textkin::eval
