// Results as files: format version 1 (docs/formats/results.md).
//
// JSON Lines, one object a line. Rows are appended to a string by a small writer of our own,
// because a scan writes millions of them; run.json goes through nlohmann-json. Ranges are in code
// points of the document's text, converted here and nowhere else.

#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textkin/align.h"
#include "textkin/document.h"
#include "textkin/hash.h"
#include "textkin/match.h"
#include "textkin/normalize.h"
#include "textkin/provenance.h"

namespace textkin {

inline constexpr int kFormatVersion = 1;

// What a row says beyond the document itself.
struct DocumentFacts {
  std::size_t number = 0;          // k for text k of an anthology; 0: the row of the document
  const Tokens* tokens = nullptr;  // of the kept text
  std::uint64_t simhash = 0;
  bool has_simhash = false;  // false under strict: the field is null
  std::vector<std::string_view> flags;
};

// Appends one row of documents.jsonl, with the newline. What befell the whole document (faults,
// limits) stands in its own row alone.
void AppendDocumentRow(const Document& document, const Part& part, const DocumentFacts& facts,
                       std::string* out);

// Adds a fault to a row that AppendDocumentRow has written. Returns whether it is the row's first.
bool AddFaultToRow(const Fault& fault, std::string* row);
// Adds a flag to such a row, behind the others, unless it has it: what only the collection tells.
void AddFlagToRow(std::string_view flag, std::string* row);

// What can be said of a part from its own text: "masked", "truncated", "corrupt_number", "doubled",
// "anachronism", in this order.
std::vector<std::string_view> FindFlags(const Document& document, const Part& part,
                                        const Tokens& tokens);

// "zh", "ja", "ko", "en", or "und": by the scripts of the tokens, and by function words for
// English.
std::string_view GuessLanguage(std::string_view text, const Tokens& tokens);

// A cluster by the ids of its members.
struct ClusterRow {
  std::string id;
  std::vector<std::string> members;
  std::string representative;
  ClusterKind kind = ClusterKind::kMixed;
  double min_resemblance = 0;
  bool complete = true;
  std::vector<std::string> sites;  // distinct, sorted, without the unknown one
};
void AppendClusterRow(const ClusterRow& cluster, std::string* out);
void AppendPairRow(std::string_view a, std::string_view b, const Match& match, std::string* out);

// One side of a passage.
struct PassageSide {
  std::string_view id;           // of the part
  std::string_view text;         // that the passage's ranges count in: the part's
  std::uint32_t char_begin = 0;  // code points of the document before `text`
};
// Appends a row of passages.jsonl; without `quotes` the texts are left out.
void AppendPassageRow(const PassageSide& a, const PassageSide& b, const Passage& passage,
                      bool quotes, std::string* out);

// One side of an edge, with the kept ranges of its text in bytes.
struct EdgeSide {
  PassageSide side;
  std::span<const Span> kept;
};
// Appends a row of edges.jsonl.
// `lost_source`: the id of what both come from, where it is lost; else empty.
void AppendEdgeRow(const EdgeSide& source, const EdgeSide& derived, const Edge& edge,
                   std::string_view lost_source, std::string* out);

// An edge of a whole document: a text of an anthology and the anthology, which holds it for sure,
// or two documents that have text of each other.
struct DocumentEdge {
  std::string_view source;
  std::string_view derived;
  Relation relation = Relation::kMutual;
  std::optional<double> share;  // of the kept code points of `derived`
  std::string_view reason;      // of undirected edges, a word
};
// Appends a row of edges.jsonl.
void AppendDocumentEdgeRow(const DocumentEdge& edge, std::string* out);
// What all rows of edges end with before circles are known.
inline constexpr std::string_view kNoCircle = "null}\n";
// Names the circle of documents that an edge is part of, in a row of edges.jsonl without one:
// circles are known when all edges are.
void NameCircle(std::string_view circle, std::string* row);

// A document that is not in the collection.
struct LostRow {
  std::string id;
  std::vector<std::string_view> copies;
  std::string_view source;     // in the collection; empty: none
  std::uint32_t restored = 0;  // places of `text` that another copy than the rest of it has
  std::optional<std::string> text;
};
// Appends a row of lost.jsonl.
void AppendLostRow(const LostRow& lost, std::string* out);

// Appends a row of events.jsonl: what the weights of provenance are fitted to.
void AppendEventsRow(std::string_view a, std::string_view b, const PairEvents& pair,
                     const PairContext& context, std::string* out);

// The edge of two texts that are compared.
struct ComparedEdge {
  EdgeSide source;
  EdgeSide derived;
  const Edge& edge;
};
// Appends one line: the numbers of a pair, its verdict or null, the rows of its passages, and that
// of its edge or null.
void AppendComparison(const PassageSide& a, const PassageSide& b, const Judgement& judgement,
                      std::span<const Passage> passages, const ComparedEdge* edge,
                      std::string* out);

// A text of an index that another one, the query, may come from.
struct SourceRow {
  PassageSide query;
  PassageSide source;
  std::string_view site;
  std::string_view url;
  std::string_view title;
  std::span<const DateClaim> dates;
  // What was compared. Null where the index holds no texts: `resemblance` is then an estimate and
  // all that is known.
  const Judgement* judgement = nullptr;
  double resemblance = 0;
  double share_of_query = 0;  // of its tokens, in passages
  double share_of_source = 0;
  std::span<const Passage> passages;
  const ComparedEdge* edge = nullptr;  // null: none
};
void AppendSourceRow(const SourceRow& source, std::string* out);

// One range on either side, in code points.
struct CharRanges {
  Span a;
  Span b;
  std::string_view text = {};  // of a
};
// The ends of passages of the texts `a` and `b`, which must live as long as the result.
std::vector<CharRanges> PassagesInChars(std::string_view a, std::string_view b,
                                        std::span<const Passage> passages);

// Why the filter has taken out a record, or ranges of its text.
struct Receipt {
  std::string_view removed;            // ids of the input: "dump.jsonl#17"
  std::string_view kept;               // empty: nothing stands for it
  std::string_view removed_record_id;  // the records' own; may be empty
  std::string_view kept_record_id;
  std::string_view reason;  // a verdict, "passage", the kind of a mark, or the code of a fault
  bool is_measured = false;
  double resemblance = 0;
  double containment = 0;                // share of the removed record's shingles
  std::span<const CharRanges> passages;  // a: removed; b: kept
  std::string_view policy;
  unsigned passes = 1;       // over the input
  bool is_verified = false;  // on the exact texts of both
  std::string_view against;  // the index that has the kept document; passages then have texts
};
// Appends a row of a file of receipts (docs/formats/receipts.md).
void AppendReceiptRow(const Receipt& receipt, std::string* out);

// A document as a record that textkin reads: id, url, date, title, text.
void AppendRecordRow(const Document& document, std::string* out);

// What the filter says of a record in the record.
struct RecordAnnotation {
  std::string_view verdict;  // "kept", or why it is removed
  std::string_view kept;     // the record that stands for it; itself
  double resemblance = 1;
};
// Appends a JSON object, the value of "textkin".
void AppendAnnotation(const RecordAnnotation& annotation, std::string* out);

// A rule of substitution with the parts that were spun by it.
struct RuleRow {
  struct Use {
    std::string_view id;
    std::string_view site;   // empty: unknown
    std::uint32_t uses = 0;  // of `to`
    std::uint32_t left = 0;  // of `from`
  };
  std::string_view from;
  std::string_view to;
  std::uint32_t uses = 0;  // that taught it
  std::uint32_t clusters = 0;
  std::vector<Use> documents;  // sorted by id
};
void AppendRuleRow(const RuleRow& rule, std::string* out);

// What a site does to the texts that it copies.
struct SiteOperatorRow {
  EvidenceType type = EvidenceType::kNumberMasked;  // of one pair of texts
  std::uint32_t documents = 0;                      // copies that show it
  std::uint64_t loci = 0;
  bool habit = false;              // enough of its copies do
  std::vector<std::string> words;  // left out, the commonest first
};
struct SiteRow {
  std::string_view site;
  std::uint32_t taken = 0;   // its parts that have text from elsewhere
  std::uint32_t given = 0;   // its parts that others have text from
  std::uint32_t copies = 0;  // its parts whose parent is known: what the operators are learnt from
  std::vector<SiteOperatorRow> operators;
};
struct SiteCopyRow {
  std::string_view from, to;
  std::uint32_t documents = 0;  // of `to`
  std::uint64_t passages = 0;
  std::uint64_t characters = 0;  // code points, each given to one source
};
// The text of sites.json.
std::string SitesJson(const std::vector<SiteRow>& sites, const std::vector<SiteCopyRow>& copies);

// The text of run.json. What is of the resources varies between equal runs.
struct RunReport {
  std::map<std::string, std::string> settings;  // resolved options; inputs are listed apart
  std::vector<std::string> inputs;
  std::uint64_t documents = 0;
  std::uint64_t split = 0;  // of them: anthologies that are split
  std::uint64_t parts = 0;  // documents that are not split, and the texts of those that are
  std::uint64_t bytes = 0;  // of documents as stored
  std::uint64_t other_types = 0;
  std::vector<std::string> other_examples;
  std::uint64_t other_records = 0;  // of WARC files: no pages
  std::uint64_t clusters = 0;
  std::uint64_t clustered = 0;  // parts in clusters
  std::map<std::string, std::uint64_t> pairs_by_verdict;
  std::uint64_t aligned_pairs = 0;
  std::uint64_t passages = 0;
  std::uint64_t families = 0;  // parts that aligned pairs connect
  std::map<std::string, std::uint64_t> edges_by_relation;
  std::uint64_t formulas = 0;      // fingerprints that too many clusters share to tell of copying
  std::uint64_t pairs_across = 0;  // kin pairs whose ends are not in one cluster
  std::map<std::string, std::uint64_t> faults_by_code;
  std::map<std::string, std::uint64_t> limits_by_name;
  std::vector<std::pair<std::string, double>> seconds;  // by stage, wall clock
  // Of sketches, fingerprints and counts of pairs, in scratch beside the texts.
  std::uint64_t spilled_bytes = 0;
  std::uint64_t peak_bytes = 0;
  double cpu_seconds = 0;
};
std::string RunJson(const RunReport& report);

}  // namespace textkin
