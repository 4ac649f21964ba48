// Looks for the title in what is kept, and takes another where only furniture has it.

#include "title.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "characters.h"
#include "lexicon.h"
#include "marks.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// Code points from which a line is a paragraph, as where titles are read first.
constexpr std::size_t kMaxTitle = 60;
// And below which it is a word that may stand twice.
constexpr std::size_t kMinTitle = 6;
// Times that a page heads a text with its title, at most: as a heading, and once more below.
constexpr std::size_t kPageTitles = 2;

std::string_view Trimmed(std::string_view line) {
  for (std::size_t end = 0; !line.empty() && IsBlank(DecodeUtf8(line, &end)); end = 0)
    line.remove_prefix(end);
  for (std::size_t at = line.size(); at > 0 && IsBlank(DecodeBefore(line, &at));)
    line = line.substr(0, at);
  return line;
}

// The first kept lines that are not blank, at most `count`, as views of `text`.
std::vector<std::string_view> FirstLines(std::string_view text, const std::vector<Span>& kept,
                                         std::size_t count) {
  std::vector<std::string_view> lines;
  for (const Span span : kept) {
    std::string_view rest = text.substr(span.begin, span.end - span.begin);
    while (!rest.empty() && lines.size() < count) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (const std::string_view line = Trimmed(rest.substr(0, end)); !line.empty())
        lines.push_back(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return lines;
}

// "Title - Site", 标题_网站: what stands before the last such sign; all where there is none.
std::string_view WithoutSiteName(std::string_view title) {
  static constexpr std::array<std::string_view, 7> kSigns = {" - ", " | ", " – ", " — ",
                                                             "_",   "-",   "|"};
  for (const std::string_view sign : kSigns) {
    const std::size_t at = title.rfind(sign);
    if (at != title.npos && CountCodePoints(title.substr(0, at)) >= kMinTitle)
      return Trimmed(title.substr(0, at));
  }
  return title;
}

// Whether text[at, at + size) is a whole line, its markup aside; "title: ..." of front matter is
// not.
bool IsLine(std::string_view text, std::size_t at, std::size_t size) {
  const std::size_t before = at == 0 ? text.npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == text.npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', at + size), text.size());
  const std::string_view line = Trimmed(text.substr(begin, end - begin));
  return WithoutMarkup(line).size() == size;
}

}  // namespace

std::string_view WithoutMarkup(std::string_view title) {
  std::string_view words = Trimmed(title);
  while (words.starts_with('#') || words.starts_with("\\#"))
    words.remove_prefix(words.starts_with('#') ? 1 : 2);
  const bool is_heading = words.size() < title.size() && (words.empty() || words[0] == ' ');
  if (is_heading) title = words;
  title = Trimmed(title);
  if (title.size() > 4 && title.starts_with("**") && title.ends_with("**"))
    title = title.substr(2, title.size() - 4);
  return title;
}

void CorrectTitle(const Part& whole, Document* document) {
  const std::string_view text = document->text, title = document->title;
  if (title.empty()) return;
  const std::vector<Span> kept = KeptSpans(whole);
  const auto is_kept = [&](std::string_view words) {
    return std::ranges::any_of(kept, [&](Span span) {
      return text.substr(span.begin, span.end - span.begin).find(words) != text.npos;
    });
  };
  if (is_kept(title)) return;
  const std::size_t at = text.find(title);
  if (at == text.npos) {
    const std::string_view words = WithoutSiteName(title);
    if (words.size() < title.size() && is_kept(words)) document->title = std::string(words);
    return;
  }
  const auto is_furniture = [at](const Mark& mark) {
    return mark.kind == MarkKind::kBoilerplate && mark.span.begin <= at && at < mark.span.end;
  };
  if (!IsLine(text, at, title.size()) || std::ranges::none_of(whole.marks, is_furniture)) return;
  const std::vector<std::string_view> lines = FirstLines(text, kept, 1);
  const bool is_title = !lines.empty() && CountCodePoints(lines[0]) < kMaxTitle;
  document->title = is_title ? std::string(WithoutMarkup(lines[0])) : std::string();
}

void MarkDateline(std::string_view text, std::vector<Mark>* marks) {
  const Part whole = {{0, static_cast<std::uint32_t>(text.size())}, *marks};
  const std::vector<std::string_view> lines = FirstLines(text, KeptSpans(whole), 2);
  if (lines.size() < 2 || !IsDatelineAsItStands(lines[1])) return;
  const auto begin = static_cast<std::size_t>(lines[1].data() - text.data());
  const std::size_t behind = std::min(text.find('\n', begin), text.size() - 1) + 1;
  marks->push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(behind)},
                    MarkKind::kBoilerplate});
  *marks = ResolveMarks(std::move(*marks));
}

void MarkPageTitle(std::string_view text, std::vector<Mark>* marks) {
  const Part whole = {{0, static_cast<std::uint32_t>(text.size())}, *marks};
  const std::vector<std::string_view> lines = FirstLines(text, KeptSpans(whole), kPageTitles + 1);
  if (lines.empty()) return;
  const std::string_view title = WithoutMarkup(lines[0]);
  const auto of_text = static_cast<std::size_t>(
      std::ranges::find_if_not(lines, [&](auto line) { return WithoutMarkup(line) == title; }) -
      lines.begin());
  const std::size_t characters = CountCodePoints(title);
  if (of_text < 2 || characters < kMinTitle || characters >= kMaxTitle) return;
  const auto offset = [&](std::string_view line) {
    return static_cast<std::uint32_t>(line.data() - text.data());
  };
  const std::uint32_t begin = offset(lines[0]), behind = offset(lines[of_text - 1]);
  const bool parted = std::ranges::any_of(*marks, [&](const Mark& mark) {
    return mark.kind == MarkKind::kBoilerplate && mark.span.begin > begin &&
           mark.span.end <= behind;
  });
  if (!parted) return;
  for (const std::string_view line : std::span(lines).first(of_text - 1)) {
    const auto end = offset(line) + static_cast<std::uint32_t>(line.size());
    marks->push_back({{offset(line), end}, MarkKind::kBoilerplate});
  }
  *marks = ResolveMarks(std::move(*marks));
}

}  // namespace textkin
