// Looks for the title in what is kept, and takes another where only furniture has it.

#include "title.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "characters.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Code points from which a line is a paragraph, as where titles are read first.
constexpr std::size_t kMaxTitle = 60;

std::string_view Trimmed(std::string_view line) {
  const auto is_blank = [](char c) { return IsBlank(static_cast<unsigned char>(c)); };
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

std::string_view FirstLine(std::string_view text, const std::vector<Span>& kept) {
  for (const Span span : kept) {
    std::string_view rest = text.substr(span.begin, span.end - span.begin);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (const std::string_view line = Trimmed(rest.substr(0, end)); !line.empty()) return line;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {};
}

}  // namespace

void CorrectTitle(const Part& whole, Document* document) {
  const std::string_view text = document->text, title = document->title;
  if (title.empty()) return;
  const std::size_t at = text.find(title);
  const auto is_furniture = [at](const Mark& mark) {
    return mark.kind == MarkKind::kBoilerplate && mark.span.begin <= at && at < mark.span.end;
  };
  if (at == text.npos || std::ranges::none_of(whole.marks, is_furniture)) return;
  const std::vector<Span> kept = KeptSpans(whole);
  const bool is_kept = std::ranges::any_of(kept, [&](Span span) {
    return text.substr(span.begin, span.end - span.begin).find(title) != text.npos;
  });
  if (is_kept) return;
  const std::string_view line = FirstLine(text, kept);
  document->title = CountCodePoints(line) < kMaxTitle ? line : std::string_view();
}

}  // namespace textkin
