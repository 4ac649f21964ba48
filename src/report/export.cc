// Which export is which, and the graph that most of them write.

#include "export.h"

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "json_lines.h"
#include "textkin/utf8.h"

namespace textkin::result {
namespace {

constexpr std::array<std::pair<std::string_view, ExportFormat>, 9> kFormats = {{
    {"prov", ExportFormat::kProv},
    {"graphml", ExportFormat::kGraphml},
    {"dot", ExportFormat::kDot},
    {"gexf", ExportFormat::kGexf},
    {"csv", ExportFormat::kCsv},
    {"dolma", ExportFormat::kDolma},
    {"datatrove", ExportFormat::kDatatrove},
    {"pan", ExportFormat::kPan},
    {"html", ExportFormat::kHtml},
}};

// The edges, or the kin pairs where there are no edges.
absl::Status ReadGraphLinks(const std::string& folder, const OnRow<EdgeRow>& link) {
  if (HasEdges(folder)) return ReadEdges(folder, link);
  return ReadPairs(folder, [&](PairRow& pair) {
    if (pair.verdict == "same_template") return true;
    EdgeRow edge;
    edge.source = std::move(pair.a);
    edge.derived = std::move(pair.b);
    edge.relation = std::move(pair.verdict);
    edge.share = pair.resemblance;
    return link(edge);
  });
}

absl::Status ExportHtml(const std::string& folder, const std::atomic<bool>* cancel,
                        const Sink& sink) {
  const absl::StatusOr<std::string> run = ReadWhole(folder + "/run.json");
  if (!run.ok()) return run.status();
  return WriteReport(folder, *run, StoredTexts(folder), ReportLimits(), cancel, sink);
}

}  // namespace

absl::StatusOr<ExportFormat> ParseExportFormat(std::string_view name) {
  std::string names;
  for (const auto& [known, format] : kFormats) {
    if (name == known) return format;
    names += (names.empty() ? "" : ", ") + std::string(known);
  }
  return absl::InvalidArgumentError("--to '" + std::string(name) + "': one of " + names);
}

void GraphWriter::Lost(const LostRow& lost) {
  DocumentRow document;
  document.id = lost.id;
  document.title = "(lost)";
  document.chars = CountCodePoints(lost.text.value_or(""));
  Node(document);
}

namespace {

// That a lost source was copied, and copied a document itself: sure as far as there was one.
void LinkLost(const LostRow& lost, GraphWriter* writer) {
  EdgeRow edge;
  edge.directed = true;
  edge.relation = "derives_from";
  const auto link = [&](const std::string& source, const std::string& derived) {
    edge.source = source;
    edge.derived = derived;
    writer->Link(edge);
  };
  if (!lost.source.empty()) link(lost.source, lost.id);
  for (const std::string& copy : lost.copies) link(lost.id, copy);
}

std::unique_ptr<GraphWriter> MakeGraphWriter(const GraphExport& graph) {
  switch (graph.format) {
    case ExportFormat::kProv:
      return MakeProvWriter(graph.sink);
    case ExportFormat::kGraphml:
      return MakeGraphmlWriter(graph.sink);
    case ExportFormat::kDot:
      return MakeDotWriter(graph.sink);
    case ExportFormat::kGexf:
      return MakeGexfWriter(graph.sink);
    case ExportFormat::kCsv:
      return MakeCsvWriter(graph.sink, graph.csv_raw);
    default:
      return nullptr;
  }
}

}  // namespace

absl::Status ExportGraphs(const std::string& folder, std::span<const GraphExport> graphs,
                          const std::atomic<bool>* cancel) {
  std::vector<std::unique_ptr<GraphWriter>> writers;
  for (const GraphExport& graph : graphs) {
    writers.push_back(MakeGraphWriter(graph));
    if (writers.back() == nullptr) return absl::InternalError("a format that is no graph");
  }
  const auto go_on = [cancel] { return CheckCancelled(cancel).ok(); };
  absl::flat_hash_set<std::string> ends;
  absl::Status status = ReadGraphLinks(folder, [&](EdgeRow& edge) {
    ends.insert(std::move(edge.source));
    ends.insert(std::move(edge.derived));
    return go_on();
  });
  if (!status.ok()) return status;
  for (const auto& writer : writers) writer->Begin();
  status = ReadDocuments(folder, [&](DocumentRow& document) {
    if (!ends.contains(document.id)) return go_on();
    for (const auto& writer : writers) writer->Node(document);
    return go_on();
  });
  if (!status.ok()) return status;
  status = ReadLost(folder, [&](LostRow& lost) {
    for (const auto& writer : writers) writer->Lost(lost);
    return go_on();
  });
  if (!status.ok()) return status;
  status = ReadGraphLinks(folder, [&](EdgeRow& edge) {
    for (const auto& writer : writers) writer->Link(edge);
    return go_on();
  });
  if (!status.ok()) return status;
  status = ReadLost(folder, [&](LostRow& lost) {
    for (const auto& writer : writers) LinkLost(lost, writer.get());
    return go_on();
  });
  if (status.ok()) status = CheckCancelled(cancel);
  if (!status.ok()) return status;
  for (const auto& writer : writers) writer->End();
  return status;
}

absl::Status Export(const std::string& folder, const ExportOptions& options, const Sink& sink) {
  switch (options.format) {
    case ExportFormat::kProv:
    case ExportFormat::kGraphml:
    case ExportFormat::kDot:
    case ExportFormat::kGexf:
    case ExportFormat::kCsv:
      return ExportGraphs(folder, std::array{GraphExport{options.format, options.csv_raw, sink}},
                          options.cancel);
    case ExportFormat::kDolma:
      return ExportDolma(folder, options.path, sink);
    case ExportFormat::kDatatrove:
      return ExportDatatrove(folder, options.path, sink);
    case ExportFormat::kPan:
      return ExportPan(folder, sink);
    case ExportFormat::kHtml:
      return ExportHtml(folder, options.cancel, sink);
  }
  return absl::InternalError("an export format without a writer");
}

}  // namespace textkin::result
