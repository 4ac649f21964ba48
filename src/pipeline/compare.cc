// The comparison of two documents: the kernels of all stages on one pair.

#include "compare.h"

#include <charconv>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "part_reader.h"
#include "provenance.h"
#include "sketch_part.h"
#include "textkin/limits.h"
#include "textkin/pipeline.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

constexpr std::string_view kPartSign = "#part";

// A name less its "#part<k>", and k; 0 without one.
struct Named {
  std::string path;
  std::size_t number = 0;
};

Named SplitName(const std::string& name) {
  const std::size_t sign = name.rfind(kPartSign);
  if (sign == std::string::npos) return {name};
  Named named{name.substr(0, sign)};
  const char* last = name.data() + name.size();
  const auto [end, error] =
      std::from_chars(name.data() + sign + kPartSign.size(), last, named.number);
  return error == std::errc() && end == last && named.number > 0 ? named : Named{name};
}

// The ranges of the part that no mark covers, in bytes of the part's text.
std::vector<Span> KeptOf(const Part& part) {
  std::vector<Span> kept = KeptSpans(part);
  for (Span& span : kept) span = {span.begin - part.span.begin, span.end - part.span.begin};
  return kept;
}

// `number`: of the part that is compared, 0 for the whole document.
absl::StatusOr<ComparedText> Prepare(std::string name, Document document, std::size_t number,
                                     const StageOptions& stages) {
  Extracted extracted = Extract(std::move(document), stages.extract);
  if (number >= extracted.parts.size()) {
    return absl::NotFoundError("'" + name + "' does not exist: " + std::to_string(number) +
                               " is beyond the " + std::to_string(extracted.parts.size() - 1) +
                               " texts that the document is split into");
  }
  RepairUtf8(&name);
  return MakeComparedText(std::move(name), std::move(extracted), number, stages);
}

absl::StatusOr<ComparedText> ReadText(const std::string& name, const ReadOptions& read,
                                      const StageOptions& stages) {
  Named named{name};
  absl::StatusOr<Document> document = ReadFile(name, read);
  if (absl::IsNotFound(document.status())) {
    named = SplitName(name);
    if (named.number > 0) document = ReadFile(named.path, read);
  }
  if (!document.ok()) return document.status();
  return Prepare(name, *std::move(document), named.number, stages);
}

absl::StatusOr<ComparedText> TakeText(Document document, const StageOptions& stages) {
  std::string name = document.id;
  if (document.text.size() > kMaxDocumentBytes) {
    return absl::InvalidArgumentError("'" + name + "' has more than " +
                                      std::to_string(kMaxDocumentBytes) + " bytes");
  }
  if (!IsValidUtf8(document.text)) return absl::InvalidArgumentError("'" + name + "' is not UTF-8");
  return Prepare(std::move(name), std::move(document), 0, stages);
}

// The two as parts 0 and 1 of what a scan would load.
PartLoader LoaderOf(const ComparedText& a, const ComparedText& b, const Alignment& alignment,
                    const StageOptions& stages) {
  const auto of = [&a, &b](PartId part) -> const ComparedText& { return part == 0 ? a : b; };
  PartLoader loader;
  loader.content = [=, &stages](PartId part) {
    const ComparedText& text = of(part);
    PartWork work;
    return MakeContent(text.text(), text.kept, stages, &work);
  };
  loader.same_text = [=, &stages](PartId x, PartId y) {
    const Tokens& first = of(x).alignable.tokens();
    const Tokens& second = of(y).alignable.tokens();
    return first.size() > 0 && first.symbol == second.symbol &&
           NormalizedText(of(x).text(), first, stages.folding) ==
               NormalizedText(of(y).text(), second, stages.folding);
  };
  if (!stages.strict) {
    loader.aligned_shares = [=, &alignment](PartId x, PartId y) {
      return SharesOf(of(x).alignable, of(y).alignable, alignment);
    };
  }
  return loader;
}

// The marks of the part, in bytes of its text.
std::vector<Mark> MarksOf(const Part& part) {
  std::vector<Mark> marks = part.marks;
  for (Mark& mark : marks)
    mark.span = {mark.span.begin - part.span.begin, mark.span.end - part.span.begin};
  return marks;
}

PartFacts FactsOf(const ComparedText& text, std::span<const Mark> marks, PartId part) {
  PartFacts facts;
  facts.part = part;
  facts.is_inner = text.number > 0;
  facts.dates = text.extracted.document.dates;
  facts.watermarks = WatermarksOf(text.text(), marks);
  return facts;
}

// The two as a family of their own.
std::optional<Edge> EdgeOf(const Comparison& comparison) {
  const Match& match = comparison.judgement.match;
  if (comparison.alignment.passages.empty()) return std::nullopt;
  if (comparison.judgement.has_verdict && match.verdict == Verdict::kSameTemplate)
    return std::nullopt;
  const ComparedText &a = comparison.a, &b = comparison.b;
  const std::vector<Mark> marks_a = MarksOf(a.part()), marks_b = MarksOf(b.part());
  std::vector<PartFacts> facts = {FactsOf(a, marks_a, 0), FactsOf(b, marks_b, 1)};
  const std::string &site_a = a.extracted.document.site, &site_b = b.extracted.document.site;
  facts[0].site = site_a.empty() ? 0 : 1;
  facts[1].site = site_b.empty() ? 0 : site_b == site_a ? 1 : 2;
  std::vector<PairEvents> pairs = {FindEvents({0, a.text(), &a.alignable, marks_a},
                                              {1, b.text(), &b.alignable, marks_b},
                                              comparison.alignment)};
  pairs[0].identical = comparison.judgement.has_verdict && match.verdict == Verdict::kIdentical;
  std::vector<Edge> edges = FindEdges(MakeFamilies(std::move(pairs), std::move(facts)).front());
  return edges.empty() ? std::nullopt : std::optional<Edge>(std::move(edges.front()));
}

absl::StatusOr<Comparison> CompareBoth(absl::StatusOr<ComparedText> a,
                                       absl::StatusOr<ComparedText> b, const StageOptions& stages,
                                       double threshold) {
  if (!a.ok()) return a.status();
  if (!b.ok()) return b.status();
  return CompareTexts(*std::move(a), *std::move(b), stages, threshold);
}

}  // namespace

ComparedText MakeComparedText(std::string name, Extracted extracted, std::size_t number,
                              const StageOptions& stages) {
  const Part& part = extracted.parts[number];
  const std::string_view text = extracted.document.text;
  std::vector<Span> kept = KeptOf(part);
  Tokens tokens;
  Normalize(text.substr(part.span.begin, part.span.end - part.span.begin), kept, stages.folding,
            &tokens);
  AlignableText alignable(std::move(tokens), kept, stages.align);
  const auto char_begin =
      static_cast<std::uint32_t>(CountCodePoints(text.substr(0, part.span.begin)));
  return ComparedText{std::move(name), std::move(extracted), number,
                      std::move(kept), std::move(alignable), char_begin};
}

absl::StatusOr<Comparison> CompareTexts(ComparedText a, ComparedText b, const StageOptions& stages,
                                        double threshold) {
  Alignment alignment = Align(a.alignable, b.alignable, stages.align);
  MatchOptions match;
  match.threshold = threshold;
  match.strict = stages.strict;
  match.reworded = stages.align.bags;
  const absl::StatusOr<Judgement> judgement = JudgePair(LoaderOf(a, b, alignment, stages), match);
  if (!judgement.ok()) return judgement.status();
  Comparison comparison{std::move(a), std::move(b), *judgement, std::move(alignment), std::nullopt};
  comparison.edge = EdgeOf(comparison);
  return comparison;
}

absl::StatusOr<Comparison> Compare(const std::string& a, const std::string& b,
                                   const CompareOptions& options) {
  if (SplitName(a).path == "-" && SplitName(b).path == "-") {
    return absl::InvalidArgumentError("standard input can be one of the two, not both");
  }
  try {
    const StageOptions stages = OptionsOf(options.preset);
    absl::StatusOr<ComparedText> first = ReadText(a, options.read, stages);
    if (!first.ok()) return first.status();
    return CompareBoth(std::move(first), ReadText(b, options.read, stages), stages,
                       options.threshold);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("out of memory");
  }
}

absl::StatusOr<Comparison> CompareDocuments(Document a, Document b, const CompareOptions& options) {
  try {
    const StageOptions stages = OptionsOf(options.preset);
    return CompareBoth(TakeText(std::move(a), stages), TakeText(std::move(b), stages), stages,
                       options.threshold);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("out of memory");
  }
}

std::optional<ComparedEdge> EdgeToWrite(const Comparison& comparison) {
  if (!comparison.edge) return std::nullopt;
  const EdgeSide a = {comparison.a.side(), comparison.a.kept};
  const EdgeSide b = {comparison.b.side(), comparison.b.kept};
  const bool source_is_a = comparison.edge->source == 0;
  return ComparedEdge{source_is_a ? a : b, source_is_a ? b : a, *comparison.edge};
}

std::string ComparisonJson(const Comparison& comparison) {
  std::string json;
  const std::optional<ComparedEdge> edge = EdgeToWrite(comparison);
  AppendComparison(comparison.a.side(), comparison.b.side(), comparison.judgement,
                   comparison.alignment.passages, edge ? &*edge : nullptr, &json);
  return json;
}

}  // namespace textkin
