// One source of a query: what `textkin index query --json` prints.

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {

void AppendSourceRow(const SourceRow& source, std::string* out) {
  JsonObject row(out);
  row.String("query", source.query.id);
  row.String("source", source.source.id);
  row.OptionalString("site", source.site);
  row.OptionalString("url", source.url);
  row.OptionalString("title", source.title);
  row.Key("dates");
  AppendArray(source.dates.size(), out, [&](std::size_t i) {
    JsonObject date(out);
    date.String("value", source.dates[i].value);
    date.String("kind", source.dates[i].kind);
    date.Close();
  });
  const Judgement* judgement = source.judgement;
  row.Bool("verified", judgement != nullptr);
  row.Decimal("resemblance", source.resemblance);
  if (judgement != nullptr) {
    row.Decimal("containment_query", judgement->match.containment_a);
    row.Decimal("containment_source", judgement->match.containment_b);
    row.Decimal("share_of_query", source.share_of_query);
    row.Decimal("share_of_source", source.share_of_source);
    row.OptionalString("verdict",
                       judgement->has_verdict ? VerdictName(judgement->match.verdict) : "");
    row.Key("passages");
    AppendArray(source.passages.size(), out, [&](std::size_t i) {
      AppendPassageRow(source.query, source.source, source.passages[i], /*quotes=*/true, out);
      out->pop_back();  // the end of a line
    });
    if (source.edge == nullptr) {
      row.Null("edge");
    } else {
      row.Key("edge");
      AppendEdgeRow(source.edge->source, source.edge->derived, source.edge->edge, {}, out);
      out->pop_back();
    }
  }
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
