// textkin filter: JSON Lines in, the same out without duplicates, receipts beside.

#include "textkin/filter.h"

#include <cstdio>
#include <functional>
#include <optional>
#include <sstream>

#include "commands.h"
#include "flags.h"
#include "progress_line.h"
#include "signals.h"
#include "terminal.h"

namespace textkin::cli {
namespace {

constexpr char kFilterSynopsis[] =
    "Usage: textkin filter [INPUT...] [options]\n"
    "JSON Lines (files, folders, globs, stdin; also .gz .zst .xz), Parquet or WARC in, the same "
    "out\n"
    "without duplicates:\n"
    "in order, every kept record byte for byte. A record is removed when a kept record before it "
    "is\n"
    "kin to it, verified, never over a chain. \"Before\" is the order of --keep: first, of the "
    "input, in\n"
    "one pass and the only one for pipes: earlier kept records decide; longest; earliest, by "
    "date;\n"
    "best: without faults, fewest masks (xx, **), most words; source: the source before its "
    "copies.\n"
    "Those read their files twice, and so does --action strip.\n"
    "Kin is by --preset strict, what pipelines expect: exact Jaccard of word 5-grams (Chinese:\n"
    "character 5-grams) >= --threshold. report, web and news see through masks and boilerplate as "
    "scan\n"
    "does; --keep source and --action strip need one of these and take report.\n\n";
constexpr char kFilterExamples[] =
    "Examples (docs/pipelines.md has more):\n"
    "  zstdcat crawl.jsonl.zst | textkin filter --threshold 0.8 | gzip > clean.jsonl.gz\n"
    "  textkin filter a.jsonl.gz b.jsonl.gz -o clean.jsonl.zst --receipts removed.jsonl\n"
    "  textkin filter dump.jsonl --action annotate | jq -c 'select(.textkin.verdict != "
    "\"kept\")'\n";

struct FilterFlags {
  FilterOptions filter;
  std::optional<std::string> action;
  std::optional<std::string> keep;
  std::optional<std::string> preset;
  std::optional<std::string> threshold;
  std::optional<std::string> threads;
  std::optional<std::string> memory;
  std::optional<std::string> seed;
  std::optional<std::string> faulty;
  bool no_passages = false;
  bool fail_if_found = false;
  bool dry_run = false;
  bool quiet = false;
  bool progress = false;
  bool no_progress = false;
  bool help = false;
};

using Words = std::optional<std::string>;

// An option whose absence differs from an empty word.
po::typed_value<std::string>* Word(Words* value, const char* name) {
  return po::value<std::string>()
      ->notifier([value](const std::string& text) { *value = text; })
      ->value_name(name);
}

po::options_description FilterTable(FilterFlags* flags) {
  FilterOptions& filter = flags->filter;
  po::options_description input("Input", 100, 72);
  AddReadFlags(&input, &filter.read);
  po::options_description deciding("Deciding", 100, 72);
  deciding.add_options()(
      "action", Word(&flags->action, "WHAT"),
      "drop (default), annotate (adds a field), strip (cuts reused passages too)")(
      "keep", Word(&flags->keep, "WHICH"), "first (default), longest, earliest, best or source")(
      "preset", Word(&flags->preset, "NAME"), "strict (default), report, web or news")(
      "threshold", Word(&flags->threshold, "J"), "resemblance of near-duplicates, (0, 1] [0.5]")(
      "against", po::value(&filter.against)->value_name("INDEX"),
      "drop also what this index has (textkin index); its preset is taken")(
      "decontaminate", po::bool_switch(&filter.decontaminate),
      "with --against: drop also what holds half of an indexed text")(
      "faulty", Word(&flags->faulty, "WHAT"),
      "keep (default) or drop lines that are no JSON or have no text")(
      "seed", Word(&flags->seed, "N"), "seed of the hashes [0]");
  po::options_description output("Output", 100, 72);
  output.add_options()("output,o", po::value(&filter.output)->value_name("FILE"),
                       "instead of standard output; .gz and .zst pack, .parquet keeps rows")(
      "receipts", po::value(&filter.receipts)->value_name("FILE"),
      "a line for everything removed: for which kept record, why, and where")(
      "no-passages", po::bool_switch(&flags->no_passages), "receipts without the places: faster")(
      "overwrite", po::bool_switch(&filter.overwrite), "replace the files that exist")(
      "fail-if-found", po::bool_switch(&flags->fail_if_found), "exit 1 when something is removed");
  po::options_description running("Running", 100, 72);
  running.add_options()("threads", Word(&flags->threads, "N"), "threads [all cores]")(
      "memory", Word(&flags->memory, "SIZE"),
      "for kept records, e.g. 4G; a fifth of a kB each at least [half of all]")(
      "temp", po::value(&filter.scratch_folder)->value_name("FOLDER"),
      "for temporary files, up to the size of the texts [$TMPDIR, /tmp]")(
      "dry-run", po::bool_switch(&flags->dry_run), "print what it would read and need, then stop")(
      "quiet,q", po::bool_switch(&flags->quiet), "no summary, no progress")(
      "progress", po::bool_switch(&flags->progress), "show progress [when stderr is a terminal]")(
      "no-progress", po::bool_switch(&flags->no_progress), "show none")(
      "config", po::value<std::string>()->value_name("FILE"),
      "read options from FILE (name = value)")("help,h", po::bool_switch(&flags->help),
                                               "this text");
  po::options_description table;
  table.add(input).add(deciding).add(output).add(running);
  return table;
}

absl::Status ResolveNames(FilterFlags* flags) {
  FilterOptions& filter = flags->filter;
  if (flags->action) {
    const absl::StatusOr<FilterAction> action = ParseFilterAction(*flags->action);
    if (!action.ok()) return action.status();
    filter.action = *action;
  }
  if (flags->keep) {
    const absl::StatusOr<KeepPolicy> keep = ParseKeepPolicy(*flags->keep);
    if (!keep.ok()) return keep.status();
    filter.keep = *keep;
  }
  if (flags->preset) {
    const absl::StatusOr<Preset> preset = ParsePreset(*flags->preset);
    if (!preset.ok()) return preset.status();
    filter.preset = *preset;
  }
  if (flags->faulty && *flags->faulty != "keep" && *flags->faulty != "drop")
    return absl::InvalidArgumentError("--faulty " + *flags->faulty + ": keep or drop");
  filter.drop_faulty = flags->faulty == "drop";
  return absl::OkStatus();
}

absl::Status ResolveNumbers(FilterFlags* flags) {
  FilterOptions& filter = flags->filter;
  if (flags->threshold) {
    const absl::StatusOr<double> value = ParseFraction("threshold", *flags->threshold);
    if (!value.ok()) return value.status();
    filter.threshold = *value;
  }
  if (flags->threads) {
    const absl::StatusOr<std::uint64_t> value = ParseWhole("threads", *flags->threads, 1, 1024);
    if (!value.ok()) return value.status();
    filter.threads = static_cast<unsigned>(*value);
  }
  if (flags->memory) {
    const absl::StatusOr<std::uint64_t> value = ParseSize("memory", *flags->memory);
    if (!value.ok()) return value.status();
    filter.memory = *value;
  }
  if (flags->seed) {
    const absl::StatusOr<std::uint64_t> value =
        ParseWhole("seed", *flags->seed, 0, ~std::uint64_t{0});
    if (!value.ok()) return value.status();
    filter.seed = *value;
  }
  return absl::OkStatus();
}

void PrintFaults(const FilterSummary& summary) {
  for (const std::string& fault : summary.faults)
    std::fprintf(stderr, "fault in %s\n", Printable(fault).c_str());
  if (summary.faulty > summary.faults.size()) {
    std::fprintf(stderr, "and in %s more\n",
                 Count(summary.faulty - summary.faults.size(), "record").c_str());
  }
}

void PrintFilterSummary(const FilterOptions& options, const FilterSummary& summary) {
  std::string reasons;
  for (const auto& [reason, count] : summary.removed_by_reason)
    reasons += (reasons.empty() ? ": " : ", ") + WithCommas(count) + " " + reason;
  const bool annotates = options.action == FilterAction::kAnnotate;
  std::fprintf(stderr, "%s, %s\n", Count(summary.records, "record").c_str(),
               BytesText(summary.bytes).c_str());
  std::fprintf(stderr, "%s %s%s\n", annotates ? "duplicates" : "removed",
               WithCommas(summary.removed).c_str(), reasons.c_str());
  if (summary.cut_spans > 0) {
    std::fprintf(stderr, "cut %s, %s\n", Count(summary.cut_spans, "range").c_str(),
                 Count(summary.cut_chars, "character").c_str());
  }
  std::fprintf(
      stderr, "written %s; --keep %s, %s\n", WithCommas(summary.written).c_str(),
      std::string(KeepPolicyName(options.keep)).c_str(),
      summary.passes == 1 ? "one pass: earlier kept records decided" : "two passes over the input");
  if (summary.spilled_bytes > 0)
    std::fprintf(stderr, "%s of tables spilled\n", BytesText(summary.spilled_bytes).c_str());
  if (summary.full_buckets > 0 || summary.capped_records > 0) {
    std::fprintf(stderr,
                 "limit: %s, %s compared with the likeliest alone; some duplicates may be left "
                 "(docs/limits.md)\n",
                 Count(summary.full_buckets, "full bucket").c_str(),
                 Count(summary.capped_records, "record").c_str());
  }
  if (summary.incomplete_records > 0) {
    std::fprintf(stderr, "limit: %s of large clusters may have duplicates left (docs/limits.md)\n",
                 Count(summary.incomplete_records, "record").c_str());
  }
  if (summary.records == 0) std::fputs("warning: no records were found in the input\n", stderr);
}

int PrintFilterPlan(const FilterOptions& options) {
  const absl::StatusOr<FilterPlan> plan = PlanFilter(options);
  if (!plan.ok()) return ReportError(plan.status());
  std::string text = "files    " + WithCommas(plan->files) + "\n";
  text += "bytes    " + BytesText(plan->bytes) + "\n";
  text += "records  about " + WithCommas(plan->records) + "\n";
  text += "memory   at most " + BytesText(plan->memory) + ", should every record stay\n";
  text += "scratch  at most " + BytesText(plan->scratch) + " of disk during the run\n";
  if (options.memory > 0 && plan->memory > options.memory)
    text += "warning  more than --memory " + BytesText(options.memory) + "\n";
  return WriteStdout(text) ? kDone : kSystem;
}

int RunFilterWith(const FilterFlags& flags) {
  const std::atomic<bool>* stop = WatchSignals();
  absl::StatusOr<FilterSummary> summary = absl::UnknownError("not run");
  {
    std::optional<ProgressLine> line;
    if (!flags.quiet && !flags.no_progress && (flags.progress || StderrIsTerminal()))
      line.emplace();
    summary = Filter(flags.filter, line ? &*line : nullptr, stop);
  }
  if (!summary.ok()) {
    if (absl::IsCancelled(summary.status())) {
      std::fputs(flags.filter.output.empty()
                     ? "textkin: interrupted; the records written so far are whole\n"
                     : "textkin: interrupted; nothing was written\n",
                 stderr);
      DieOfSignal();
    }
    return flags.filter.against.empty() ? ReportError(summary.status())
                                        : ReportIndexError(summary.status());
  }
  // Whoever reads no further does not want to hear of it either.
  if (summary->reader_gone) return kDone;
  PrintFaults(*summary);
  if (!flags.quiet) PrintFilterSummary(flags.filter, *summary);
  if (summary->faulty > 0) return kFaults;
  return flags.fail_if_found && summary->removed + summary->cut_spans > 0 ? kFound : kDone;
}

}  // namespace

int RunFilter(const Arguments& arguments) {
  FilterFlags flags;
  const po::options_description visible = FilterTable(&flags);
  po::options_description all;
  all.add(visible).add_options()("input", po::value(&flags.filter.read.inputs), "");
  const absl::StatusOr<po::variables_map> parsed = ParseFlags(arguments, all, "input");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (flags.help) {
    std::ostringstream help;
    help << kFilterSynopsis << visible << "\n" << kFilterExamples;
    return WriteStdout(help.str()) ? kDone : kSystem;
  }
  flags.filter.passages = !flags.no_passages;
  absl::Status status = ResolveNames(&flags);
  if (status.ok()) status = ResolveNumbers(&flags);
  if (!status.ok()) return ReportError(status);
  return flags.dry_run ? PrintFilterPlan(flags.filter) : RunFilterWith(flags);
}

}  // namespace textkin::cli
