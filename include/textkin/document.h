// The plain values that flow between the stages: spans, documents, marks and parts.
//
// Ranges are half-open, [begin, end), in bytes of Document::text, everywhere inside the library.
// Code points appear only in results (report.h), converted once: mixing the two is the commonest
// bug in tools for Chinese text.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/fault.h"

namespace textkin {

// A range of bytes of one document's text, at character boundaries.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // not included

  friend bool operator==(const Span&, const Span&) = default;
};

// How the bytes of a document are written. `read` finds it, `extract` acts on it.
enum class Format : std::uint8_t { kText, kMarkdown, kHtml, kJsonRecord };
std::string_view FormatName(Format format);  // "text", "markdown", "html", "jsonl"

// A date that a document carries or that its record states. Weak evidence: sites invent dates.
struct DateClaim {
  std::string value;  // ISO 8601 as far as it is known: "2024-03-12T23:45:09", "2024-03-12",
                      // "2024-03", "2024"
  std::string kind;   // where it was found: record, meta, front_matter, published, uploaded,
                      // file_name, title, crawled

  friend bool operator==(const DateClaim&, const DateClaim&) = default;
};

// Where the text of a JSONL record lies in its file, between the quotes and still escaped.
struct TextPlace {
  std::uint64_t offset = 0;  // bytes
  std::uint32_t bytes = 0;   // 0: the text cannot be read there again
};

// One document as it was read. Until `extract` has run, `text` of an HTML document is its markup
// (decoded to UTF-8); afterwards it is the visible text, and stays as it is.
struct Document {
  std::string id;         // as design of results says: "site-a/r1.html", "dump.jsonl#17", "-#3"
  std::string record_id;  // the record's own id, empty when it has none
  std::string path;       // of the file, relative like the id and percent-encoded like it
  std::string site;       // empty: unknown, so nothing is learned about it
  std::string url;
  std::string title;
  Format format = Format::kText;
  std::uint64_t bytes = 0;  // of the stored file or record, before decompression and decoding
  std::vector<DateClaim> dates;
  std::vector<Fault> faults;
  std::vector<std::string> limits;  // names of the limits that were reached (limits.h)
  std::string text;                 // valid UTF-8, at most kMaxDocumentBytes
  TextPlace text_place;
};

// Why a range of text is not the author's own. Marked text is never deleted: it is evidence.
enum class MarkKind : std::uint8_t {
  kBoilerplate,  // navigation, uploader wrapper, legal footer
  kDebris,     // page numbers and running heads in the text: "第 1 页 共 4 页", "Page 3 of 12"
  kWatermark,  // a site's sentence put into the text
  kOrdinal,    // chunk numbers put into mid-sentence: "3、"
  kDoubled,    // the second copy of doubled text
  kTeaser,     // the beginning of another document
};
std::string_view MarkKindName(MarkKind kind);  // "boilerplate", "debris", ...

struct Mark {
  Span span;
  MarkKind kind = MarkKind::kBoilerplate;

  friend bool operator==(const Mark&, const Mark&) = default;
};

// The node of every analysis: a whole document, or one text of an anthology.
struct Part {
  Span span;
  std::vector<Mark> marks;  // sorted by span, not overlapping, inside `span`
  std::string title = {};   // of a text of an anthology: what its heading says
};

// The rank of a part's id among all parts of a collection, bytewise: the same for any order of
// reading.
using PartId = std::uint32_t;

// The ranges of `part` that no mark covers, in order: its kept text.
std::vector<Span> KeptSpans(const Part& part);
// Of `kept` ranges the first line that holds more than blanks and signs of a heading, without these
// before it: what a text calls itself. Empty where there is none.
Span FirstKeptLine(std::string_view text, const std::vector<Span>& kept);

// "ID#part<number>"; for number 0, the document itself, its own id.
std::string IdOfPart(std::string_view document, std::size_t number);

}  // namespace textkin
