// What corpus tools read: Dolma attributes, datatrove removal lists, and the XML of the PAN tasks.

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "export.h"
#include "json_writer.h"
#include "removals.h"
#include "xml.h"

namespace textkin::result {
namespace {

// Paths that an error message names.
constexpr std::size_t kNamedPaths = 5;

// The number of a record in its file, from 1; 0 for a document that is a file.
std::uint64_t RecordNumber(std::string_view id) {
  const std::size_t hash = id.rfind('#');
  std::uint64_t number = 0;
  if (hash != std::string_view::npos)
    std::from_chars(id.data() + hash + 1, id.data() + id.size(), number);
  return number;
}

// The directed edges, from source to derived.
class Directions {
 public:
  absl::Status Read(const std::string& folder) {
    return ReadEdges(folder, [this](EdgeRow& edge) {
      if (edge.directed) edges_.emplace(std::move(edge.source), std::move(edge.derived));
      return true;
    });
  }
  // Whether b is the source of a passage of a and b. Without an edge a is, as the smaller id.
  bool IsTurned(const std::string& a, const std::string& b) const {
    return edges_.contains({b, a}) && !edges_.contains({a, b});
  }

 private:
  std::set<std::pair<std::string, std::string>> edges_;
};

struct Record {
  std::string path;
  std::uint64_t number = 0;
  std::string id;
  std::string record_id;
  std::uint64_t chars = 0;
};

// All documents, or those of one file, in the order of their files.
absl::StatusOr<std::vector<Record>> ReadRecords(const std::string& folder,
                                                const std::string& path) {
  std::vector<Record> records;
  const absl::Status status = ReadDocuments(folder, [&](DocumentRow& row) {
    if (!row.part_of.empty() || (!path.empty() && row.path != path)) return true;
    const std::uint64_t number = RecordNumber(row.id);
    records.push_back(
        {std::move(row.path), number, std::move(row.id), std::move(row.record_id), row.chars});
    return true;
  });
  if (!status.ok()) return status;
  if (!path.empty() && records.empty())
    return absl::NotFoundError("--path '" + path + "': no document of the result is in it");
  std::sort(records.begin(), records.end(), [](const Record& x, const Record& y) {
    return std::tie(x.path, x.number, x.id) < std::tie(y.path, y.number, y.id);
  });
  return records;
}

// The only file of `records`.
absl::Status CheckOneFile(const std::vector<Record>& records) {
  std::string names;
  std::size_t files = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i > 0 && records[i].path == records[i - 1].path) continue;
    if (++files <= kNamedPaths) names += (names.empty() ? "" : ", ") + records[i].path;
  }
  if (files <= 1) return absl::OkStatus();
  return absl::InvalidArgumentError("a removal list is for one file, and the result has " +
                                    std::to_string(files) + "; choose one with --path: " + names +
                                    (files > kNamedPaths ? ", ..." : ""));
}

struct ScoredSpan {
  Range range;
  double score = 0;
};

void AppendSpans(const std::vector<ScoredSpan>& spans, std::string* out) {
  AppendArray(spans.size(), out, [&](std::size_t i) {
    out->push_back('[');
    AppendInteger(spans[i].range.begin, out);
    out->push_back(',');
    AppendInteger(spans[i].range.end, out);
    out->push_back(',');
    AppendDecimal(spans[i].score, out);
    out->push_back(']');
  });
}

}  // namespace

absl::StatusOr<std::vector<Duplicate>> FindDuplicates(const std::string& folder) {
  const auto removals = FindRemovals(folder);
  if (!removals.ok()) return removals.status();
  std::vector<Duplicate> duplicates;
  const absl::Status status = ReadDocuments(folder, [&](DocumentRow& row) {
    const auto removed = removals->find(row.id);
    if (removed != removals->end() && row.part_of.empty()) {
      duplicates.push_back({std::move(row.id), std::move(row.record_id), removed->second});
    }
    return true;
  });
  if (!status.ok()) return status;
  return duplicates;
}

absl::Status ExportDolma(const std::string& folder, const std::string& path, const Sink& sink) {
  const auto removals = FindRemovals(folder);
  if (!removals.ok()) return removals.status();
  Directions directions;
  if (absl::Status status = directions.Read(folder); !status.ok()) return status;

  // By document: the texts of it that are not needed, and the passages taken from elsewhere.
  absl::flat_hash_map<std::string, std::vector<ScoredSpan>> duplicates, reused;
  absl::flat_hash_map<std::string, std::string> document_of;  // of a part
  absl::Status status = ReadDocuments(folder, [&](DocumentRow& row) {
    const std::string& whole = row.part_of.empty() ? row.id : row.part_of;
    if (removals->contains(row.id)) duplicates[whole].push_back({row.range, 1});
    if (!row.part_of.empty()) document_of[row.id] = row.part_of;
    return true;
  });
  if (!status.ok()) return status;
  status = ReadPassages(folder, [&](PassageRow& passage) {
    const bool turned = directions.IsTurned(passage.a.document, passage.b.document);
    const PassageEnd& derived = turned ? passage.a : passage.b;
    if (removals->contains(derived.document)) return true;
    const auto whole = document_of.find(derived.document);
    reused[whole == document_of.end() ? derived.document : whole->second].push_back(
        {derived.range, passage.identity});
    return true;
  });
  if (!status.ok()) return status;

  const absl::StatusOr<std::vector<Record>> records = ReadRecords(folder, path);
  if (!records.ok()) return records.status();
  const std::vector<ScoredSpan> none;
  const auto of = [&none](auto& spans, const std::string& id) {
    const auto found = spans.find(id);
    return found == spans.end() ? none : found->second;
  };
  for (const Record& record : *records) {
    std::string line;
    JsonObject row(&line);
    row.String("id", record.record_id.empty() ? record.id : record.record_id);
    row.Key("attributes");
    JsonObject attributes(&line);
    attributes.Key("textkin__families__duplicate");
    AppendSpans(of(duplicates, record.id), &line);
    attributes.Key("textkin__passages__reused");
    AppendSpans(of(reused, record.id), &line);
    attributes.Close();
    row.Close();
    line.push_back('\n');
    sink(line);
  }
  return absl::OkStatus();
}

absl::Status ExportDatatrove(const std::string& folder, const std::string& path, const Sink& sink) {
  const auto removals = FindRemovals(folder);
  if (!removals.ok()) return removals.status();
  const absl::StatusOr<std::vector<Record>> records = ReadRecords(folder, path);
  if (!records.ok()) return records.status();
  if (absl::Status status = CheckOneFile(*records); !status.ok()) return status;
  std::string bytes;
  for (std::uint32_t i = 0; i < records->size(); ++i) {
    if (!removals->contains((*records)[i].id)) continue;
    for (unsigned shift = 0; shift < 32; shift += 8)
      bytes.push_back(static_cast<char>(i >> shift & 255u));
  }
  sink(bytes);
  return absl::OkStatus();
}

absl::Status ExportPan(const std::string& folder, const Sink& sink) {
  Directions directions;
  if (absl::Status status = directions.Read(folder); !status.ok()) return status;
  std::map<std::string, std::string> features;  // by document: elements
  const absl::Status status = ReadPassages(folder, [&](PassageRow& passage) {
    const bool turned = directions.IsTurned(passage.a.document, passage.b.document);
    const PassageEnd& source = turned ? passage.b : passage.a;
    const PassageEnd& derived = turned ? passage.a : passage.b;
    std::string& out = features[derived.document];
    const auto number = [&out](std::string_view name, std::uint32_t value) {
      out.append(" ").append(name).append("=\"");
      AppendInteger(value, &out);
      out.push_back('"');
    };
    out += "<feature name=\"detected-plagiarism\"";
    number("this_offset", derived.range.begin);
    number("this_length", derived.range.end - derived.range.begin);
    out += " source_reference=\"";
    AppendXml(source.document, &out);
    out.push_back('"');
    number("source_offset", source.range.begin);
    number("source_length", source.range.end - source.range.begin);
    out += "/>\n";
    return true;
  });
  if (!status.ok()) return status;
  sink("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<documents>\n");
  for (const auto& [id, elements] : features) {
    std::string out = "<document reference=\"";
    AppendXml(id, &out);
    out += "\">\n" + elements + "</document>\n";
    sink(out);
  }
  sink("</documents>\n");
  return absl::OkStatus();
}

}  // namespace textkin::result
