// Field by field.

#include "stored_facts.h"

#include "plain_codec.h"

namespace textkin {
void AppendFacts(const Extracted& extracted, std::string* out) {
  const Document& document = extracted.document;
  PlainWriter writer(out);
  writer.Put(document.id);
  writer.Put(document.record_id);
  writer.Put(document.path);
  writer.Put(document.site);
  writer.Put(document.url);
  writer.Put(document.title);
  writer.Put(document.format);
  writer.Put(document.bytes);
  writer.Put(document.dates);
  writer.Put(document.faults);
  writer.Put(document.limits);
  writer.Put(extracted.parts);
}

void ReadFacts(std::string_view facts, Extracted* extracted) {
  Document& document = extracted->document;
  PlainReader reader(facts);
  reader.Get(&document.id);
  reader.Get(&document.record_id);
  reader.Get(&document.path);
  reader.Get(&document.site);
  reader.Get(&document.url);
  reader.Get(&document.title);
  reader.Get(&document.format);
  reader.Get(&document.bytes);
  reader.Get(&document.dates);
  reader.Get(&document.faults);
  reader.Get(&document.limits);
  reader.Get(&extracted->parts);
}

}  // namespace textkin
