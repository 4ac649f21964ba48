// What an index stores of a document, as bytes: its facts and its sketches; the text lies apart.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "textkin/index.h"

namespace textkin {

// Everything of a document but the text, of which the size and the hash are recorded.
std::string EncodeDocument(const IndexedDocument& document);

struct TextFacts {
  std::uint64_t bytes = 0;
  Hash128 hash;
};

// Replaces *document by what EncodeDocument has written, without its text. False for anything else.
bool DecodeDocument(std::string_view record, IndexedDocument* document, TextFacts* text);

// Of what EncodeDocument has written the sketches of all parts and the document's id, which lies in
// `record`. Several times as fast as all of it. False for anything else.
bool DecodeSketches(std::string_view record, std::string_view* id, std::vector<Sketch>* sketches);

// Whether a part is a node of matching: texts of an anthology are, the whole of it is not.
inline bool IsNode(const IndexedDocument& document, std::size_t part) {
  return part > 0 || !document.extracted.IsSplit();
}

// What the record says beside the documents.
struct GenerationRecord {
  IndexSettings settings;
  IndexCounts counts;
  int normalizer = 0;           // kNormalizerVersion
  IndexNumber next_number = 0;  // of the next document
  bool is_unerased = false;     // removed texts have still to be erased from the files
};
std::string EncodeGeneration(const GenerationRecord& record);
bool DecodeGeneration(std::string_view bytes, GenerationRecord* record);

}  // namespace textkin
