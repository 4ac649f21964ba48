// Tables of element names and of the words in class and id attributes.

#include "element.h"

#include <algorithm>
#include <array>
#include <string>

namespace textkin {
namespace {

struct NamedElement {
  std::string_view name;
  ElementTraits traits;
};

constexpr ElementTraits Plain(BlockTag tag) { return {ElementFlow::kBlock, tag, std::nullopt}; }
constexpr ElementTraits Around(RegionKind kind) {
  return {ElementFlow::kBlock, std::nullopt, kind};
}
constexpr ElementTraits kPlainBlock = {ElementFlow::kBlock, std::nullopt, std::nullopt};
constexpr ElementTraits kHiddenElement = {ElementFlow::kHidden, std::nullopt, std::nullopt};

// Sorted by name. Elements that are not named here are inline, as in CSS.
constexpr std::array kElements = {
    NamedElement{"address", kPlainBlock},
    NamedElement{"article", Around(RegionKind::kArticle)},
    NamedElement{"aside", Around(RegionKind::kAside)},
    NamedElement{"blockquote", Plain(BlockTag::kQuotation)},
    NamedElement{"body", kPlainBlock},
    NamedElement{"br", {ElementFlow::kBreak, std::nullopt, std::nullopt}},
    NamedElement{"button", Plain(BlockTag::kControl)},
    NamedElement{"caption", Plain(BlockTag::kCell)},
    NamedElement{"center", kPlainBlock},
    NamedElement{"dd", Plain(BlockTag::kItem)},
    NamedElement{"details", kPlainBlock},
    NamedElement{"dialog", kPlainBlock},
    NamedElement{"dir", Around(RegionKind::kList)},
    NamedElement{"div", Plain(BlockTag::kOther)},
    NamedElement{"dl", kPlainBlock},
    NamedElement{"dt", Plain(BlockTag::kItem)},
    NamedElement{"fieldset", kPlainBlock},
    NamedElement{"figcaption", Plain(BlockTag::kQuotation)},
    NamedElement{"figure", kPlainBlock},
    NamedElement{"footer", Around(RegionKind::kFooter)},
    NamedElement{"form", Around(RegionKind::kForm)},
    NamedElement{"frameset", kPlainBlock},
    NamedElement{"h1", Plain(BlockTag::kHeading)},
    NamedElement{"h2", Plain(BlockTag::kHeading)},
    NamedElement{"h3", Plain(BlockTag::kHeading)},
    NamedElement{"h4", Plain(BlockTag::kHeading)},
    NamedElement{"h5", Plain(BlockTag::kHeading)},
    NamedElement{"h6", Plain(BlockTag::kHeading)},
    NamedElement{"head", {ElementFlow::kHead, std::nullopt, std::nullopt}},
    NamedElement{"header", Around(RegionKind::kHeader)},
    NamedElement{"hgroup", kPlainBlock},
    NamedElement{"hr", kPlainBlock},
    NamedElement{"html", kPlainBlock},
    NamedElement{"legend", Plain(BlockTag::kControl)},
    NamedElement{"li", Plain(BlockTag::kItem)},
    NamedElement{"main", Around(RegionKind::kMain)},
    NamedElement{"menu", Around(RegionKind::kNavigation)},
    NamedElement{"nav", Around(RegionKind::kNavigation)},
    NamedElement{"noframes", kPlainBlock},
    NamedElement{"noscript", kHiddenElement},
    NamedElement{"ol", Around(RegionKind::kList)},
    NamedElement{"optgroup", Plain(BlockTag::kControl)},
    NamedElement{"option", Plain(BlockTag::kControl)},
    NamedElement{"p", Plain(BlockTag::kParagraph)},
    NamedElement{"pre", Plain(BlockTag::kCode)},
    NamedElement{"script", kHiddenElement},
    NamedElement{"section", kPlainBlock},
    NamedElement{"select", Plain(BlockTag::kControl)},
    NamedElement{"style", kHiddenElement},
    NamedElement{"summary", kPlainBlock},
    NamedElement{"table", Around(RegionKind::kTable)},
    NamedElement{"tbody", kPlainBlock},
    NamedElement{"td", Plain(BlockTag::kCell)},
    NamedElement{"template", kHiddenElement},
    NamedElement{"textarea", Plain(BlockTag::kControl)},
    NamedElement{"tfoot", kPlainBlock},
    NamedElement{"th", Plain(BlockTag::kCell)},
    NamedElement{"thead", kPlainBlock},
    NamedElement{"title", kHiddenElement},
    NamedElement{"tr", kPlainBlock},
    NamedElement{"ul", Around(RegionKind::kList)},
};
static_assert(std::ranges::is_sorted(kElements, {}, &NamedElement::name));

// Words that sites give to what is not their text, and to what is. English, because class names are
// English on Chinese sites too, and the pinyin that stands beside it.
constexpr std::array<std::string_view, 72> kNegativeWords = {
    "ad",      "ads",       "advert",     "advertisement", "archive",    "author",      "banner",
    "bar",     "bio",       "bottom",     "brand",         "breadcrumb", "breadcrumbs", "button",
    "byline",  "carousel",  "cart",       "categories",    "cookie",     "cookies",     "copyright",
    "cta",     "daohang",   "dialog",     "disclaimer",    "download",   "dropdown",    "filter",
    "filters", "follow",    "footer",     "guanggao",      "header",     "hidden",      "legal",
    "login",   "logo",      "masthead",   "menu",          "meta",       "modal",       "more",
    "nav",     "navbar",    "navigation", "newsletter",    "pager",      "pagination",  "popular",
    "popup",   "promo",     "recommend",  "recommended",   "related",    "search",      "share",
    "sharing", "shop",      "sidebar",    "signup",        "similar",    "sitemap",     "social",
    "sponsor", "subscribe", "tags",       "toc",           "toolbar",    "tooltip",     "top",
    "widget",  "youlike"};
static_assert(std::ranges::is_sorted(kNegativeWords));
constexpr std::array<std::string_view, 16> kPositiveWords = {
    "article", "body", "content", "description", "details", "entry", "main",     "message",
    "news",    "page", "post",    "prose",       "story",   "text",  "wenzhang", "zhengwen"};
static_assert(std::ranges::is_sorted(kPositiveWords));
constexpr std::array<std::string_view, 7> kCommentWords = {
    "comment", "commentlist", "comments", "discussion", "disqus", "replies", "respond",
};
static_assert(std::ranges::is_sorted(kCommentWords));

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

// Class attributes of generated pages run to kilobytes; the telling words come first.
constexpr std::size_t kMaxNamesBytes = 256;

}  // namespace

ElementTraits TraitsOf(std::string_view name) {
  const auto found = std::ranges::lower_bound(kElements, name, {}, &NamedElement::name);
  if (found != kElements.end() && found->name == name) return found->traits;
  // A custom element ("site-card") stands for a component of the page, laid out as a block.
  return name.find('-') == name.npos ? ElementTraits{} : kPlainBlock;
}

bool BelongsIntoHead(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames = {
      "base", "basefont", "bgsound", "link", "meta", "noscript", "script", "style", "title"};
  return std::ranges::binary_search(kNames, name) || name == "template";
}

std::optional<RegionKind> RegionOfNames(std::string_view names) {
  names = names.substr(0, kMaxNamesBytes);
  bool negative = false;
  bool positive = false;
  std::string word;
  for (std::size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const bool hump = IsUpper(c) && i > 0 && IsLower(names[i - 1]);
    if (!word.empty() && (hump || !(IsLower(c) || IsUpper(c)))) {
      if (std::ranges::binary_search(kCommentWords, word)) return RegionKind::kCommentName;
      negative |= std::ranges::binary_search(kNegativeWords, word);
      positive |= std::ranges::binary_search(kPositiveWords, word);
      word.clear();
    }
    if (IsLower(c)) word.push_back(c);
    if (IsUpper(c)) word.push_back(static_cast<char>(c - 'A' + 'a'));
  }
  if (negative) return RegionKind::kNegativeName;
  if (positive) return RegionKind::kPositiveName;
  return std::nullopt;
}

bool StyleHides(std::string_view style) {
  std::string plain;
  for (const char c : style) {
    if (c != ' ' && c != '\t' && c != '\n') {
      plain.push_back(IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  return plain.find("display:none") != plain.npos || plain.find("visibility:hidden") != plain.npos;
}

}  // namespace textkin
