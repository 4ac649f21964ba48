// Rows of events.jsonl: what bench/provenance/fit.py learns from.

#include <string>

#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {
namespace {

template <typename Number>
void AppendBoth(std::string_view key, Number a, Number b, JsonObject* row, std::string* out) {
  row->Key(key);
  out->push_back('[');
  AppendInteger(a, out);
  out->push_back(',');
  AppendInteger(b, out);
  out->push_back(']');
}

}  // namespace

void AppendEventsRow(std::string_view a, std::string_view b, const PairEvents& pair,
                     const PairContext& context, std::string* out) {
  JsonObject row(out);
  row.String("a", a);
  row.String("b", b);
  row.Bool("identical", pair.identical);
  AppendBoth("tokens", pair.tokens_a, pair.tokens_b, &row, out);
  AppendBoth("covered", pair.covered_a, pair.covered_b, &row, out);
  row.Number("shared_debris", pair.shared_debris);
  row.Number("renumbered", pair.edits.renumbered);
  row.Number("reworded", pair.edits.reworded);
  row.Number("restyled", pair.edits.restyled);
  row.Number("moved", pair.edits.moved);
  AppendBoth("alone", pair.edits.only_a, pair.edits.only_b, &row, out);
  row.Key("events");
  AppendArray(pair.events.size(), out, [&](std::size_t i) {
    JsonObject event(out);
    event.String("type", EvidenceTypeName(pair.events[i].type));
    event.String("changed", pair.events[i].in_b ? "b" : "a");
    event.Number("loci", pair.events[i].loci);
    event.Close();
  });
  AppendBoth("anthology", static_cast<int>(context.inner_a), static_cast<int>(context.inner_b),
             &row, out);
  AppendBoth("mixture", static_cast<int>(context.mixture_a), static_cast<int>(context.mixture_b),
             &row, out);
  AppendBoth("foreign_home", context.home_a, context.home_b, &row, out);
  AppendBoth("foreign_unshared", context.unshared_a, context.unshared_b, &row, out);
  row.Number("date_order", context.date_order);
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
