// textkin compare: two documents side by side.

#include <csignal>
#include <optional>
#include <sstream>

#include "commands.h"
#include "compare_view.h"
#include "flags.h"
#include "terminal.h"
#include "textkin/pipeline.h"

namespace textkin::cli {
namespace {

constexpr char kCompareSynopsis[] =
    "Usage: textkin compare A B [options]\n"
    "Shows what two documents share: resemblance, containment, a verdict, the passages side by\n"
    "side with every difference typed, and who copied whom. A and B are files; one may be - for\n"
    "stdin. FILE#17 is the record on line 17 of a JSONL file, FILE#part2 the second text of an\n"
    "anthology.\n\n";
constexpr char kCompareExamples[] =
    "Examples:\n"
    "  textkin compare report.txt copy.html                    in colour, or with signs in a pipe\n"
    "  textkin compare dump.jsonl#3 report.md --color always | less -R\n"
    "  textkin compare a.txt b.txt --json                      one object for programs\n"
    "  textkin compare a.txt b.txt -q --fail-if-found          the exit code alone: 1 for kin\n";

struct CompareFlags {
  CompareOptions compare;
  ViewOptions view;
  std::vector<std::string> files;
  std::string preset = "report";
  std::string threshold;
  std::string color = "auto";
  std::string width;
  bool json = false;
  bool quiet = false;
  bool fail_if_found = false;
  bool help = false;
};

po::options_description CompareTable(CompareFlags* flags) {
  flags->compare.read.parquet = ParquetProgram();
  po::options_description table("Options", 100, 72);
  table.add_options()("preset", po::value(&flags->preset)->value_name("NAME"),
                      "report (default), web, news, paraphrase or strict")(
      "threshold", po::value(&flags->threshold)->value_name("J"),
      "resemblance of near-duplicates, (0, 1] [the preset's]")(
      "text-key", po::value(&flags->compare.read.text_key)->value_name("KEY"),
      "JSONL: field of the text [text]")(
      "json", po::bool_switch(&flags->json),
      "one object: the numbers as in pairs.jsonl, passages as in passages.jsonl")(
      "color", po::value(&flags->color)->value_name("WHEN"),
      "auto (default: on a terminal, without NO_COLOR), always or never")(
      "width", po::value(&flags->width)->value_name("N"), "columns [the terminal's, else 100]")(
      "fail-if-found", po::bool_switch(&flags->fail_if_found), "exit 1 when the two are kin")(
      "quiet,q", po::bool_switch(&flags->quiet), "print nothing")(
      "help,h", po::bool_switch(&flags->help), "this text");
  return table;
}

absl::Status ResolveView(const CompareFlags& flags, ViewOptions* view) {
  const absl::StatusOr<bool> colour = WantsColour(flags.color);
  if (!colour.ok()) return colour.status();
  view->colour = *colour;
  view->width = LayoutWidth();
  if (!flags.width.empty()) {
    const absl::StatusOr<std::uint64_t> width =
        ParseWhole("width", flags.width, kNarrowest, kWidest);
    if (!width.ok()) return width.status();
    view->width = *width;
  }
  return absl::OkStatus();
}

absl::Status ResolveCompare(CompareFlags* flags) {
  if (flags->files.size() != 2)
    return absl::InvalidArgumentError("compare takes two documents, A and B; see --help");
  if (flags->json && flags->quiet) return absl::InvalidArgumentError("--json or --quiet, not both");
  const absl::StatusOr<Preset> preset = ParsePreset(flags->preset);
  if (!preset.ok()) return preset.status();
  flags->compare.preset = *preset;
  flags->compare.threshold = OptionsOf(*preset).threshold;
  if (!flags->threshold.empty()) {
    const absl::StatusOr<double> threshold = ParseFraction("threshold", flags->threshold);
    if (!threshold.ok()) return threshold.status();
    flags->compare.threshold = *threshold;
  }
  return ResolveView(*flags, &flags->view);
}

}  // namespace

int RunCompare(const Arguments& arguments) {
  CompareFlags flags;
  const po::options_description visible = CompareTable(&flags);
  po::options_description all;
  all.add(visible).add_options()("file", po::value(&flags.files), "");
  const absl::StatusOr<po::variables_map> parsed = ParseFlags(arguments, all, "file");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (flags.help) {
    std::ostringstream help;
    help << kCompareSynopsis << visible << "\n" << kCompareExamples;
    return WriteStdout(help.str()) ? kDone : kSystem;
  }
  if (const absl::Status status = ResolveCompare(&flags); !status.ok()) return ReportError(status);

  std::signal(SIGPIPE, SIG_IGN);
  const absl::StatusOr<Comparison> comparison =
      Compare(flags.files[0], flags.files[1], flags.compare);
  if (!comparison.ok()) return ReportError(comparison.status());
  if (!flags.quiet && !WriteStdout(flags.json ? ComparisonJson(*comparison)
                                              : ShowComparison(*comparison, flags.view))) {
    return kSystem;
  }
  for (const ComparedText* text : {&comparison->a, &comparison->b}) {
    if (!text->extracted.document.faults.empty()) return kFaults;
  }
  return flags.fail_if_found && comparison->judgement.IsKin() ? kFound : kDone;
}

}  // namespace textkin::cli
