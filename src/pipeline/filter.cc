// The filter: one pass over a stream, or two passes over files.

#include "textkin/filter.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "filter_against.h"
#include "filter_passes.h"
#include "filter_run.h"
#include "filter_scan.h"
#include "greedy.h"
#include "memory_shares.h"
#include "record_blocks.h"
#include "row_output.h"
#include "threads.h"

namespace textkin {
namespace {

constexpr std::array<std::string_view, 3> kActions = {"drop", "annotate", "strip"};
constexpr std::array<std::string_view, 5> kPolicies = {"first", "longest", "earliest", "best",
                                                       "source"};

// Bytes of records looked at to learn how large one is.
constexpr std::uint64_t kFilterSampleBytes = 32u << 20;
// Memory that does not depend on the input: libraries, a block of records and its texts (measured).
constexpr std::uint64_t kFilterMemory = 96u << 20;
// A kept record in the scratch file beside its text: signature, ids, places.
constexpr std::uint64_t kStoredRecord = 700;

template <typename Enum, std::size_t size>
absl::StatusOr<Enum> ParseName(std::string_view option, std::string_view name,
                               const std::array<std::string_view, size>& names) {
  std::string known;
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
    known.append(known.empty() ? "" : ", ").append(names[i]);
  }
  return absl::InvalidArgumentError("--" + std::string(option) + " " + std::string(name) +
                                    ": one of " + known);
}

// Takes the preset and the seed of the index.
absl::Status FollowIndex(const AgainstIndex& index, FilterOptions* options) {
  const IndexSettings& settings = index.settings();
  const absl::StatusOr<Preset> preset = ParsePreset(settings.preset);
  if (!preset.ok()) return preset.status();
  if (options->preset && *options->preset != *preset) {
    return absl::InvalidArgumentError("--preset " + std::string(PresetName(*options->preset)) +
                                      ": the index '" + options->against + "' was made with " +
                                      settings.preset);
  }
  options->preset = *preset;
  options->seed = settings.seed;
  return absl::OkStatus();
}

absl::StatusOr<FilterOptions> Resolve(FilterOptions options, const AgainstIndex* against) {
  if (against != nullptr && NeedsScan(options)) {
    return absl::InvalidArgumentError(
        "--against does not go with --keep source and --action strip");
  }
  if (!options.output.empty() && options.output == options.receipts)
    return absl::InvalidArgumentError("-o and --receipts name one file");
  if (options.decontaminate && against == nullptr)
    return absl::InvalidArgumentError("--decontaminate needs --against INDEX");
  if (against != nullptr) {
    if (const absl::Status status = FollowIndex(*against, &options); !status.ok()) return status;
  }
  options.read.records_only = true;
  options.read.whole_rows = !NamesRows(options.output);
  if (options.read.inputs.empty()) options.read.inputs = {"-"};
  if (options.threads == 0) options.threads = std::max(1u, std::thread::hardware_concurrency());
  if (options.memory == 0) options.memory = HalfOfMachine();
  if (options.scratch_folder.empty()) {
    std::error_code error;
    options.scratch_folder = std::filesystem::temp_directory_path(error).string();
    if (error) return absl::UnavailableError("no folder for temporary files: " + error.message());
  }
  if (!options.preset) options.preset = NeedsScan(options) ? Preset::kReport : Preset::kStrict;
  if (options.threshold == 0) options.threshold = OptionsOf(*options.preset).threshold;
  if (!(options.threshold > 0 && options.threshold <= 1))
    return absl::InvalidArgumentError("--threshold must be above 0 and at most 1");
  if (options.threads > kMaxThreads)
    return absl::InvalidArgumentError("--threads must be from 1 to " + std::to_string(kMaxThreads));
  if (NeedsScan(options) && options.preset == Preset::kStrict) {
    return absl::InvalidArgumentError(
        "--keep source and --action strip need passages, which --preset strict does not look for");
  }
  if (IsOnePass(options)) return options;
  if (std::ranges::count(options.read.inputs, "-") > 0) {
    return absl::InvalidArgumentError(
        "standard input can be read only once: --keep first, and --action drop or annotate; "
        "give a file for the others");
  }
  return options;
}

}  // namespace

absl::StatusOr<FilterAction> ParseFilterAction(std::string_view name) {
  return ParseName<FilterAction>("action", name, kActions);
}

absl::StatusOr<KeepPolicy> ParseKeepPolicy(std::string_view name) {
  return ParseName<KeepPolicy>("keep", name, kPolicies);
}

std::string_view KeepPolicyName(KeepPolicy policy) {
  return kPolicies[static_cast<std::size_t>(policy)];
}

absl::StatusOr<FilterSummary> Filter(const FilterOptions& options, ProgressSink* progress,
                                     const std::atomic<bool>* cancel) {
  std::unique_ptr<AgainstIndex> against;
  if (!options.against.empty()) {
    absl::StatusOr<std::unique_ptr<AgainstIndex>> index = AgainstIndex::Open(options.against);
    if (!index.ok()) return index.status();
    against = *std::move(index);
  }
  absl::StatusOr<FilterOptions> resolved = Resolve(options, against.get());
  if (!resolved.ok()) return resolved.status();
  resolved->read.cancel = cancel;
  if (NeedsScan(*resolved)) return FilterByScan(*resolved, progress, cancel);
  absl::StatusOr<FilterSummary> summary = absl::UnknownError("not run");
  const absl::Status ran = RunOnThreads(resolved->threads, [&](unsigned) {
    summary = IsOnePass(*resolved) ? FilterInOnePass(*resolved, against.get(), progress, cancel)
                                   : FilterInTwoPasses(*resolved, against.get(), progress, cancel);
    return summary.status();
  });
  if (!ran.ok()) return ran;
  return summary;
}

absl::StatusOr<FilterPlan> PlanFilter(const FilterOptions& options) {
  absl::StatusOr<FilterOptions> resolved = Resolve(options, nullptr);
  if (!resolved.ok()) return resolved.status();
  if (std::ranges::count(resolved->read.inputs, "-") > 0)
    return absl::InvalidArgumentError("standard input cannot be looked at before it is read");
  absl::StatusOr<RecordBlocks> blocks = RecordBlocks::Open(resolved->read);
  if (!blocks.ok()) return blocks.status();
  const FilterRun run(*resolved, 1, nullptr, nullptr);
  std::uint64_t stored = 0, bytes = 0, records = 0;
  while (stored < kFilterSampleBytes) {
    const absl::StatusOr<RecordBlock> block = blocks->Next();
    if (!block.ok()) return block.status();
    if (block->empty()) break;
    stored += block->stored_bytes;
    for (const BlockLine& line : block->lines) bytes += line.line.bytes.size();
    records += block->lines.size();
  }
  FilterPlan plan;
  plan.files = blocks->counts().files;
  plan.bytes = blocks->counts().bytes;
  const double scale =
      stored == 0 ? 1 : static_cast<double>(plan.bytes) / static_cast<double>(stored);
  const auto scaled = [&](std::uint64_t value) {
    return static_cast<std::uint64_t>(scale * static_cast<double>(value));
  };
  plan.records = scaled(records);
  plan.scratch = scaled(bytes + records * kStoredRecord);
  const std::uint64_t tables = plan.records * Greedy::TableBytesPerRecord(resolved->threshold);
  plan.memory = kFilterMemory + std::min(run.ScratchMemory(), plan.scratch) +
                plan.records * Greedy::BytesPerRecord(resolved->threshold) +
                std::min(tables, run.TableMemory());
  if (tables > run.TableMemory()) plan.scratch += tables;
  return plan;
}

}  // namespace textkin
