// Counting the years of a text behind its first line.

#include "claimed_year.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "textkin/date.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Code points of a first line that may be a title.
constexpr std::size_t kTitleLength = 120;
// Bytes of the text in which the year that it tells of is named first: a sentence or two. Web pages
// that name earlier years do so further down (none of 48 with a year in their title opens so).
constexpr std::size_t kOpening = 400;
constexpr std::size_t kLeastNamed = 2;
constexpr int kLeastApart = 2;  // years

std::string_view TextIn(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

std::string TextBehind(std::string_view text, const std::vector<Span>& kept, std::uint32_t place) {
  std::string behind;
  for (const Span& span : kept) {
    if (span.end <= place) continue;
    behind.append(TextIn(text, {std::max(span.begin, place), span.end})).push_back('\n');
  }
  behind.erase(0, behind.find_first_not_of(" \t\r\n"));
  return behind;
}

int NumberOf(std::string_view year) { return std::atoi(std::string(year).c_str()); }

}  // namespace

bool ContradictsClaimedYear(std::string_view text, const Part& part) {
  const std::vector<Span> kept = KeptSpans(part);
  const Span title = FirstKeptLine(text, kept);
  const std::vector<std::string_view> claimed = YearsIn(TextIn(text, title));
  if (claimed.empty() || CountCodePoints(TextIn(text, title)) > kTitleLength) return false;

  const std::string body = TextBehind(text, kept, title.end);
  std::map<std::string_view, std::size_t> named;
  const std::vector<std::string_view> years = YearsIn(body);
  for (const std::string_view year : years) ++named[year];
  const auto most = std::max_element(
      named.begin(), named.end(), [](const auto& x, const auto& y) { return x.second < y.second; });
  if (most == named.end() || most->second < kLeastNamed || 2 * most->second < years.size()) {
    return false;
  }
  const std::vector<std::string_view> first = YearsIn(std::string_view(body).substr(0, kOpening));
  if (std::find(first.begin(), first.end(), most->first) == first.end()) return false;
  return std::none_of(claimed.begin(), claimed.end(), [&](std::string_view year) {
    return named.contains(year) || std::abs(NumberOf(year) - NumberOf(most->first)) < kLeastApart;
  });
}

}  // namespace textkin
