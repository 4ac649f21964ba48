// The parts of some documents, made ready for the scratch file.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sketch_part.h"
#include "textkin/extract.h"
#include "textkin/pipeline.h"
#include "textkin/read.h"

namespace textkin {

// Counts over all documents.
struct DocumentTotals {
  std::uint64_t documents = 0;
  std::uint64_t split = 0;  // of them
  std::uint64_t stored_bytes = 0;
  std::uint64_t faulty = 0;                     // documents with a fault
  std::map<std::string, std::uint64_t> faults;  // by code
  std::map<std::string, std::uint64_t> limits;  // by name

  void Add(const Extracted& extracted);
  void Add(const DocumentTotals& other);
};

struct PartBatch {
  struct Entry {
    std::string id;
    std::string site;
    Sketch sketch;          // empty for a document that is split
    std::uint64_t row = 0;  // offset in `bytes`; the kept spans and the marks follow the row
    std::uint32_t row_size = 0;
    std::uint32_t kept = 0;
    std::uint32_t marks = 0;
    TextPlace text;               // in the source, or in `bytes`
    std::uint64_t text_hash = 0;  // of a text in the source
    bool in_source = false;
    std::uint32_t facts_size = 0;  // behind the text, of a document that may be marked anew
    std::uint32_t char_begin = 0;  // code points of the document before the part
    bool is_inner = false;
  };
  std::vector<Entry> entries;  // of each document: itself, then its texts if it is split
  std::string bytes;
  std::shared_ptr<const TextSource> source;  // of the documents; null where they are not read again
  std::uint64_t read_bytes = 0;              // of the files, as stored
  DocumentTotals totals;
};

// Normalizes and sketches every part of `extracted`, and appends the entries and the bytes of their
// rows. The text lies at offset `text` of the batch, or will. `sketches`, where given, are those of
// the parts: taken from there instead of being made, or put there when there are none yet.
void AddParts(const Extracted& extracted, std::uint64_t text, const ScanOptions& options,
              const StageOptions& stages, PartWork* work, PartBatch* batch,
              std::vector<Sketch>* sketches = nullptr);

// Adds all that is stored of a document that was extracted by `stages`; `sketches` as above.
void AddExtracted(const Extracted& extracted, const ScanOptions& options,
                  const StageOptions& stages, PartWork* work, PartBatch* batch,
                  std::vector<Sketch>* sketches = nullptr);

}  // namespace textkin
