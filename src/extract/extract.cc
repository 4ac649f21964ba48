// The order of extraction: text, then what the document says about itself, then marks, then parts.

#include "textkin/extract.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "anthology.h"
#include "blocks.h"
#include "dates.h"
#include "debris.h"
#include "doubled.h"
#include "ends.h"
#include "html.h"
#include "lexicon.h"
#include "markdown.h"
#include "marks.h"
#include "ordinals.h"
#include "site_marks.h"
#include "teasers.h"
#include "textkin/date.h"
#include "textkin/site.h"
#include "title.h"
#include "units.h"
#include "watermark.h"

namespace textkin {
namespace {

// Share of a page's text above which style cannot have hidden it for good: such pages show
// themselves by script.
constexpr double kHiddenPageShare = 0.6;

// Boilerplate over the blocks that are not main text, each with the line break that joins it to its
// neighbour, so that the kept text has no blank lines.
void MarkBlocks(const HtmlPage& page, std::vector<Mark>* marks) {
  const std::vector<bool> main = MainBlocks(page);
  const auto size = static_cast<std::uint32_t>(page.text.size());
  for (std::size_t i = 0; i < main.size(); ++i) {
    if (main[i]) continue;
    const std::size_t first = i;
    while (i + 1 < main.size() && !main[i + 1]) ++i;
    Span span = {page.blocks[first].span.begin, std::min(page.blocks[i].span.end + 1, size)};
    if (i + 1 == main.size() && span.begin > 0) --span.begin;
    marks->push_back({span, MarkKind::kBoilerplate});
  }
  std::uint64_t hidden = 0;
  for (const Span span : page.hidden) hidden += span.end - span.begin;
  if (static_cast<double>(hidden) > kHiddenPageShare * size) return;
  for (const Span span : page.hidden) marks->push_back({span, MarkKind::kBoilerplate});
}

// Whether the part has a letter or digit outside its marks (any character beyond ASCII counts).
bool KeepsText(std::string_view text, const Part& part) {
  const std::vector<Span> kept = KeptSpans(part);
  return std::ranges::any_of(kept, [&](const Span& span) {
    const std::string_view piece = text.substr(span.begin, span.end - span.begin);
    return std::ranges::any_of(piece, [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 ||
             std::isalnum(static_cast<unsigned char>(c)) != 0;
    });
  });
}

// A document that is furniture from end to end (an index page, a file of front matter) is its own
// text: with nothing kept, even its exact copies would go unseen.
void KeepSomething(std::string_view text, std::vector<Part>* parts) {
  for (Part& part : *parts) {
    if (!KeepsText(text, part)) {
      std::erase_if(part.marks,
                    [](const Mark& mark) { return mark.kind == MarkKind::kBoilerplate; });
    }
  }
}

// Puts what the page says about itself where the document does not know it yet. The site is the
// host that the page names, before the folder that it lies in.
void FillFrom(HtmlPage* page, Document* document) {
  document->text = std::move(page->text);
  if (document->title.empty()) document->title = std::move(page->title);
  if (document->url.empty()) document->url = std::move(page->url);
  if (std::string host = RegistrableHost(document->url); !host.empty())
    document->site = std::move(host);
  for (const DateClaim& claim : page->dates)
    AddDate(ParseDateValue(claim.value), claim.kind, &document->dates);
  for (Fault& fault : page->faults) document->faults.push_back(std::move(fault));
}

Part WholePart(const Document& document, std::vector<Mark> marks) {
  return {{0, static_cast<std::uint32_t>(document.text.size())}, std::move(marks)};
}

// What the ends of a document show without its neighbours: words that pages use about themselves,
// and beginnings of other documents. `marks` are resolved, and stay so.
void MarkWithoutSite(const Document& document, std::vector<Mark>* marks) {
  const Part whole = WholePart(document, *marks);
  std::vector<Unit> units = SplitPlainUnits(document.text);
  FlagMarked(KeptSpans(whole), &units);
  const std::vector<Strength> strengths = LexiconStrengths(document.text, units);
  const Ends ends = WalkEnds(units, strengths);
  // Few texts have a head, and only there it matters which units name the title.
  if (ends.head > 0) {
    units = SplitUnits(document.text, document.title, document.text.size());
    FlagMarked(KeptSpans(whole), &units);
  }
  MarkEnds(document.text, units, strengths, ends, marks);
  units.resize(ends.tail);
  while (!units.empty() && units.back().marked) units.pop_back();
  FindTeasers(document.text, units, marks);
  *marks = ResolveMarks(std::move(*marks));
}

// Hands a part those of all marks, or their pieces, that lie in it.
void DealMarks(const std::vector<Mark>& marks, Part* part) {
  const auto first = std::ranges::partition_point(
      marks, [&](const Mark& mark) { return mark.span.end <= part->span.begin; });
  for (auto mark = first; mark != marks.end() && mark->span.begin < part->span.end; ++mark) {
    part->marks.push_back(
        {{std::max(mark->span.begin, part->span.begin), std::min(mark->span.end, part->span.end)},
         mark->kind});
  }
}

}  // namespace

Extracted Extract(Document document, const ExtractOptions& options) {
  std::vector<Mark> marks;
  if (document.format == Format::kHtml) {
    HtmlPage page = ReadHtml(std::move(document.text));
    if (options.marks) MarkBlocks(page, &marks);
    FillFrom(&page, &document);
  }
  if (options.marks) {
    FindStatedDates(document.text, &document.dates);
    if (document.format == Format::kMarkdown) FindMarkdownMarkup(document.text, &marks);
    FindDebris(document.text, &marks);
    FindOrdinals(document.text, &marks);
    FindWatermarks(document.text, &marks);
    FindDoubled(document.text, &marks);
  }
  marks = ResolveMarks(std::move(marks));
  if (options.marks) {
    MarkWithoutSite(document, &marks);
    MarkDateline(document.text, &marks);
    MarkPageTitle(document.text, &marks);
    CorrectTitle(WholePart(document, marks), &document);
  }
  std::vector<Part> parts = {WholePart(document, {})};
  if (options.marks) FindAnthology(document, marks, &parts);
  document.title = std::string(WithoutMarkup(document.title));
  for (Part& part : parts) {
    part.title = std::string(WithoutMarkup(part.title));
    DealMarks(marks, &part);
  }
  KeepSomething(document.text, &parts);
  return {std::move(document), std::move(parts)};
}

bool MarkFurniture(const SiteModel& model, std::span<const Furniture> watermarks,
                   Extracted* extracted) {
  const Document& document = extracted->document;
  return AddMarks(SiteMarks(model, watermarks, document.text, document.title,
                            KeptSpans(extracted->parts.front())),
                  extracted);
}

bool AddMarks(std::vector<Mark> marks, Extracted* extracted) {
  if (marks.empty()) return false;
  Document& document = extracted->document;
  std::vector<Part>& parts = extracted->parts;
  marks.insert(marks.end(), parts.front().marks.begin(), parts.front().marks.end());
  marks = ResolveMarks(std::move(marks));
  MarkDateline(document.text, &marks);
  MarkPageTitle(document.text, &marks);
  CorrectTitle(WholePart(document, marks), &document);
  const std::vector<Part> before = parts;
  for (Part& part : parts) {
    part.marks.clear();
    DealMarks(marks, &part);
  }
  KeepSomething(document.text, &parts);
  return !std::ranges::equal(before, parts, {}, &Part::marks, &Part::marks);
}

}  // namespace textkin
