// Sections in the order of reading: texts, numbers, passages, counts.

#include "compare_view.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <utility>
#include <vector>

#include "direction.h"
#include "steps.h"
#include "styled_rows.h"
#include "terminal.h"
#include "textkin/utf8.h"

namespace textkin::cli {
namespace {

constexpr std::string_view kColumnLine = " │ ";
constexpr std::size_t kColumnLineWidth = 3;
constexpr std::size_t kHeadIndent = 3;  // columns, under "A  "
// Rows that a difference may take before it stands alone.
constexpr std::size_t kLongRows = 3;
// A table that fits under the passages; an exchange that is made once can be seen in its place.
constexpr std::size_t kShownExchanges = 12;
constexpr std::size_t kLeastExchanges = 2;

// How a type of difference looks.
struct Look {
  DifferenceType type;
  char sign;
  std::string_view colour;
};
constexpr std::array<Look, 8> kLooks = {
    Look{DifferenceType::kMasked, '?', "\x1b[33m"},
    Look{DifferenceType::kDropped, '!', "\x1b[4;33m"},
    Look{DifferenceType::kRenumbered, '#', "\x1b[36m"},
    Look{DifferenceType::kReworded, '~', "\x1b[35m"},
    Look{DifferenceType::kInserted, '+', "\x1b[32m"},
    Look{DifferenceType::kDeleted, '-', "\x1b[31m"},
    Look{DifferenceType::kMoved, '>', "\x1b[34m"},
    Look{DifferenceType::kDebris, '=', "\x1b[90m"},
};

const Look& LookOf(DifferenceType type) {
  return *std::find_if(kLooks.begin(), kLooks.end(),
                       [type](const Look& look) { return look.type == type; });
}

StyledText Decorated(std::string text, const Look& look, bool colour) {
  if (text.empty()) return {};
  if (colour) return {std::move(text), std::string(look.colour)};
  return {std::move(text), "", std::string("[") + look.sign, "]"};
}

std::string_view WordsAt(const ComparedText& text, Span span) {
  return text.text().substr(span.begin, span.end - span.begin);
}

class View {
 public:
  View(const Comparison& comparison, const ViewOptions& options)
      : comparison_(comparison),
        options_(options),
        column_((options.width - kColumnLineWidth) / 2) {
    for (const Passage& passage : comparison.alignment.passages) {
      for (const Difference& difference : passage.differences) ++counts_[difference.type];
    }
  }

  std::string Show() {
    AddHead("A", comparison_.a);
    AddHead("B", comparison_.b);
    out_ += "\n";
    AddNumbers();
    AddDirection();
    AddLegend();
    const std::vector<Passage>& passages = comparison_.alignment.passages;
    for (std::size_t i = 0; i < passages.size(); ++i) AddPassage(i, passages[i]);
    AddCounts();
    AddExchanges();
    return std::move(out_);
  }

 private:
  std::string Styled(std::string_view text, std::string_view style) const {
    return options_.colour && !text.empty()
               ? std::string(style) + std::string(text) + std::string(kEndStyle)
               : std::string(text);
  }
  std::string StyleOr(std::string_view style) const {
    return options_.colour ? std::string(style) : "";
  }

  // `label`, and `texts` wrapped beside it.
  void AddLabelled(std::string_view label, std::size_t indent,
                   const std::vector<StyledText>& texts) {
    std::string margin = Styled(label, kBold) + std::string(indent - DisplayWidth(label), ' ');
    for (const Row& row : WrapRows(texts, options_.width - indent)) {
      out_ += margin + row.text + "\n";
      margin.assign(indent, ' ');
    }
  }

  void AddHead(std::string_view label, const ComparedText& text) {
    AddLabelled(label, kHeadIndent, {{text.name, StyleOr(kBold)}});
    const Document& document = text.extracted.document;
    const std::string& title = text.number == 0 ? document.title : text.part().title;
    if (!title.empty()) AddLabelled("", kHeadIndent, {{title}});
    AddLabelled("", kHeadIndent, {{FactsOf(text), StyleOr(kFaint)}});
    for (const Fault& fault : document.faults) {
      AddLabelled("", kHeadIndent,
                  {{"fault " + FaultCodeText(fault.code) + ": " + fault.detail, StyleOr(kBold)}});
    }
  }

  static std::string FactsOf(const ComparedText& text) {
    const Document& document = text.extracted.document;
    std::string facts = document.site.empty() ? "" : document.site + " · ";
    facts += Count(CountCodePoints(text.text()), "character") + ", " +
             Count(text.alignable.tokens().size(), "token");
    std::map<MarkKind, std::uint64_t> left_out;  // code points
    for (const Mark& mark : text.part().marks) {
      left_out[mark.kind] += CountCodePoints(
          std::string_view(document.text).substr(mark.span.begin, mark.span.end - mark.span.begin));
    }
    const char* before = " · left out: ";
    for (const auto& [kind, chars] : left_out) {
      facts += before + Count(chars, "character") + " of " + std::string(MarkKindName(kind));
      before = ", ";
    }
    const std::size_t texts = text.extracted.parts.size() - 1;
    if (text.number == 0 && texts > 0) {
      facts += " · an anthology of " + std::to_string(texts) + " texts: " + text.name +
               "#part1 is the first";
    }
    return facts;
  }

  std::string VerdictSentence() const {
    const Judgement& judgement = comparison_.judgement;
    const Match& match = judgement.match;
    const bool a_is_inner = match.containment_a >= match.containment_b;
    if (!judgement.has_verdict) {
      return comparison_.alignment.passages.empty()
                 ? "not kin: no passage is shared"
                 : "not kin: less than half of either text stands in the other";
    }
    switch (match.verdict) {
      case Verdict::kIdentical:
        return "identical: the same words and numbers";
      case Verdict::kNearDuplicate:
        return "near-duplicate: one text, with changes";
      case Verdict::kContained:
        return a_is_inner ? "contained: B holds A nearly whole"
                          : "contained: A holds B nearly whole";
      case Verdict::kPartial:
        return "partial: at least half of the shorter text stands in the other";
      case Verdict::kSameTemplate:
        return "same template: one form filled in twice, with other numbers or names";
    }
    return "";
  }

  void AddNumbers() {
    const Match& match = comparison_.judgement.match;
    char resemblance[16];
    std::snprintf(resemblance, sizeof resemblance, "%.2f", match.resemblance);
    AddLabelled("Verdict", kLabelWidth, {{VerdictSentence(), StyleOr(kBold)}});
    AddLabelled("Resemblance", kLabelWidth, {{resemblance}});
    AddLabelled("Containment", kLabelWidth,
                {{Percent(match.containment_a) + " of A in B · " + Percent(match.containment_b) +
                  " of B in A, by shingles"}});
    const Alignment& alignment = comparison_.alignment;
    AddLabelled(
        "Passages", kLabelWidth,
        {{alignment.passages.empty()
              ? "none"
              : WithCommas(alignment.passages.size()) + ", with " +
                    Percent(Covered(alignment.covered_a, comparison_.a)) + " of A and " +
                    Percent(Covered(alignment.covered_b, comparison_.b)) + " of B, by tokens"}});
  }

  static double Covered(std::uint32_t tokens, const ComparedText& text) {
    return static_cast<double>(tokens) / static_cast<double>(text.alignable.tokens().size());
  }

  void AddDirection() {
    if (!comparison_.edge) return;
    const Edge& edge = *comparison_.edge;
    AddLabelled("Direction", kLabelWidth,
                {{DirectionSentence(edge, {Letter(0), Letter(1)}), StyleOr(kBold)}});
    AddEvidence(edge, edge.evidence, /*is_for=*/true);
    AddEvidence(edge, edge.against, /*is_for=*/false);
  }

  static std::string Letter(PartId part) { return part == 0 ? "A" : "B"; }

  // Nats and sentence, the strongest first.
  void AddEvidence(const Edge& edge, const std::vector<Evidence>& records, bool is_for) {
    for (const Evidence& one : records) {
      AddLabelled("", kLabelWidth,
                  {{SignedNats(edge, one, is_for) + "  ", StyleOr(kFaint)},
                   {SentenceOf(one, Letter(edge.source), Letter(edge.derived))}});
    }
  }

  void AddLegend() {
    std::vector<StyledText> texts;
    for (const Look& look : kLooks) {
      if (counts_.count(look.type) == 0) continue;
      texts.push_back(Decorated(std::string(DifferenceTypeName(look.type)), look, options_.colour));
      texts.push_back({" "});
    }
    if (!texts.empty()) AddLabelled("Signs", kLabelWidth, texts);
  }

  void AddPassage(std::size_t index, const Passage& passage) {
    char identity[16];
    std::snprintf(identity, sizeof identity, "%.2f", passage.identity);
    const std::string title = "Passage " + std::to_string(index + 1) + " of " +
                              std::to_string(comparison_.alignment.passages.size()) + " · " +
                              std::string(PassageKindName(passage.kind)) + " · " +
                              Count(passage.tokens, "token") + " equal, identity " + identity;
    out_ += "\n";
    AddLabelled("", 0, {{title, StyleOr(kBold)}});
    AddColumns({{Place("A", comparison_.a, passage.a), StyleOr(kFaint)}},
               {{Place("B", comparison_.b, passage.b), StyleOr(kFaint)}});
    for (const Step& step :
         CutIntoSteps(comparison_.a, comparison_.b, passage, kLongRows * column_)) {
      AddColumns(SideOf(step, comparison_.a, &Stretch::a),
                 SideOf(step, comparison_.b, &Stretch::b));
    }
  }

  static std::string Place(const std::string& label, const ComparedText& text, Span span) {
    CodePointCounter counter(text.text());
    const std::size_t begin = counter.At(span.begin), end = counter.At(span.end);
    return label + ", characters " + WithCommas(text.char_begin + begin) + " to " +
           WithCommas(text.char_begin + end);
  }

  std::vector<StyledText> SideOf(const Step& step, const ComparedText& text,
                                 Span Stretch::*side) const {
    std::vector<StyledText> texts;
    for (const Stretch& stretch : step) {
      std::string words(WordsAt(text, stretch.*side));
      texts.push_back(stretch.difference ? Decorated(std::move(words), LookOf(*stretch.difference),
                                                     options_.colour)
                                         : StyledText{std::move(words)});
    }
    return texts;
  }

  void AddColumns(const std::vector<StyledText>& left, const std::vector<StyledText>& right) {
    const std::vector<Row> rows_a = WrapRows(left, column_), rows_b = WrapRows(right, column_);
    static const Row kEmpty;
    for (std::size_t i = 0; i < std::max(rows_a.size(), rows_b.size()); ++i) {
      const Row& b = i < rows_b.size() ? rows_b[i] : kEmpty;
      out_ += Padded(i < rows_a.size() ? rows_a[i] : kEmpty, column_);
      out_ +=
          Styled(b.width > 0 ? kColumnLine : kColumnLine.substr(0, kColumnLine.size() - 1), kFaint);
      out_ += b.text + "\n";
    }
  }

  void AddCounts() {
    std::vector<StyledText> texts;
    for (const Look& look : kLooks) {
      const auto count = counts_.find(look.type);
      if (count == counts_.end()) continue;
      if (!texts.empty()) texts.push_back({" · "});
      texts.push_back({std::string(DifferenceTypeName(look.type)), StyleOr(look.colour)});
      texts.push_back({" " + WithCommas(count->second)});
    }
    if (comparison_.alignment.passages.empty()) return;
    if (texts.empty()) texts.push_back({"none"});
    out_ += "\n";
    AddLabelled("Differences", kLabelWidth, texts);
  }

  void AddExchanges() {
    std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
    for (const Passage& passage : comparison_.alignment.passages) {
      for (const Difference& difference : passage.differences) {
        if (difference.type != DifferenceType::kReworded) continue;
        ++counts[{std::string(WordsAt(comparison_.a, difference.a)),
                  std::string(WordsAt(comparison_.b, difference.b))}];
      }
    }
    std::vector<std::pair<std::uint64_t, std::string>> shown;
    for (const auto& [words, count] : counts) {
      if (count >= kLeastExchanges) shown.emplace_back(count, words.first + "→" + words.second);
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const auto& x, const auto& y) { return x.first > y.first; });
    shown.resize(std::min(shown.size(), kShownExchanges));
    std::string_view label = "Exchanged";
    for (const auto& [count, words] : shown) {
      AddLabelled(label, kLabelWidth, {{words}, {" ×" + WithCommas(count)}});
      label = "";
    }
  }

  const Comparison& comparison_;
  const ViewOptions& options_;
  const std::size_t column_;  // width of one side
  std::map<DifferenceType, std::uint64_t> counts_;
  std::string out_;
};

}  // namespace

std::string ShowComparison(const Comparison& comparison, const ViewOptions& options) {
  return View(comparison, options).Show();
}

}  // namespace textkin::cli
