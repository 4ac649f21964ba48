// Rows of clusters.jsonl and pairs.jsonl, and the one object of a comparison.

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {
namespace {

void AppendStrings(const std::vector<std::string>& strings, std::string* out) {
  AppendArray(strings.size(), out, [&](std::size_t i) { AppendJsonString(strings[i], out); });
}

void AddNumbers(std::string_view a, std::string_view b, const Match& match, JsonObject* row) {
  row->String("a", a);
  row->String("b", b);
  row->Decimal("resemblance", match.resemblance);
  row->Decimal("containment_a", match.containment_a);
  row->Decimal("containment_b", match.containment_b);
}

}  // namespace

void AppendClusterRow(const ClusterRow& cluster, std::string* out) {
  JsonObject row(out);
  row.String("id", cluster.id);
  row.Key("members");
  AppendStrings(cluster.members, out);
  row.String("representative", cluster.representative);
  row.String("kind", ClusterKindName(cluster.kind));
  row.Decimal("min_resemblance", cluster.min_resemblance);
  row.Bool("complete", cluster.complete);
  row.Key("sites");
  AppendStrings(cluster.sites, out);
  row.Close();
}

void AppendPairRow(std::string_view a, std::string_view b, const Match& match, std::string* out) {
  JsonObject row(out);
  AddNumbers(a, b, match, &row);
  row.String("verdict", VerdictName(match.verdict));
  row.Close();
  out->push_back('\n');
}

void AppendComparison(const PassageSide& a, const PassageSide& b, const Judgement& judgement,
                      std::span<const Passage> passages, const ComparedEdge* edge,
                      std::string* out) {
  JsonObject row(out);
  AddNumbers(a.id, b.id, judgement.match, &row);
  row.OptionalString("verdict", judgement.has_verdict ? VerdictName(judgement.match.verdict) : "");
  row.Key("passages");
  AppendArray(passages.size(), out, [&](std::size_t i) {
    AppendPassageRow(a, b, passages[i], /*quotes=*/true, out);
    out->pop_back();  // the end of a line
  });
  if (edge == nullptr) {
    row.Null("edge");
  } else {
    row.Key("edge");
    AppendEdgeRow(edge->source, edge->derived, edge->edge, {}, out);
    out->pop_back();
  }
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
