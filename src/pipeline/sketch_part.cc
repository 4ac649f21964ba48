// Tokens, sketch and exact content of a part.

#include "sketch_part.h"

#include <algorithm>
#include <bit>

#include "claims.h"

namespace textkin {
namespace {

// Elements up to which a comparison sort is as fast.
constexpr std::size_t kSmallSort = 48;
// Elements of a bucket from which insertion would be slower than a comparison sort.
constexpr std::uint32_t kCrowd = 16;

bool HasSimHash(const StageOptions& options, CandidateSketch candidates) {
  return !options.strict || candidates == CandidateSketch::kSimHash;
}

}  // namespace

bool IsReadAgain(const Extracted& extracted, const ScanOptions& options,
                 const StageOptions& stages) {
  return stages.strict && extracted.document.text_place.bytes > 0 && !options.write_text;
}

Hash128 ContentHash(const Tokens& tokens) {
  if (tokens.size() == 0) return {};
  return HashBytes128({reinterpret_cast<const char*>(tokens.symbol.data()),
                       tokens.symbol.size() * sizeof(tokens.symbol[0])});
}

Sketch MakeSketch(const StageOptions& options, CandidateSketch candidates, PartWork* work) {
  Sketch sketch;
  Shingle(work->tokens, options.shingle, &work->hashes);
  sketch.content = ContentHash(work->tokens);
  sketch.shingles = static_cast<std::uint32_t>(work->hashes.size());
  sketch.minhash = MakeMinHash(work->hashes);
  if (!options.strict || candidates == CandidateSketch::kSimHash)
    sketch.simhash = MakeSimHash(work->hashes);
  if (!options.strict) sketch.frac = MakeFracMinHash(work->hashes);
  return sketch;
}

void AppendPartRow(const Extracted& extracted, std::size_t number, const Tokens& tokens,
                   const Sketch& sketch, const StageOptions& options, CandidateSketch candidates,
                   std::string* out) {
  const Part& part = extracted.parts[number];
  DocumentFacts facts;
  facts.number = number;
  facts.tokens = &tokens;
  facts.simhash = sketch.simhash;
  facts.has_simhash = HasSimHash(options, candidates);
  if (!options.strict) facts.flags = FindFlags(extracted.document, part, tokens);
  AppendDocumentRow(extracted.document, part, facts, out);
}

PartContent MakeContent(std::string_view text, std::span<const Span> kept,
                        const StageOptions& options, PartWork* work) {
  PartContent content;
  Normalize(text, kept, options.folding, &work->tokens);
  Shingle(work->tokens, options.shingle, &content.shingles);
  SortDistinct(&content.shingles);
  if (options.strict) return content;
  content.values = FindValues(work->tokens);
  content.names = FindNames(text, work->tokens);
  return content;
}

void SortDistinct(std::vector<std::uint64_t>* hashes) {
  const std::size_t size = hashes->size();
  if (size <= kSmallSort) {
    std::sort(hashes->begin(), hashes->end());
  } else {
    // About one element a bucket, so insertion sorts the rest; a crowded bucket is sorted alone.
    const auto shift = static_cast<unsigned>(64 - std::bit_width(size - 1));
    std::vector<std::uint32_t> ends((std::size_t{1} << (64 - shift)) + 1, 0);
    for (const std::uint64_t hash : *hashes) ++ends[(hash >> shift) + 1];
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
    std::vector<std::uint64_t> sorted(size);
    for (const std::uint64_t hash : *hashes) sorted[ends[hash >> shift]++] = hash;
    std::uint32_t begin = 0;
    for (std::size_t bucket = 0; bucket + 1 < ends.size(); ++bucket) {
      if (ends[bucket] - begin > kCrowd)
        std::sort(sorted.begin() + begin, sorted.begin() + ends[bucket]);
      begin = ends[bucket];
    }
    for (std::size_t i = 1; i < size; ++i) {
      const std::uint64_t hash = sorted[i];
      std::size_t at = i;
      for (; at > 0 && sorted[at - 1] > hash; --at) sorted[at] = sorted[at - 1];
      sorted[at] = hash;
    }
    hashes->swap(sorted);
  }
  hashes->erase(std::unique(hashes->begin(), hashes->end()), hashes->end());
}

}  // namespace textkin
