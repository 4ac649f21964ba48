// Rows of edges.jsonl.

#include <algorithm>
#include <vector>

#include "json_writer.h"
#include "passage_id.h"
#include "textkin/report.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Byte offsets of one part in code points of its document, converted in one walk.
class CodePoints {
 public:
  explicit CodePoints(const PassageSide& side) : side_(side) {}

  void Want(Span span) {
    bytes_.push_back(span.begin);
    bytes_.push_back(span.end);
  }
  void Convert() {
    std::sort(bytes_.begin(), bytes_.end());
    bytes_.erase(std::unique(bytes_.begin(), bytes_.end()), bytes_.end());
    CodePointCounter counter(side_.text);
    for (const std::uint32_t byte : bytes_) {
      chars_.push_back(static_cast<std::uint32_t>(counter.At(byte)) + side_.char_begin);
    }
  }
  Span Of(Span bytes) const { return {At(bytes.begin), At(bytes.end)}; }

 private:
  std::uint32_t At(std::uint32_t byte) const {
    const auto place = std::lower_bound(bytes_.begin(), bytes_.end(), byte);
    return chars_[static_cast<std::size_t>(place - bytes_.begin())];
  }

  const PassageSide& side_;
  std::vector<std::uint32_t> bytes_;  // ascending
  std::vector<std::uint32_t> chars_;
};

void AppendCharRange(Span span, std::string* out) {
  out->push_back('[');
  AppendInteger(span.begin, out);
  out->push_back(',');
  AppendInteger(span.end, out);
  out->push_back(']');
}

// Code points of `spans`, any, that lie in `kept`, ascending.
std::uint64_t KeptIn(std::vector<Span> spans, const std::vector<Span>& kept) {
  std::sort(spans.begin(), spans.end(), [](Span x, Span y) { return x.begin < y.begin; });
  std::uint64_t count = 0;
  std::uint32_t done = 0;
  std::size_t first = 0;
  for (const Span& span : spans) {
    const std::uint32_t begin = std::max(span.begin, done);
    while (first < kept.size() && kept[first].end <= begin) ++first;
    for (std::size_t i = first; i < kept.size() && kept[i].begin < span.end; ++i) {
      const std::uint32_t from = std::max(begin, kept[i].begin);
      const std::uint32_t to = std::min(span.end, kept[i].end);
      count += to > from ? to - from : 0;
    }
    done = std::max(done, span.end);
  }
  return count;
}

class EdgeRow {
 public:
  EdgeRow(const EdgeSide& source, const EdgeSide& derived, const Edge& edge)
      : edge_(edge),
        source_(source.side),
        derived_(derived.side),
        side_of_source_(source.side),
        side_of_derived_(derived.side) {
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

  void Append(std::string* out) const {
    const bool directed = IsDirected(edge_.relation);
    JsonObject row(out);
    row.String("source", side_of_source_.id);
    row.String("derived", side_of_derived_.id);
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
    row.Close();
    out->push_back('\n');
  }

 private:
  void Want(const Quote& quote) {
    source_.Want(quote.a);
    derived_.Want(quote.b);
  }

  // Of passages.jsonl, where the smaller id comes first.
  std::string IdOf(const Quote& passage) const {
    const PassageEnd source = {side_of_source_.id, source_.Of(passage.a)};
    const PassageEnd derived = {side_of_derived_.id, derived_.Of(passage.b)};
    return source.id < derived.id ? PassageId(source, derived) : PassageId(derived, source);
  }

  double ShareOf(std::vector<Span> spans) const {
    std::uint64_t all = 0;
    for (const Span& span : kept_) all += span.end - span.begin;
    const std::uint64_t inside = KeptIn(std::move(spans), kept_);
    return all == 0 ? 0 : static_cast<double>(inside) / static_cast<double>(all);
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
        quote.Key("source");
        AppendCharRange(source_.Of(evidence.quotes[k].a), out);
        quote.Key("derived");
        AppendCharRange(derived_.Of(evidence.quotes[k].b), out);
        quote.Close();
      });
      record.String("sentence", SentenceOf(evidence));
      record.Close();
    });
  }

  const Edge& edge_;
  CodePoints source_;
  CodePoints derived_;
  const PassageSide& side_of_source_;
  const PassageSide& side_of_derived_;
  std::vector<Span> kept_;  // of derived, in code points
};

}  // namespace

void AppendEdgeRow(const EdgeSide& source, const EdgeSide& derived, const Edge& edge,
                   std::string* out) {
  EdgeRow(source, derived, edge).Append(out);
}

}  // namespace textkin
