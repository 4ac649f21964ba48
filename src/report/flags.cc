// Flags of a part: what its own text gives away.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "claimed_year.h"
#include "textkin/report.h"
#include "textkin/utf8.h"
#include "truncated.h"

namespace textkin {
namespace {

// Masks from which a text counts as masked: one or two x may be slips.
constexpr std::uint32_t kMaskedFrom = 3;
// Digits from which a number is too odd to come back by chance, and places at which it does.
constexpr std::size_t kLongNumberDigits = 6;
constexpr std::size_t kCorruptPlaces = 3;

// What stands over the numbers of pages, and the backslash that Markdown sets before it.
constexpr std::u32string_view kPageMasks = U"xXｘＸ×*＊_某□■N\\";
// Bytes of a page number at most, "共 xxxxx 页 当前第 xxxxx 页" among them: running heads are
// longer.
constexpr std::size_t kPageNumberBytes = 64;

bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Debris that is the number of a page, as src/extract/debris.cc finds it.
bool IsPageNumber(std::string_view debris) {
  if (debris.size() > kPageNumberBytes) return false;
  return debris.find("页") != debris.npos || debris.find("頁") != debris.npos ||
         debris.starts_with("Page ") || debris.starts_with("PAGE ");
}

// Masks over the numbers of pages: no words of the text, but a site masks them as it masks the
// text's.
std::uint32_t MasksOfPageNumbers(std::string_view text, const Part& part) {
  std::uint32_t masks = 0;
  for (const Mark& mark : part.marks) {
    const std::string_view debris = text.substr(mark.span.begin, mark.span.end - mark.span.begin);
    if (mark.kind != MarkKind::kDebris || !IsPageNumber(debris)) continue;
    bool in_mask = false;
    char32_t before = ' ';
    for (std::size_t at = 0; at < debris.size();) {
      const char32_t c = DecodeUtf8(debris, &at);
      const bool is_mask =
          kPageMasks.find(c) != kPageMasks.npos && (in_mask || !IsAsciiLetter(before));
      masks += is_mask && !in_mask;
      if (in_mask && !is_mask && IsAsciiLetter(c)) --masks;  // a word: "next"
      in_mask = is_mask;
      before = c;
    }
  }
  return masks;
}

// One long number at several unlike places: what a broken conversion leaves.
bool HasCorruptNumber(std::string_view text, const Tokens& tokens) {
  const auto is_long = [&](std::size_t i) {
    const std::string_view number = text.substr(tokens.begin[i], tokens.length[i]);
    const auto separators =
        std::count_if(number.begin(), number.end(), [](char c) { return c == '.' || c == ','; });
    return CountCodePoints(number) - static_cast<std::size_t>(separators) >= kLongNumberDigits;
  };
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> neighbours;  // of each long number
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens.kind[i] != TokenKind::kNumber || !is_long(i)) continue;
    std::vector<std::uint32_t>& before = neighbours[tokens.symbol[i]];
    if (std::find(before.begin(), before.end(), tokens.symbol[i - 1]) == before.end()) {
      before.push_back(tokens.symbol[i - 1]);
    }
    if (before.size() >= kCorruptPlaces) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> FindFlags(const Document& document, const Part& part,
                                        const Tokens& tokens) {
  std::vector<std::string_view> flags;
  if (tokens.masks + MasksOfPageNumbers(document.text, part) >= kMaskedFrom)
    flags.push_back("masked");
  if (IsTruncated(document.text, part)) flags.push_back("truncated");
  if (HasCorruptNumber(document.text, tokens)) flags.push_back("corrupt_number");
  const bool doubled = std::any_of(part.marks.begin(), part.marks.end(), [](const Mark& mark) {
    return mark.kind == MarkKind::kDoubled;
  });
  if (doubled) flags.push_back("doubled");
  if (ContradictsClaimedYear(document.text, part)) flags.push_back("anachronism");
  return flags;
}

}  // namespace textkin
