// One document after another: its text, what else is known of it, its rows.

#include "part_batch.h"

#include <utility>

#include "stored_facts.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Gives the sketch of the part, which is `known` where that is given.
Sketch AddPart(const Extracted& extracted, std::size_t number, std::uint64_t text,
               const ScanOptions& options, const StageOptions& stages, const Sketch* known,
               PartWork* work, PartBatch* batch) {
  const Document& document = extracted.document;
  const Part& part = extracted.parts[number];
  std::vector<Span> kept = KeptSpans(part);
  Normalize(document.text, kept, stages.folding, &work->tokens);
  Sketch sketch = known != nullptr ? *known : MakeSketch(stages, options.sketch, work);

  PartBatch::Entry entry;
  entry.id = IdOfPart(document.id, number);
  entry.site = document.site;
  entry.is_inner = number > 0;
  if (entry.is_inner || !extracted.IsSplit()) entry.sketch = sketch;
  entry.row = batch->bytes.size();
  AppendPartRow(extracted, number, work->tokens, sketch, stages, options.sketch, &batch->bytes);
  entry.row_size = static_cast<std::uint32_t>(batch->bytes.size() - entry.row);
  entry.kept = static_cast<std::uint32_t>(kept.size());
  for (Span& span : kept) span = {span.begin - part.span.begin, span.end - part.span.begin};
  batch->bytes.append(reinterpret_cast<const char*>(kept.data()), kept.size() * sizeof(Span));
  entry.marks = static_cast<std::uint32_t>(part.marks.size());
  std::vector<Mark> marks = part.marks;
  for (Mark& mark : marks)
    mark.span = {mark.span.begin - part.span.begin, mark.span.end - part.span.begin};
  batch->bytes.append(reinterpret_cast<const char*>(marks.data()), marks.size() * sizeof(Mark));
  entry.in_source = IsReadAgain(extracted, options, stages);
  if (entry.in_source) {
    entry.text = document.text_place;
    entry.text_hash = HashBytes(document.text);
  } else {
    entry.text = {text + part.span.begin, part.span.end - part.span.begin};
  }
  entry.char_begin = static_cast<std::uint32_t>(
      CountCodePoints(std::string_view(document.text).substr(0, part.span.begin)));
  batch->entries.push_back(std::move(entry));
  return sketch;
}

}  // namespace

void DocumentTotals::Add(const Extracted& extracted) {
  const Document& document = extracted.document;
  ++documents;
  split += extracted.IsSplit() ? 1 : 0;
  stored_bytes += document.bytes;
  faulty += document.faults.empty() ? 0 : 1;
  for (const Fault& fault : document.faults) ++faults[FaultCodeText(fault.code)];
  for (const std::string& limit : document.limits) ++limits[limit];
}

void DocumentTotals::Add(const DocumentTotals& other) {
  documents += other.documents;
  split += other.split;
  stored_bytes += other.stored_bytes;
  faulty += other.faulty;
  for (const auto& [code, count] : other.faults) faults[code] += count;
  for (const auto& [limit, count] : other.limits) limits[limit] += count;
}

void AddParts(const Extracted& extracted, std::uint64_t text, const ScanOptions& options,
              const StageOptions& stages, PartWork* work, PartBatch* batch,
              std::vector<Sketch>* sketches) {
  const bool known = sketches != nullptr && !sketches->empty();
  for (std::size_t number = 0; number < extracted.parts.size(); ++number) {
    Sketch sketch = AddPart(extracted, number, text, options, stages,
                            known ? &(*sketches)[number] : nullptr, work, batch);
    if (sketches != nullptr && !known) sketches->push_back(std::move(sketch));
  }
}

void AddExtracted(const Extracted& extracted, const ScanOptions& options,
                  const StageOptions& stages, PartWork* work, PartBatch* batch,
                  std::vector<Sketch>* sketches) {
  const std::uint64_t text = batch->bytes.size();
  if (!IsReadAgain(extracted, options, stages)) batch->bytes.append(extracted.document.text);
  const std::size_t facts = batch->bytes.size();
  if (stages.extract.marks) AppendFacts(extracted, &batch->bytes);
  const std::size_t entry = batch->entries.size();
  const std::size_t behind = batch->bytes.size();
  AddParts(extracted, text, options, stages, work, batch, sketches);
  batch->entries[entry].facts_size = static_cast<std::uint32_t>(behind - facts);
  batch->totals.Add(extracted);
}

}  // namespace textkin
