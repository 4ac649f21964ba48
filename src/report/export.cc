// Which export is which, and the graph that most of them write.

#include "export.h"

#include <array>
#include <utility>

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

}  // namespace

absl::Status WriteGraph(const std::string& folder, const std::atomic<bool>* cancel,
                        GraphWriter* writer) {
  const auto go_on = [cancel] { return CheckCancelled(cancel).ok(); };
  absl::flat_hash_set<std::string> ends;
  absl::Status status = ReadGraphLinks(folder, [&](EdgeRow& edge) {
    ends.insert(std::move(edge.source));
    ends.insert(std::move(edge.derived));
    return go_on();
  });
  if (!status.ok()) return status;
  writer->Begin();
  status = ReadDocuments(folder, [&](DocumentRow& document) {
    if (ends.contains(document.id)) writer->Node(document);
    return go_on();
  });
  if (!status.ok()) return status;
  status = ReadLost(folder, [&](LostRow& lost) {
    writer->Lost(lost);
    return go_on();
  });
  if (!status.ok()) return status;
  status = ReadGraphLinks(folder, [&](EdgeRow& edge) {
    writer->Link(edge);
    return go_on();
  });
  if (!status.ok()) return status;
  status = ReadLost(folder, [&](LostRow& lost) {
    LinkLost(lost, writer);
    return go_on();
  });
  if (status.ok()) status = CheckCancelled(cancel);
  if (status.ok()) writer->End();
  return status;
}

absl::Status Export(const std::string& folder, const ExportOptions& options, const Sink& sink) {
  switch (options.format) {
    case ExportFormat::kProv:
      return ExportProv(folder, options.cancel, sink);
    case ExportFormat::kGraphml:
      return ExportGraphml(folder, options.cancel, sink);
    case ExportFormat::kDot:
      return ExportDot(folder, options.cancel, sink);
    case ExportFormat::kGexf:
      return ExportGexf(folder, options.cancel, sink);
    case ExportFormat::kCsv:
      return ExportCsv(folder, options.cancel, options.csv_raw, sink);
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
