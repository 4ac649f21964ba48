// textkin eval: the scores of a result against truth.

#include "textkin/eval.h"

#include <csignal>
#include <cstdio>
#include <sstream>

#include "commands.h"
#include "flags.h"
#include "terminal.h"

namespace textkin::cli {
namespace {

constexpr char kEvalSynopsis[] =
    "Usage: textkin eval --truth T --result OUT [--json]\n"
    "Scores the folder OUT, as scan writes it, against the folder T of truth: clusters,\n"
    "passages, edges, flags.\n\n";
constexpr char kEvalExamples[] =
    "Examples:\n"
    "  textkin scan corpus/ -o out; textkin eval --truth corpus.truth --result out\n"
    "  textkin eval --truth corpus.truth --result out --json >scores.json\n"
    "T holds documents.jsonl, and edges.jsonl and passages.jsonl where these are known\n"
    "(docs/formats/truth.md). Exit code 3: truth and result do not fit; what does not was\n"
    "scored as wrong.\n";

struct EvalFlags {
  std::string truth;
  std::string result;
  bool json = false;
  bool help = false;
};

void PrintProblems(const eval::Evaluation& evaluation) {
  for (const auto& [kind, problem] : evaluation.problems) {
    std::fprintf(stderr, "textkin: %s: %s\n", std::string(eval::ProblemKindName(kind)).c_str(),
                 WithCommas(problem.count).c_str());
    for (const std::string& example : problem.examples)
      std::fprintf(stderr, "  %s\n", Printable(example).c_str());
    if (problem.count > problem.examples.size()) std::fputs("  ...\n", stderr);
  }
}

absl::Status CheckFlags(const EvalFlags& flags) {
  if (flags.truth.empty()) return absl::InvalidArgumentError("--truth T is missing; see --help");
  if (flags.result.empty())
    return absl::InvalidArgumentError("--result OUT is missing; see --help");
  return absl::OkStatus();
}

}  // namespace

int RunEval(const Arguments& arguments) {
  EvalFlags flags;
  std::vector<std::string> words;
  po::options_description visible("Options", 100, 72);
  visible.add_options()("truth", po::value(&flags.truth)->value_name("T"), "folder of the truth")(
      "result", po::value(&flags.result)->value_name("OUT"), "folder that a scan wrote")(
      "json", po::bool_switch(&flags.json), "print one JSON object instead of a table")(
      "help,h", po::bool_switch(&flags.help), "this text");
  po::options_description all;
  all.add(visible).add_options()("word", po::value(&words), "");
  const absl::StatusOr<po::variables_map> parsed = ParseFlags(arguments, all, "word");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (flags.help) {
    std::ostringstream help;
    help << kEvalSynopsis << visible << "\n" << kEvalExamples;
    return WriteStdout(help.str()) ? kDone : kSystem;
  }
  if (!words.empty())
    return ReportError(absl::InvalidArgumentError("eval takes no '" + words.front() + "'"));
  if (const absl::Status status = CheckFlags(flags); !status.ok()) return ReportError(status);

  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is seen when writing
  const absl::StatusOr<eval::Evaluation> evaluation = eval::Evaluate(flags.truth, flags.result);
  if (!evaluation.ok()) return ReportError(evaluation.status());
  PrintProblems(*evaluation);
  const std::string text = flags.json ? eval::Json(*evaluation) : eval::Table(*evaluation);
  if (!WriteStdout(flags.json ? text : Printable(text))) return kSystem;
  return evaluation->problems.empty() ? kDone : kFaults;
}

}  // namespace textkin::cli
