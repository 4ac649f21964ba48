// Rows of clusters.jsonl and pairs.jsonl.

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {
namespace {

void AppendStrings(const std::vector<std::string>& strings, std::string* out) {
  AppendArray(strings.size(), out, [&](std::size_t i) { AppendJsonString(strings[i], out); });
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
  row.String("a", a);
  row.String("b", b);
  row.Decimal("resemblance", match.resemblance);
  row.Decimal("containment_a", match.containment_a);
  row.Decimal("containment_b", match.containment_b);
  row.String("verdict", VerdictName(match.verdict));
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
