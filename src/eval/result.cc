// Loading a result folder: the fields that are scored.

#include <utility>

#include "collection.h"
#include "json_lines.h"

namespace textkin::eval {
namespace {

bool ReadResultRow(const JsonRow& row, Names* names, ResultRow* document) {
  return OptionalName(row, "id", names, &document->id) && document->id != kNoName &&
         OptionalName(row, "part_of", names, &document->part_of) &&
         OptionalName(row, "site", names, &document->site) &&
         OptionalWhole(row, "chars", &document->chars) &&
         OptionalNames(row, "flags", names, &document->flags);
}

// Members in the order of the file, so that one that stands twice is seen.
bool ReadMembers(const JsonRow& row, Names* names, std::vector<Name>* members) {
  simdjson::dom::array array;
  if (row.at_key("members").get(array) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element member : array) {
    std::string_view id;
    if (member.get(id) != simdjson::SUCCESS) return false;
    members->push_back(names->Of(id));
  }
  return true;
}

bool ReadResultEdge(const JsonRow& row, Names* names, ResultEdge* edge) {
  Name relation = kNoName;
  std::optional<double> confidence, confidence_direct, share;
  if (!OptionalName(row, "source", names, &edge->source) || edge->source == kNoName ||
      !OptionalName(row, "derived", names, &edge->derived) || edge->derived == kNoName ||
      row.at_key("directed").get(edge->directed) != simdjson::SUCCESS ||
      !OptionalName(row, "relation", names, &relation) || relation == kNoName ||
      !OptionalFraction(row, "confidence", &confidence) ||
      !OptionalFraction(row, "confidence_direct", &confidence_direct) ||
      !OptionalFraction(row, "share", &share)) {
    return false;
  }
  edge->direct = names->Text(relation) == "copies" || names->Text(relation) == "contains";
  edge->confidence = confidence.value_or(0);
  edge->confidence_direct = confidence_direct.value_or(0);
  edge->share = share.value_or(0);
  return confidence.has_value() || !edge->directed;
}

absl::Status LoadFoundDocuments(const std::string& path, Names* names, Problems* problems,
                                Result* result) {
  const auto add = [&](const JsonRow& row) {
    ResultRow document;
    if (!ReadResultRow(row, names, &document)) return false;
    if (!result->row_of.try_emplace(document.id, result->rows.size()).second)
      problems->AddId(ProblemKind::kDuplicate, document.id, path, *names);
    result->rows.push_back(std::move(document));
    return true;
  };
  // A document whose row is lost is missing from the result, which is wrong enough.
  std::uint64_t unreadable = 0;
  return ReadJsonLines(path, add, problems, &unreadable);
}

absl::Status LoadClusters(const std::string& path, Names* names, Problems* problems,
                          Result* result) {
  const auto add = [&](const JsonRow& row) {
    std::vector<Name> members;
    if (!ReadMembers(row, names, &members)) return false;
    result->clusters.push_back(std::move(members));
    return true;
  };
  // The members of a cluster that is lost were not found.
  std::uint64_t unreadable = 0;
  return ReadJsonLines(path, add, problems, &unreadable);
}

absl::Status LoadFoundEdges(const std::string& path, Names* names, Problems* problems,
                            Result* result) {
  result->edges.emplace();
  const auto add = [&](const JsonRow& row) {
    ResultEdge edge;
    if (!ReadResultEdge(row, names, &edge)) return false;
    result->edges->push_back(edge);
    return true;
  };
  std::uint64_t unreadable = 0;
  const absl::Status status = ReadJsonLines(path, add, problems, &unreadable);
  result->edges->resize(result->edges->size() + unreadable);
  return status;
}

absl::Status LoadFoundPassages(const std::string& path, Names* names, Problems* problems,
                               Result* result) {
  result->passages.emplace();
  const auto add = [&](const JsonRow& row) {
    Passage passage;
    if (!ReadPassage(row, names, &passage)) return false;
    result->passages->push_back(std::move(passage));
    return true;
  };
  std::uint64_t unreadable = 0;
  const absl::Status status = ReadJsonLines(path, add, problems, &unreadable);
  result->passages->resize(result->passages->size() + unreadable);
  return status;
}

}  // namespace

absl::StatusOr<Result> LoadResult(const std::string& folder, Names* names, Problems* problems) {
  Result result;
  absl::Status status = LoadFoundDocuments(folder + "/documents.jsonl", names, problems, &result);
  if (status.ok()) status = LoadClusters(folder + "/clusters.jsonl", names, problems, &result);
  if (const std::string path = folder + "/edges.jsonl"; status.ok() && FileExists(path))
    status = LoadFoundEdges(path, names, problems, &result);
  if (const std::string path = folder + "/passages.jsonl"; status.ok() && FileExists(path))
    status = LoadFoundPassages(path, names, problems, &result);
  if (status.ok()) status = ReadLost(folder, names, problems, &result.lost);
  if (!status.ok()) return status;
  return result;
}

}  // namespace textkin::eval
