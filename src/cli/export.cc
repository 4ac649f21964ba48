// textkin export: a finished scan in other formats.

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sstream>

#include "commands.h"
#include "flags.h"
#include "terminal.h"
#include "textkin/result.h"

namespace textkin::cli {
namespace {

constexpr char kExportSynopsis[] =
    "Usage: textkin export OUT --to FORMAT [-o FILE] [options]\n"
    "Writes a finished scan in another format, to stdout by default.\n"
    "  prov       W3C PROV-JSON: documents as entities, wasDerivedFrom with confidence\n"
    "  graphml, dot, gexf   the graph for networkx, igraph, yEd, Graphviz, Gephi\n"
    "  csv        the edges as a table\n"
    "  dolma      attributes: duplicate documents, reused spans\n"
    "  datatrove  numbers of duplicate records, as its MinhashDedupFilter reads them\n"
    "  pan        passages as the XML of the PAN text alignment tasks\n"
    "  html       report.html again; with texts after scan --write-text\n\n";
constexpr char kExportExamples[] =
    "Examples:\n"
    "  textkin export out --to prov -o provenance.json\n"
    "  textkin export out --to csv | column -ts,\n"
    "  textkin export out --to datatrove --path dump.jsonl -o 00000.remove\n";

struct ExportFlags {
  std::vector<std::string> names;
  std::string to;
  std::string output;
  result::ExportOptions options;
  bool help = false;
};

int WriteTo(const ExportFlags& flags, std::FILE* file, const std::string& name) {
  int error = 0;
  const absl::Status status =
      result::Export(flags.names.front(), flags.options, [&](std::string_view bytes) {
        if (error == 0 && std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size())
          error = errno;
      });
  if (std::fflush(file) != 0 && error == 0) error = errno;
  if (!status.ok()) return ReportError(status);
  if (error == 0 || error == EPIPE) return kDone;
  return ReportError(
      absl::UnavailableError("writing " + name + " failed: " + std::strerror(error)));
}

// Written beside its place, and put there when it is whole.
int WriteToFile(const ExportFlags& flags) {
  const std::string partial = flags.output + ".partial";
  std::FILE* file = std::fopen(partial.c_str(), "wbe");
  if (file == nullptr) {
    return ReportError(absl::UnavailableError("making '" + partial + "': " + std::strerror(errno)));
  }
  int code = WriteTo(flags, file, "'" + flags.output + "'");
  if (std::fclose(file) != 0 && code == kDone) {
    code = ReportError(
        absl::UnavailableError("writing '" + flags.output + "': " + std::strerror(errno)));
  }
  if (code == kDone && std::rename(partial.c_str(), flags.output.c_str()) != 0) {
    code = ReportError(absl::UnavailableError("putting '" + flags.output +
                                              "' in its place: " + std::strerror(errno)));
  }
  if (code != kDone) std::remove(partial.c_str());
  return code;
}

}  // namespace

int RunExport(const Arguments& arguments) {
  ExportFlags flags;
  po::options_description visible("Options", 100, 72);
  visible.add_options()("to", po::value(&flags.to)->value_name("FORMAT"), "one of the above")(
      "output,o", po::value(&flags.output)->value_name("FILE"), "instead of stdout")(
      "path", po::value(&flags.options.path)->value_name("PATH"),
      "dolma, datatrove: the input file that it is for [the only one]")(
      "csv-raw", po::bool_switch(&flags.options.csv_raw),
      "csv: no ' before cells that a spreadsheet would take for formulas")(
      "help,h", po::bool_switch(&flags.help), "this text");
  po::options_description all;
  all.add(visible).add_options()("name", po::value(&flags.names), "");
  const absl::StatusOr<po::variables_map> parsed = ParseFlags(arguments, all, "name");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (flags.help) {
    std::ostringstream help;
    help << kExportSynopsis << visible << "\n" << kExportExamples;
    return WriteStdout(help.str()) ? kDone : kSystem;
  }
  if (flags.names.size() != 1)
    return ReportError(absl::InvalidArgumentError("export takes one OUT; see --help"));
  const absl::StatusOr<result::ExportFormat> format = result::ParseExportFormat(flags.to);
  if (!format.ok()) return ReportError(format.status());
  flags.options.format = *format;
  std::signal(SIGPIPE, SIG_IGN);
  return flags.output.empty() ? WriteTo(flags, stdout, "standard output") : WriteToFile(flags);
}

}  // namespace textkin::cli
