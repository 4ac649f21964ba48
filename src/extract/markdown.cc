// Four constructs of Markdown, not a parser of it: whatever is unclear stays text.

#include "markdown.h"

#include <algorithm>
#include <cstdint>

namespace textkin {
namespace {

// Bytes of front matter; longer ones are a table or a text between two rules.
constexpr std::size_t kMaxFrontMatterBytes = 64u << 10;
// Bytes of an address; longer ones are data (which says so) or no address. Keeps the search linear.
constexpr std::size_t kMaxTargetBytes = 2048;
// Bytes behind an inner parenthesis in which the outer one is looked for: the rest of an address
// and a title.
constexpr std::size_t kMaxLinkTitleBytes = 128;

void AppendSyntax(std::size_t begin, std::size_t end, std::vector<Mark>* marks) {
  marks->push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                    MarkKind::kBoilerplate});
}

// Behind the front matter, or 0: "---", lines with at least one "key:", and "---" or "..." again.
std::size_t EndOfFrontMatter(std::string_view text) {
  const std::size_t begin = text.find('\n') + 1;
  const std::string_view first = text.substr(0, begin);
  if (first != "---\n" && first != "---\r\n") return 0;
  bool key = false;
  for (std::size_t at = begin; at < std::min(text.size(), kMaxFrontMatterBytes);) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line == "---" || line == "...") return key ? std::min(end + 1, text.size()) : 0;
    key |= line.find(':') != line.npos;
    at = end + 1;
  }
  return 0;
}

bool IsTarget(std::string_view target) {
  if (target.starts_with("data:")) return true;
  if (target.size() > kMaxTargetBytes) return false;
  // A title may follow the address: (http://host/ "title").
  const std::string_view address = target.substr(0, target.find(" \""));
  return std::ranges::all_of(address, [](char c) { return c > ' ' && c < 0x7F; });
}

// Finds one character from ascending places in one walk over the text.
class NextOf {
 public:
  NextOf(std::string_view text, char wanted) : text_(text), wanted_(wanted) {}
  std::size_t From(std::size_t at) {
    if (found_ < at || !looked_) found_ = std::min(text_.find(wanted_, at), text_.size());
    looked_ = true;
    return found_;
  }

 private:
  std::string_view text_;
  char wanted_;
  std::size_t found_ = 0;
  bool looked_ = false;
};

}  // namespace

void FindMarkdownMarkup(std::string_view text, std::vector<Mark>* marks) {
  std::size_t at = EndOfFrontMatter(text);
  if (at > 0) AppendSyntax(0, at, marks);
  NextOf next_close(text, ')');
  NextOf next_break(text, '\n');
  bool comments = true;           // there may be another closed one
  std::size_t image = text.npos;  // where the last "![" of the line began
  for (; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest[0] == '\n') image = text.npos;
    if (comments && rest.starts_with("<!--")) {
      const std::size_t end = text.find("-->", at);
      comments = end != text.npos;
      if (!comments) continue;
      AppendSyntax(at, end + 3, marks);
      at = end + 2;
    } else if (rest.starts_with("![")) {
      image = at;
    } else if (rest[0] == ']' && !rest.starts_with("](")) {
      image = text.npos;
    } else if (rest.starts_with("](")) {
      std::size_t close = next_close.From(at);
      if (close >= next_break.From(at)) continue;
      // One pair of parentheses inside an address, as in wiki links.
      const std::string_view inside =
          text.substr(at + 2, std::min(close - at - 2, kMaxTargetBytes));
      if (inside.find('(') != inside.npos) {
        const std::size_t next = text.substr(close + 1, kMaxLinkTitleBytes).find_first_of(")\n");
        if (next != text.npos && text[close + 1 + next] == ')') close += 1 + next;
      }
      if (!IsTarget(text.substr(at + 2, close - at - 2))) continue;
      AppendSyntax(image == text.npos ? at : image, close + 1, marks);
      image = text.npos;
      at = close;
    }
  }
}

}  // namespace textkin
