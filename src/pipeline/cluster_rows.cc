// Ids and sites looked up.

#include "cluster_rows.h"

#include <set>

namespace textkin {

ClusterRow MakeClusterRow(const Collection& collection, const Cluster& cluster) {
  ClusterRow row;
  row.id = std::string(collection.id(cluster.representative));
  row.representative = row.id;
  std::set<std::string> sites;
  for (const PartId member : cluster.members) {
    row.members.emplace_back(collection.id(member));
    if (!collection.site(member).empty()) sites.emplace(collection.site(member));
  }
  row.kind = cluster.kind;
  row.min_resemblance = cluster.min_resemblance;
  row.complete = cluster.complete;
  row.sites.assign(sites.begin(), sites.end());
  return row;
}

}  // namespace textkin
