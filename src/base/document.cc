// Names of formats, mark kinds and parts, and the text that marks leave.

#include "textkin/document.h"

#include <algorithm>

namespace textkin {

std::string_view FormatName(Format format) {
  switch (format) {
    case Format::kText:
      return "text";
    case Format::kMarkdown:
      return "markdown";
    case Format::kHtml:
      return "html";
    case Format::kJsonRecord:
      return "jsonl";
  }
  return "unknown";
}

std::string_view MarkKindName(MarkKind kind) {
  switch (kind) {
    case MarkKind::kBoilerplate:
      return "boilerplate";
    case MarkKind::kDebris:
      return "debris";
    case MarkKind::kWatermark:
      return "watermark";
    case MarkKind::kOrdinal:
      return "ordinal";
    case MarkKind::kDoubled:
      return "doubled";
    case MarkKind::kTeaser:
      return "teaser";
  }
  return "unknown";
}

std::vector<Span> KeptSpans(const Part& part) {
  std::vector<Span> kept;
  std::uint32_t at = part.span.begin;
  for (const Mark& mark : part.marks) {
    if (mark.span.begin > at) kept.push_back({at, mark.span.begin});
    at = mark.span.end;
  }
  if (at < part.span.end) kept.push_back({at, part.span.end});
  return kept;
}

Span FirstKeptLine(std::string_view text, const std::vector<Span>& kept) {
  for (const Span& span : kept) {
    const std::string_view piece = text.substr(span.begin, span.end - span.begin);
    const std::size_t begin = piece.find_first_not_of(" \t\r\n#");
    if (begin == piece.npos) continue;
    const std::size_t end = std::min(piece.find('\n', begin), piece.size());
    return {span.begin + static_cast<std::uint32_t>(begin),
            span.begin + static_cast<std::uint32_t>(end)};
  }
  return {};
}

std::string IdOfPart(std::string_view document, std::size_t number) {
  std::string id(document);
  return number == 0 ? id : id + "#part" + std::to_string(number);
}

}  // namespace textkin
