// The measure families, each a function of loaded and checked folders.

#pragma once

#include "collection.h"
#include "textkin/eval.h"

namespace textkin::eval {

ClusterMeasures MeasureClusters(const Truth& truth, const Result& result, const Names& names);

// Of *truth.passages against *result.passages, which must be there; the operations go to
// *by_operation.
PassageMeasures MeasurePassages(const Truth& truth, const Result& result, const Names& names,
                                std::map<std::string, PassageMeasures>* by_operation);

// Of *truth.edges against *result.edges, which must be there.
EdgeMeasures MeasureEdges(const Truth& truth, const Result& result, const Names& names,
                          std::map<std::string, EdgeMeasures>* by_operation);

// Of *truth.lost against *result.lost, which must be there, and so must be truth's edges.
Score MeasureLost(const Truth& truth, const Result& result);

std::map<std::string, Score> MeasureFlags(const Truth& truth, const Result& result,
                                          const Names& names);

}  // namespace textkin::eval
