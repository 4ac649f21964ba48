// Rows are filled greedily with cells: characters, each with its width and its style.

#include "styled_rows.h"

#include <unicode/uchar.h>

#include "terminal.h"
#include "textkin/utf8.h"

namespace textkin::cli {
namespace {

// What stays with the character before it, and with the one behind it (JLREQ and CLREQ, line
// starting and line ending prohibition).
constexpr std::u32string_view kStaysWithLast = U"，。、；：！？）】》」』”’…—％,.;:!?)]}%";
constexpr std::u32string_view kStaysWithNext = U"（【《「『“‘([{";

// A character of what is printed.
struct Cell {
  std::string_view bytes;
  char32_t character = 0;
  std::size_t width = 0;  // columns
  const StyledText* of = nullptr;
  bool holds_next = false;  // no row ends behind it
  bool holds_last = false;  // no row begins with it
};

std::size_t WidthOf(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  const int type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool IsSpace(const Cell& cell) { return cell.character == ' '; }

// Makes cells of texts, which must outlive them.
class CellMaker {
 public:
  explicit CellMaker(const std::vector<StyledText>& texts) {
    printed_.reserve(3 * texts.size());  // so that cells may point into it
    for (const StyledText& text : texts) {
      Add(text.open, text);
      for (std::size_t i = first_; i < cells_.size(); ++i) cells_[i].holds_next = true;
      Add(text.text, text);
      Add(text.close, text);
      for (std::size_t i = first_; i < cells_.size(); ++i) cells_[i].holds_last = true;
    }
  }
  const std::vector<Cell>& cells() const { return cells_; }

 private:
  void Add(const std::string& text, const StyledText& of) {
    first_ = cells_.size();
    const std::string_view printed = printed_.emplace_back(Printable(text));
    for (std::size_t at = 0; at < printed.size();) {
      const std::size_t begin = at;
      Cell cell;
      cell.character = DecodeUtf8(printed, &at);
      cell.bytes = printed.substr(begin, at - begin);
      if (u_isUWhiteSpace(static_cast<UChar32>(cell.character)) != 0) {
        if (cells_.empty() || IsSpace(cells_.back())) continue;
        cell.character = ' ';
        cell.bytes = " ";
      }
      cell.width = WidthOf(cell.character);
      cell.of = &of;
      cell.holds_next = kStaysWithNext.find(cell.character) != kStaysWithNext.npos;
      cell.holds_last =
          cell.width == 0 || kStaysWithLast.find(cell.character) != kStaysWithLast.npos;
      cells_.push_back(cell);
    }
  }

  std::vector<std::string> printed_;
  std::vector<Cell> cells_;
  std::size_t first_ = 0;  // cell of the last Add
};

bool MayBreakBetween(const Cell& last, const Cell& next) {
  if (IsSpace(last)) return true;
  return !last.holds_next && !next.holds_last && (last.width == 2 || next.width == 2);
}

// The cell that the row from `begin` on ends before.
std::size_t EndOfRow(const std::vector<Cell>& cells, std::size_t begin, std::size_t width) {
  std::size_t columns = 0, end = begin;
  std::size_t last_break = begin;
  while (end < cells.size()) {
    const Cell& cell = cells[end];
    if (end > begin && MayBreakBetween(cells[end - 1], cell)) last_break = end;
    columns += cell.width;
    if (columns > width && !IsSpace(cell)) return last_break > begin ? last_break : end;
    ++end;
  }
  return end;
}

Row MakeRow(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
  while (end > begin && IsSpace(cells[end - 1])) --end;
  Row row;
  std::string_view style;
  for (std::size_t i = begin; i < end; ++i) {
    if (cells[i].of->style != style) {
      if (!style.empty()) row.text += kEndStyle;
      style = cells[i].of->style;
      row.text += style;
    }
    row.text += cells[i].bytes;
    row.width += cells[i].width;
  }
  if (!style.empty()) row.text += kEndStyle;
  return row;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  const std::string printed = Printable(text);
  for (std::size_t at = 0; at < printed.size();) width += WidthOf(DecodeUtf8(printed, &at));
  return width;
}

std::vector<Row> WrapRows(const std::vector<StyledText>& texts, std::size_t width) {
  const CellMaker maker(texts);
  const std::vector<Cell>& cells = maker.cells();
  std::vector<Row> rows;
  for (std::size_t begin = 0; begin < cells.size();) {
    const std::size_t end = EndOfRow(cells, begin, width);
    rows.push_back(MakeRow(cells, begin, end));
    begin = end;
  }
  return rows;
}

std::string Padded(const Row& row, std::size_t width) {
  return row.text + std::string(width > row.width ? width - row.width : 0, ' ');
}

}  // namespace textkin::cli
