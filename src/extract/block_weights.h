// Weights of the block classifier: one number a feature, fitted by bench/main_text/fit.cc on half
// the pages of the main-text collection (docs/design/004-extraction.md). Positive speaks for main
// text. Not to be edited by hand: features overlap, so a single weight says little by itself.

#pragma once

#include "blocks.h"

namespace textkin {

inline constexpr BlockDescription kBlockWeights = {
    3.252f,   // kBias
    -1.494f,  // kLogUnits
    0.264f,   // kTiny
    -0.667f,  // kShort
    -0.720f,  // kLinkDensity
    -0.041f,  // kMostlyLink
    0.661f,   // kPureLink
    0.063f,   // kSentence
    0.741f,   // kLogSentences
    0.187f,   // kLogCommas
    -1.200f,  // kDigits
    1.415f,   // kParagraphTag
    0.769f,   // kHeadingTag
    1.910f,   // kItemTag
    0.284f,   // kCellTag
    0.466f,   // kCodeTag
    1.386f,   // kQuotationTag
    0.157f,   // kControlTag
    0.135f,   // in Navigation
    -3.005f,  // in Footer
    -1.704f,  // in Aside
    -0.614f,  // in Header
    -1.044f,  // in Form
    0.225f,   // in Article
    0.394f,   // in Main
    -0.412f,  // in List
    0.662f,   // in Table
    -0.739f,  // in NegativeName
    0.103f,   // in PositiveName
    -1.819f,  // in CommentName
    0.003f,   // kPreviousUnits
    0.337f,   // kNextUnits
    0.050f,   // kPreviousLinks
    0.147f,   // kNextLinks
    0.273f,   // kPreviousSentence
    0.186f,   // kNextSentence
    0.486f,   // kNearText
    0.117f,   // kAroundText
    -0.093f,  // kAroundLinks
    -1.658f,  // kPlace
    -0.158f,  // kFirstTenth
    -0.303f,  // kLastTenth
    -0.321f,  // kBeforeHeading
    0.027f,   // kContainerShare
    0.696f,   // kOuterShare
    0.185f,   // kContainerLinks
    0.932f,   // kContainerBlocks
    -2.278f,  // kRepeated
    1.430f,   // kCopyright
    -2.306f,  // kPageText
    -0.855f,  // kItemLink
    0.453f,   // kHeadingBeforeText
    -0.271f,  // kMainSentence
    -0.412f,  // kParagraphSentence
    -2.027f,  // kBeforeTitle
    0.117f,   // kAfterTitle
    -0.462f,  // kCommentShare
    -0.404f,  // kPageHasMain
};

}  // namespace textkin
