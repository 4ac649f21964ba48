// From the markup of a page to its visible text, in blocks that know what surrounds them.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/document.h"

namespace textkin {

// What a block is, by its nearest block-level element.
enum class BlockTag : std::uint8_t {
  kOther,  // div, section and all that says nothing
  kParagraph,
  kHeading,
  kItem,       // li, dt, dd
  kCell,       // td, th
  kCode,       // pre
  kQuotation,  // blockquote, figcaption
  kControl,    // button, option, textarea, legend
};

// What an element says about everything inside it.
enum class RegionKind : std::uint8_t {
  kNavigation,
  kFooter,
  kAside,
  kHeader,
  kForm,
  kArticle,
  kMain,
  kList,
  kTable,
  kNegativeName,  // class or id has a word such as menu, sidebar, related
  kPositiveName,  // class or id has a word such as content, article, post
  kCommentName,   // class or id says comments
};
inline constexpr std::size_t kRegionKinds = 12;

// The blocks [first, last) stand inside an element of this kind.
struct Region {
  RegionKind kind = RegionKind::kMain;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// A piece of text between two block borders; never empty, never containing another block.
struct Block {
  Span span;  // in HtmlPage::text, without the line break that joins it to the next
  std::uint32_t link_bytes = 0;  // of it inside <a>
  std::uint32_t container = 0;   // number of the block-level element around the block's own one
  std::uint32_t outer = 0;       // and of the one around that
  BlockTag tag = BlockTag::kOther;
  bool title = false;  // inside <h1>
};

struct HtmlPage {
  std::string text;             // blocks joined by "\n"
  std::vector<Block> blocks;    // in order
  std::vector<Region> regions;  // in the order in which their elements ended
  std::vector<Span> hidden;     // text that style or attribute hides; sorted, disjoint
  std::string title;            // <title>, else og:title, else the first <h1>
  std::string url;              // canonical, else og:url
  std::vector<DateClaim> dates;
  std::vector<Fault> faults;
};

// Elements beyond this depth are flattened: their text stays, what they say about it is passed
// over. Twice the default of libxml2's tree and what browsers nest; the time of a hostile page
// grows with it, because libxml2 looks through all open elements at each end tag.
inline constexpr int kMaxElementDepth = 512;
// Attributes of one tag; further ones are blanked before parsing. libxml2 compares each with all
// before it, so 100,000 of them take 12 s; pages seen in the field stay below 100.
inline constexpr std::size_t kMaxTagAttributes = 512;

// `markup` is valid UTF-8, whatever charset it declares. Iterative and linear; loses no visible
// text.
HtmlPage ReadHtml(std::string markup);

}  // namespace textkin
