// Clusters by the ids of their members.

#pragma once

#include "collect.h"
#include "textkin/match.h"
#include "textkin/report.h"

namespace textkin {

ClusterRow MakeClusterRow(const Collection& collection, const Cluster& cluster);

}  // namespace textkin
