// Lines that may open one text of a collection: "篇1：…", "第二篇", "Sample 3", "…工作总结（四）".

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace textkin {

// What a line is headed by, from what names complete texts to what mostly names sections.
enum class TitleKind : std::uint8_t {
  kText,      // 篇1, 范文一, Sample 3: the label means a whole text
  kBookPart,  // 第一篇: a text of a collection, or a division of one book
  kStem,      // "2020年工作总结（一）": one title, counted behind
  kListed,    // "一、2020年工作总结": the title of a whole text as an item
  kHeading,   // a Markdown heading that is such a title, not numbered
  kLine,      // a line that is such a title, not numbered
  kSection,   // 第一部分, Part 2, Article 5
};
inline constexpr std::size_t kTitleKinds = 7;

struct NumberedTitle {
  TitleKind kind = TitleKind::kText;
  std::uint64_t series = 0;  // titles of one series have the same
  std::uint32_t number = 0;  // from 1; 0 where the title has none
  std::string title;         // the line less label and number; may be empty
};

// `line` without its line break.
std::optional<NumberedTitle> ParseTitle(std::string_view line);

// Whether `title` names what kind of text it heads: 总结, 报告, report, speech, ...
bool NamesGenre(std::u32string_view title);

// A whole number at line[*at], in digits, Chinese numerals, English words or Roman capitals, and
// *at behind it; 0, and *at as it was, where there is none from 1 to 999.
std::uint32_t ParseNumber(std::u32string_view line, std::size_t* at);

// `line` from its first sign on that is no white space and not of Markdown's.
std::string_view Unindented(std::string_view line);

// The characters of `line` without Markdown's signs and white space around them.
std::u32string TrimmedLine(std::string_view line);

}  // namespace textkin
