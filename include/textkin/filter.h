// The pre-filter: records in (JSON Lines, Parquet, WARC), the same out without what is there
// already, and a receipt for all that was removed.
//
// Records are taken in the order of a policy. A record is removed when a kept record before it is
// kin to it, verified, and kept otherwise: every removed record has a kept partner, never over a
// chain. docs/design/012-filter.md has the argument.

#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "textkin/pipeline.h"

namespace textkin {

enum class FilterAction : std::uint8_t {
  kDrop,      // duplicates are left out
  kAnnotate,  // all records come out, each with one more field, "textkin"
  kStrip,     // as kDrop, and passages of kept records and marked text are cut out of the others
};
absl::StatusOr<FilterAction> ParseFilterAction(std::string_view name);  // "drop", ...

// Which of several kin stays. All but kFirst read their input twice.
enum class KeepPolicy : std::uint8_t {
  kFirst,     // in the input
  kLongest,   // in code points
  kEarliest,  // by the record's dates
  kBest,      // without faults, with the fewest masks, with the most tokens
  kSource,    // nearest to a root of the provenance graph
};
absl::StatusOr<KeepPolicy> ParseKeepPolicy(std::string_view name);  // "first", ...
std::string_view KeepPolicyName(KeepPolicy policy);

struct FilterOptions {
  ReadOptions read;  // `records_only` is set by Filter
  // File; empty: stdout. Packed where the name ends in .gz or .zst; rows of Parquet inputs, with
  // all their columns, where it ends in .parquet; else lines.
  std::string output;
  std::string receipts;  // file for what was removed; empty: none. Packed likewise
  FilterAction action = FilterAction::kDrop;
  KeepPolicy keep = KeepPolicy::kFirst;
  // Nothing: that of `against`; else kReport where passages are needed, and kStrict otherwise.
  std::optional<Preset> preset;
  double threshold = 0;  // of resemblance, (0, 1]; 0: that of the preset
  // Folder of an index: what it has comes before all records. It says by which preset and seed.
  std::string against;
  // Removes also what holds half of a text of the index, however much else it holds.
  bool decontaminate = false;
  bool passages = true;        // receipts of whole records list the passages
  bool drop_faulty = false;    // records without a usable text are left out instead of kept
  bool overwrite = false;      // replace `output` and `receipts` if they exist
  std::string scratch_folder;  // for temporary files; empty: the system's
  unsigned threads = 0;        // 0: all cores
  std::uint64_t memory = 0;    // bytes; 0: half of the machine's
  std::uint64_t seed = 0;      // of shingle hashes, without `against`
};

struct FilterSummary {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;    // of records, unpacked
  std::uint64_t written = 0;  // records
  std::uint64_t removed = 0;  // records; under kAnnotate: that drop would have removed
  std::map<std::string, std::uint64_t> removed_by_reason;
  std::uint64_t cut_spans = 0;  // under kStrip
  std::uint64_t cut_chars = 0;  // code points of them
  std::uint64_t faulty = 0;     // records and files with a fault
  std::map<std::string, std::uint64_t> faults_by_code;
  std::vector<std::string> faults;       // the first ones: id, fault, reason
  std::uint64_t full_buckets = 0;        // limits: see docs/limits.md
  std::uint64_t capped_records = 0;      // compared with kMaxFilterCandidates only
  std::uint64_t incomplete_records = 0;  // kept, of clusters whose pairs a scan does not list whole
  std::uint64_t spilled_bytes = 0;       // of the tables of kept records, that went to scratch
  unsigned passes = 1;
  bool reader_gone = false;  // stdout was closed by its reader; that is no error
};

// Faults that FilterSummary::faults lists.
inline constexpr std::size_t kListedFaults = 20;

// Filters options.read.inputs. What has been written to stdout is whole records, however this ends;
// files appear whole at the end or not at all.
//   NotFound            an input does not exist
//   InvalidArgument     an option out of range, or two that exclude each other
//   AlreadyExists       a file to be written exists, and may not be replaced
//   ResourceExhausted   disk full, out of memory, or more kept records than options.memory can hold
//   FailedPrecondition  the index is of another version
//   DataLoss            the index is damaged
//   Cancelled           `cancel` became true
//   Aborted             the input has changed between two passes
//   Unavailable         another I/O error
// `progress` and `cancel` may be null.
absl::StatusOr<FilterSummary> Filter(const FilterOptions& options, ProgressSink* progress,
                                     const std::atomic<bool>* cancel);

// What filtering would read and need at most, should every record stay: from the listing and a
// sample of the records.
struct FilterPlan {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;    // as stored
  std::uint64_t records = 0;  // estimated; 0 for standard input
  std::uint64_t memory = 0;   // bytes at the peak, estimated
  std::uint64_t scratch = 0;  // bytes of disk for the time of the run
};
absl::StatusOr<FilterPlan> PlanFilter(const FilterOptions& options);

}  // namespace textkin
