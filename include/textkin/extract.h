// Extraction: the visible text of a document, its parts, and marks on what is not the author's own.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

struct ExtractOptions {
  // False under --preset strict: the text alone, nothing marked, split or searched for dates.
  bool marks = true;
};

struct Extracted {
  Document document;  // with `text` final: for HTML the visible text, blocks joined by "\n"
  // parts[0] is the whole text. Of an anthology, parts[k] is text k, two or more of them, in order
  // and disjoint; the whole is then no node of matching.
  std::vector<Part> parts;

  bool IsSplit() const { return parts.size() > 1; }
};

// Pure; never fails: what cannot be parsed is a fault of the document. HTML metadata (title,
// canonical URL, dates) fill fields that are still empty.
Extracted Extract(Document document, const ExtractOptions& options);

// What a site puts around and into the texts of others: learnt from its documents, used to mark
// them. docs/design/006-site-furniture.md has the reasons.

// One line or sentence of a site.
struct Furniture {
  std::uint64_t key = 0;        // as the units of a text are known by
  std::uint32_t documents = 0;  // of those learnt from that have it
  MarkKind kind = MarkKind::kBoilerplate;
  bool tail = false;    // a watermark: stands at the end of what looks like one sentence
  bool prose = false;   // a sentence
  bool common = false;  // frequent on many sites: furniture only among other furniture
  std::string text;     // as one of the documents has it; long lines are cut
};

struct SiteModel {
  std::string site;
  std::uint32_t documents = 0;       // learnt from
  bool teasers = false;              // its texts end in beginnings of other documents
  std::vector<Furniture> furniture;  // sorted by (tail, key, text)

  bool empty() const { return furniture.empty() && !teasers; }
};

// One document to learn from; views that must live as long as the call.
struct SiteDocument {
  std::string_view text;
  std::string_view title;
  std::span<const Span> kept;              // by its own marks
  std::span<const std::uint32_t> content;  // FracMinHash of its kept text, sorted
};

// Documents of a site below which nothing is learnt from it.
inline constexpr std::size_t kMinSiteDocuments = 3;
// Documents and bytes of text that a site is learnt from. At 4,096 documents what stands in one of
// twenty is seen 200 times, give or take 14; more would teach nothing.
inline constexpr std::size_t kMaxSiteDocuments = 4096;
inline constexpr std::size_t kMaxSiteBytes = std::size_t{32} << 20;
// Bytes of a document that is learnt from: books have little furniture and many sentences.
inline constexpr std::size_t kMaxLearntBytes = std::size_t{1} << 20;

// Learns what stands in many documents of one site that are not copies of one another. The order of
// `documents` does not matter. Linear but for sorting; memory some four times the texts.
SiteModel LearnSite(std::string_view site, std::span<const SiteDocument> documents);

// Judges what is frequent on more than two sites. Sentences are formulas, belong to the language,
// and go out of all models; lines ("Home", "Introduction") become common.
void DropFormulas(std::span<SiteModel> models);

// The watermarks of all sites: texts carry them from site to site. Sorted by (key, text).
std::vector<Furniture> AllWatermarks(std::span<const SiteModel> models);

// Adds the marks of what the document's site is known for, and of `watermarks`. True when the marks
// have changed.
bool MarkFurniture(const SiteModel& model, std::span<const Furniture> watermarks,
                   Extracted* extracted);

// Adds marks of the whole document, and deals all of them anew. True when they have changed.
bool AddMarks(std::vector<Mark> marks, Extracted* extracted);

}  // namespace textkin
