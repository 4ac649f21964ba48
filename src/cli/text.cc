// textkin text: what textkin reads in one file.

#include <algorithm>
#include <csignal>
#include <sstream>
#include <tuple>

#include "commands.h"
#include "flags.h"
#include "terminal.h"
#include "textkin/pipeline.h"

namespace textkin::cli {
namespace {

constexpr char kTextSynopsis[] =
    "Usage: textkin text FILE [options]\n"
    "Shows what textkin reads in a file: kept text, marked boilerplate and debris, masks, parts.\n"
    "FILE may be - for stdin.\n\n";
constexpr char kTextExamples[] =
    "Examples:\n"
    "  textkin text page.html              marks in colour, or as [kind: text] in a pipe\n"
    "  textkin text --plain page.html      the text alone; ranges in results count its code "
    "points\n"
    "  textkin text --row page.html        its row of documents.jsonl, and those of its parts\n";

struct TextFlags {
  ReadOptions read;
  std::vector<std::string> files;
  std::string preset = "report";
  bool plain = false;
  bool row = false;
  bool help = false;
};

// A stretch of text and how to show it.
struct Piece {
  Span span;          // empty: a sign put between the text
  std::string label;  // what kind of mark, "mask", or "part 1" where that begins
};

std::vector<Piece> CutIntoPieces(const Reading& reading) {
  std::vector<Piece> pieces;
  for (const Mark& mark : reading.extracted.parts.front().marks)
    pieces.push_back({mark.span, std::string(MarkKindName(mark.kind))});
  const Tokens& tokens = reading.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens.kind[i] == TokenKind::kMask) {
      pieces.push_back({{tokens.begin[i], tokens.begin[i] + tokens.length[i]}, "mask"});
    }
  }
  const std::vector<Part>& parts = reading.extracted.parts;
  for (std::size_t number = 1; number < parts.size(); ++number) {
    const std::uint32_t begin = parts[number].span.begin;
    pieces.push_back({{begin, begin}, "part " + std::to_string(number)});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.span.begin, a.span.end) < std::tie(b.span.begin, b.span.end);
  });
  return pieces;
}

std::string Decorate(std::string_view label, const std::string& text, bool colour) {
  const std::string words = std::string(label) + (text.empty() ? "" : ": " + text);
  if (!colour) return "[" + words + "]";
  const char* style = label == "mask"          ? "\x1b[33m"
                      : label == "boilerplate" ? "\x1b[90m"
                      : text.empty()           ? "\x1b[7m"
                                               : "\x1b[35m";
  return style + (text.empty() ? words : text) + "\x1b[0m";
}

std::string Header(const Reading& reading) {
  const Document& document = reading.extracted.document;
  std::ostringstream out;
  out << "# " << Printable(document.id) << "\n";
  if (!document.title.empty()) out << "# title: " << Printable(document.title) << "\n";
  if (!document.url.empty()) out << "# url: " << Printable(document.url) << "\n";
  if (!document.site.empty()) out << "# site: " << Printable(document.site) << "\n";
  for (const DateClaim& date : document.dates)
    out << "# date: " << Printable(date.value) << " (" << date.kind << ")\n";
  out << "# tokens: " << reading.tokens.size() << ", masks: " << reading.tokens.masks << "\n";
  const std::vector<Part>& parts = reading.extracted.parts;
  for (std::size_t number = 1; number < parts.size(); ++number)
    out << "# part " << number << ": " << Printable(parts[number].title) << "\n";
  for (const Fault& fault : document.faults) {
    out << "# fault " << FaultCodeText(fault.code) << ": " << Printable(fault.detail) << "\n";
  }
  for (const std::string_view flag :
       FindFlags(document, reading.extracted.parts.front(), reading.tokens)) {
    out << "# flag: " << flag << "\n";
  }
  return out.str();
}

std::string Show(const Reading& reading, bool colour) {
  const std::string& text = reading.extracted.document.text;
  std::string out = Header(reading) + "\n";
  std::uint32_t at = 0;
  for (const Piece& piece : CutIntoPieces(reading)) {
    if (piece.span.begin < at) continue;  // a part that begins inside a mark is in the header
    out += Printable(text.substr(at, piece.span.begin - at));
    out += Decorate(piece.label,
                    Printable(text.substr(piece.span.begin, piece.span.end - piece.span.begin)),
                    colour);
    at = piece.span.end;
  }
  return out + Printable(text.substr(at)) + "\n";
}

}  // namespace

int RunText(const Arguments& arguments) {
  TextFlags flags;
  flags.read.parquet = ParquetProgram();
  po::options_description visible("Options", 100, 72);
  visible.add_options()("plain", po::bool_switch(&flags.plain), "the text alone, no newline added")(
      "row", po::bool_switch(&flags.row), "the rows of documents.jsonl")(
      "preset", po::value(&flags.preset)->value_name("NAME"),
      "report (default), web, news, paraphrase or strict")(
      "text-key", po::value(&flags.read.text_key)->value_name("KEY"),
      "JSONL: field of the text [text]")("help,h", po::bool_switch(&flags.help), "this text");
  po::options_description all;
  all.add(visible).add_options()("file", po::value(&flags.files), "");
  const absl::StatusOr<po::variables_map> parsed = ParseFlags(arguments, all, "file");
  if (!parsed.ok()) return ReportError(parsed.status());
  if (flags.help) {
    std::ostringstream help;
    help << kTextSynopsis << visible << "\n" << kTextExamples;
    return WriteStdout(help.str()) ? kDone : kSystem;
  }
  if (flags.files.size() != 1)
    return ReportError(absl::InvalidArgumentError("text takes one FILE; see --help"));
  if (flags.plain && flags.row)
    return ReportError(absl::InvalidArgumentError("--plain or --row, not both"));
  const absl::StatusOr<Preset> preset = ParsePreset(flags.preset);
  if (!preset.ok()) return ReportError(preset.status());

  std::signal(SIGPIPE, SIG_IGN);
  const absl::StatusOr<Reading> reading = ReadOne(flags.files.front(), flags.read, *preset);
  if (!reading.ok()) return ReportError(reading.status());
  const Document& document = reading->extracted.document;
  const bool written = WriteStdout(flags.plain ? document.text
                                   : flags.row ? reading->rows
                                               : Show(*reading, *WantsColour("auto")));
  if (!written) return kSystem;
  if (flags.plain) {
    for (const Fault& fault : document.faults) {
      std::fprintf(stderr, "textkin: %s: fault %s: %s\n", Printable(document.id).c_str(),
                   FaultCodeText(fault.code).c_str(), Printable(fault.detail).c_str());
    }
  }
  return document.faults.empty() ? kDone : kFaults;
}

}  // namespace textkin::cli
