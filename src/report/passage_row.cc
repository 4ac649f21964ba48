// Rows of passages.jsonl.

#include "code_points.h"
#include "json_writer.h"
#include "passage_id.h"
#include "textkin/report.h"

namespace textkin {
namespace {

CodePoints Convert(const PassageSide& side, const Passage& passage, Span Difference::*of,
                   Span whole) {
  CodePoints points(side);
  points.Want(whole);
  for (const Difference& difference : passage.differences) points.Want(difference.*of);
  points.Convert();
  return points;
}

void AppendEnd(const PassageSide& side, Span bytes, Span chars, bool quotes, std::string* out) {
  JsonObject end(out);
  end.String("document", side.id);
  end.Number("begin", chars.begin);
  end.Number("end", chars.end);
  if (quotes) end.String("text", side.text.substr(bytes.begin, bytes.end - bytes.begin));
  end.Close();
}

}  // namespace

void AppendPassageRow(const PassageSide& a, const PassageSide& b, const Passage& passage,
                      bool quotes, std::string* out) {
  const CodePoints points_a = Convert(a, passage, &Difference::a, passage.a);
  const CodePoints points_b = Convert(b, passage, &Difference::b, passage.b);
  const PassageEnd end_a = {a.id, points_a.Of(passage.a)};
  const PassageEnd end_b = {b.id, points_b.Of(passage.b)};
  JsonObject row(out);
  row.String("id", PassageId(end_a, end_b));
  row.Key("a");
  AppendEnd(a, passage.a, end_a.chars, quotes, out);
  row.Key("b");
  AppendEnd(b, passage.b, end_b.chars, quotes, out);
  row.Number("tokens", passage.tokens);
  row.Decimal("identity", passage.identity);
  row.String("kind", PassageKindName(passage.kind));
  row.Key("differences");
  AppendArray(passage.differences.size(), out, [&](std::size_t i) {
    const Difference& difference = passage.differences[i];
    const Span in_a = points_a.Of(difference.a), in_b = points_b.Of(difference.b);
    JsonObject object(out);
    object.String("type", DifferenceTypeName(difference.type));
    object.Pair("a", in_a.begin, in_a.end);
    object.Pair("b", in_b.begin, in_b.end);
    object.Close();
  });
  row.Close();
  out->push_back('\n');
}

}  // namespace textkin
