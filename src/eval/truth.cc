// Loading a truth folder.

#include <utility>

#include "collection.h"
#include "json_lines.h"

namespace textkin::eval {
namespace {

bool ReadRange(const JsonRow& row, std::optional<Range>* range) {
  std::optional<std::uint64_t> begin, end;
  if (!OptionalWhole(row, "begin", &begin) || !OptionalWhole(row, "end", &end)) return false;
  if (end) *range = Range{begin.value_or(0), *end};
  return end.has_value() || !begin.has_value();
}

bool ReadTruthRow(const JsonRow& row, Names* names, TruthRow* document) {
  return OptionalName(row, "id", names, &document->id) && document->id != kNoName &&
         OptionalName(row, "family", names, &document->family) && document->family != kNoName &&
         OptionalName(row, "part_of", names, &document->part_of) &&
         OptionalName(row, "site", names, &document->site) &&
         OptionalName(row, "template", names, &document->template_name) &&
         OptionalName(row, "twin", names, &document->twin) &&
         OptionalBool(row, "split", &document->split) && ReadRange(row, &document->range) &&
         OptionalNames(row, "operations", names, &document->operations) &&
         OptionalNames(row, "flags", names, &document->flags);
}

bool ReadTruthEdge(const JsonRow& row, Names* names, TruthEdge* edge) {
  return OptionalName(row, "source", names, &edge->source) && edge->source != kNoName &&
         OptionalName(row, "derived", names, &edge->derived) && edge->derived != kNoName &&
         OptionalBool(row, "via_lost", &edge->via_lost) &&
         OptionalNames(row, "operations", names, &edge->operations);
}

// Twins by the id of the first of them, which nothing else is called.
void CallTwinsByTheFirst(Truth* truth) {
  absl::flat_hash_map<Name, Name> first;
  for (TruthRow& row : truth->rows) {
    if (row.twin != kNoName) row.twin = first.try_emplace(row.twin, row.id).first->second;
  }
}

absl::Status LoadTrueDocuments(const std::string& path, Names* names, Problems* problems,
                               Truth* truth) {
  const auto add = [&](const JsonRow& row) {
    TruthRow document;
    if (!ReadTruthRow(row, names, &document)) return false;
    if (!truth->row_of.try_emplace(document.id, truth->rows.size()).second)
      problems->AddId(ProblemKind::kDuplicate, document.id, path, *names);
    truth->rows.push_back(std::move(document));
    return true;
  };
  // A document whose row is lost is unknown to truth, which is wrong enough.
  std::uint64_t unreadable = 0;
  const absl::Status status = ReadJsonLines(path, add, problems, &unreadable);
  CallTwinsByTheFirst(truth);
  return status;
}

absl::Status LoadTrueEdges(const std::string& path, Names* names, Problems* problems,
                           Truth* truth) {
  truth->edges.emplace();
  const auto add = [&](const JsonRow& row) {
    TruthEdge edge;
    if (!ReadTruthEdge(row, names, &edge)) return false;
    truth->edges->push_back(std::move(edge));
    return true;
  };
  // A true edge that is lost makes the result's edge there a wrong one.
  std::uint64_t unreadable = 0;
  return ReadJsonLines(path, add, problems, &unreadable);
}

absl::Status LoadTruePassages(const std::string& path, Names* names, Problems* problems,
                              Truth* truth) {
  truth->passages.emplace();
  const auto add = [&](const JsonRow& row) {
    Passage passage;
    if (!ReadPassage(row, names, &passage) || !OptionalBool(row, "stock", &passage.stock))
      return false;
    truth->passages->push_back(std::move(passage));
    return true;
  };
  std::uint64_t unreadable = 0;
  const absl::Status status = ReadJsonLines(path, add, problems, &unreadable);
  truth->passages->resize(truth->passages->size() + unreadable);
  return status;
}

}  // namespace

absl::StatusOr<Truth> LoadTruth(const std::string& folder, Names* names, Problems* problems) {
  Truth truth;
  absl::Status status = LoadTrueDocuments(folder + "/documents.jsonl", names, problems, &truth);
  if (const std::string path = folder + "/edges.jsonl"; status.ok() && FileExists(path))
    status = LoadTrueEdges(path, names, problems, &truth);
  if (const std::string path = folder + "/passages.jsonl"; status.ok() && FileExists(path))
    status = LoadTruePassages(path, names, problems, &truth);
  if (status.ok()) status = ReadLost(folder, names, problems, &truth.lost);
  if (!status.ok()) return status;
  return truth;
}

}  // namespace textkin::eval
