// The textkin command: picks the subcommand.

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <exception>
#include <string_view>

#include "commands.h"
#include "terminal.h"
#include "textkin/normalize.h"
#include "textkin/report.h"
#include "textkin/version.h"

namespace textkin::cli {
namespace {

constexpr char kHelp[] =
    "textkin finds the kin of a text: near-duplicate documents, and which are copies of which.\n"
    "\n"
    "Usage: textkin COMMAND ...\n"
    "  scan INPUT... -o OUT   scan a collection: verified clusters of near-duplicates\n"
    "  filter [INPUT...]      JSON Lines in, the same out without duplicates, receipts beside\n"
    "  text FILE              what textkin reads in a file: kept text, boilerplate, debris, masks\n"
    "  compare A B            two documents side by side: what they share, every difference typed\n"
    "  index ACTION DIR ...   a collection kept on disk: build, add, remove, query, verify, stats\n"
    "  show OUT [ID [ID]]     a finished scan explained: one document, its family, an edge\n"
    "  export OUT --to F      a finished scan as PROV-JSON, GraphML, DOT, GEXF, CSV and others\n"
    "  eval                   scores of a result against truth that you have\n"
    "\n"
    "  textkin COMMAND --help   options and examples of a command\n"
    "  textkin --version        versions of the program, the normalizer and the result format\n"
    "\n"
    "Try: textkin scan my-reports/ -o out\n"
    "\n"
    "Exit codes: 0 done, 1 found something (--fail-if-found), 2 usage, 3 some documents had "
    "faults,\n"
    "            4 index locked or unusable, 5 I/O error, disk full or out of memory, 130/143 "
    "interrupted\n";

// Free memory that stays with the process: a few batches for each of a few threads.
constexpr int kKeptHeapBytes = 64 << 20;

struct Command {
  std::string_view name;
  int (*run)(const Arguments&);
};
constexpr std::array<Command, 8> kCommands = {
    Command{"scan", RunScan},       Command{"filter", RunFilter}, Command{"text", RunText},
    Command{"compare", RunCompare}, Command{"index", RunIndex},   Command{"show", RunShow},
    Command{"export", RunExport},   Command{"eval", RunEval}};

int PrintVersion() {
  const std::string text = std::string("textkin ") + kVersion + "\nnormalizer " +
                           std::to_string(kNormalizerVersion) + "\nformat " +
                           std::to_string(kFormatVersion) + "\n";
  return WriteStdout(text) ? kDone : kSystem;
}

int Run(const Arguments& arguments) {
  if (arguments.empty()) {
    std::fputs(kHelp, stderr);
    return kUsage;
  }
  const std::string& word = arguments.front();
  if (word == "--help" || word == "-h" || word == "help")
    return WriteStdout(kHelp) ? kDone : kSystem;
  if (word == "--version") return PrintVersion();
  for (const Command& command : kCommands) {
    if (command.name == word) return command.run(Arguments(arguments.begin() + 1, arguments.end()));
  }
  return ReportError(absl::InvalidArgumentError(
      "no command '" + word +
      "'; one of scan, filter, text, compare, index, show, export, eval, or --help"));
}

// A closed standard stream must not become the first file that is opened: results would be read as
// stdin, or messages written into them. Opened the wrong way round, every use of it fails.
void OccupyStandardStreams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    static_cast<void>(::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

}  // namespace

int ReportError(const absl::Status& status) {
  std::fprintf(stderr, "textkin: %s\n", Printable(std::string(status.message())).c_str());
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
      return kUsage;
    case absl::StatusCode::kFailedPrecondition:
      return kIndex;
    default:
      return kSystem;
  }
}

int ReportIndexError(const absl::Status& status) {
  const int code = ReportError(status);
  return absl::IsDataLoss(status) ? kIndex : code;
}

}  // namespace textkin::cli

int main(int argc, char** argv) {
  using textkin::cli::kKeptHeapBytes;
  textkin::cli::OccupyStandardStreams();
  // Batches of some MiB come and go all the time. Kept by the allocator they are not cleared anew
  // by the kernel, which took a tenth of a scan.
  ::mallopt(M_TRIM_THRESHOLD, kKeptHeapBytes);
  ::mallopt(M_MMAP_THRESHOLD, kKeptHeapBytes);
  try {
    return textkin::cli::Run(textkin::cli::Arguments(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "textkin: %s\n", error.what());
    return textkin::cli::kSystem;
  }
}
