// Provenance: who copied whom. Alignments give events, events give evidence, a tree over a family
// gives direction, and every edge shows what it rests on.
//
//   events   of a pair: what one side has lost or taken on that the other has not (a number masked,
//            a page number in mid-sentence), counted, with places on both sides
//   costs    of deriving one from the other: losing is cheap, restoring what is lost is not
//   tree     the cheapest way in which all members of a family came from one another, or from
//            documents that are lost (minimum arborescence)
//   edges    one for each pair: its relation, the evidence for and against it, its confidence
// Everything here is a function over values. Ranges are bytes of the part's text.
// docs/design/009-provenance.md has the argument, the parameters and what they were measured on.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textkin/align.h"
#include "textkin/document.h"
#include "textkin/parallel.h"

namespace textkin {

// What an event or a piece of evidence is. Those of one pair of texts come first, then those that
// need more than the pair.
enum class EvidenceType : std::uint8_t {
  kNumberMasked,     // a number on one side, a mask on the other
  kNumberDropped,    // a number on one side, nothing on the other
  kNumberCollapsed,  // several numbers became one
  kNumberRespelled,  // digits on one side, words on the other
  kNameMasked,       // words on one side, a mask on the other
  kWordDropped,      // one word or sign left out wherever it stood
  kWordSpun,         // a word exchanged as rules of substitution exchange it
  kTruncated,        // one side ends in mid-sentence, the other goes on
  kPageDebris,       // page numbers and chunk ordinals that only one side has
  kDoubled,          // text that only one side has twice
  kWordBroken,       // a line break inside a word or a sentence
  kWidth,            // one side mixes full-width or typographic signs with plain ones
  kHeadingStop,      // a stop behind a heading
  kAtHome,           // the words of the passages are used in the rest of one side alone
  kAnthology,        // one side is a text of an anthology
  kMixture,          // one side is put together from several texts
  kForeignMark,      // the watermark of another site
  kSiteHabit,        // what the site of one side does to all its texts
  kInherited,        // losses and debris that both sides share against a third
  kAnachronism,      // the claimed year contradicts the events named
  kDateOrder,        // the dates that the two claim
  kOftener,          // more texts have the words by one side than by the other
  kTaken,            // the share of one text that stands in the other
  kDiffers,          // the passages are not the same: two fillings of a form, a stock phrase
  kElsewhere,        // texts that are kin of neither have the passages too
  kFamilyTree,       // one stands above the other in the tree of the family
  kNoRival,          // nothing but one of the two and what is below it explains the other as well
  kNearest,          // no other member explains the derived text as well
};
// Types that one pair of texts shows.
inline constexpr std::size_t kEventTypes = 14;
std::string_view EvidenceTypeName(EvidenceType type);  // "number_masked", ...

// Places of one locus in the two texts of a pair; empty where a side has nothing.
struct Quote {
  Span a;
  Span b;

  friend bool operator==(const Quote&, const Quote&) = default;
};
// Quotes kept of an event.
inline constexpr std::size_t kMaxQuotes = 4;

// All loci of one type at which one side is the changed one.
struct Event {
  EvidenceType type = EvidenceType::kNumberMasked;
  bool in_b = true;  // b is changed, a as it was
  std::uint32_t loci = 0;
  std::vector<Quote> quotes;  // the first ones, kMaxQuotes unless more were asked for

  friend bool operator==(const Event&, const Event&) = default;
};

// What differs without saying which side is older: numbers of loci.
struct Edits {
  std::uint32_t renumbered = 0;
  std::uint32_t reworded = 0;
  std::uint32_t only_a = 0;  // words that only a has, in one place
  std::uint32_t only_b = 0;
  std::uint32_t restyled = 0;  // masks, scripts and paragraphs that are written otherwise
  std::uint32_t moved = 0;

  friend bool operator==(const Edits&, const Edits&) = default;
};

// One alignment, as far as provenance needs it: some hundred bytes instead of two texts.
struct PairEvents {
  PartId a = 0;
  PartId b = 0;
  bool identical = false;  // equal normalized tokens
  bool teaser_a = false;   // a shows the beginning of b, and no more of it
  bool teaser_b = false;
  std::uint32_t tokens_a = 0;
  std::uint32_t tokens_b = 0;
  std::uint32_t covered_a = 0;  // tokens of a in passages
  std::uint32_t covered_b = 0;
  std::uint32_t shared_debris = 0;  // at the same places of both
  Edits edits;
  std::vector<Event> events;    // ascending by (type, in_b)
  std::vector<Quote> passages;  // both ends of each, in the order of a
};

// One side of an alignment.
struct PairSide {
  PartId part = 0;
  std::string_view text;
  const AlignableText* alignable = nullptr;
  std::span<const Mark> marks;  // of the part, in bytes of `text`
};

// A difference that rules of substitution explain as a whole.
struct SpunPlace {
  std::uint32_t passage = 0;  // by index
  std::uint32_t difference = 0;
  bool in_b = true;  // b has what rules put in
};

// The events of an alignment. Linear in the two texts.
PairEvents FindEvents(const PairSide& a, const PairSide& b, const Alignment& alignment,
                      std::span<const SpunPlace> spun = {}, std::size_t most_quotes = kMaxQuotes);

// What provenance needs to know of a part beside its pairs.
struct PartFacts {
  PartId part = 0;
  std::uint32_t site = 0;  // 0: none. Any number that the parts of a site share
  bool is_inner = false;   // a text of an anthology
  std::vector<DateClaim> dates;
  std::vector<std::uint64_t> watermarks;    // keys, sorted, distinct
  std::vector<std::uint64_t> foreign = {};  // those at home on another site; MakeFamilies fills it
  // Nats by which each change of a pair is rarer on the way to this part's site than elsewhere;
  // LearnHabits fills it.
  std::array<double, kEventTypes> unusual = {};
  // The same of taking page debris out of a text that had some, and of leaving all of it in.
  double unusual_cleaning = 0, unusual_keeping = 0;
};

enum class Relation : std::uint8_t {
  kCopies,        // directly, as far as the collection shows
  kDerivesFrom,   // a document between the two may be lost
  kContains,      // `derived` holds all of `source` beside other texts
  kIdentical,     // nothing tells them apart
  kCommonSource,  // both come from a third
  kMutual,        // each has text of the other
  kTeaser,        // one shows the beginning of the other
  kRelated,       // no verdict, with the reason
};
std::string_view RelationName(Relation relation);  // "copies", "derives_from", ...
bool IsDirected(Relation relation);

struct Evidence {
  EvidenceType type = EvidenceType::kNumberMasked;
  bool for_derived = true;  // it says that `derived` is derived; otherwise that `source` is
  std::uint32_t loci = 0;
  double nats = 0;            // log-odds, at least 0
  std::vector<Quote> quotes;  // a: of `source`, b: of `derived`
};

struct Edge {
  PartId source = 0;
  PartId derived = 0;
  Relation relation = Relation::kRelated;
  double confidence = 0;           // of directed edges: that source is an ancestor of derived
  double confidence_direct = 0;    // of copies: and nothing lies between them
  std::vector<Quote> passages;     // a: of `source`, b: of `derived`; in the order of `source`
  std::vector<Span> exclusive;     // of derived: text that no surer source has, ascending
  std::vector<Evidence> evidence;  // for the edge, strongest first
  std::vector<Evidence> against;
  std::string_view reason;  // of undirected edges, a word
  // Of kCommonSource where what both come from is a LostSource: its index.
  std::optional<std::uint32_t> lost_source;
};

// A document that is not in the collection, and from which two parts or more come: neither has
// what the other lacks from elsewhere.
struct LostSource {
  std::vector<PartId> copies;    // ascending
  std::optional<PartId> source;  // in the collection, of which the copies have it all but for words
                                 // that they share
};

// One sentence in English for people, with the two texts by these names.
std::string SentenceOf(const Evidence& evidence, const std::string& source = "the source",
                       const std::string& derived = "the derived text");

// Parts that pairs connect, and these pairs.
struct Family {
  std::vector<PartFacts> parts;   // ascending by part
  std::vector<PairEvents> pairs;  // ascending by (a, b), between these parts
};

// By the key of a watermark, the site of which most parts have it: there it is at home. 0: none,
// also where two sites have it equally often.
using MarkHomes = std::map<std::uint64_t, std::uint32_t>;
MarkHomes HomesOfMarks(std::span<const PartFacts> facts);

// The connected components of `pairs`, ascending by their first part. `facts` has all parts of
// the pairs, ascending.
std::vector<Family> MakeFamilies(std::vector<PairEvents> pairs, std::vector<PartFacts> facts);
// The same of a part of a collection, of whose whole the homes are.
std::vector<Family> MakeFamilies(std::vector<PairEvents> pairs, std::vector<PartFacts> facts,
                                 const MarkHomes& homes);

// Copies, and those that show each change.
struct HabitCounts {
  std::uint32_t copies = 0;
  std::array<std::uint32_t, kEventTypes> changed = {};
  std::uint32_t littered = 0;  // copies of texts with page debris
  std::uint32_t cleaned = 0;   // of these, those that lack some of it

  void Add(const HabitCounts& other);
};
using SiteHabits = std::map<std::uint32_t, HabitCounts>;  // by PartFacts::site
// Of some families of a collection; those of all are their sum.
SiteHabits CountHabits(const std::vector<Family>& families, const ParallelFor& parallel);

// Learns what every site does to the texts that it takes, from all families of a collection, and
// tells it to their parts. Counts are integers, so that the order does not matter.
void LearnHabits(std::vector<Family>* families, const ParallelFor& parallel);
// The same of some families; `of_all` has the counts of every site that is here.
void LearnHabits(const SiteHabits& of_all, std::vector<Family>* families,
                 const ParallelFor& parallel);

// What more than the two texts of a pair tells: where they stand, and what else their family has.
struct PairContext {
  bool inner_a = false, inner_b = false;      // a text of an anthology
  bool mixture_a = false, mixture_b = false;  // put together from others of the family
  std::uint32_t home_a = 0, home_b = 0;       // watermarks in a from b's site; in b from a's site
  std::uint32_t unshared_a = 0, unshared_b = 0;  // of other sites in a that b lacks; in b
  int date_order = 0;                            // 1: b claims the later date; -1: a; 0: unknown
  // Nats by which what is changed in a is rarer on its site than elsewhere, all types together; in
  // b. Negative where it is the site's habit.
  double unusual_a = 0, unusual_b = 0;
};
// In the order of family.pairs.
std::vector<PairContext> ContextsOf(const Family& family);

struct FamilyGraph {
  std::vector<Edge> edges;       // ascending by (source, derived)
  std::vector<LostSource> lost;  // ascending by the first copy; a part is in one at most
};

// Who copied whom in one family. O(E log E) in its pairs.
FamilyGraph TraceFamily(const Family& family);
// The edges alone.
std::vector<Edge> FindEdges(const Family& family);

// A copy beside the one that is restored: its text, what of it is kept, and the events between
// them, with all their quotes, where it is `b`.
struct OtherCopy {
  std::string_view text;
  std::span<const Span> kept;
  PairEvents events;
};
struct RestoredText {
  std::string text;          // of the copy, what is kept of it
  std::uint32_t places = 0;  // at which another copy has what it lost
};
// A copy with every number, name and word that it lost and another one has, and with the end that
// was cut off: what their common source had, as far as they show it. Copies earlier in `others`
// have the say. Linear in the texts, but for sorting.
RestoredText Restore(std::string_view text, std::span<const Span> kept,
                     std::span<const OtherCopy> others);

}  // namespace textkin
