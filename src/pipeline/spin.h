// Spun text of a whole collection: rules learnt from its pairs, and the parts that they made.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "collect.h"
#include "output_folder.h"
#include "part_reader.h"
#include "textkin/match.h"
#include "textkin/parallel.h"
#include "textkin/spin.h"

namespace textkin {

struct SpinFindings {
  std::vector<SpinRule> rules;
  std::vector<std::string> from, to;  // of each rule, as text
  std::vector<RuleTrace> traces;      // of spun parts, by rule, then part
  std::vector<bool> is_spun;          // by part
};

// Aligns a few pairs of every part that may have been spun, and reads all texts twice.
SpinFindings FindSpin(const Collection& collection, const MatchResult& result, PartReader* parts,
                      const ParallelFor& parallel);

// Writes rules.jsonl.
absl::Status WriteRules(const Collection& collection, const SpinFindings& findings,
                        OutputFolder* folder);

}  // namespace textkin
