// Rows of events.jsonl: what bench/provenance/fit.py learns from.

#include <string>

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {
void AppendEventsRow(std::string_view a, std::string_view b, const PairEvents& pair,
                     const PairContext& context, std::string* out) {
  JsonObject row(out);
  row.String("a", a);
  row.String("b", b);
  row.Bool("identical", pair.identical);
  row.Pair("tokens", pair.tokens_a, pair.tokens_b);
  row.Pair("covered", pair.covered_a, pair.covered_b);
  row.Number("shared_debris", pair.shared_debris);
  row.Number("renumbered", pair.edits.renumbered);
  row.Number("reworded", pair.edits.reworded);
  row.Number("restyled", pair.edits.restyled);
  row.Number("moved", pair.edits.moved);
  row.Pair("alone", pair.edits.only_a, pair.edits.only_b);
  row.Key("events");
  AppendArray(pair.events.size(), out, [&](std::size_t i) {
    JsonObject event(out);
    event.String("type", EvidenceTypeName(pair.events[i].type));
    event.String("changed", pair.events[i].in_b ? "b" : "a");
    event.Number("loci", pair.events[i].loci);
    event.Close();
  });
  row.Pair("anthology", static_cast<int>(context.inner_a), static_cast<int>(context.inner_b));
  row.Pair("mixture", static_cast<int>(context.mixture_a), static_cast<int>(context.mixture_b));
  row.Pair("foreign_home", context.home_a, context.home_b);
  row.Pair("foreign_unshared", context.unshared_a, context.unshared_b);
  row.Number("date_order", context.date_order);
  row.Key("unusual");
  AppendArray(2, out, [&](std::size_t i) {
    AppendDecimal(i == 0 ? context.unusual_a : context.unusual_b, out);
  });
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
