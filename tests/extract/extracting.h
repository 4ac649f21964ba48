// What every test of extraction needs: documents made of a text, and marks as quotations.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "textkin/extract.h"

namespace textkin {

inline Extracted ExtractAs(Format format, std::string text) {
  Document document;
  document.format = format;
  document.text = std::move(text);
  return Extract(std::move(document), {});
}

// The marked ranges of one kind, in order.
inline std::vector<std::string> Marked(const Extracted& extracted, MarkKind kind) {
  std::vector<std::string> quotes;
  for (const Mark& mark : extracted.parts.front().marks) {
    if (mark.kind != kind) continue;
    quotes.push_back(
        extracted.document.text.substr(mark.span.begin, mark.span.end - mark.span.begin));
  }
  return quotes;
}

inline std::vector<std::string> MarkedText(std::string text, MarkKind kind) {
  return Marked(ExtractAs(Format::kText, std::move(text)), kind);
}

inline std::string Kept(const Extracted& extracted) {
  std::string kept;
  for (const Span span : KeptSpans(extracted.parts.front())) {
    kept += extracted.document.text.substr(span.begin, span.end - span.begin);
  }
  return kept;
}

inline std::string Repeat(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace textkin
