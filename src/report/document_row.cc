// Rows of documents.jsonl.

#include <algorithm>

#include "json_writer.h"
#include "textkin/report.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Ranges of a part in code points: kept ranges and marks share one walk over the text.
struct CodePointRanges {
  std::vector<Span> kept;
  std::vector<Span> marks;
  Span whole;
};

CodePointRanges RangesOf(std::string_view text, const Part& part) {
  CodePointRanges ranges;
  CodePointCounter counter(text);
  const auto at = [&](std::uint32_t byte) { return static_cast<std::uint32_t>(counter.At(byte)); };
  std::uint32_t begin = at(part.span.begin);
  ranges.whole.begin = begin;
  for (const Mark& mark : part.marks) {
    const std::uint32_t mark_begin = at(mark.span.begin);
    if (mark_begin > begin) ranges.kept.push_back({begin, mark_begin});
    begin = at(mark.span.end);
    ranges.marks.push_back({mark_begin, begin});
  }
  const std::uint32_t end = at(part.span.end);
  if (end > begin) ranges.kept.push_back({begin, end});
  ranges.whole.end = end;
  return ranges;
}

void AppendMark(const Span& span, MarkKind kind, std::string* out) {
  JsonObject object(out);
  object.Number("begin", span.begin);
  object.Number("end", span.end);
  object.String("kind", MarkKindName(kind));
  object.Close();
}

void AppendDate(const DateClaim& date, std::string* out) {
  JsonObject object(out);
  object.String("value", date.value);
  object.String("kind", date.kind);
  object.Close();
}

void AppendFault(const Fault& fault, std::string* out) {
  JsonObject object(out);
  object.String("code", FaultCodeText(fault.code));
  object.String("detail", fault.detail);
  object.Close();
}

}  // namespace

void AppendDocumentRow(const Document& document, const Part& part, const DocumentFacts& facts,
                       std::string* out) {
  const bool is_document = facts.number == 0;
  const std::string_view text =
      std::string_view(document.text).substr(part.span.begin, part.span.end - part.span.begin);
  const CodePointRanges ranges = RangesOf(document.text, part);
  JsonObject row(out);
  row.String("id", IdOfPart(document.id, facts.number));
  row.OptionalString("record_id", document.record_id);
  row.OptionalString("part_of", is_document ? "" : document.id);
  row.Number("begin", ranges.whole.begin);
  row.Number("end", ranges.whole.end);
  row.String("path", document.path);
  row.OptionalString("site", document.site);
  row.OptionalString("url", document.url);
  row.OptionalString("title", is_document ? document.title : part.title);
  row.String("language", GuessLanguage(document.text, *facts.tokens));
  row.Key("dates");
  AppendArray(document.dates.size(), out,
              [&](std::size_t i) { AppendDate(document.dates[i], out); });
  row.Number("bytes", is_document ? document.bytes : text.size());
  row.Number("chars", ranges.whole.end - ranges.whole.begin);
  row.Number("tokens", facts.tokens->size());
  row.String("text_hash", Hex(HashBytes128(text)));
  row.OptionalString("simhash", facts.has_simhash ? Hex(facts.simhash) : "");
  row.Key("kept");
  AppendArray(ranges.kept.size(), out,
              [&](std::size_t i) { AppendPair(ranges.kept[i].begin, ranges.kept[i].end, out); });
  row.Key("marks");
  AppendArray(part.marks.size(), out,
              [&](std::size_t i) { AppendMark(ranges.marks[i], part.marks[i].kind, out); });
  row.Number("masks", facts.tokens->masks);
  row.Key("flags");
  AppendArray(facts.flags.size(), out,
              [&](std::size_t i) { AppendJsonString(facts.flags[i], out); });
  row.Key("faults");
  AppendArray(is_document ? document.faults.size() : 0, out,
              [&](std::size_t i) { AppendFault(document.faults[i], out); });
  row.Key("limits");
  AppendArray(is_document ? document.limits.size() : 0, out,
              [&](std::size_t i) { AppendJsonString(document.limits[i], out); });
  row.Close();
  out->push_back('\n');
}

bool AddFaultToRow(const Fault& fault, std::string* row) {
  // The last of these in the row: names of limits hold no brackets.
  const std::size_t end = row->rfind("],\"limits\":[");
  const bool is_first = (*row)[end - 1] == '[';
  std::string added = is_first ? "" : ",";
  AppendFault(fault, &added);
  row->insert(end, added);
  return is_first;
}

void AddFlagToRow(std::string_view flag, std::string* row) {
  const std::size_t end = row->rfind("],\"faults\":[");
  std::string added;
  AppendJsonString(flag, &added);
  const std::string_view flags = std::string_view(*row).substr(0, end);
  if (flags.find(added, flags.rfind('[')) != flags.npos) return;  // the text alone gave it away
  if (flags.back() != '[') added.insert(0, 1, ',');
  row->insert(end, added);
}

}  // namespace textkin
