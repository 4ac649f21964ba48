// One pass over the tags of a page; text, comments and scripts are passed over.

#include "confine.h"

#include <algorithm>
#include <string_view>

#include "characters.h"
#include "html.h"

namespace textkin {
namespace {

bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool StartsWithWord(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

// Where the content of a script or style that begins at `at` ends.
std::size_t EndOfRaw(std::string_view markup, std::size_t at, std::string_view end_tag) {
  while (true) {
    at = markup.find("</", at);
    if (at == markup.npos) return markup.size();
    if (StartsWithWord(markup.substr(at), end_tag)) return at;
    at += 2;
  }
}

// Walks the tag that begins at `at` to behind its ">", counting attributes as runs of characters
// outside quotes, which is never too few.
std::size_t ConfineTag(std::string* markup, std::size_t at) {
  std::size_t attributes = 0;
  std::size_t surplus = 0;
  char quote = '\0';
  for (; at < markup->size(); ++at) {
    const char c = (*markup)[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '>') break;
    if ((c == '"' || c == '\'') && (*markup)[at - 1] == '=') quote = c;
    const char before = (*markup)[at - 1];
    const bool parts = IsAsciiSpace(before) || before == '"' || before == '\'' || before == '/';
    if (parts && !IsAsciiSpace(c) && ++attributes > kMaxTagAttributes && surplus == 0) surplus = at;
  }
  if (surplus > 0)
    std::fill(markup->begin() + static_cast<std::ptrdiff_t>(surplus),
              markup->begin() + static_cast<std::ptrdiff_t>(at), ' ');
  return at;
}

}  // namespace

void ConfineTags(std::string* markup) {
  std::size_t at = 0;
  while ((at = markup->find('<', at)) != markup->npos) {
    const std::string_view rest = std::string_view(*markup).substr(at);
    if (rest.starts_with("<!--")) {
      at = markup->find("-->", at);
      if (at == markup->npos) return;
      continue;
    }
    if (rest.size() < 2 || !IsAsciiLetter(static_cast<unsigned char>(rest[1]))) {
      ++at;
      continue;
    }
    const bool script = StartsWithWord(rest, "<script");
    const bool style = StartsWithWord(rest, "<style");
    at = ConfineTag(markup, at + 1);
    if (script) at = EndOfRaw(*markup, at, "</script");
    if (style) at = EndOfRaw(*markup, at, "</style");
  }
}

}  // namespace textkin
