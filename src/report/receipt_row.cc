// Rows of receipts, and what the filter adds to a record.

#include "code_points.h"
#include "json_writer.h"
#include "textkin/report.h"

namespace textkin {
namespace {

void AppendMeasure(std::string_view key, double value, bool is_known, JsonObject* row) {
  is_known ? row->Decimal(key, value) : row->Null(key);
}

}  // namespace

std::vector<CharRanges> PassagesInChars(std::string_view a, std::string_view b,
                                        std::span<const Passage> passages) {
  const PassageSide side_a = {{}, a}, side_b = {{}, b};
  CodePoints points_a(side_a), points_b(side_b);
  for (const Passage& passage : passages) {
    points_a.Want(passage.a);
    points_b.Want(passage.b);
  }
  points_a.Convert();
  points_b.Convert();
  std::vector<CharRanges> ranges;
  for (const Passage& passage : passages)
    ranges.push_back({points_a.Of(passage.a), points_b.Of(passage.b),
                      a.substr(passage.a.begin, passage.a.end - passage.a.begin)});
  return ranges;
}

void AppendReceiptRow(const Receipt& receipt, std::string* out) {
  const bool has_kept = !receipt.kept.empty();
  JsonObject row(out);
  row.String("removed", receipt.removed);
  row.OptionalString("kept", receipt.kept);
  row.String("reason", receipt.reason);
  AppendMeasure("resemblance", receipt.resemblance, receipt.is_measured, &row);
  AppendMeasure("containment", receipt.containment, receipt.is_measured, &row);
  row.Key("passages");
  AppendArray(receipt.passages.size(), out, [&](std::size_t i) {
    const auto& [removed, kept, text] = receipt.passages[i];
    JsonObject passage(out);
    passage.Pair("removed", removed.begin, removed.end);
    has_kept ? passage.Pair("kept", kept.begin, kept.end) : passage.Null("kept");
    if (!receipt.against.empty()) passage.String("text", text);
    passage.Close();
  });
  row.String("policy", receipt.policy);
  row.Bool("verified", receipt.is_verified);
  row.OptionalString("removed_record_id", receipt.removed_record_id);
  row.OptionalString("kept_record_id", receipt.kept_record_id);
  row.Number("passes", receipt.passes);
  row.OptionalString("against", receipt.against);
  row.Close();
  out->push_back('\n');
}

void AppendAnnotation(const RecordAnnotation& annotation, std::string* out) {
  JsonObject object(out);
  object.String("verdict", annotation.verdict);
  object.String("cluster", annotation.kept);
  object.String("kept", annotation.kept);
  object.Decimal("resemblance", annotation.resemblance);
  object.Close();
}

}  // namespace textkin
