// The lines of a document that may open a text of a collection, and its numbered sections.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "numbered_title.h"
#include "textkin/document.h"

namespace textkin {

struct TitleLine {
  Span line;  // without the line break
  NumberedTitle title;
};

// How a section is numbered. Items of one style count up within a text and begin anew in the next.
enum class SectionStyle : std::uint8_t {
  kHan,
  kChapter,
  kClause,
  kDigit
};  // 一、 第一章 第一条 1.
inline constexpr std::size_t kSectionStyles = 4;

struct SectionLine {
  std::uint32_t begin = 0;
  SectionStyle style = SectionStyle::kHan;
  std::uint32_t number = 0;
};

struct Outline {
  std::vector<TitleLine> titles;
  std::vector<SectionLine> sections;
};

Outline ReadOutline(std::string_view text);

}  // namespace textkin
