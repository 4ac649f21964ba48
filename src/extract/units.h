// Units: the lines of a text, and the sentences inside them, by which documents of a site are
// compared.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

struct Unit {
  Span span;                 // without the white space around it
  std::uint64_t key = 0;     // of the folded text; 0 when it has no letter, so that nothing is said
  std::uint64_t tail = 0;    // of the last bytes of a long sentence, 0 for anything else
  std::uint32_t line = 0;    // number of its line in the text
  std::uint16_t width = 0;   // about characters: a CJK one counts, two and a half Latin ones do
  bool prose = false;        // ends like a sentence
  bool heading = false;      // begins like a numbered heading: 第一章, 一、, （一）, 1.
  bool title = false;        // is the document's title
  bool names_title = false;  // has it, and more
  bool marked = false;       // no kept text in it (FlagMarked)
};

// Units narrower than this are too short for running text, in CJK characters.
inline constexpr std::uint16_t kProseWidth = 12;

// CJK characters of a line that is one unit, whatever stands in it: "Collected by us. All rights
// reserved." belongs together. Paragraphs are longer.
inline constexpr std::uint16_t kShortLine = 40;

// The units of `text` in order, at most `limit`: lines, and the sentences of lines wider than
// kShortLine. Keys see lower case without white space,
// with the document's own title as one sign. Numbers and masks are one sign too, but not in
// sentences: "in force since 1 May 1999" is what a text says, "Views: 1749" is what a page counts.
// A line of two or more `label: value` pairs is known by its labels. Linear.
std::vector<Unit> SplitUnits(std::string_view text, std::string_view title, std::size_t limit);

// The same units without what only a comparison needs: key, tail, title and names_title stay empty.
// Nothing is folded, which is most of the cost.
std::vector<Unit> SplitPlainUnits(std::string_view text);

// Sets `marked` where a unit lies outside `kept`, ranges in order.
void FlagMarked(std::span<const Span> kept, std::vector<Unit>* units);

// Whether units[at] is the only one of its line.
bool IsWholeLine(const std::vector<Unit>& units, std::size_t at);

}  // namespace textkin
