// Spun text of a whole collection: rules learnt from its pairs, and the parts that they made.

#pragma once

#include <span>
#include <string>
#include <string_view>
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

// What the pairs of a collection teach.
struct SpinTeaching {
  SpinRuleBook book;
  SpunParts spun;
  std::vector<PartId> known;  // parts whose pairs show that they are spun, ascending
};

// What is left of it in parts.
struct SpinTraces {
  static constexpr PartId kNone = UINT32_MAX;

  std::vector<SpunPart> parts;  // ascending
  // The first part with a rule's `from`, at twice the rule's number, and with its `to`, behind it.
  std::vector<PartId> first;
};

struct SpinFindings {
  SpinRuleBook book;
  std::vector<std::string> from, to;  // the words of each rule, as text
  std::vector<SpunPart> parts;        // ascending
};

// The rules of a file, none where `path` is empty. InvalidArgument names the file and the line.
absl::StatusOr<std::vector<SpinRule>> ReadSynonyms(const std::string& path);

// Aligns a few pairs of every part that may have been spun, and reads a sample of the texts. The
// rules are those of `given` and those that the collection teaches.
SpinTeaching LearnSpin(const Collection& collection, const MatchResult& result,
                       std::vector<SpinRule> given, PartReader* parts, const ParallelFor& parallel);
// Reads all texts.
SpinTraces TraceSpin(const Collection& collection, const SpinTeaching& teaching, PartReader* parts,
                     const ParallelFor& parallel);
// A rule's word as the part has it, normalized.
std::string WordsOf(const SpinTeaching& teaching, std::uint32_t rule, bool of_to, PartId part,
                    PartReader* parts);

// Both: aligns a few pairs of every part that may have been spun, and reads all texts once more.
// The rules are those of `given` and those that the collection teaches.
SpinFindings FindSpin(const Collection& collection, const MatchResult& result,
                      std::vector<SpinRule> given, PartReader* parts, const ParallelFor& parallel);

// A part that rules made, by its name.
struct SpunText {
  std::string_view id;
  std::string_view site;
  std::span<const RuleTrace> at_work;
};
// The rows of rules.jsonl; `from` and `to` are the words of the rules, `spun` is by id.
std::string RuleRowsOf(const SpinRuleBook& book, std::span<const std::string> from,
                       std::span<const std::string> to, std::span<const SpunText> spun);

// Writes rules.jsonl.
absl::Status WriteRules(const Collection& collection, const SpinFindings& findings,
                        OutputFolder* folder);

}  // namespace textkin
