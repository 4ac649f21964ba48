// textkin scan: a collection in, clusters out.

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>

#include "commands.h"
#include "flags.h"
#include "plan_text.h"
#include "progress_line.h"
#include "signals.h"
#include "terminal.h"
#include "textkin/pipeline.h"

namespace textkin::cli {
namespace {

constexpr char kScanSynopsis[] =
    "Usage: textkin scan INPUT... -o OUT [options]\n"
    "Finds near-duplicate documents in files, folders, globs or - (JSONL on stdin).\n"
    "Reads text, Markdown, HTML and JSON Lines, plain or packed by gzip, zstd or xz.\n\n";
constexpr char kScanExamples[] =
    "Examples:\n"
    "  textkin scan reports/ -o out                        a folder; one site per subfolder\n"
    "  textkin scan dump.jsonl.zst -o out --preset web     a crawl\n"
    "  zcat *.jsonl.gz | textkin scan - -o out --preset strict --threshold 0.8\n"
    "  textkin scan new/ -o out --index reports.index      new ones with all that the index has\n"
    "  textkin scan reports/ -o out --dry-run              what it would read and need\n"
    "OUT gets report.html to look at, and all that was found as JSON Lines.\n";

struct ScanFlags {
  ScanOptions scan;
  std::optional<std::string> preset;
  std::optional<std::string> threshold;
  std::optional<std::string> threads;
  std::optional<std::string> memory;
  std::optional<std::string> seed;
  std::optional<std::string> sketch;
  bool dry_run = false;
  bool quiet = false;
  bool progress = false;
  bool no_progress = false;
  bool fail_if_found = false;
  bool no_passages = false;
  bool no_quotes = false;
  bool no_provenance = false;
  bool no_dates = false;
  bool no_report = false;
  bool help = false;
};

// An option whose absence differs from an empty word.
std::function<void(const std::string&)> Into(std::optional<std::string>* value) {
  return [value](const std::string& text) { *value = text; };
}

po::options_description ScanTable(ScanFlags* flags) {
  po::options_description input("Input", 100, 72);
  AddReadFlags(&input, &flags->scan.read);
  po::options_description matching("Matching", 100, 72);
  matching.add_options()("index", po::value(&flags->scan.index)->value_name("DIR"),
                         "scan what this index holds too, and add the input to it")(
      "wait", po::bool_switch(&flags->scan.wait), "wait for another writer of the index")(
      "preset", po::value<std::string>()->notifier(Into(&flags->preset))->value_name("NAME"),
      "report (default), web, news, paraphrase, or strict: plain 5-grams")(
      "threshold", po::value<std::string>()->notifier(Into(&flags->threshold))->value_name("J"),
      "resemblance of near-duplicates, (0, 1] [0.5]")(
      "sketch", po::value<std::string>()->notifier(Into(&flags->sketch))->value_name("KIND"),
      "minhash (default) or simhash: how candidates are found")(
      "synonyms", po::value(&flags->scan.synonyms)->value_name("FILE"),
      "a word and its substitute a line: rules of spinning beside those learnt")(
      "seed", po::value<std::string>()->notifier(Into(&flags->seed))->value_name("N"),
      "seed of the hashes [0]");
  po::options_description output("Output", 100, 72);
  output.add_options()("output,o", po::value(&flags->scan.output)->value_name("OUT"),
                       "folder for the results")("overwrite",
                                                 po::bool_switch(&flags->scan.overwrite),
                                                 "replace OUT if it is the result of a scan")(
      "write-text", po::bool_switch(&flags->scan.write_text),
      "store every text as OUT/text/ID.txt")(
      "write-events", po::bool_switch(&flags->scan.write_events),
      "store what was counted of every pair as OUT/events.jsonl")(
      "fail-if-found", po::bool_switch(&flags->fail_if_found), "exit 1 when there are pairs")(
      "no-passages", po::bool_switch(&flags->no_passages), "stop after clusters")(
      "no-quotes", po::bool_switch(&flags->no_quotes),
      "leave texts out of passages.jsonl and report.html")(
      "no-provenance", po::bool_switch(&flags->no_provenance), "stop before edges.jsonl")(
      "no-dates", po::bool_switch(&flags->no_dates),
      "the dates that documents claim are no evidence of who copied whom")(
      "no-report", po::bool_switch(&flags->no_report), "stop before report.html");
  po::options_description running("Running", 100, 72);
  running.add_options()("threads",
                        po::value<std::string>()->notifier(Into(&flags->threads))->value_name("N"),
                        "threads [all cores]")(
      "memory", po::value<std::string>()->notifier(Into(&flags->memory))->value_name("SIZE"),
      "of it, e.g. 4G; beyond, results spill to disk [half of all]")(
      "dry-run", po::bool_switch(&flags->dry_run), "print the plan and the memory need, then stop")(
      "quiet,q", po::bool_switch(&flags->quiet), "no summary, no progress")(
      "progress", po::bool_switch(&flags->progress), "show progress [when stderr is a terminal]")(
      "no-progress", po::bool_switch(&flags->no_progress), "show none")(
      "config", po::value<std::string>()->value_name("FILE"),
      "read options from FILE (name = value)")("help,h", po::bool_switch(&flags->help),
                                               "this text");
  po::options_description table;
  table.add(input).add(matching).add(output).add(running);
  return table;
}

// Turns the texts of numeric options into numbers.
absl::Status ResolveScan(ScanFlags* flags) {
  ScanOptions& scan = flags->scan;
  if (flags->preset) {
    const absl::StatusOr<Preset> preset = ParsePreset(*flags->preset);
    if (!preset.ok()) return preset.status();
    scan.preset = *preset;
  }
  scan.threshold = OptionsOf(scan.preset).threshold;
  if (flags->threshold) {
    const absl::StatusOr<double> value = ParseFraction("threshold", *flags->threshold);
    if (!value.ok()) return value.status();
    scan.threshold = *value;
  }
  if (flags->threads) {
    const absl::StatusOr<std::uint64_t> value = ParseWhole("threads", *flags->threads, 1, 1024);
    if (!value.ok()) return value.status();
    scan.threads = static_cast<unsigned>(*value);
  }
  if (flags->memory) {
    const absl::StatusOr<std::uint64_t> value = ParseSize("memory", *flags->memory);
    if (!value.ok()) return value.status();
    scan.memory = *value;
  }
  if (flags->seed) {
    const absl::StatusOr<std::uint64_t> value =
        ParseWhole("seed", *flags->seed, 0, ~std::uint64_t{0});
    if (!value.ok()) return value.status();
    scan.seed = *value;
  }
  if (flags->sketch == "simhash") {
    scan.sketch = CandidateSketch::kSimHash;
  } else if (flags->sketch && flags->sketch != "minhash") {
    return absl::InvalidArgumentError("--sketch " + *flags->sketch + ": minhash or simhash");
  }
  scan.passages = !flags->no_passages;
  scan.quotes = !flags->no_quotes;
  scan.provenance = !flags->no_provenance;
  scan.dates = !flags->no_dates;
  scan.report = !flags->no_report;
  if (scan.read.inputs.empty() && scan.index.empty())
    return absl::InvalidArgumentError("no input; name files, folders or -, or see --help");
  if (scan.output.empty() && !flags->dry_run)
    return absl::InvalidArgumentError("-o OUT is missing");
  return absl::OkStatus();
}

int PrintPlan(const ScanOptions& options) {
  const absl::StatusOr<ScanPlan> plan = PlanScan(options);
  if (!plan.ok()) return ReportError(plan.status());
  const std::string disk =
      "scratch    about " + BytesText(plan->scratch) + " of disk beside OUT during the scan\n";
  return WriteStdout(PlanText(*plan, disk, options.memory)) ? kDone : kSystem;
}

std::uint64_t PairsOf(const RunReport& run, const std::string& verdict) {
  const auto found = run.pairs_by_verdict.find(verdict);
  return found == run.pairs_by_verdict.end() ? 0 : found->second;
}

std::uint64_t KinPairs(const RunReport& run) {
  std::uint64_t pairs = 0;
  for (const auto& [verdict, count] : run.pairs_by_verdict)
    pairs += verdict == "same_template" ? 0 : count;
  return pairs;
}

// "1 cluster", "12 clusters".
void PrintSummary(const ScanOptions& options, const ScanSummary& summary) {
  const RunReport& run = summary.run;
  double seconds = 0;
  for (const auto& [stage, value] : run.seconds) seconds += value;
  std::fprintf(stderr, "%s, %s, in %.1f s\n", Count(run.documents, "document").c_str(),
               BytesText(run.bytes).c_str(), seconds);
  std::fprintf(stderr, "%s of %s\n", Count(run.clusters, "cluster").c_str(),
               Count(run.clustered, "document").c_str());
  std::fprintf(stderr, "%s: %s identical, %s near-duplicate, %s contained, %s partial\n",
               Count(KinPairs(run), "pair").c_str(), WithCommas(PairsOf(run, "identical")).c_str(),
               WithCommas(PairsOf(run, "near_duplicate")).c_str(),
               WithCommas(PairsOf(run, "contained")).c_str(),
               WithCommas(PairsOf(run, "partial")).c_str());
  if (run.pairs_across > 0) {
    std::fprintf(
        stderr,
        "%s of these join no cluster: mixtures, collections and formulas hold unrelated texts\n",
        WithCommas(run.pairs_across).c_str());
  }
  if (const std::uint64_t templates = PairsOf(run, "same_template"); templates > 0) {
    std::fprintf(stderr, "%s more of one template with other values, kept apart\n",
                 Count(templates, "pair").c_str());
  }
  if (run.aligned_pairs > 0) {
    std::fprintf(stderr, "%s, found by aligning %s\n", Count(run.passages, "passage").c_str(),
                 Count(run.aligned_pairs, "pair").c_str());
  }
  if (run.other_types > 0) {
    std::fprintf(stderr, "%s of other types not read\n", Count(run.other_types, "file").c_str());
  }
  if (run.other_records > 0) {
    std::fprintf(stderr, "%s of archives are no pages and not read\n",
                 Count(run.other_records, "record").c_str());
  }
  for (const auto& [code, count] : run.faults_by_code) {
    const auto number = static_cast<FaultCode>(std::strtoul(code.c_str() + 1, nullptr, 10));
    std::fprintf(stderr, "fault %s (%s) in %s\n", code.c_str(),
                 std::string(FaultName(number)).c_str(), Count(count, "document").c_str());
  }
  if (run.documents == 0) std::fputs("warning: no documents were found in the input\n", stderr);
  std::fprintf(stderr, "results in %s\n", Printable(options.output).c_str());
}

int RunScanWith(const ScanFlags& flags) {
  const std::atomic<bool>* stop = WatchSignals();
  absl::StatusOr<ScanSummary> summary = absl::UnknownError("not run");
  {
    std::optional<ProgressLine> line;
    if (!flags.quiet && !flags.no_progress && (flags.progress || StderrIsTerminal()))
      line.emplace();
    summary = Scan(flags.scan, line ? &*line : nullptr, stop);
  }
  if (!summary.ok()) {
    if (absl::IsCancelled(summary.status())) {
      std::fputs("textkin: interrupted; nothing was written\n", stderr);
      DieOfSignal();
    }
    return flags.scan.index.empty() ? ReportError(summary.status())
                                    : ReportIndexError(summary.status());
  }
  if (!flags.quiet) PrintSummary(flags.scan, *summary);
  if (summary->faulty_documents > 0) return kFaults;
  return flags.fail_if_found && KinPairs(summary->run) > 0 ? kFound : kDone;
}

}  // namespace

int RunScan(const Arguments& arguments) {
  ScanFlags flags;
  const po::options_description visible = ScanTable(&flags);
  po::options_description all;
  all.add(visible).add_options()("input", po::value(&flags.scan.read.inputs), "");
  const absl::StatusOr<po::variables_map> parsed = ParseFlags(arguments, all, "input");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (flags.help) {
    std::ostringstream help;
    help << kScanSynopsis << visible << "\n" << kScanExamples;
    return WriteStdout(help.str()) ? kDone : kSystem;
  }
  if (const absl::Status status = ResolveScan(&flags); !status.ok()) return ReportError(status);
  return flags.dry_run ? PrintPlan(flags.scan) : RunScanWith(flags);
}

}  // namespace textkin::cli
