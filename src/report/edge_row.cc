// Rows of edges.jsonl.

#include <utility>
#include <vector>

#include "code_points.h"
#include "json_writer.h"
#include "passage_id.h"
#include "textkin/report.h"
#include "textkin/spans.h"

namespace textkin {
namespace {

class EdgeRowWriter {
 public:
  EdgeRowWriter(const EdgeSide& source, const EdgeSide& derived, const Edge& edge)
      : edge_(edge), source_(source.side), derived_(derived.side) {
    for (const Quote& passage : edge.passages) Want(passage);
    for (const std::vector<Evidence>* records : {&edge.evidence, &edge.against}) {
      for (const Evidence& evidence : *records) {
        for (const Quote& quote : evidence.quotes) Want(quote);
      }
    }
    for (const Span& span : edge.exclusive) derived_.Want(span);
    for (const Span& span : derived.kept) derived_.Want(span);
    source_.Convert();
    derived_.Convert();
    for (const Span& span : derived.kept) kept_.push_back(derived_.Of(span));
  }

  void Append(std::string_view lost_source, std::string* out) const {
    const bool directed = IsDirected(edge_.relation);
    JsonObject row(out);
    row.String("source", source_.side().id);
    row.String("derived", derived_.side().id);
    row.Bool("directed", directed);
    row.String("relation", RelationName(edge_.relation));
    directed ? row.Decimal("confidence", edge_.confidence) : row.Null("confidence");
    edge_.relation == Relation::kCopies ? row.Decimal("confidence_direct", edge_.confidence_direct)
                                        : row.Null("confidence_direct");
    std::vector<Span> passages;
    for (const Quote& passage : edge_.passages) passages.push_back(derived_.Of(passage.b));
    row.Decimal("share", ShareOf(std::move(passages)));
    std::vector<Span> exclusive;
    for (const Span& span : edge_.exclusive) exclusive.push_back(derived_.Of(span));
    row.Decimal("share_exclusive", ShareOf(std::move(exclusive)));
    row.Key("passages");
    AppendArray(edge_.passages.size(), out,
                [&](std::size_t i) { AppendJsonString(IdOf(edge_.passages[i]), out); });
    row.Key("evidence");
    AppendRecords(edge_.evidence, out);
    row.Key("against");
    AppendRecords(edge_.against, out);
    row.OptionalString("reason", edge_.reason);
    row.OptionalString("lost_source", lost_source);
    row.Null("circle");
    row.Close();
    out->push_back('\n');
  }

 private:
  void Want(const Quote& quote) {
    source_.Want(quote.a);
    derived_.Want(quote.b);
  }

  // Of passages.jsonl.
  std::string IdOf(const Quote& passage) const {
    const PassageEnd source = {source_.side().id, source_.Of(passage.a)};
    const PassageEnd derived = {derived_.side().id, derived_.Of(passage.b)};
    return PassageId(source, derived);
  }

  // Of the kept code points of derived.
  double ShareOf(std::vector<Span> spans) const {
    const std::uint64_t all = LengthOf(kept_);
    const std::uint64_t outside = LengthOf(Without(kept_, Joined(std::move(spans))));
    return all == 0 ? 0 : static_cast<double>(all - outside) / static_cast<double>(all);
  }

  void AppendRecords(const std::vector<Evidence>& records, std::string* out) const {
    AppendArray(records.size(), out, [&](std::size_t i) {
      const Evidence& evidence = records[i];
      JsonObject record(out);
      record.String("type", EvidenceTypeName(evidence.type));
      record.String("direction", evidence.for_derived ? "source->derived" : "derived->source");
      record.Number("loci", evidence.loci);
      record.Decimal("nats", evidence.nats);
      record.Key("quotes");
      AppendArray(evidence.quotes.size(), out, [&](std::size_t k) {
        JsonObject quote(out);
        const Span source = source_.Of(evidence.quotes[k].a);
        const Span derived = derived_.Of(evidence.quotes[k].b);
        quote.Pair("source", source.begin, source.end);
        quote.Pair("derived", derived.begin, derived.end);
        quote.Close();
      });
      record.String("sentence", SentenceOf(evidence));
      record.Close();
    });
  }

  const Edge& edge_;
  CodePoints source_;
  CodePoints derived_;
  std::vector<Span> kept_;  // of derived, in code points
};

}  // namespace

void AppendEdgeRow(const EdgeSide& source, const EdgeSide& derived, const Edge& edge,
                   std::string_view lost_source, std::string* out) {
  EdgeRowWriter(source, derived, edge).Append(lost_source, out);
}

}  // namespace textkin
