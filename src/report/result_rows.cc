// The rows of a result's files as values.

#include "json_lines.h"
#include "json_row.h"

namespace textkin::result {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

bool Text(const JsonRow& row, std::string_view key, std::string* text) {
  *text = TextAt(row, key);
  return !text->empty();
}

// Absent and null leave `value` empty.
void Decimal(const JsonRow& row, std::string_view key, std::optional<double>* value) {
  double number = 0;
  if (DecimalAt(row, key, &number)) *value = number;
}

bool Place(const JsonRow& row, Range* range) {
  std::uint64_t begin = 0, end = 0;
  if (!WholeAt(row, "begin", &begin) || !WholeAt(row, "end", &end) || begin > end) return false;
  *range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return true;
}

bool Bounds(const element& value, Range* range) {
  array pair;
  std::uint64_t begin = 0, end = 0;
  if (value.get(pair) != simdjson::SUCCESS || pair.at(0).get(begin) != simdjson::SUCCESS ||
      pair.at(1).get(end) != simdjson::SUCCESS || begin > end) {
    return false;
  }
  *range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return true;
}

bool Bounds(const JsonRow& row, std::string_view key, Range* range) {
  element value;
  return row.object.at_key(key).get(value) == simdjson::SUCCESS && Bounds(value, range);
}

// Calls parse(element, &value) for each element of the list at `key`; an absent one is empty.
template <typename Value, typename ParseOne>
bool List(const JsonRow& row, std::string_view key, std::vector<Value>* values,
          const ParseOne& parse) {
  array list;
  if (row.object.at_key(key).get(list) != simdjson::SUCCESS) return true;
  for (const element one : list) {
    Value value;
    if (!parse(one, &value)) return false;
    values->push_back(std::move(value));
  }
  return true;
}

bool Texts(const JsonRow& row, std::string_view key, std::vector<std::string>* texts) {
  return List(row, key, texts, [](const element& one, std::string* text) {
    std::string_view view;
    if (one.get(view) != simdjson::SUCCESS) return false;
    *text = view;
    return true;
  });
}

// As List, for a list of objects.
template <typename Value, typename ParseOne>
bool Objects(const JsonRow& row, std::string_view key, std::vector<Value>* values,
             const ParseOne& parse) {
  return List(row, key, values, [&](const element& one, Value* value) {
    JsonRow object;
    return one.get(object.object) == simdjson::SUCCESS && parse(object, value);
  });
}

bool ParseEnd(const JsonRow& row, std::string_view key, PassageEnd* end) {
  JsonRow object;
  if (row.object.at_key(key).get(object.object) != simdjson::SUCCESS) return false;
  std::string_view text;
  if (object.object.at_key("text").get(text) == simdjson::SUCCESS) end->text = std::string(text);
  return Text(object, "document", &end->document) && Place(object, &end->range);
}

bool ParseEvidence(const JsonRow& row, EvidenceRow* evidence) {
  evidence->direction = TextAt(row, "direction");
  evidence->sentence = TextAt(row, "sentence");
  WholeAt(row, "loci", &evidence->loci);
  DecimalAt(row, "nats", &evidence->nats);
  return Text(row, "type", &evidence->type);
}

}  // namespace

bool Parse(const JsonRow& row, DocumentRow* document) {
  document->record_id = TextAt(row, "record_id");
  document->part_of = TextAt(row, "part_of");
  document->path = TextAt(row, "path");
  document->site = TextAt(row, "site");
  document->url = TextAt(row, "url");
  document->title = TextAt(row, "title");
  document->language = TextAt(row, "language");
  document->text_hash = TextAt(row, "text_hash");
  WholeAt(row, "bytes", &document->bytes);
  WholeAt(row, "chars", &document->chars);
  WholeAt(row, "tokens", &document->tokens);
  WholeAt(row, "masks", &document->masks);
  return Text(row, "id", &document->id) && Place(row, &document->range) &&
         List(row, "kept", &document->kept,
              [](const element& one, Range* range) { return Bounds(one, range); }) &&
         Objects(row, "marks", &document->marks,
                 [](const JsonRow& object, MarkRow* mark) {
                   return Place(object, &mark->range) && Text(object, "kind", &mark->kind);
                 }) &&
         Objects(row, "dates", &document->dates,
                 [](const JsonRow& object, DateRow* date) {
                   return Text(object, "value", &date->value) && Text(object, "kind", &date->kind);
                 }) &&
         Objects(row, "faults", &document->faults,
                 [](const JsonRow& object, FaultRow* fault) {
                   fault->detail = TextAt(object, "detail");
                   return Text(object, "code", &fault->code);
                 }) &&
         Texts(row, "flags", &document->flags) && Texts(row, "limits", &document->limits);
}

bool Parse(const JsonRow& row, PairRow* pair) {
  return Text(row, "a", &pair->a) && Text(row, "b", &pair->b) &&
         Text(row, "verdict", &pair->verdict) &&
         DecimalAt(row, "resemblance", &pair->resemblance) &&
         DecimalAt(row, "containment_a", &pair->containment_a) &&
         DecimalAt(row, "containment_b", &pair->containment_b);
}

bool Parse(const JsonRow& row, ClusterRow* cluster) {
  cluster->kind = TextAt(row, "kind");
  DecimalAt(row, "min_resemblance", &cluster->min_resemblance);
  return Text(row, "id", &cluster->id) && Text(row, "representative", &cluster->representative) &&
         row.object.at_key("complete").get(cluster->complete) == simdjson::SUCCESS &&
         Texts(row, "members", &cluster->members) && !cluster->members.empty() &&
         Texts(row, "sites", &cluster->sites);
}

bool Parse(const JsonRow& row, PassageRow* passage) {
  DecimalAt(row, "identity", &passage->identity);
  WholeAt(row, "tokens", &passage->tokens);
  return Text(row, "id", &passage->id) && Text(row, "kind", &passage->kind) &&
         ParseEnd(row, "a", &passage->a) && ParseEnd(row, "b", &passage->b) &&
         Objects(row, "differences", &passage->differences,
                 [](const JsonRow& object, DifferenceRow* difference) {
                   return Text(object, "type", &difference->type) &&
                          Bounds(object, "a", &difference->a) &&
                          Bounds(object, "b", &difference->b);
                 });
}

bool Parse(const JsonRow& row, EdgeRow* edge) {
  edge->reason = TextAt(row, "reason");
  edge->circle = TextAt(row, "circle");
  Decimal(row, "confidence", &edge->confidence);
  Decimal(row, "confidence_direct", &edge->confidence_direct);
  Decimal(row, "share", &edge->share);
  Decimal(row, "share_exclusive", &edge->share_exclusive);
  return Text(row, "source", &edge->source) && Text(row, "derived", &edge->derived) &&
         Text(row, "relation", &edge->relation) &&
         row.object.at_key("directed").get(edge->directed) == simdjson::SUCCESS &&
         Texts(row, "passages", &edge->passages) &&
         Objects(row, "evidence", &edge->evidence, ParseEvidence) &&
         Objects(row, "against", &edge->against, ParseEvidence);
}

bool Parse(const JsonRow& row, LostRow* lost) {
  lost->source = TextAt(row, "source");
  if (const std::string_view text = TextAt(row, "text"); !text.empty()) lost->text = text;
  return Text(row, "id", &lost->id) && Texts(row, "copies", &lost->copies);
}

namespace {

template <typename Row>
absl::Status ReadFile(const std::string& path, const OnRow<Row>& row) {
  return ReadLines(path, nullptr, [&](const JsonRow& object, std::string_view, bool* sound) {
    Row value;
    *sound = Parse(object, &value);
    return *sound && row(value);
  });
}

template <typename Row>
absl::Status ReadIfThere(const std::string& path, const OnRow<Row>& row) {
  return FileExists(path) ? ReadFile(path, row) : absl::OkStatus();
}

}  // namespace

absl::Status ReadDocuments(const std::string& folder, const OnRow<DocumentRow>& row) {
  return ReadFile(folder + "/documents.jsonl", row);
}
absl::Status ReadPairs(const std::string& folder, const OnRow<PairRow>& row) {
  return ReadFile(folder + "/pairs.jsonl", row);
}
absl::Status ReadClusters(const std::string& folder, const OnRow<ClusterRow>& row) {
  return ReadFile(folder + "/clusters.jsonl", row);
}
absl::Status ReadPassages(const std::string& folder, const OnRow<PassageRow>& row) {
  return ReadIfThere(folder + "/passages.jsonl", row);
}
absl::Status ReadEdges(const std::string& folder, const OnRow<EdgeRow>& row) {
  return ReadIfThere(folder + "/edges.jsonl", row);
}
absl::Status ReadLost(const std::string& folder, const OnRow<LostRow>& row) {
  return ReadIfThere(folder + "/lost.jsonl", row);
}
bool HasEdges(const std::string& folder) { return FileExists(folder + "/edges.jsonl"); }

}  // namespace textkin::result
