// Front matter, headings and the lines that name a source.

#include "metadata.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dates.h"
#include "lines.h"
#include "textkin/date.h"
#include "textkin/utf8.h"

namespace textkin {
namespace {

// A first line, or what follows "标题:", of this many characters or more is a paragraph. Code
// points.
constexpr std::size_t kMaxTitleLine = 60;
// How far into a file headings and front matter are looked for. Bytes.
constexpr std::size_t kHeadBytes = 16u << 10;
// Where lines that name a source stand: near the beginning and the end. Bytes.
constexpr std::size_t kSourceHeadBytes = 2000;
constexpr std::size_t kSourceTailBytes = 1000;

std::string_view Trim(std::string_view text) {
  for (bool moved = true; moved;) {
    const std::size_t before = text.size();
    for (const std::string_view blank : {" ", "\t", "\r", "\u3000", "\u00a0", "\u200b"}) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size());
      if (text.ends_with(blank)) text.remove_suffix(blank.size());
    }
    moved = text.size() < before;
  }
  return text;
}

std::string_view Unquote(std::string_view value) {
  const bool quoted = value.size() >= 2 && value.front() == value.back() &&
                      (value.front() == '"' || value.front() == '\'');
  return quoted ? value.substr(1, value.size() - 2) : value;
}

// Reads one "key: value" line of YAML into the document.
void TakeFrontMatterLine(std::string_view line, Document* document) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.starts_with(' ')) return;
  const std::string_view key = Trim(line.substr(0, colon));
  const std::string_view value = Unquote(Trim(line.substr(colon + 1)));
  if (value.empty()) return;
  if (key == "title" && document->title.empty()) document->title = value;
  if ((key == "url" || key == "source" || key == "link") && document->url.empty() &&
      value.starts_with("http")) {
    document->url = value;
  }
  if (key == "date" || key == "published" || key == "created" || key == "updated") {
    AddDate(ParseDateValue(value), "front_matter", &document->dates);
  }
}

// Returns the text behind the front matter, or all of it when there is none.
std::string_view TakeFrontMatter(std::string_view text, Document* document) {
  std::string_view rest = text;
  if (NextLine(&rest) != "---") return text;
  const std::string_view inside = rest;
  while (!rest.empty()) {
    const std::string_view line = NextLine(&rest);
    if (line != "---" && line != "...") continue;
    std::string_view lines =
        inside.substr(0, static_cast<std::size_t>(line.data() - inside.data()));
    while (!lines.empty()) TakeFrontMatterLine(NextLine(&lines), document);
    return rest;
  }
  return text;
}

bool IsUnderline(std::string_view line) {
  line = Trim(line);
  return line.size() >= 3 && (line.find_first_not_of('=') == std::string_view::npos ||
                              line.find_first_not_of('-') == std::string_view::npos);
}

std::optional<std::string_view> HeadingText(std::string_view line) {
  const std::size_t level = line.find_first_not_of('#');
  if (level == 0 || level > 6 || level == std::string_view::npos) return std::nullopt;
  if (line[level] != ' ' && line[level] != '\t') return std::nullopt;
  std::string_view text = Trim(line.substr(level));
  while (text.ends_with('#')) text.remove_suffix(1);
  text = Trim(text);
  if (text.empty()) return std::nullopt;
  return text;
}

std::string FirstHeading(std::string_view text) {
  std::string_view before;
  bool fenced = false;
  while (!text.empty()) {
    const std::string_view line = NextLine(&text);
    if (Trim(line).starts_with("```")) fenced = !fenced;
    if (fenced) continue;
    if (const auto heading = HeadingText(line)) return std::string(*heading);
    if (!Trim(before).empty() && IsUnderline(line)) return std::string(Trim(before));
    before = line;
  }
  return {};
}

// "Library > Reports > Text": where a page stands on its site, not what it is called.
bool IsBreadcrumbs(std::string_view line) {
  static constexpr std::array<std::string_view, 5> kSteps = {" > ", " >> ", " › ", " » ", " → "};
  return std::any_of(kSteps.begin(), kSteps.end(), [&](std::string_view step) {
    return line.find(step) != std::string_view::npos;
  });
}

// The first line that is neither blank nor breadcrumbs, when it is short enough for a title.
std::string FirstLine(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = Trim(NextLine(&text));
    if (line.empty() || IsBreadcrumbs(line)) continue;
    // Text files are often Markdown under another name.
    if (const auto heading = HeadingText(line)) return std::string(*heading);
    return CountCodePoints(line) < kMaxTitleLine ? std::string(line) : std::string();
  }
  return {};
}

bool StartsWithoutCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
           return a == b || (b >= 'A' && b <= 'Z' && a == b - 'A' + 'a');
         });
}

// What follows one of `words` and a colon; empty for other lines.
std::string_view ValueOfLine(std::string_view line, std::span<const std::string_view> words) {
  line = Trim(line);
  const auto word = std::find_if(words.begin(), words.end(),
                                 [&](std::string_view w) { return StartsWithoutCase(line, w); });
  if (word == words.end()) return {};
  line = Trim(line.substr(word->size()));
  if (line.starts_with("：")) return Trim(line.substr(std::string_view("：").size()));
  return line.starts_with(':') ? Trim(line.substr(1)) : std::string_view();
}

// The title in "本文标题:…"; empty for other lines.
std::string_view TitleOfLine(std::string_view line) {
  static constexpr std::array<std::string_view, 5> kWords = {"本文标题", "文章标题", "文档标题",
                                                             "标题", "title"};
  const std::string_view title = ValueOfLine(line, kWords);
  return CountCodePoints(title) < kMaxTitleLine ? title : std::string_view();
}

// The address in "链接地址:https://…" or "Source: https://…"; empty for other lines.
std::string_view SourceOfLine(std::string_view line) {
  static constexpr std::array<std::string_view, 14> kWords = {
      "链接地址", "原文链接", "原文地址", "本文链接", "本文地址", "文章链接", "来源链接",
      "网址",     "来源",     "出处",     "source",   "original", "url",      "link"};
  line = ValueOfLine(line, kWords);
  if (line.starts_with('<')) line.remove_prefix(1);
  if (!StartsWithoutCase(line, "http://") && !StartsWithoutCase(line, "https://")) return {};
  const auto end = std::find_if(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7F || c == '"' || c == '<' || c == '>';
  });
  return line.substr(0, static_cast<std::size_t>(end - line.begin()));
}

// What `of_line` finds first in the lines near the beginning and the end.
std::string NamedIn(std::string_view text, std::string_view (*of_line)(std::string_view)) {
  const std::size_t tail = std::min(kSourceTailBytes, text.size());
  for (std::string_view region :
       {text.substr(0, kSourceHeadBytes), text.substr(text.size() - tail)}) {
    while (!region.empty()) {
      const std::string_view value = of_line(NextLine(&region));
      if (!value.empty()) return std::string(value);
    }
  }
  return {};
}

void FindTextMetadata(Document* document) {
  const std::string_view text = document->text;
  std::string_view head = text.substr(0, kHeadBytes);
  const bool markdown = document->format == Format::kMarkdown;
  if (markdown) head = TakeFrontMatter(head, document);
  if (document->title.empty() && markdown) document->title = FirstHeading(head);
  if (document->title.empty() && !markdown) document->title = NamedIn(text, TitleOfLine);
  if (document->title.empty() && !markdown) document->title = FirstLine(head);
  if (document->url.empty()) document->url = NamedIn(text, SourceOfLine);
  AppendTitleYears(document->title, &document->dates);
}

}  // namespace

void FindMetadata(Document* document) {
  if (document->format == Format::kText || document->format == Format::kMarkdown) {
    FindTextMetadata(document);
    // Cuts above may have split a character; nothing invalid may go on.
    RepairUtf8(&document->title);
  }
  const std::string_view path = document->path;
  AppendNameDates(path.substr(path.rfind('/') + 1), &document->dates);
}

}  // namespace textkin
