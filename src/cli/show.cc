// textkin show: a finished scan explained in the terminal.

#include <csignal>
#include <sstream>

#include "commands.h"
#include "flags.h"
#include "show_view.h"
#include "terminal.h"

namespace textkin::cli {
namespace {

constexpr char kShowSynopsis[] =
    "Usage: textkin show OUT [ID [ID]] [options]\n"
    "Explains a finished scan: all of it, one document with its family, or two documents.\n"
    "ID is that of a document, part or cluster (a cluster has the id of its fullest version).\n\n";
constexpr char kShowExamples[] =
    "Examples:\n"
    "  textkin show out                              what was found, the largest families\n"
    "  textkin show out site-a/r1.html               its family, whom it copies, and why\n"
    "  textkin show out site-a/r1.html site-b/2.txt  the edge between two, and their passages\n"
    "OUT/report.html shows the same to look at.\n";

}  // namespace

int RunShow(const Arguments& arguments) {
  std::vector<std::string> names;
  std::string color = "auto";
  bool help = false;
  po::options_description visible("Options", 100, 72);
  visible.add_options()("color", po::value(&color)->value_name("WHEN"),
                        "auto (default: on a terminal, without NO_COLOR), always or never")(
      "help,h", po::bool_switch(&help), "this text");
  po::options_description all;
  all.add(visible).add_options()("name", po::value(&names), "");
  const absl::StatusOr<po::variables_map> parsed = ParseFlags(arguments, all, "name");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (help) {
    std::ostringstream text;
    text << kShowSynopsis << visible << "\n" << kShowExamples;
    return WriteStdout(text.str()) ? kDone : kSystem;
  }
  if (names.empty() || names.size() > 3)
    return ReportError(absl::InvalidArgumentError("show takes OUT and up to two ids; see --help"));
  const absl::StatusOr<bool> colour = WantsColour(color);
  if (!colour.ok()) return ReportError(colour.status());
  ShowOptions options;
  options.colour = *colour;
  options.width = LayoutWidth();
  std::signal(SIGPIPE, SIG_IGN);
  const absl::StatusOr<std::string> text = names.size() == 1 ? ShowResult(names[0], options)
                                           : names.size() == 2
                                               ? ShowDocument(names[0], names[1], options)
                                               : ShowTwo(names[0], names[1], names[2], options);
  if (!text.ok()) return ReportError(text.status());
  return WriteStdout(*text) ? kDone : kSystem;
}

}  // namespace textkin::cli
