// The persistent index: the documents of a collection as they were read, and found again by their
// sketches.
//
// An index is a folder with a RocksDB store. One writer (an flock on DIR/lock), many readers. A
// commit makes a new generation, whole or not at all; a reader sees one generation from its opening
// to its end and writes nothing. Documents carry their own marks alone: what a collection teaches
// (furniture of sites, rules of substitution) each scan learns anew from all of it, so an index
// grown in any order holds the same. docs/formats/index.md has the layout, docs/design/011-index.md
// the reasons.
//
// Statuses of everything here:
//   NotFound             there is no index in the folder, or not such a document
//   AlreadyExists        the folder is taken
//   FailedPrecondition   locked by another process, or made by another version: exit code 4
//   DataLoss             damaged: exit code 4
//   ResourceExhausted    disk full
//   Cancelled            `cancel` became true
//   Unavailable          another I/O error

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/extract.h"
#include "textkin/hash.h"
#include "textkin/sketch.h"

namespace textkin {

// Changes when an index of before can no longer be read.
inline constexpr int kIndexVersion = 1;

// How documents were read and sketched. Recorded when an index is made and true for all of it.
struct IndexSettings {
  std::string preset = "report";  // as PresetName has it
  std::uint64_t seed = 0;         // of shingle hashes
  bool texts = true;  // texts are kept: without them nothing can be verified nor scanned again

  friend bool operator==(const IndexSettings&, const IndexSettings&) = default;
};

// What a generation holds.
struct IndexCounts {
  std::uint64_t generation = 0;  // commits since the index was made
  std::uint64_t documents = 0;
  std::uint64_t parts = 0;       // nodes of matching: texts of anthologies, not these themselves
  std::uint64_t text_bytes = 0;  // of all texts, also where they are not kept
  // Of all documents, whatever their order and the history of the index.
  Hash128 digest;

  friend bool operator==(const IndexCounts&, const IndexCounts&) = default;
};

// A document with the sketches of its parts, part by part. Of an anthology the whole, part 0, is
// no node of matching, though it has a sketch.
struct IndexedDocument {
  Extracted extracted;
  std::vector<Sketch> sketches;
};

// Documents are numbered as they arrive; a number is never given again.
using IndexNumber = std::uint32_t;

// A part of a document of an index.
struct IndexedPart {
  IndexNumber document = 0;
  std::uint32_t part = 0;  // index in Extracted::parts
};

// A part that sketches suggest. Nothing is verified.
struct IndexCandidate {
  IndexNumber document = 0;
  std::uint32_t part = 0;     // index in Extracted::parts
  double resemblance = 0;     // estimated from MinHash, 0 to 1
  std::uint32_t shared = 0;   // FracMinHash values in common
  bool same_content = false;  // the hashes of both normalized texts are equal
};

struct CandidateOptions {
  // Of FracMinHash, without a band in common. One shingle in 16 has a value: two parts that share
  // n shingles share n / 16 values, give or take the root of it. 0: bands alone.
  std::uint32_t min_shared = 2;
  std::size_t max_candidates = 256;  // the most alike
};

struct IndexCandidates {
  std::vector<IndexCandidate> found;  // the most alike first, equal ones by id
  bool is_capped = false;             // there were more
};

// One generation of an index. For several threads at once.
class IndexReader {
 public:
  virtual ~IndexReader() = default;

  // Writes nothing, so also for read-only file systems. Memory: 16 MiB and the tables' indexes.
  static absl::StatusOr<std::unique_ptr<IndexReader>> Open(const std::string& folder);

  virtual const IndexSettings& settings() const = 0;
  virtual const IndexCounts& counts() const = 0;

  // The number of a document by its id; nothing when the index does not have it.
  virtual absl::StatusOr<std::optional<IndexNumber>> Find(std::string_view id) const = 0;
  // `text_too` false leaves the text empty, and saves most of the time.
  virtual absl::StatusOr<IndexedDocument> Load(IndexNumber document, bool text_too) const = 0;
  // Parts that resemble the sketched one in one LSH band (64 of 4 slots), or share FracMinHash
  // values with it, or its whole content.
  virtual absl::StatusOr<IndexCandidates> FindCandidates(const Sketch& sketch,
                                                         const CandidateOptions& options) const = 0;
  // Calls `visit` for every document, in the order of numbers, until it fails.
  using Visit = std::function<absl::Status(IndexNumber, IndexedDocument&&)>;
  virtual absl::Status ForEach(bool text_too, const Visit& visit) const = 0;

  // Calls `visit` for every node of matching, in the order of documents and parts, until it fails;
  // `sketch` may be taken away. Nothing else is read of a record, so this is several times as fast.
  using VisitSketch =
      std::function<absl::Status(const IndexedPart&, std::string_view document_id, Sketch* sketch)>;
  virtual absl::Status ForEachSketch(const VisitSketch& visit) const = 0;

  // Reads everything, against the checksums of its blocks: every record, every text against its
  // hash, all ids, all postings against the sketches, counts and digest. DataLoss says what is
  // wrong.
  virtual absl::Status Verify(const std::atomic<bool>* cancel) const = 0;
};

enum class AddOutcome : std::uint8_t { kAdded, kReplaced, kUnchanged };

struct WriterOptions {
  bool wait = false;  // until the other writer is done; otherwise FailedPrecondition at once
  // Bytes of postings that are sorted at a time; ids take 24 bytes a document more.
  std::size_t memory = std::size_t{256} << 20;
  const std::atomic<bool>* cancel = nullptr;  // ends waiting and tidying up
};

// The one writer of an index. Add and Remove may be called from several threads.
class IndexWriter {
 public:
  // Without Commit, nothing has happened; a folder that Create made is removed again.
  virtual ~IndexWriter() = default;

  // A new index, in a folder that does not exist or is empty. Leftovers of a Create that was never
  // committed are removed. AlreadyExists for anything else.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Create(const std::string& folder,
                                                             const IndexSettings& settings,
                                                             const WriterOptions& options);
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Open(const std::string& folder,
                                                           const WriterOptions& options);

  // The last commit: of a new index, nothing.
  virtual const IndexReader& committed() const = 0;

  // Adds a document, or puts it in the place of the one with its id. A document that is equal in
  // text and facts changes nothing. InvalidArgument for an id that was added before in this commit.
  virtual absl::StatusOr<AddOutcome> Add(const IndexedDocument& document) = 0;
  // False when the index does not have it. Of the text nothing stays on disk once Commit is done.
  virtual absl::StatusOr<bool> Remove(std::string_view id) = 0;
  // Makes all since the last commit the new generation. When it fails, the generation before stays,
  // or the new one is there whole; the writer is of no more use.
  virtual absl::Status Commit() = 0;
};

}  // namespace textkin
