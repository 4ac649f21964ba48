// Main text or furniture: the block classifier.
//
// A linear score over what a block is, what surrounds it in the markup, and its neighbours, in the
// place of jusText's rules (Pomikálek 2011) but with characters instead of words, so that Chinese
// works: jusText splits at spaces. Then the choice of blocks whose expected F1 is greatest.
// docs/design/004-extraction.md has the fit, the numbers, and what was tried.

#pragma once

#include <array>
#include <vector>

#include "html.h"

namespace textkin {

// What the score sees of a block. Lengths are in units: a Latin character is one, a CJK
// character two and a half, so that 25 characters of Chinese weigh what 60 of English do.
enum BlockFeature : std::size_t {
  kBias,
  kLogUnits,
  kTiny,         // fewer than 15 units
  kShort,        // fewer than 60
  kLinkDensity,  // share of bytes inside links
  kMostlyLink,   // more than half of it
  kPureLink,     // more than .95 of it
  kSentence,     // has a sentence end
  kLogSentences,
  kLogCommas,
  kDigits,  // share of characters
  kParagraphTag,
  kHeadingTag,
  kItemTag,
  kCellTag,
  kCodeTag,
  kQuotationTag,
  kControlTag,
  kFirstRegion,  // kRegionKinds of them
  kPreviousUnits = kFirstRegion + kRegionKinds,
  kNextUnits,
  kPreviousLinks,
  kNextLinks,
  kPreviousSentence,
  kNextSentence,
  kNearText,     // log of the units in sentences, 3 blocks to either side
  kAroundText,   // and 10
  kAroundLinks,  // share of link bytes, 5 blocks to either side
  kPlace,        // 0 at the beginning of the page's text, 1 at its end
  kFirstTenth,
  kLastTenth,
  kBeforeHeading,   // no heading outside navigation has been seen yet
  kContainerShare,  // units in sentences of its container, over those of the fullest container
  kOuterShare,
  kContainerLinks,
  kContainerBlocks,  // log of their number
  kRepeated,         // log of how often the same text stands on the page
  kCopyright,
  kPageText,  // log of the page's units in sentences
  kItemLink,  // kItemTag * kLinkDensity
  kHeadingBeforeText,
  kMainSentence,  // inside main or article, with a sentence end
  kParagraphSentence,
  kBeforeTitle,   // before the page's <h1>
  kAfterTitle,    // one of the 5 blocks after it
  kCommentShare,  // inside comments: their share of the page's text in sentences
  kPageHasMain,   // in no main or article though the page has one
  kBlockFeatures,
};
using BlockDescription = std::array<float, kBlockFeatures>;

std::vector<BlockDescription> DescribeBlocks(const HtmlPage& page);

// For each block of the page, whether it is main text.
std::vector<bool> MainBlocks(const HtmlPage& page);

}  // namespace textkin
