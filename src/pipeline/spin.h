// Spun text of a whole collection: rules learnt from its pairs, and the parts that they made.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collect.h"
#include "output_folder.h"
#include "part_reader.h"
#include "textkin/match.h"
#include "textkin/parallel.h"
#include "textkin/spin.h"

namespace textkin {

struct SpunPart {
  PartId part = 0;
  std::vector<RuleTrace> at_work;  // by rule
};

struct SpinFindings {
  SpinRuleBook book;
  std::vector<std::string> from, to;  // the words of each rule, as text
  std::vector<SpunPart> parts;        // ascending
};

// The rules of a file, none where `path` is empty. InvalidArgument names the file and the line.
absl::StatusOr<std::vector<SpinRule>> ReadSynonyms(const std::string& path);

// Aligns a few pairs of every part that may have been spun, and reads all texts once more. The
// rules are those of `given` and those that the collection teaches.
SpinFindings FindSpin(const Collection& collection, const MatchResult& result,
                      std::vector<SpinRule> given, PartReader* parts, const ParallelFor& parallel);

// Writes rules.jsonl.
absl::Status WriteRules(const Collection& collection, const SpinFindings& findings,
                        OutputFolder* folder);

}  // namespace textkin
