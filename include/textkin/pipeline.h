// The pipeline: the one place that names all stages in order, owns threads and the memory budget.

#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/align.h"
#include "textkin/extract.h"
#include "textkin/match.h"
#include "textkin/normalize.h"
#include "textkin/provenance.h"
#include "textkin/read.h"
#include "textkin/report.h"
#include "textkin/sketch.h"

namespace textkin {

// How texts are seen; docs/presets.md compares them.
enum class Preset : std::uint8_t {
  kReport,      // sees through masks, numbers and boilerplate
  kWeb,         // boilerplate out, numbers kept: catalogues differ in nothing else
  kNews,        // short shingles: reprints and agency copy are edited often
  kStrict,      // the field's plain definition: whole text, lower case, 5-grams, exact Jaccard
  kParaphrase,  // as kReport, and looks for shuffled, translated and summed-up passages
};
absl::StatusOr<Preset> ParsePreset(std::string_view name);
std::string_view PresetName(Preset preset);

// The settings of every stage under a preset.
struct StageOptions {
  ExtractOptions extract;
  Folding folding = Folding::kFull;
  ShingleOptions shingle;
  AlignOptions align;
  double threshold = 0.5;  // the preset's default; --threshold replaces it
  bool strict = false;
};
StageOptions OptionsOf(Preset preset);

// Where a long run stands. Called from several threads, at most a few times a second per thread.
struct Progress {
  std::string_view stage;         // "reading", "marking", "matching", "aligning", ...
  std::uint64_t documents = 0;    // done in this stage
  std::uint64_t bytes = 0;        // done, as stored
  std::uint64_t total_bytes = 0;  // 0 when not known (stdin)
};
class ProgressSink {
 public:
  virtual ~ProgressSink() = default;
  virtual void Update(const Progress& progress) = 0;
};

struct ScanOptions {
  ReadOptions read;
  // What run.json calls the inputs, where their paths tell nothing: temporary files. Empty: the
  // paths.
  std::vector<std::string> input_names;
  std::string output;  // folder to be made
  Preset preset = Preset::kReport;
  double threshold = 0.5;  // of resemblance, (0, 1]
  CandidateSketch sketch = CandidateSketch::kMinHash;
  unsigned threads = 0;      // 0: all cores
  std::uint64_t memory = 0;  // bytes; 0: half of the machine's
  std::uint64_t seed = 0;    // of shingle hashes; recorded in run.json
  bool overwrite = false;    // replace `output` if it holds a run.json
  bool write_text = false;   // OUTPUT/text/<id>.txt
  // passages.jsonl, and kin decided on aligned passages; never under strict.
  bool passages = true;
  bool quotes = true;      // passages.jsonl holds the texts of the passages, report.html all texts
  bool provenance = true;  // edges.jsonl; only where there are passages
  bool dates = true;       // that documents claim count as weak evidence
  bool report = true;      // report.html
  bool write_events = false;  // events.jsonl: what the weights of provenance are fitted to
  // An index (index.h) whose documents are scanned too, and which gets those of the inputs when all
  // is done; empty: none. It was made with this preset and seed, and holds texts.
  std::string index;
  bool wait = false;     // for another writer of it
  std::string synonyms;  // file of rules of substitution beside those that are learnt; see spin.h
};

struct ScanSummary {
  RunReport run;
  std::uint64_t faulty_documents = 0;
};

// Scans a collection and writes documents.jsonl, pairs.jsonl, clusters.jsonl, clusters.json,
// passages.jsonl, rules.jsonl, edges.jsonl, sites.json, report.html and run.json into
// options.output, which appears whole at the end or not at all.
//   NotFound            an input does not exist
//   InvalidArgument     an option out of range, or a file of an option that says something else
//   AlreadyExists       output exists, and may not be replaced
//   ResourceExhausted   disk full or out of memory
//   Cancelled           `cancel` became true
//   Unavailable         another I/O error
// `progress` and `cancel` may be null.
absl::StatusOr<ScanSummary> Scan(const ScanOptions& options, ProgressSink* progress,
                                 const std::atomic<bool>* cancel);

// What a scan would read and need, from the listing and a sample of the documents.
struct ScanPlan {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;      // as stored
  std::uint64_t documents = 0;  // estimated
  std::uint64_t memory = 0;     // bytes at the peak, estimated
  std::uint64_t scratch = 0;    // bytes of disk for the time of the scan
};
absl::StatusOr<ScanPlan> PlanScan(const ScanOptions& options);

// A document as every stage before matching sees it: what `textkin text` shows.
struct Reading {
  Extracted extracted;
  Tokens tokens;     // of the whole document's kept text
  std::string rows;  // of documents.jsonl: the document's own, then those of its parts
};
absl::StatusOr<Reading> ReadOne(const std::string& path, const ReadOptions& options, Preset preset);

struct CompareOptions {
  ReadOptions read;  // `inputs` is not used
  Preset preset = Preset::kReport;
  double threshold = 0.5;  // of resemblance, (0, 1]
};

// One of two texts that are compared.
struct ComparedText {
  std::string name;  // as it was asked for, in valid UTF-8
  Extracted extracted;
  std::size_t number = 0;    // of the part that is compared; 0: the whole document
  std::vector<Span> kept;    // ranges of text() that no mark covers
  AlignableText alignable;   // its places are bytes of text(), like those of passages
  std::uint32_t char_begin;  // code points of the document before text()

  const Part& part() const { return extracted.parts[number]; }
  std::string_view text() const {
    const Span& span = part().span;
    return std::string_view(extracted.document.text).substr(span.begin, span.end - span.begin);
  }
  PassageSide side() const { return {name, text(), char_begin}; }
};

struct Comparison {
  ComparedText a;
  ComparedText b;
  Judgement judgement;  // what a scan of the two alone would say
  Alignment alignment;  // also under strict, where the verdict does not depend on it
  // Who copied whom, as far as two texts can tell; part 0 is a, part 1 is b. None without passages,
  // and for two fillings of one template.
  std::optional<Edge> edge;
};

// Compares two documents: files, "-" for one of them, FILE#N for the record on line N of a JSONL
// file, and with #partK behind any of these text K of an anthology.
//   NotFound            a file, record or part does not exist
//   InvalidArgument     an option out of range, or both are "-"
//   ResourceExhausted   out of memory
//   Unavailable         another I/O error
absl::StatusOr<Comparison> Compare(const std::string& a, const std::string& b,
                                   const CompareOptions& options);

// Compares two documents as `read` would give them: valid UTF-8 of at most kMaxDocumentBytes. Their
// ids are their names.
//   InvalidArgument     an option out of range, or a text that is too long or not UTF-8
//   ResourceExhausted   out of memory
absl::StatusOr<Comparison> CompareDocuments(Document a, Document b, const CompareOptions& options);

// One line: the numbers of the pair, its verdict or null, the rows of its passages, its edge or
// null.
std::string ComparisonJson(const Comparison& comparison);

}  // namespace textkin
