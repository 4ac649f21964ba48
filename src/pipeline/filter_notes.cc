// Receipts with the passages of both sides, and annotations.

#include "filter_notes.h"

#include <utility>
#include <vector>

#include "textkin/align.h"
#include "textkin/report.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

AlignableText MakeAlignable(const FilterRecord& record, const StageOptions& stages) {
  Tokens tokens;
  Normalize(record.text, record.kept, stages.folding, &tokens);
  return AlignableText(std::move(tokens), record.kept, stages.align);
}

std::vector<CharRanges> FindPassages(const FilterRecord& removed, const FilterRecord& kept,
                                     const StageOptions& stages) {
  if (removed.text == kept.text) {
    const Span whole = {0, static_cast<std::uint32_t>(CountCodePoints(removed.text))};
    return {{whole, whole, removed.text}};
  }
  const Alignment alignment =
      Align(MakeAlignable(removed, stages), MakeAlignable(kept, stages), stages.align);
  return PassagesInChars(removed.text, kept.text, alignment.passages);
}

}  // namespace

absl::Status NoteRemoval(const FilterRecord& record, const FilterKin& kin, const Greedy& greedy,
                         const FilterOptions& options, const StageOptions& stages, unsigned passes,
                         RecordNote* note) {
  static thread_local FilterRecord kept;
  if (const absl::Status status = greedy.LoadKept(kin, &kept); !status.ok()) return status;
  if (options.action == FilterAction::kAnnotate) {
    AppendAnnotation({VerdictName(kin.match.verdict), kept.id, kin.match.resemblance},
                     &note->annotation);
  }
  if (options.receipts.empty()) return absl::OkStatus();
  std::vector<CharRanges> passages;
  if (options.passages) passages = FindPassages(record, kept, stages);
  Receipt receipt;
  receipt.removed = record.id;
  receipt.kept = kept.id;
  receipt.removed_record_id = record.record_id;
  receipt.kept_record_id = kept.record_id;
  receipt.reason = VerdictName(kin.match.verdict);
  receipt.is_measured = true;
  receipt.resemblance = kin.match.resemblance;
  receipt.containment = kin.match.containment_a;
  receipt.passages = passages;
  receipt.policy = KeepPolicyName(options.keep);
  receipt.passes = passes;
  receipt.is_verified = true;
  if (kin.in_index) receipt.against = options.against;
  AppendReceiptRow(receipt, &note->receipt);
  return absl::OkStatus();
}

std::string NoteKept(const std::string& id) {
  std::string annotation;
  AppendAnnotation({"kept", id, 1}, &annotation);
  return annotation;
}

std::string NoteFaulty(const std::string& id, const Fault& fault, const FilterOptions& options,
                       unsigned passes) {
  const std::string code = FaultCodeText(fault.code);
  Receipt receipt;
  receipt.removed = id;
  receipt.reason = code;
  receipt.policy = KeepPolicyName(options.keep);
  receipt.passes = passes;
  std::string row;
  AppendReceiptRow(receipt, &row);
  return row;
}

}  // namespace textkin
