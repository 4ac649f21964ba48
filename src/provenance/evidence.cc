// Names of evidence and relations, and the sentence for each.

#include <string>

#include "textkin/provenance.h"

namespace textkin {

std::string_view EvidenceTypeName(EvidenceType type) {
  switch (type) {
    case EvidenceType::kNumberMasked:
      return "number_masked";
    case EvidenceType::kNumberDropped:
      return "number_dropped";
    case EvidenceType::kNumberCollapsed:
      return "number_collapsed";
    case EvidenceType::kNumberRespelled:
      return "number_respelled";
    case EvidenceType::kNameMasked:
      return "name_masked";
    case EvidenceType::kWordDropped:
      return "word_dropped";
    case EvidenceType::kWordSpun:
      return "word_spun";
    case EvidenceType::kTruncated:
      return "truncated";
    case EvidenceType::kPageDebris:
      return "page_debris";
    case EvidenceType::kDoubled:
      return "doubled";
    case EvidenceType::kWordBroken:
      return "word_broken";
    case EvidenceType::kWidth:
      return "width";
    case EvidenceType::kHeadingStop:
      return "heading_stop";
    case EvidenceType::kAtHome:
      return "at_home";
    case EvidenceType::kAnthology:
      return "anthology";
    case EvidenceType::kMixture:
      return "mixture";
    case EvidenceType::kForeignMark:
      return "foreign_mark";
    case EvidenceType::kSiteHabit:
      return "site_habit";
    case EvidenceType::kInherited:
      return "inherited";
    case EvidenceType::kAnachronism:
      return "anachronism";
    case EvidenceType::kDateOrder:
      return "date_order";
    case EvidenceType::kOftener:
      return "oftener";
    case EvidenceType::kTaken:
      return "taken";
    case EvidenceType::kDiffers:
      return "differs";
    case EvidenceType::kElsewhere:
      return "elsewhere";
    case EvidenceType::kFamilyTree:
      return "family_tree";
    case EvidenceType::kNoRival:
      return "no_rival";
    case EvidenceType::kNearest:
      return "nearest";
  }
  return "";
}

std::string_view RelationName(Relation relation) {
  switch (relation) {
    case Relation::kCopies:
      return "copies";
    case Relation::kDerivesFrom:
      return "derives_from";
    case Relation::kContains:
      return "contains";
    case Relation::kIdentical:
      return "identical";
    case Relation::kCommonSource:
      return "common_source";
    case Relation::kMutual:
      return "mutual";
    case Relation::kTeaser:
      return "teaser";
    case Relation::kRelated:
      return "related";
  }
  return "";
}

bool IsDirected(Relation relation) {
  return relation == Relation::kCopies || relation == Relation::kDerivesFrom ||
         relation == Relation::kContains;
}

namespace {

std::string WordsOf(const Evidence& evidence, const std::string& changed,
                    const std::string& other) {
  const std::string places =
      std::to_string(evidence.loci) + (evidence.loci == 1 ? " place" : " places");
  const std::string steps =
      std::to_string(evidence.loci) + (evidence.loci == 1 ? " step." : " steps.");
  switch (evidence.type) {
    case EvidenceType::kNumberMasked:
      return changed + " has a mask where " + other + " has a number, at " + places + ".";
    case EvidenceType::kNumberDropped:
      return changed + " lacks a number that " + other + " has, at " + places + ".";
    case EvidenceType::kNumberCollapsed:
      return changed + " has one number where " + other + " has several, at " + places + ".";
    case EvidenceType::kNumberRespelled:
      return changed + " spells out a number that " + other + " has in digits, at " + places + ".";
    case EvidenceType::kNameMasked:
      return changed + " has a mask where " + other + " has words, at " + places + ".";
    case EvidenceType::kWordDropped:
      return changed + " leaves out one word or sign wherever " + other + " has it, at " + places +
             ".";
    case EvidenceType::kWordSpun:
      return changed + " has what rules of substitution put in the place of words of " + other +
             ", at " + places + ".";
    case EvidenceType::kTruncated:
      return changed + " breaks off in a sentence that " + other + " finishes.";
    case EvidenceType::kPageDebris:
      return changed + " has page debris in the text where " + other + " has none, at " + places +
             ".";
    case EvidenceType::kDoubled:
      return changed + " has text twice that " + other + " has once, at " + places + ".";
    case EvidenceType::kWordBroken:
      return changed + " breaks a word or sentence that is whole in " + other + ", at " + places +
             ".";
    case EvidenceType::kWidth:
      return changed + " mixes full-width or typographic signs with plain ones where " + other +
             " has one kind, at " + places + ".";
    case EvidenceType::kHeadingStop:
      return changed + " has a stop behind a heading that has none in " + other + ", at " + places +
             ".";
    case EvidenceType::kAtHome:
      return changed + " has " + std::to_string(evidence.loci) +
             " words in the passages that outside of them " + other + " alone uses.";
    case EvidenceType::kAnthology:
      return changed + " is a text of an anthology, " + other + " stands alone.";
    case EvidenceType::kMixture:
      return changed + " is put together from several texts.";
    case EvidenceType::kForeignMark:
      return changed + " carries the watermark of the site of " + other + ".";
    case EvidenceType::kSiteHabit:
      return changed + " is changed as its site changes the texts that it takes, in " +
             std::to_string(evidence.loci) + (evidence.loci == 1 ? " way." : " ways.");
    case EvidenceType::kInherited:
      return "Both share changes against a third text of the family, at " + places + ".";
    case EvidenceType::kAnachronism:
      return changed + " claims a year that the events it names contradict.";
    case EvidenceType::kDateOrder:
      return changed + " claims the later date.";
    case EvidenceType::kOftener:
      return changed + " has words that stand in " + std::to_string(evidence.loci) +
             (evidence.loci == 1 ? " text" : " texts") + " of the tree of " + other + ".";
    case EvidenceType::kTaken:
      return std::to_string(evidence.loci) + " % of " + changed + " stand in " + other + ".";
    case EvidenceType::kDiffers:
      return "The passages differ in words or numbers, or break off, at " + places + ".";
    case EvidenceType::kElsewhere:
      return "The passages stand in " + std::to_string(evidence.loci) +
             " more groups of texts that are kin of neither.";
    case EvidenceType::kFamilyTree:
      return changed + " stands below " + other + " in the tree of the family, by " + steps;
    case EvidenceType::kNoRival:
      return changed + " is not explained as well without " + other + ".";
    case EvidenceType::kNearest:
      return "No other text of the family explains the derived text as well.";
  }
  return "";
}

}  // namespace

std::string SentenceOf(const Evidence& evidence, const std::string& source,
                       const std::string& derived) {
  std::string sentence = evidence.for_derived ? WordsOf(evidence, derived, source)
                                              : WordsOf(evidence, source, derived);
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] -= 'a' - 'A';
  return sentence;
}

}  // namespace textkin
