// Greedy: the representative first, then by id; whoever is kin of one that is kept is not needed.

#include "removals.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "textkin/names.h"
#include "textkin/result.h"

namespace textkin::result {

absl::StatusOr<absl::flat_hash_map<std::string, std::string>> FindRemovals(
    const std::string& folder) {
  Names names;
  std::vector<std::uint32_t> cluster_of;
  std::vector<std::vector<Name>> clusters;  // the representative, then by id
  absl::Status status = ReadClusters(folder, [&](ClusterRow& row) {
    std::sort(row.members.begin(), row.members.end(), [&](const auto& a, const auto& b) {
      const bool first_a = a == row.representative, first_b = b == row.representative;
      return first_a != first_b ? first_a : a < b;
    });
    std::vector<Name>& members = clusters.emplace_back();
    for (const std::string& member : row.members) {
      members.push_back(names.Of(member));
      cluster_of.push_back(static_cast<std::uint32_t>(clusters.size()));
    }
    return true;
  });
  if (!status.ok()) return status;
  if (cluster_of.size() != names.size())
    return absl::DataLossError("a document is in two clusters of clusters.jsonl");
  std::vector<std::vector<Name>> kin(names.size());
  status = ReadPairs(folder, [&](PairRow& pair) {
    const Name a = names.Find(pair.a), b = names.Find(pair.b);
    if (pair.verdict == "same_template" || a == kNoName || b == kNoName) return true;
    if (cluster_of[a] != cluster_of[b]) return true;
    kin[a].push_back(b);
    kin[b].push_back(a);
    return true;
  });
  if (!status.ok()) return status;
  absl::flat_hash_map<std::string, std::string> removals;
  std::vector<bool> kept(names.size());
  for (const std::vector<Name>& members : clusters) {
    for (const Name member : members) {
      const auto keeper = std::find_if(kin[member].begin(), kin[member].end(),
                                       [&](Name other) { return kept[other]; });
      if (keeper == kin[member].end()) {
        kept[member] = true;
      } else {
        removals.emplace(names.Text(member), names.Text(*keeper));
      }
    }
  }
  return removals;
}

}  // namespace textkin::result
