// Finished results, read back: their rows as values, report.html, and exports to other formats.
//
// Everything here is made from the files of a result alone (docs/formats/results.md), so that it
// says the same whoever wrote them. Ranges are in code points of the document's text.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace textkin::result {

struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // not included

  friend bool operator==(const Range&, const Range&) = default;
};

struct MarkRow {
  Range range;
  std::string kind;
};
struct DateRow {
  std::string value;
  std::string kind;
};
struct FaultRow {
  std::string code;
  std::string detail;
};

// A row of documents.jsonl. What is null there is empty here.
struct DocumentRow {
  std::string id, record_id, part_of, path, site, url, title, language, text_hash;
  Range range;  // of a part in its document
  std::uint64_t bytes = 0, chars = 0, tokens = 0, masks = 0;
  std::vector<Range> kept;
  std::vector<MarkRow> marks;
  std::vector<DateRow> dates;
  std::vector<std::string> flags, limits;
  std::vector<FaultRow> faults;
};

struct PairRow {
  std::string a, b, verdict;
  double resemblance = 0, containment_a = 0, containment_b = 0;
};

struct ClusterRow {
  std::string id, representative, kind;
  std::vector<std::string> members, sites;
  double min_resemblance = 0;
  bool complete = true;
};

struct PassageEnd {
  std::string document;
  Range range;
  std::optional<std::string> text;  // absent under --no-quotes
};
struct DifferenceRow {
  std::string type;
  Range a, b;
};
struct PassageRow {
  std::string id, kind;
  PassageEnd a, b;
  std::uint64_t tokens = 0;
  double identity = 0;
  std::vector<DifferenceRow> differences;
};

struct EvidenceRow {
  std::string type, direction, sentence;
  std::uint64_t loci = 0;
  double nats = 0;
};
struct EdgeRow {
  std::string source, derived, relation, reason, circle;
  bool directed = false;
  std::optional<double> confidence, confidence_direct, share, share_exclusive;
  std::vector<std::string> passages;
  std::vector<EvidenceRow> evidence, against;
};

struct LostRow {
  std::string id, source;  // source: empty for none
  std::vector<std::string> copies;
  std::optional<std::string> text;  // absent under --no-quotes
};

// Each calls row(value) for every line of its file in `folder`, until it returns false. Passages
// and edges may be absent: a scan can stop before them. NotFound for another file, DataLoss for a
// line that is no such row, with its number.
template <typename Row>
using OnRow = std::function<bool(Row&)>;
absl::Status ReadDocuments(const std::string& folder, const OnRow<DocumentRow>& row);
absl::Status ReadPairs(const std::string& folder, const OnRow<PairRow>& row);
absl::Status ReadClusters(const std::string& folder, const OnRow<ClusterRow>& row);
absl::Status ReadPassages(const std::string& folder, const OnRow<PassageRow>& row);
absl::Status ReadEdges(const std::string& folder, const OnRow<EdgeRow>& row);
absl::Status ReadLost(const std::string& folder, const OnRow<LostRow>& row);  // may be absent
bool HasEdges(const std::string& folder);

// Takes the bytes of an output as they come, in order.
using Sink = std::function<void(std::string_view)>;

// Which text is wanted: that of a row of documents.jsonl.
struct TextRequest {
  std::uint64_t row = 0;  // from 0
  std::string_view id;
  std::string_view part_of;  // empty for a document
  Range range;               // of a part in its document
};
// Nothing where there is no such text to be had: the report then shows what passages.jsonl quotes
// of it. An empty function: there are none at all.
using TextOf = std::function<absl::StatusOr<std::optional<std::string>>(const TextRequest&)>;

// Texts as `scan --write-text` has stored them in `folder`; an empty function where it has not.
TextOf StoredTexts(const std::string& folder);

// What report.html shows at most; the page names each cap that was reached.
struct ReportLimits {
  std::size_t families = 2000;     // the largest ones
  std::size_t documents = 20000;   // with their texts, over all families; the rest is listed
  std::size_t members = 200;       // of one family
  std::size_t guests = 40;         // documents outside a family that share text with it
  std::size_t drawn = 150;         // nodes of a drawing; Graphviz needs about a second for them
  std::size_t drawn_edges = 400;   // directed ones of a drawing
  std::size_t text_chars = 60000;  // code points of one text: a long report has 20,000
  std::size_t text_bytes = std::size_t{96} << 20;  // of all texts, before they are packed
  std::size_t row_bytes = std::size_t{16} << 10;   // of passages, and of edges, per shown document
};

// Writes report.html for the result in `folder`, whose run.json is `run`: one self-contained page,
// docs/formats/report.md. Memory is bounded by `limits` and the ids of documents that have kin.
// Cancelled soon after *cancel, which may be null, has become true.
absl::Status WriteReport(const std::string& folder, const std::string& run, const TextOf& text,
                         const ReportLimits& limits, const std::atomic<bool>* cancel,
                         const Sink& sink);

enum class ExportFormat : std::uint8_t {
  kProv,       // W3C PROV-JSON
  kGraphml,    // what networkx, igraph, Gephi and yEd read
  kDot,        // Graphviz
  kGexf,       // Gephi
  kCsv,        // edges as a table
  kDolma,      // attributes of duplicate documents and spans
  kDatatrove,  // ids that datatrove's IDs filter removes
  kPan,        // plagiarism detection XML of the PAN workshops
  kHtml,       // report.html again
};
// InvalidArgument with the list of names.
absl::StatusOr<ExportFormat> ParseExportFormat(std::string_view name);

struct ExportOptions {
  ExportFormat format = ExportFormat::kProv;
  std::string path;  // dolma, datatrove: the input file that it is for, as documents.jsonl has it
  const std::atomic<bool>* cancel = nullptr;  // of graphs and html: stops soon after it is true
  bool csv_raw = false;  // leave cells that a spreadsheet would take for formulas as they are
};
// Writes the result in `folder` in another format. docs/formats/exports.md says what each holds.
absl::Status Export(const std::string& folder, const ExportOptions& options, const Sink& sink);

// The documents that edges join, and the edges; lost sources, with an edge to each of their copies.
// A result without edges.jsonl gives its kin pairs: undirected, their verdict as the relation and
// their resemblance as the share.
struct GraphExport {
  ExportFormat format = ExportFormat::kProv;  // one of the graphs: prov, graphml, dot, gexf, csv
  bool csv_raw = false;                       // as in ExportOptions
  Sink sink;
};
// As Export writes each, but the result is read once for all of them.
absl::Status ExportGraphs(const std::string& folder, std::span<const GraphExport> graphs,
                          const std::atomic<bool>* cancel);

// A whole document that a corpus can do without.
struct Duplicate {
  std::string id;
  std::string record_id;  // the record's own; may be empty
  std::string kept;       // the document or part that stands for it
};
// In the order of documents.jsonl; the same documents as those of the formats dolma and datatrove.
absl::StatusOr<std::vector<Duplicate>> FindDuplicates(const std::string& folder);

}  // namespace textkin::result
