// report.html: the page, the overview, and a packed block for each family.
//
//   1. families    clusters and links, the largest chosen           clusters, edges or passages
//   2. documents   rows of the shown ones kept, all of them counted  documents
//   3. rows        given to the families that show both ends         edges, pairs, passages
//   4. writing     one family at a time: its drawing, rows and texts
//
// Every file is read once or twice, in order. The page shows a family from its block alone, so that
// it opens at once, however large the collection is.

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "families.h"
#include "family_rows.h"
#include "json_lines.h"
#include "json_writer.h"
#include "overview.h"
#include "packed.h"
#include "page.h"
#include "slice.h"

namespace textkin::result {
namespace {

// A shown document: its line of documents.jsonl.
struct ShownDocument {
  std::uint64_t row = 0;  // from 0
  Range range;            // of a part in its document
  std::string part_of;
  std::string line;
};

class ReportWriter {
 public:
  ReportWriter(const std::string& folder, const TextOf& text, const ReportLimits& limits,
               const std::atomic<bool>* cancel, const Sink& sink)
      : folder_(folder), text_(text), limits_(limits), cancel_(cancel), sink_(sink) {}

  absl::Status Write(const std::string& run) {
    absl::StatusOr<Families> families = FindFamilies(folder_, limits_, cancel_);
    if (!families.ok()) return families.status();
    families_ = std::move(*families);
    for (const Family& family : families_.shown) rows_.emplace_back(family, limits_);
    FindShown();
    Overview overview(families_);
    absl::Status status = ReadDocumentFile(&overview);
    if (status.ok()) status = ReadEdgeFile(&overview);
    if (status.ok()) status = ReadLostFile();
    if (status.ok()) status = ReadPairFile();
    if (status.ok()) status = ReadPassageFile();
    if (!status.ok()) return status;
    const absl::StatusOr<std::string> json = overview.Json(run, limits_);
    if (!json.ok()) return json.status();
    sink_(kPageHead);
    sink_(EscapeForScript(*json));
    sink_(kPageMiddle);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].documents().empty()) continue;
      if (status = CheckCancelled(cancel_); !status.ok()) return status;
      if (status = WriteFamily(i); !status.ok()) return status;
    }
    sink_(kPageTail);
    return absl::OkStatus();
  }

 private:
  // Which families show a document: its own, and those where it is a guest.
  void FindShown() {
    shown_in_.resize(families_.names.size());
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      for (const Name document : rows_[i].documents()) shown_in_[document].push_back(i);
    }
  }

  absl::Status ReadDocumentFile(Overview* overview) {
    std::uint64_t number = 0;
    return ReadLines(
        folder_ + "/documents.jsonl", cancel_,
        [&](const JsonRow& row, std::string_view line, bool* sound) {
          const std::string_view id = TextAt(row, "id");
          *sound = !id.empty();
          if (!*sound) return false;
          overview->AddDocument(row, id);
          const Name name = families_.names.Find(id);
          if (name != kNoName && !shown_in_[name].empty()) {
            ShownDocument document;
            document.row = number;
            std::uint64_t begin = 0, end = 0;
            *sound = WholeAt(row, "begin", &begin) && WholeAt(row, "end", &end) && begin <= end;
            document.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
            document.part_of = TextAt(row, "part_of");
            document.line = line;
            documents_.emplace(name, std::move(document));
          }
          ++number;
          return *sound;
        });
  }

  // Calls give(rows) for each family that shows both.
  template <typename Give>
  void GiveTo(Name a, Name b, const Give& give) {
    if (a == kNoName || b == kNoName) return;
    const std::vector<std::uint32_t>& in_b = shown_in_[b];
    for (const std::uint32_t family : shown_in_[a]) {
      if (std::find(in_b.begin(), in_b.end(), family) != in_b.end()) give(&rows_[family]);
    }
  }

  absl::Status ReadPairFile() {
    return ReadLines(folder_ + "/pairs.jsonl", cancel_,
                     [&](const JsonRow& row, std::string_view, bool* sound) {
                       const Name a = families_.names.Find(TextAt(row, "a"));
                       const Name b = families_.names.Find(TextAt(row, "b"));
                       PairRow pair;
                       GiveTo(a, b, [&](FamilyRows* rows) {
                         *sound = *sound && Parse(row, &pair);
                         if (*sound) rows->AddPair(a, b, pair);
                       });
                       return *sound;
                     });
  }

  // Most rows of a large result are of no shown family, and are not looked into.
  absl::Status ReadPassageFile() {
    if (!FileExists(folder_ + "/passages.jsonl")) return absl::OkStatus();
    return ReadLines(folder_ + "/passages.jsonl", cancel_,
                     [&](const JsonRow& row, std::string_view, bool* sound) {
                       const Name a = families_.names.Find(TextAt(row, "a", "document"));
                       const Name b = families_.names.Find(TextAt(row, "b", "document"));
                       GiveTo(a, b, [&](FamilyRows* rows) {
                         PassageRow passage;
                         *sound = *sound && Parse(row, &passage);
                         if (*sound) rows->AddPassage(a, b, passage, text_ == nullptr);
                       });
                       return *sound;
                     });
  }

  absl::Status ReadEdgeFile(Overview* overview) {
    if (!HasEdges(folder_)) return absl::OkStatus();
    return ReadLines(folder_ + "/edges.jsonl", cancel_,
                     [&](const JsonRow& row, std::string_view line, bool* sound) {
                       EdgeRow edge;
                       *sound = Parse(row, &edge);
                       if (!*sound) return false;
                       const Name source = families_.names.Find(edge.source);
                       const Name derived = families_.names.Find(edge.derived);
                       overview->AddEdge(edge, source, derived);
                       GiveTo(source, derived, [&](FamilyRows* rows) {
                         rows->AddEdge(source, derived, edge, line);
                       });
                       return true;
                     });
  }

  absl::Status ReadLostFile() {
    if (!FileExists(folder_ + "/lost.jsonl")) return absl::OkStatus();
    return ReadLines(folder_ + "/lost.jsonl", cancel_,
                     [&](const JsonRow& row, std::string_view line, bool* sound) {
                       LostRow lost;
                       *sound = Parse(row, &lost) && lost.copies.size() > 1;
                       if (!*sound) return false;
                       GiveTo(families_.names.Find(lost.copies[0]),
                              families_.names.Find(lost.copies[1]),
                              [&](FamilyRows* rows) { rows->AddLost(line); });
                       return true;
                     });
  }

  absl::Status WriteFamily(std::size_t number) {
    const FamilyRows& rows = rows_[number];
    std::string block = "{\"members\":";
    AppendInteger(rows.family().members.size(), &block);
    block += ",\"documents\":[";
    std::string texts = "[";
    for (std::uint32_t i = 0; i < rows.documents().size(); ++i) {
      const auto found = documents_.find(rows.documents()[i]);
      if (i > 0) block.push_back(','), texts.push_back(',');
      if (found == documents_.end()) {
        return absl::DataLossError("documents.jsonl has no '" +
                                   families_.names.Text(rows.documents()[i]) + "'");
      }
      block += found->second.line;
      const absl::Status status = AppendText(rows, i, found->second, &texts);
      if (!status.ok()) return status;
    }
    block += "],\"texts\":" + texts + "]," + rows.RowsJson() +
             ",\"drawing\":" + rows.DrawingJson(limits_) + "}";
    const absl::StatusOr<std::string> packed = Pack(block);
    if (!packed.ok()) return packed.status();
    std::string element = "<script type=\"text/plain\" id=\"family-";
    AppendInteger(number, &element);
    sink_(element + "\">");
    sink_(*packed);
    sink_("</script>\n");
    return absl::OkStatus();
  }

  // [[begin,"text"],...] of one document.
  absl::Status AppendText(const FamilyRows& rows, std::uint32_t number,
                          const ShownDocument& document, std::string* out) {
    TextPieces pieces;
    const TextPieces* known = rows.QuotesOf(number);
    if (text_ != nullptr && text_bytes_ < limits_.text_bytes) {
      const absl::StatusOr<std::optional<std::string>> text =
          text_({document.row, families_.names.Text(rows.documents()[number]), document.part_of,
                 document.range});
      if (!text.ok()) return text.status();
      if (*text) {
        const std::string_view cut = Slice(**text, 0, limits_.text_chars);
        text_bytes_ += cut.size();
        pieces.Add(document.range.begin, cut);
        known = &pieces;
      }
    }
    (known == nullptr ? pieces : *known).AppendJson(out);
    return absl::OkStatus();
  }

  const std::string& folder_;
  const TextOf& text_;
  const ReportLimits& limits_;
  const std::atomic<bool>* const cancel_;
  const Sink& sink_;
  Families families_;
  std::vector<FamilyRows> rows_;
  std::vector<std::vector<std::uint32_t>> shown_in_;  // by name: families
  std::map<Name, ShownDocument> documents_;
  std::size_t text_bytes_ = 0;
};

}  // namespace

absl::Status WriteReport(const std::string& folder, const std::string& run, const TextOf& text,
                         const ReportLimits& limits, const std::atomic<bool>* cancel,
                         const Sink& sink) {
  return ReportWriter(folder, text, limits, cancel, sink).Write(run);
}

}  // namespace textkin::result
