// Reading: from paths and streams to documents in UTF-8.
//
// Two steps, so that a pipeline can run the second one on many threads: BatchReader walks the
// inputs in one order and hands out batches (a list of whole files, or a run of lines of one JSONL
// file); ReadBatch turns a batch into documents, a pure function of the batch and the files it
// names. Every loss is a document with a fault: an unreadable file, a record without text, the end
// of a cut gz.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "textkin/document.h"

namespace textkin {

struct ReadOptions {
  std::vector<std::string>
      inputs;  // files, folders, globs, or "-" for stdin (JSONL, may be compressed)
  std::vector<std::string> include;  // globs on ids' paths; empty: every known type
  std::vector<std::string> exclude;  // globs; win over include
  bool follow_links = false;         // follow symbolic links; each (device, inode) is read once
  // Nothing but records: named files are JSON Lines where their names do not say WARC or Parquet,
  // and files of other types that folders hold are counted and not read. The inputs are read in the
  // order given.
  bool records_only = false;
  // Keys of JSONL records, dotted for nested objects ("metadata.url"). Empty: the usual names of
  // Dolma, datatrove, passim and FineWeb records (docs/formats/inputs.md has the lists).
  std::string text_key = "text";
  std::string id_key;
  std::string url_key;
  std::string date_key;
  std::string site_key;
  // The program that reads and writes Parquet (src/rows), and its first words; empty: none.
  std::vector<std::string> parquet;
  // Lines of Parquet rows hold all columns, not only those that the keys above name.
  bool whole_rows = false;
  // Where given, a read of stdin ends early when it becomes true; the caller then knows why.
  const std::atomic<bool>* cancel = nullptr;
};

// A plain JSONL file held open, so that its texts need not be kept: they are read again where they
// lie. Safe to use from several threads.
class TextSource {
 public:
  virtual ~TextSource() = default;

  // Replaces *text by what lies at `place` now. The file may have changed since: a caller that
  // needs the text of the first reading compares hashes. False when there is no JSON string any
  // more.
  virtual bool ReadText(const TextPlace& place, std::string* text) const = 0;
};

// Bytes behind Batch::lines that must be readable: what simdjson reads ahead.
inline constexpr std::size_t kLinePadding = 64;

// One unit of work for ReadBatch. Movable, opaque to callers but for its size.
struct Batch {
  struct File {
    std::string path;  // as the operating system knows it, raw bytes
    std::string id;    // percent-encoded, relative, prefixed as the results' ids are
    std::string site;  // first folder below the root, or empty
    std::uint64_t bytes = 0;
  };
  // A record of a WARC file with its header and what follows it, as they are stored.
  struct ArchiveRecord {
    std::uint64_t number = 0;  // in its file, from 1
    std::string header;
    std::string block;
  };
  std::vector<File>
      files;          // whole-file documents, or the one file that `lines` or `archived` come from
  std::string lines;  // complete lines of JSONL; padded for the parser beyond its size
  std::uint64_t stored_bytes = 0;  // of the files, as stored, that this batch has taken
  std::uint64_t first_record = 0;  // number of the first line in `lines`, 1-based
  bool is_lines = false;
  bool is_rows = false;                      // `lines` are rows of a Parquet file
  bool is_archive = false;                   // of a WARC file
  std::vector<ArchiveRecord> archived;       // its pages and texts
  std::shared_ptr<const TextSource> source;  // of `lines`; null: their texts cannot be read again
  std::uint64_t offset = 0;                  // of `lines` in the source, bytes
  // Of lines that were made of other records: their numbers, and what was wrong with these.
  std::vector<std::uint64_t> numbers;  // empty: lines count up from first_record
  std::map<std::uint64_t, std::vector<Fault>> line_faults;  // by number
  std::vector<Document> faults;  // documents that the walk itself had to give up, ready as results
};

// What the walk passed over, for run.json: nothing is dropped silently.
struct ReadCounts {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;                  // of all files listed, as stored
  std::uint64_t other_types = 0;            // files of a type that is not read; counted, not faults
  std::vector<std::string> other_examples;  // up to 5 of their ids
  // Of WARC files read so far: requests, metadata, images, redirections, ...
  std::uint64_t other_records = 0;
};

class BatchReader {
 public:
  virtual ~BatchReader() = default;

  // Lists all inputs. NotFound for a path that does not exist or a glob that matches nothing;
  // InvalidArgument for an unusable option.
  static absl::StatusOr<std::unique_ptr<BatchReader>> Open(const ReadOptions& options);

  // The next batch, about 512 KiB, or nothing at the end. Not for several threads at once.
  virtual absl::StatusOr<std::unique_ptr<Batch>> Next() = 0;
  virtual const ReadCounts& counts() const = 0;
};

// What a walk lists, for an engine that opens the files elsewhere. InvalidArgument for stdin, and
// otherwise as BatchReader::Open.
struct ListedFiles {
  struct Listed {
    Batch::File file;
    bool holds_records = false;  // OpenRecords cuts it; others are a batch of one file
  };
  std::vector<Listed> files;
  std::vector<Document> faults;  // of the walk
  ReadCounts counts;
};
absl::StatusOr<ListedFiles> ListFiles(const ReadOptions& options);
// The batches of one file of records.
std::unique_ptr<BatchReader> OpenRecords(const Batch::File& file);

// Calls `sink` for every document of the batch, in order. Thread-safe for different batches.
void ReadBatch(Batch batch, const ReadOptions& options,
               const std::function<void(Document&&)>& sink);

// A line of a batch of lines, as it is stored but for its encoding.
struct RecordLine {
  std::string_view bytes;    // with its line end; points into the batch
  std::uint64_t number = 0;  // in its file, from 1
  bool is_blank = false;     // no record
};
// All lines of the batch, in order.
std::vector<RecordLine> LinesOf(const Batch& batch);

class RecordFields;  // of src/read

// Reads records line by line, for callers that pass the lines on. Thread-safe.
class RecordParser {
 public:
  explicit RecordParser(const ReadOptions& options);
  ~RecordParser();

  // As ReadBatch gives it; `line` is one of LinesOf(batch), and no blank one. The document's
  // text_place counts in line.bytes.
  Document Parse(const Batch& batch, const RecordLine& line) const;

 private:
  std::unique_ptr<const RecordFields> fields_;
};

// Reads one file ("-": stdin) as a single document: what `textkin text` and `compare` need. JSONL
// gives its first record, or the one on line N for "FILE#N". NotFound or an I/O status when there
// is nothing to read.
absl::StatusOr<Document> ReadFile(const std::string& path, const ReadOptions& options);

}  // namespace textkin
