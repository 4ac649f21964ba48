// A scan in pieces, for an engine that holds the documents and does the sorting and joining itself:
// the stages of the pipeline, each over the documents that have met in one place, with what the
// whole collection says of them given. A scan is the case of one piece; the same functions decide.
// docs/design/014-spark.md has the order of the steps and what each needs.
//
// Documents travel packed: bytes that Pack functions make and this header alone reads, on machines
// of one kind, with a hash that tells damage (DataLoss). Parts are known by their ranks: the places
// of their ids in the order of all.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/joins.h"
#include "textkin/pipeline.h"
#include "textkin/read.h"
#include "textkin/spin.h"

namespace textkin {

// How matching is set by the options of a scan.
MatchOptions MatchOptionsOf(const ScanOptions& options);
// InvalidArgument where a scan of them in pieces is not to be had.
absl::Status CheckPieceOptions(const ScanOptions& options);

// ---- Reading

struct PackedDocument {
  std::string id;
  std::string site;
  std::vector<std::string> parts;  // their ids, the document's own first
  std::size_t text_bytes = 0;
  std::string bytes;
};
using PackedSink = std::function<void(PackedDocument&&)>;

// Reads, extracts and sketches the documents of a batch.
void PackBatch(Batch batch, const ScanOptions& options, const PackedSink& sink);
// Documents that the walk had to give up.
void PackFaults(std::vector<Document> faults, const ScanOptions& options, const PackedSink& sink);
// One record whose document has an id of its own and no file.
void PackRecord(std::string_view id, std::string_view json, const ScanOptions& options,
                const PackedSink& sink);

// ---- Sketches

struct PackedPart {
  std::string id;
  Sketch sketch;                            // empty for a document that is split
  std::vector<std::uint32_t> fingerprints;  // distinct, ascending; where they are asked for
};
absl::StatusOr<std::vector<PackedPart>> SketchesOf(std::string_view packed,
                                                   const ScanOptions& options,
                                                   bool with_fingerprints);
// Of the normalized text: equal hashes of two parts are equal texts.
absl::StatusOr<Hash128> TextHash(std::string_view packed, std::size_t part,
                                 const ScanOptions& options);

// ---- What sites and beginnings of other documents put into a text

// A model, encoded, from as many documents as kMaxSiteDocuments and kMaxSiteBytes allow, drawn by
// the hashes of their ids; in any order.
absl::StatusOr<std::string> LearnSiteModel(std::string_view site,
                                           std::span<const std::string_view> documents);

// The models of all sites.
class SiteModels {
 public:
  // `encoded` from the site with most documents on, then by their first ids.
  static absl::StatusOr<SiteModels> Of(std::span<const std::string_view> encoded);

  // The document with other marks, or nothing where they stay.
  absl::StatusOr<std::optional<std::string>> Mark(std::string_view packed,
                                                  const ScanOptions& options) const;

 private:
  std::map<std::string, SiteModel, std::less<>> models_;
  std::vector<Furniture> watermarks_;
};

// The keys at which lines begin that a document may be said to begin with, of each part; and, where
// the document breaks off, those of the lines that another may begin with, ascending.
struct LineKeys {
  std::vector<std::vector<std::uint64_t>> heads;
  std::vector<std::uint64_t> tails;
};
absl::StatusOr<LineKeys> LineKeysOf(std::string_view packed, const ScanOptions& options);
// Parts of one beginning that a tail is compared with, by their ranks.
std::size_t ComparedBeginnings();

// ---- A piece: documents that have met

struct JobPair {
  Rank a = 0;
  Rank b = 0;
  int verdict = -1;  // of Verdict; -1: none
};
struct MatchedPair {
  Rank a = 0;
  Rank b = 0;
  Verdict verdict = Verdict::kPartial;
  bool is_one_site = false;
  Rank cluster = -1;  // the representative of both, or none
  std::string row;
};
struct MatchedCluster {
  Rank representative = 0;
  std::vector<Rank> members;
  std::string row;
  bool is_open = false;  // as FindOpenClusters says
};
struct PieceMatches {
  std::vector<MatchedPair> pairs;
  std::vector<MatchedCluster> clusters;
};
struct AlignedPair {
  Rank a = 0;
  Rank b = 0;
  int verdict = -1;
  std::uint64_t passages = 0;
  std::string rows;
  std::string events;  // encoded
};
// A watermark in a part that provenance looks at.
struct WatermarkUse {
  Rank part = 0;
  std::uint64_t key = 0;
  std::string site;
};
struct PieceAlignment {
  std::vector<AlignedPair> pairs;  // that have passages
  std::vector<WatermarkUse> watermarks;
};
struct TracedEdge {
  Rank source = 0;
  Rank derived = 0;
  std::string row;
};
// A part that lost something that its site may always take.
struct LeftOut {
  Rank part = 0;
  std::string site;
  int type = 0;  // of EvidenceType
};
// A directed edge that may be in a circle of documents, with the documents of its texts.
struct EdgeForCircles {
  Rank source = 0;
  Rank derived = 0;
  Rank source_document = 0;
  Rank derived_document = 0;
  std::string source_id;  // of the documents
  std::string derived_id;
};
struct PieceEdges {
  std::vector<TracedEdge> edges;
  std::vector<std::pair<Rank, std::string>> lost;  // rows of lost.jsonl, by their first copy
  std::vector<EdgeForCircles> for_circles;
  std::vector<LeftOut> left_out;
  std::vector<Rank> misdated;  // parts that claim other years than those of what they tell
  std::string sites;           // encoded counts, for SumSites
  std::uint64_t families = 0;
};
struct SpunRow {
  Rank part = 0;
  std::string id;
  std::string site;
  std::vector<RuleTrace> at_work;
};
// Words of a rule as a part writes them; the part of the lowest rank has the say.
struct RuleWords {
  std::uint32_t rule = 0;
  bool of_to = false;
  Rank part = 0;
  std::string words;
};
struct PieceSpin {
  std::vector<SpunRow> parts;
  std::vector<RuleWords> words;
};

// The sites at which watermarks are at home, by the keys of these.
using Homes = std::vector<std::pair<std::uint64_t, std::string>>;

class Piece {
 public:
  // InvalidArgument as CheckPieceOptions. Texts beyond kScratchMemory go to a file without a name
  // in `folder`.
  static absl::StatusOr<std::unique_ptr<Piece>> Create(const ScanOptions& options,
                                                       const std::string& folder);
  virtual ~Piece() = default;

  // Before all else: the documents. `ranks` of its parts; parts that are not `active` have their
  // rows but match nothing. Both may be empty: then by id, and all.
  virtual absl::Status Add(std::string_view packed, std::span<const Rank> ranks,
                           std::span<const std::uint8_t> active) = 0;
  virtual absl::Status Close() = 0;

  // Then, how rare fingerprints are.
  virtual void SetRarity(Rarity rarity) = 0;

  // The documents with these ids, marked where the beginnings of others end them.
  virtual absl::StatusOr<std::vector<PackedDocument>> MarkTeasers(
      std::span<const std::string> ids) = 0;
  // All candidates of the groups that are here, and all parts of these.
  virtual absl::StatusOr<PieceMatches> Decide(std::span<const RankPair> candidates) = 0;
  // The rules that the collection's pairs teach, encoded; empty where there are none. Of the pairs
  // and of the sample (IsSampled) out of `all` parts, all documents are here.
  virtual absl::StatusOr<std::string> LearnRules(std::span<const MatchedPair> pairs,
                                                 const std::string& synonyms, Rank all) = 0;
  // What they have made of the parts that are here.
  virtual absl::StatusOr<PieceSpin> FindSpun(std::string_view rules) = 0;
  // `pairs` ascending.
  virtual absl::StatusOr<PieceAlignment> Align(std::span<const JobPair> pairs,
                                               std::string_view rules) = 0;
  // What sites do to the texts of whole families, encoded for SumHabits. `pairs` ascend.
  virtual absl::StatusOr<std::string> CountHabits(std::span<const AlignedPair> pairs,
                                                  const Homes& homes) = 0;
  // `pairs` ascending, whole families. `habits`: the sum of those of all pieces.
  virtual absl::StatusOr<PieceEdges> Trace(std::span<const AlignedPair> pairs, const Homes& homes,
                                           std::string_view habits) = 0;
  // The rows of documents.jsonl of all parts, by rank, with these flags added.
  virtual absl::StatusOr<std::vector<std::pair<Rank, std::string>>> Rows(
      const std::vector<std::pair<Rank, std::string>>& flags) = 0;
};

// ---- What is decided on the whole collection

// Whether a part is one of the sample from which rates of words are learnt.
bool IsSampled(Rank part, Rank all);
// The indexes of the pairs that teach rules.
struct TeachingPair {
  Rank a = 0;
  Rank b = 0;
  bool is_one_site = false;
};
bool MayTeach(Verdict verdict);
std::vector<std::size_t> DrawTeachingPairs(std::span<const TeachingPair> pairs);
// The rows of rules.jsonl; `spun` by rank.
absl::StatusOr<std::string> RuleRows(std::string_view rules, std::span<const SpunRow> spun,
                                     std::span<const RuleWords> words);

absl::StatusOr<std::string> SumHabits(std::span<const std::string_view> encoded);

// An edge in a circle of documents, or two documents with text of each other.
struct CircleRow {
  Rank source = 0;
  Rank derived = 0;
  std::string ending;  // of the edge's row, with the circle's name in the place of kNoCircle
  std::string mutual;  // the row of edges.jsonl of two documents; empty for an edge that has one
};
// `edges` of all pieces, in any order.
std::vector<CircleRow> FindCircleRows(std::span<const EdgeForCircles> edges);

struct SummedSites {
  std::string json;                                 // sites.json
  std::vector<std::pair<std::string, int>> habits;  // sites and what they always take
};
absl::StatusOr<SummedSites> SumSites(std::span<const std::string_view> encoded);

}  // namespace textkin
