// Field after field. A field that is added goes to the end, and kIndexVersion up.

#include "record.h"

#include "codec.h"

namespace textkin {
namespace {

// Bytes of the smallest of each thing that a count stands before.
constexpr std::size_t kLeastPart = 4;
constexpr std::size_t kLeastMark = 3;
constexpr std::size_t kLeastPair = 2;
constexpr std::size_t kLeastString = 1;
constexpr std::size_t kLeastSketch = 2 * kMinHashSlots + 8 + 1 + 16 + 1;

void EncodeSpan(const Span& span, Encoder* out) {
  out->Varint(span.begin);
  out->Varint(span.end);
}

void EncodePart(const Part& part, Encoder* out) {
  EncodeSpan(part.span, out);
  out->String(part.title);
  out->Varint(part.marks.size());
  for (const Mark& mark : part.marks) {
    EncodeSpan(mark.span, out);
    out->Varint(static_cast<std::uint64_t>(mark.kind));
  }
}

void EncodeSketch(const Sketch& sketch, Encoder* out) {
  for (const std::uint16_t slot : sketch.minhash) out->Fixed16(slot);
  out->Fixed64(sketch.simhash);
  out->Varint(sketch.frac.size());
  for (const std::uint32_t value : sketch.frac) out->Fixed32(value);
  out->Hash(sketch.content);
  out->Varint(sketch.shingles);
}

// Spans lie inside a text of `limit` bytes.
bool DecodeSpan(std::uint64_t limit, Decoder* in, Span* span) {
  span->begin = in->Varint32();
  span->end = in->Varint32();
  return in->ok() && span->begin <= span->end && span->end <= limit;
}

bool DecodePart(std::uint64_t text_bytes, Decoder* in, Part* part) {
  if (!DecodeSpan(text_bytes, in, &part->span)) return false;
  part->title = in->String();
  part->marks.resize(in->Count(kLeastMark));
  for (Mark& mark : part->marks) {
    if (!DecodeSpan(text_bytes, in, &mark.span)) return false;
    const std::uint64_t kind = in->Varint();
    if (kind > static_cast<std::uint64_t>(MarkKind::kTeaser)) return false;
    mark.kind = static_cast<MarkKind>(kind);
  }
  return in->ok();
}

void DecodeSketch(Decoder* in, Sketch* sketch) {
  in->FixedAll<std::uint16_t>(sketch->minhash);
  sketch->simhash = in->Fixed64();
  sketch->frac.resize(in->Count(sizeof(std::uint32_t)));
  in->FixedAll<std::uint32_t>(sketch->frac);
  sketch->content = in->Hash();
  sketch->shingles = in->Varint32();
}

void EncodeFacts(const Document& document, Encoder* out) {
  for (const std::string* text : {&document.id, &document.record_id, &document.path, &document.site,
                                  &document.url, &document.title}) {
    out->String(*text);
  }
  out->Varint(static_cast<std::uint64_t>(document.format));
  out->Varint(document.bytes);
  out->Varint(document.dates.size());
  for (const DateClaim& date : document.dates) {
    out->String(date.value);
    out->String(date.kind);
  }
  out->Varint(document.faults.size());
  for (const Fault& fault : document.faults) {
    out->Varint(static_cast<std::uint64_t>(fault.code));
    out->String(fault.detail);
  }
  out->Varint(document.limits.size());
  for (const std::string& limit : document.limits) out->String(limit);
}

bool DecodeFacts(Decoder* in, Document* document) {
  for (std::string* text : {&document->id, &document->record_id, &document->path, &document->site,
                            &document->url, &document->title}) {
    *text = in->String();
  }
  const std::uint64_t format = in->Varint();
  if (format > static_cast<std::uint64_t>(Format::kJsonRecord)) return false;
  document->format = static_cast<Format>(format);
  document->bytes = in->Varint();
  document->dates.resize(in->Count(kLeastPair));
  for (DateClaim& date : document->dates) {
    date.value = in->String();
    date.kind = in->String();
  }
  document->faults.clear();
  for (std::size_t left = in->Count(kLeastPair); left > 0; --left) {
    const auto code = static_cast<FaultCode>(in->Varint());
    document->faults.push_back({code, std::string(in->String())});
  }
  document->limits.resize(in->Count(kLeastString));
  for (std::string& limit : document->limits) limit = in->String();
  return in->ok();
}

// Reads over what DecodeFacts reads, but for the id.
void SkipFacts(Decoder* in, std::string_view* id) {
  *id = in->String();
  for (int texts = 5; texts > 0; --texts) in->String();  // record id to title
  in->Varint();                                          // format
  in->Varint();                                          // bytes
  for (std::size_t dates = in->Count(kLeastPair); dates > 0; --dates) {
    in->String();
    in->String();
  }
  for (std::size_t faults = in->Count(kLeastPair); faults > 0; --faults) {
    in->Varint();
    in->String();
  }
  for (std::size_t limits = in->Count(kLeastString); limits > 0; --limits) in->String();
}

// Likewise for DecodePart.
void SkipPart(Decoder* in) {
  for (int ends = 2; ends > 0; --ends) in->Varint();
  in->String();  // title
  for (std::size_t numbers = 3 * in->Count(kLeastMark); numbers > 0; --numbers) in->Varint();
}

}  // namespace

std::string EncodeDocument(const IndexedDocument& document) {
  std::string record;
  Encoder out(&record);
  const Extracted& extracted = document.extracted;
  out.Varint(extracted.document.text.size());
  out.Hash(HashBytes128(extracted.document.text));
  EncodeFacts(extracted.document, &out);
  out.Varint(extracted.parts.size());
  for (const Part& part : extracted.parts) EncodePart(part, &out);
  for (const Sketch& sketch : document.sketches) EncodeSketch(sketch, &out);
  return record;
}

bool DecodeDocument(std::string_view record, IndexedDocument* document, TextFacts* text) {
  Decoder in(record);
  text->bytes = in.Varint();
  text->hash = in.Hash();
  Extracted& extracted = document->extracted;
  extracted.document = Document();
  if (!DecodeFacts(&in, &extracted.document)) return false;
  extracted.parts.assign(in.Count(kLeastPart + kLeastSketch), Part());
  if (extracted.parts.empty()) return false;
  for (Part& part : extracted.parts) {
    if (!DecodePart(text->bytes, &in, &part)) return false;
  }
  document->sketches.assign(extracted.parts.size(), Sketch());
  for (Sketch& sketch : document->sketches) DecodeSketch(&in, &sketch);
  return in.Done();
}

bool DecodeSketches(std::string_view record, std::string_view* id, std::vector<Sketch>* sketches) {
  Decoder in(record);
  in.Varint();  // the text's bytes
  in.Hash();
  SkipFacts(&in, id);
  const std::size_t parts = in.Count(kLeastPart + kLeastSketch);
  for (std::size_t part = 0; part < parts; ++part) SkipPart(&in);
  sketches->resize(parts);
  for (Sketch& sketch : *sketches) DecodeSketch(&in, &sketch);
  return in.Done() && parts > 0;
}

std::string EncodeGeneration(const GenerationRecord& record) {
  std::string bytes;
  Encoder out(&bytes);
  out.Varint(static_cast<std::uint64_t>(record.normalizer));
  out.String(record.settings.preset);
  out.Fixed64(record.settings.seed);
  out.Varint(record.settings.texts ? 1 : 0);
  out.Varint(record.counts.generation);
  out.Varint(record.counts.documents);
  out.Varint(record.counts.parts);
  out.Varint(record.counts.text_bytes);
  out.Hash(record.counts.digest);
  out.Varint(record.next_number);
  out.Varint(record.is_unerased ? 1 : 0);
  return bytes;
}

bool DecodeGeneration(std::string_view bytes, GenerationRecord* record) {
  Decoder in(bytes);
  record->normalizer = static_cast<int>(in.Varint32());
  record->settings.preset = in.String();
  record->settings.seed = in.Fixed64();
  record->settings.texts = in.Varint() == 1;
  record->counts.generation = in.Varint();
  record->counts.documents = in.Varint();
  record->counts.parts = in.Varint();
  record->counts.text_bytes = in.Varint();
  record->counts.digest = in.Hash();
  record->next_number = in.Varint32();
  record->is_unerased = in.Varint() == 1;
  return in.Done();
}

}  // namespace textkin
