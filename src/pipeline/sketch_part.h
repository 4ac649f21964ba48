// From one part of a document to what matching needs: its tokens, its sketch, its exact content.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "textkin/document.h"
#include "textkin/match.h"
#include "textkin/normalize.h"
#include "textkin/pipeline.h"
#include "textkin/sketch.h"

namespace textkin {

// Buffers that one thread uses again and again.
struct PartWork {
  Tokens tokens;
  std::vector<std::uint64_t> hashes;
};

// Whether the text is read again from its file when it is needed, and so not stored. Only under
// strict, which needs a quarter of the texts again; all other presets need them all.
bool IsReadAgain(const Extracted& extracted, const ScanOptions& options,
                 const StageOptions& stages);

// Hash of the tokens, values included; {} for a part without tokens.
Hash128 ContentHash(const Tokens& tokens);

// The sketch of `work->tokens`. SimHash and FracMinHash only where the options ask for them.
Sketch MakeSketch(const StageOptions& options, CandidateSketch candidates, PartWork* work);

// Appends the row of documents.jsonl of part `number`, 0 for the document itself. `tokens` and
// `sketch` are the part's.
void AppendPartRow(const Extracted& extracted, std::size_t number, const Tokens& tokens,
                   const Sketch& sketch, const StageOptions& options, CandidateSketch candidates,
                   std::string* out);

// The exact content, from the text again; `kept` in bytes of `text`.
PartContent MakeContent(std::string_view text, std::span<const Span> kept,
                        const StageOptions& options, PartWork* work);

// Sorts hashes and drops repeats. Hashes spread evenly over 64 bits, so one pass into buckets
// leaves next to nothing to compare: several times faster than a comparison sort.
void SortDistinct(std::vector<std::uint64_t>* hashes);

}  // namespace textkin
