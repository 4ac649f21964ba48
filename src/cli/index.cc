// textkin index: making, changing and checking a persistent index.

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>
#include <sstream>

#include "commands.h"
#include "flags.h"
#include "index_view.h"
#include "plan_text.h"
#include "progress_line.h"
#include "signals.h"
#include "terminal.h"
#include "textkin/indexing.h"

namespace textkin::cli {
namespace {

constexpr char kIndexHelp[] =
    "Usage: textkin index ACTION DIR ...\n"
    "Keeps a collection in the folder DIR, so that it is sketched once, grows, and can be asked.\n"
    "\n"
    "  build DIR INPUT...   a new index of files, folders, globs or - (JSONL on stdin)\n"
    "  add DIR INPUT...     more documents; an id that is there already gets its new text\n"
    "  remove DIR ID...     takes documents out, with every trace of their texts; - reads ids\n"
    "  query DIR FILE       where does this text come from? sources with the passages they share\n"
    "  verify DIR           reads everything and holds it against everything else\n"
    "  stats DIR            what is in it\n"
    "\n"
    "  textkin index ACTION --help   options of an action\n"
    "\n"
    "Examples:\n"
    "  textkin index build reports.index reports/             one site per subfolder\n"
    "  textkin index add reports.index new.jsonl.gz           in one commit: all of it or nothing\n"
    "  textkin index query reports.index suspicious.html      in the terminal\n"
    "  textkin index query reports.index dump.jsonl#17 --json a line for each source\n"
    "  textkin index remove reports.index site-a/r1.html\n"
    "  jq -r .id retracted.jsonl | textkin index remove reports.index -\n"
    "\n"
    "One writes, many read: a reader sees one generation from start to end. Exit 4: another\n"
    "process writes (--wait waits for it), or the index is damaged or of another version.\n";

struct IndexFlags {
  IndexOptions index;
  QueryOptions query;
  std::vector<std::string> words;  // DIR and what stands behind it
  std::optional<std::string> preset, threads, memory, seed, candidates, limit, threshold;
  bool no_texts = false;
  bool dry_run = false;
  bool json = false;
  bool quiet = false;
  bool progress = false;
  bool no_progress = false;
  bool help = false;
};

std::function<void(const std::string&)> Keep(std::optional<std::string>* value) {
  return [value](const std::string& text) { *value = text; };
}

po::options_description CommonTable(IndexFlags* flags) {
  po::options_description table("Options", 100, 72);
  table.add_options()("quiet,q", po::bool_switch(&flags->quiet), "no summary, no progress")(
      "help,h", po::bool_switch(&flags->help), "this text");
  return table;
}

void AddWritingFlags(IndexFlags* flags, po::options_description* table) {
  table->add_options()("wait", po::bool_switch(&flags->index.wait),
                       "wait for another writer instead of exit 4");
}

void AddReadingFlags(IndexFlags* flags, po::options_description* table) {
  AddReadFlags(table, &flags->index.read);
  table->add_options()("threads",
                       po::value<std::string>()->notifier(Keep(&flags->threads))->value_name("N"),
                       "threads [all cores]")(
      "memory", po::value<std::string>()->notifier(Keep(&flags->memory))->value_name("SIZE"),
      "of it, e.g. 4G; beyond, postings go to disk [half of all]")(
      "dry-run", po::bool_switch(&flags->dry_run), "print the plan and the memory need, then stop")(
      "progress", po::bool_switch(&flags->progress), "show progress [when stderr is a terminal]")(
      "no-progress", po::bool_switch(&flags->no_progress), "show none")(
      "config", po::value<std::string>()->value_name("FILE"),
      "read options from FILE (name = value)");
}

void AddBuildFlags(IndexFlags* flags, po::options_description* table) {
  table->add_options()("preset",
                       po::value<std::string>()->notifier(Keep(&flags->preset))->value_name("NAME"),
                       "report (default), web, news, paraphrase, or strict; for good")(
      "seed", po::value<std::string>()->notifier(Keep(&flags->seed))->value_name("N"),
      "seed of the hashes [0]; for good")(
      "no-texts", po::bool_switch(&flags->no_texts),
      "keep sketches alone: smaller, but nothing can be verified nor scanned again");
}

void AddQueryFlags(IndexFlags* flags, po::options_description* table) {
  flags->query.read.parquet = ParquetProgram();
  table->add_options()("json", po::bool_switch(&flags->json),
                       "a line for each source: docs/formats/index.md")(
      "limit", po::value<std::string>()->notifier(Keep(&flags->limit))->value_name("N"),
      "sources that are shown [20]")(
      "candidates", po::value<std::string>()->notifier(Keep(&flags->candidates))->value_name("N"),
      "texts that are aligned with it, the most alike [64]")(
      "threshold", po::value<std::string>()->notifier(Keep(&flags->threshold))->value_name("J"),
      "resemblance of near-duplicates, (0, 1] [the preset's]")(
      "text-key", po::value(&flags->query.read.text_key)->value_name("KEY"),
      "JSONL: field of the text [text]");
}

absl::Status ResolveNumber(const std::string& name, const std::optional<std::string>& text,
                           std::uint64_t low, std::uint64_t high, std::uint64_t* value) {
  if (!text) return absl::OkStatus();
  const absl::StatusOr<std::uint64_t> parsed = ParseWhole(name, *text, low, high);
  if (!parsed.ok()) return parsed.status();
  *value = *parsed;
  return absl::OkStatus();
}

// Sources that may be asked for: each takes about a millisecond.
constexpr std::uint64_t kMostCandidates = 100000;

absl::Status ResolveIndexFlags(IndexFlags* flags, std::uint64_t* limit) {
  std::uint64_t threads = 0, candidates = flags->query.candidates;
  absl::Status status = ResolveNumber("threads", flags->threads, 1, 1024, &threads);
  status.Update(ResolveNumber("seed", flags->seed, 0, ~std::uint64_t{0}, &flags->index.seed));
  status.Update(ResolveNumber("candidates", flags->candidates, 1, kMostCandidates, &candidates));
  status.Update(ResolveNumber("limit", flags->limit, 1, kMostCandidates, limit));
  if (!status.ok()) return status;
  flags->index.threads = static_cast<unsigned>(threads);
  flags->query.candidates = candidates;
  flags->index.texts = !flags->no_texts;
  if (flags->threshold) {
    const absl::StatusOr<double> value = ParseFraction("threshold", *flags->threshold);
    if (!value.ok()) return value.status();
    flags->query.threshold = *value;
  }
  if (flags->memory) {
    const absl::StatusOr<std::uint64_t> value = ParseSize("memory", *flags->memory);
    if (!value.ok()) return value.status();
    flags->index.memory = *value;
  }
  if (flags->preset) {
    const absl::StatusOr<Preset> preset = ParsePreset(*flags->preset);
    if (!preset.ok()) return preset.status();
    flags->index.preset = *preset;
  }
  return status;
}

int Stop(const absl::Status& status) {
  if (!absl::IsCancelled(status)) return ReportIndexError(status);
  std::fputs("textkin: interrupted; the index is as it was\n", stderr);
  DieOfSignal();
}

void PrintIndexed(const IndexFlags& flags, const IndexSummary& summary) {
  std::fprintf(stderr, "%s read, %s of text: %s added, %s replaced, %s unchanged\n",
               Count(summary.read, "document").c_str(), BytesText(summary.bytes).c_str(),
               WithCommas(summary.added).c_str(), WithCommas(summary.replaced).c_str(),
               WithCommas(summary.unchanged).c_str());
  if (summary.other_types > 0) {
    std::fprintf(stderr, "%s of other types not read\n",
                 Count(summary.other_types, "file").c_str());
  }
  for (const auto& [code, count] : summary.faults_by_code) {
    const auto number = static_cast<FaultCode>(std::strtoul(code.c_str() + 1, nullptr, 10));
    std::fprintf(stderr, "fault %s (%s) in %s\n", code.c_str(),
                 std::string(FaultName(number)).c_str(), Count(count, "document").c_str());
  }
  if (summary.read == 0) std::fputs("warning: no documents were found in the input\n", stderr);
  std::fprintf(stderr, "generation %s of %s: %s\n", WithCommas(summary.counts.generation).c_str(),
               Printable(flags.index.folder).c_str(),
               Count(summary.counts.documents, "document").c_str());
}

int PrintIndexPlan(const IndexOptions& options, bool is_new) {
  const absl::StatusOr<IndexPlan> plan = PlanIndex(options, is_new);
  if (!plan.ok()) return ReportIndexError(plan.status());
  const std::string disk = "disk       about " + BytesText(plan->disk) + " in the index\n";
  return WriteStdout(PlanText(*plan, disk, options.memory)) ? kDone : kSystem;
}

using IndexJob = absl::StatusOr<IndexSummary> (*)(const IndexOptions&, ProgressSink*,
                                                  const std::atomic<bool>*);

int RunReading(IndexFlags* flags, IndexJob job) {
  flags->index.read.inputs.assign(flags->words.begin() + 1, flags->words.end());
  if (flags->index.read.inputs.empty()) {
    return ReportError(
        absl::InvalidArgumentError("no input; name files, folders or -, or see --help"));
  }
  if (flags->dry_run) return PrintIndexPlan(flags->index, job == BuildIndex);
  const std::atomic<bool>* stop = WatchSignals();
  absl::StatusOr<IndexSummary> summary = absl::UnknownError("not run");
  {
    std::optional<ProgressLine> line;
    if (!flags->quiet && !flags->no_progress && (flags->progress || StderrIsTerminal())) {
      line.emplace();
    }
    summary = job(flags->index, line ? &*line : nullptr, stop);
  }
  if (!summary.ok()) return Stop(summary.status());
  if (!flags->quiet) PrintIndexed(*flags, *summary);
  return summary->faulty > 0 ? kFaults : kDone;
}

int RunRemoving(const IndexFlags& flags) {
  std::vector<std::string> ids;
  for (auto word = flags.words.begin() + 1; word != flags.words.end(); ++word) {
    if (*word != "-") {
      ids.push_back(*word);
      continue;
    }
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty()) ids.push_back(line);
    }
  }
  if (ids.empty() && flags.words.size() < 2) {
    return ReportError(absl::InvalidArgumentError("no id; name the documents to be removed, or -"));
  }
  const absl::StatusOr<RemovalSummary> summary =
      RemoveFromIndex(flags.index.folder, ids, flags.index.wait, WatchSignals());
  if (!summary.ok()) return Stop(summary.status());
  for (const std::string& id : summary->unknown) {
    std::fprintf(stderr, "textkin: '%s' is not in the index\n", Printable(id).c_str());
  }
  if (!flags.quiet) {
    std::fprintf(stderr, "%s removed, %s left\n",
                 Count(ids.size() - summary->unknown.size(), "document").c_str(),
                 WithCommas(summary->counts.documents).c_str());
  }
  return summary->unknown.empty() ? kDone : kFaults;
}

int RunQuery(const IndexFlags& flags, std::size_t limit) {
  if (flags.words.size() != 2) {
    return ReportError(absl::InvalidArgumentError("query takes DIR and one FILE; see --help"));
  }
  std::signal(SIGPIPE, SIG_IGN);
  const absl::StatusOr<std::unique_ptr<IndexReader>> index = IndexReader::Open(flags.words[0]);
  if (!index.ok()) return ReportIndexError(index.status());
  const absl::StatusOr<std::vector<QueryAnswer>> answers =
      QueryIndex(**index, flags.words[1], flags.query);
  if (!answers.ok()) return ReportIndexError(answers.status());
  return WriteStdout(flags.json ? AnswersJson(*answers, limit) : ShowAnswers(*answers, limit))
             ? kDone
             : kSystem;
}

int RunStats(const IndexFlags& flags) {
  const absl::StatusOr<std::unique_ptr<IndexReader>> index = IndexReader::Open(flags.words[0]);
  if (!index.ok()) return ReportIndexError(index.status());
  const std::uint64_t bytes = FolderBytes(flags.words[0]);
  return WriteStdout(flags.json ? StatsJson(**index, bytes) : ShowStats(**index, bytes)) ? kDone
                                                                                         : kSystem;
}

int RunVerify(const IndexFlags& flags) {
  const std::atomic<bool>* stop = WatchSignals();
  const absl::StatusOr<std::unique_ptr<IndexReader>> index = IndexReader::Open(flags.words[0]);
  if (!index.ok()) return ReportIndexError(index.status());
  if (const absl::Status status = (*index)->Verify(stop); !status.ok()) return Stop(status);
  if (flags.quiet) return kDone;
  const IndexCounts& counts = (*index)->counts();
  return WriteStdout("sound: generation " + WithCommas(counts.generation) + ", " +
                     Count(counts.documents, "document") + ", digest " + Hex(counts.digest) + "\n")
             ? kDone
             : kSystem;
}

int RunAction(const std::string& action, IndexFlags* flags, std::uint64_t limit) {
  flags->index.folder = flags->words[0];
  if (action == "build") return RunReading(flags, BuildIndex);
  if (action == "add") return RunReading(flags, AddToIndex);
  if (action == "remove") return RunRemoving(*flags);
  if (action == "query") return RunQuery(*flags, limit);
  if (flags->words.size() > 1) {
    return ReportError(absl::InvalidArgumentError(action + " takes DIR alone"));
  }
  return action == "stats" ? RunStats(*flags) : RunVerify(*flags);
}

// The options of an action; nothing when there is no such action.
std::optional<po::options_description> ActionTable(const std::string& action, IndexFlags* flags) {
  po::options_description table = CommonTable(flags);
  if (action == "build" || action == "add" || action == "remove") AddWritingFlags(flags, &table);
  if (action == "build") AddBuildFlags(flags, &table);
  if (action == "build" || action == "add") AddReadingFlags(flags, &table);
  if (action == "query") AddQueryFlags(flags, &table);
  if (action == "stats") {
    table.add_options()("json", po::bool_switch(&flags->json), "one object");
  }
  const bool known = action == "build" || action == "add" || action == "remove" ||
                     action == "query" || action == "stats" || action == "verify";
  return known ? std::optional(std::move(table)) : std::nullopt;
}

}  // namespace

int RunIndex(const Arguments& arguments) {
  if (arguments.empty()) {
    std::fputs(kIndexHelp, stderr);
    return kUsage;
  }
  const std::string& action = arguments.front();
  if (action == "--help" || action == "-h") return WriteStdout(kIndexHelp) ? kDone : kSystem;
  IndexFlags flags;
  const std::optional<po::options_description> visible = ActionTable(action, &flags);
  if (!visible) {
    return ReportError(absl::InvalidArgumentError(
        "no action '" + action + "'; one of build, add, remove, query, verify, stats, or --help"));
  }
  po::options_description all;
  all.add(*visible).add_options()("word", po::value(&flags.words), "");
  const absl::StatusOr<po::variables_map> parsed =
      ParseFlags(Arguments(arguments.begin() + 1, arguments.end()), all, "word");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (flags.help) {
    std::ostringstream help;
    help << kIndexHelp << "\n" << action << ": " << *visible;
    return WriteStdout(help.str()) ? kDone : kSystem;
  }
  std::uint64_t limit = kShownSources;
  if (const absl::Status status = ResolveIndexFlags(&flags, &limit); !status.ok()) {
    return ReportError(status);
  }
  if (flags.words.empty()) {
    return ReportError(absl::InvalidArgumentError("no index; name its folder, or see --help"));
  }
  return RunAction(action, &flags, limit);
}

}  // namespace textkin::cli
