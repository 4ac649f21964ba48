// Rows of lost.jsonl, and of edges between documents rather than their texts.

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {

void AppendLostRow(const LostRow& lost, std::string* out) {
  JsonObject row(out);
  row.String("id", lost.id);
  row.Key("copies");
  AppendArray(lost.copies.size(), out,
              [&](std::size_t i) { AppendJsonString(lost.copies[i], out); });
  row.OptionalString("source", lost.source);
  row.Number("restored", lost.restored);
  lost.text ? row.String("text", *lost.text) : row.Null("text");
  row.Close();
  out->push_back('\n');
}

void AppendDocumentEdgeRow(const DocumentEdge& edge, std::string* out) {
  const bool directed = IsDirected(edge.relation);
  JsonObject row(out);
  row.String("source", edge.source);
  row.String("derived", edge.derived);
  row.Bool("directed", directed);
  row.String("relation", RelationName(edge.relation));
  directed ? row.Decimal("confidence", 1) : row.Null("confidence");
  row.Null("confidence_direct");
  edge.share ? row.Decimal("share", *edge.share) : row.Null("share");
  edge.share ? row.Decimal("share_exclusive", *edge.share) : row.Null("share_exclusive");
  for (const char* list : {"passages", "evidence", "against"}) {
    row.Key(list);
    out->append("[]");
  }
  row.OptionalString("reason", edge.reason);
  row.Null("lost_source");
  row.Null("circle");
  row.Close();
  out->push_back('\n');
}

void NameCircle(std::string_view circle, std::string* row) {
  row->resize(row->size() - kNoCircle.size());
  AppendJsonString(circle, row);
  row->append("}\n");
}

}  // namespace textkin
