// One pass over the lines.

#include "outline.h"

#include <algorithm>
#include <optional>

#include "characters.h"

namespace textkin {
namespace {

// Bytes at the start of a line in which its section number stands.
constexpr std::size_t kNumberBytes = 48;

bool MayNumber(char32_t c) {
  return IsDigit(c) ||
         std::u32string_view(U"第一二三四五六七八九十").find(c) != std::u32string_view::npos;
}

std::optional<SectionLine> ParseSection(std::string_view line) {
  line = Unindented(line);
  // A digit, or a character beyond Latin.
  if (line.empty() || (static_cast<unsigned char>(line[0]) < 0xE0 &&
                       !IsAsciiDigit(static_cast<unsigned char>(line[0]))))
    return std::nullopt;
  // Most lines of Chinese begin with another one.
  std::size_t begin = 0;
  if (!MayNumber(DecodeUtf8(line, &begin))) return std::nullopt;
  // Cut at a character.
  std::size_t size = std::min(line.size(), kNumberBytes);
  while (size > 0 && size < line.size() &&
         (static_cast<unsigned char>(line[size]) & 0xC0u) == 0x80u)
    --size;
  const std::u32string head = TrimmedLine(line.substr(0, size));
  const std::u32string_view text = head;
  if (text.size() < 2) return std::nullopt;
  const bool ordinal = text[0] == U'第';
  std::size_t at = ordinal ? 1 : 0;
  if (!IsDigit(text[at]) && !IsCjk(text[at])) return std::nullopt;
  const bool digit = IsDigit(text[at]);
  SectionLine section;
  section.number = ParseNumber(text, &at);
  if (section.number == 0 || at == text.size()) return std::nullopt;
  const char32_t sign = text[at];
  if (ordinal) {
    if (sign != U'章' && sign != U'条') return std::nullopt;
    section.style = sign == U'章' ? SectionStyle::kChapter : SectionStyle::kClause;
    return section;
  }
  if (sign != U'、' && sign != U'．' && sign != '.') return std::nullopt;
  // "3.5" is a number.
  if (sign != U'、' && at + 1 < text.size() && IsDigit(text[at + 1])) return std::nullopt;
  section.style = digit ? SectionStyle::kDigit : SectionStyle::kHan;
  return section;
}

}  // namespace

Outline ReadOutline(std::string_view text) {
  Outline outline;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const Span span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    if (auto title = ParseTitle(line)) outline.titles.push_back({span, *std::move(title)});
    if (auto section = ParseSection(line)) {
      section->begin = span.begin;
      outline.sections.push_back(*section);
    }
    at = end + 1;
  }
  return outline;
}

}  // namespace textkin
