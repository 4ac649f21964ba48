// The two steps of reading: batches in one order, and batches to documents.

#include "textkin/read.h"

#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <utility>

#include "document_file.h"
#include "ids.h"
#include "record.h"
#include "record_file.h"
#include "record_stream.h"
#include "walk.h"
#include "warc_document.h"
#include "warc_stream.h"

namespace textkin {
namespace {

static_assert(kLinePadding >= simdjson::SIMDJSON_PADDING);

// Large enough that handing a batch to another thread costs nothing, small enough to balance
// threads and to stay in a second-level cache while it is read, parsed and sketched. Bytes as
// stored for whole files.
constexpr std::size_t kBatchBytes = 512u << 10;
// The same for tiny files, whose cost is the opening, and for faults of the walk.
constexpr std::size_t kBatchFiles = 256;
// Files of records held open for texts to be read again: a quarter of the open files that a process
// is commonly allowed.
constexpr std::size_t kMaxHeldFiles = 256;

class ListedBatchReader : public BatchReader {
 public:
  ListedBatchReader(Listing listing, const ReadOptions& options)
      : listing_(std::move(listing)), options_(options), counts_(listing_.counts()) {}

  absl::StatusOr<std::unique_ptr<Batch>> Next() override {
    if (next_fault_ < listing_.faults().size()) return NextFaults();
    while (true) {
      if (records_) {
        if (auto batch = records_->Next(kBatchBytes)) return batch;
        records_.reset();
      }
      if (next_ == listing_.size()) return std::unique_ptr<Batch>();
      if (!HoldsManyRecords(listing_.type(next_))) return NextFiles();
      records_ = OpenRecords();
      held_ += records_->holds() ? 1 : 0;
      ++next_;
    }
  }

  const ReadCounts& counts() const override { return counts_; }

 private:
  std::unique_ptr<BatchStream> OpenRecords() {
    Batch::File file = listing_.File(next_);
    if (listing_.is_stdin(next_))
      return std::make_unique<RecordStream>(std::move(file), STDIN_FILENO, options_.cancel);
    if (listing_.type(next_) == FileType::kWarc)
      return std::make_unique<WarcStream>(std::move(file), &counts_);
    if (listing_.type(next_) == FileType::kParquet)
      return std::make_unique<RecordStream>(std::move(file), options_);
    return std::make_unique<RecordStream>(std::move(file), held_ < kMaxHeldFiles);
  }

  std::unique_ptr<Batch> NextFaults() {
    auto batch = std::make_unique<Batch>();
    std::vector<Document>& faults = listing_.faults();
    while (next_fault_ < faults.size() && batch->faults.size() < kBatchFiles) {
      batch->faults.push_back(std::move(faults[next_fault_++]));
    }
    return batch;
  }

  std::unique_ptr<Batch> NextFiles() {
    auto batch = std::make_unique<Batch>();
    std::uint64_t& bytes = batch->stored_bytes;
    while (next_ < listing_.size() && !HoldsManyRecords(listing_.type(next_)) &&
           bytes < kBatchBytes && batch->files.size() < kBatchFiles) {
      batch->files.push_back(listing_.File(next_++));
      bytes += batch->files.back().bytes;
    }
    return batch;
  }

  Listing listing_;
  const ReadOptions options_;
  ReadCounts counts_;
  std::size_t next_ = 0;
  std::size_t next_fault_ = 0;
  std::size_t held_ = 0;  // files, by batches' sources
  std::unique_ptr<BatchStream> records_;
};

class RecordsReader : public BatchReader {
 public:
  explicit RecordsReader(const Batch::File& file) : stream_(file) {}

  absl::StatusOr<std::unique_ptr<Batch>> Next() override { return stream_.Next(kBatchBytes); }
  const ReadCounts& counts() const override { return counts_; }

 private:
  RecordStream stream_;
  const ReadCounts counts_;
};

std::string_view WithoutLineEnd(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Calls `use` for every record's line and number until it returns false.
template <typename Use>
void ForEachRecord(std::string_view lines, std::uint64_t number, const Use& use) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!IsBlankLine(line) && !use(line, number)) return;
    ++number;
  }
}

absl::Status StatusOf(const Fault& fault, const std::string& path) {
  const std::string message = "'" + EncodePath(path) + "': " + fault.detail;
  return fault.code == FaultCode::kUnreadable ? absl::UnavailableError(message)
                                              : absl::InvalidArgumentError(message);
}

// A file, or one record of it.
struct Place {
  std::string file;
  std::uint64_t record = 0;  // number of its line; 0: the first record
};

bool Exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 || errno != ENOENT;
}

// "FILE#17" is record 17 of FILE, unless a file has that very name.
Place PlaceOf(const std::string& path) {
  const std::size_t sign = path.rfind('#');
  if (sign == std::string::npos || Exists(path)) return {path};
  Place place;
  const char* last = path.data() + path.size();
  const auto [end, error] = std::from_chars(path.data() + sign + 1, last, place.record);
  if (error != std::errc() || end != last || place.record == 0) return {path};
  place.file = path.substr(0, sign);
  return place;
}

// The record that `place` names, among those of one batch and its faults.
std::optional<Document> FindRecord(Batch batch, const Place& place, const RecordFields& fields) {
  const Batch::File& file = batch.files.front();
  std::optional<Document> found;
  ForEachRecord(batch.lines, batch.first_record, [&](std::string_view line, std::uint64_t number) {
    if (number < place.record) return true;
    if (place.record == 0 || number == place.record)
      found = ParseRecord(line, number, file, fields);
    return false;
  });
  for (Batch::ArchiveRecord& record : batch.archived) {
    if (!found && (place.record == 0 || place.record == record.number))
      found = DocumentOfRecord(std::move(record), file);
  }
  const std::string id = file.id + "#" + std::to_string(place.record);
  for (Document& fault : batch.faults) {
    if (!found && (place.record == 0 || fault.id == id || fault.id == file.id))
      found = std::move(fault);
  }
  return found;
}

absl::StatusOr<Document> ReadRecord(BatchStream* stream, const Place& place,
                                    const ReadOptions& options) {
  const RecordFields fields(options);
  const std::size_t target_bytes = place.record == 0 ? 1 : kBatchBytes;
  while (std::unique_ptr<Batch> batch = stream->Next(target_bytes)) {
    if (std::optional<Document> found = FindRecord(std::move(*batch), place, fields))
      return *std::move(found);
  }
  const std::string number = place.record == 0 ? "" : " " + std::to_string(place.record);
  return absl::NotFoundError("'" + EncodePath(place.file) + "' has no record" + number);
}

// stdin holds a record where its first line is one, else a page or a text.
absl::StatusOr<Document> ReadStdin(const ReadOptions& options) {
  Batch::File file;
  file.id = "-";
  Document document = ReadDocumentFrom(STDIN_FILENO, file);
  if (!document.text.starts_with('{')) return document;
  std::string line = document.text.substr(0, document.text.find('\n'));
  line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  Document record = ParseRecord(line, 1, file, RecordFields(options));
  const bool is_record = record.faults.empty() || record.faults.front().code != FaultCode::kNotJson;
  return is_record ? record : document;
}

}  // namespace

absl::StatusOr<std::unique_ptr<BatchReader>> BatchReader::Open(const ReadOptions& options) {
  if (options.inputs.empty()) return absl::InvalidArgumentError("no input is given");
  if (options.text_key.empty()) return absl::InvalidArgumentError("the text key is empty");
  for (const std::vector<std::string>* globs : {&options.include, &options.exclude}) {
    if (std::find(globs->begin(), globs->end(), "") != globs->end())
      return absl::InvalidArgumentError("a pattern to include or exclude is empty");
  }
  absl::StatusOr<Listing> listing = ListInputs(options);
  if (!listing.ok()) return listing.status();
  return std::make_unique<ListedBatchReader>(*std::move(listing), options);
}

absl::StatusOr<ListedFiles> ListFiles(const ReadOptions& options) {
  absl::StatusOr<Listing> listing = ListInputs(options);
  if (!listing.ok()) return listing.status();
  ListedFiles listed;
  for (std::size_t i = 0; i < listing->size(); ++i) {
    if (listing->is_stdin(i)) return absl::InvalidArgumentError("stdin cannot be listed");
    listed.files.push_back({listing->File(i), listing->type(i) == FileType::kRecords});
  }
  listed.faults = std::move(listing->faults());
  listed.counts = listing->counts();
  return listed;
}

std::unique_ptr<BatchReader> OpenRecords(const Batch::File& file) {
  return std::make_unique<RecordsReader>(file);
}

void ReadBatch(Batch batch, const ReadOptions& options,
               const std::function<void(Document&&)>& sink) {
  if (batch.is_lines) {
    const RecordFields fields(options);
    const Batch::File& file = batch.files.front();
    batch.lines.reserve(batch.lines.size() + simdjson::SIMDJSON_PADDING);
    ForEachRecord(batch.lines, batch.first_record,
                  [&](std::string_view line, std::uint64_t number) {
                    Document document = ParseRecord(line, number, file, fields);
                    document.text_place.offset +=
                        batch.offset + static_cast<std::uint64_t>(line.data() - batch.lines.data());
                    if (batch.source == nullptr) document.text_place = {};
                    sink(std::move(document));
                    return true;
                  });
  } else if (batch.is_archive) {
    for (Batch::ArchiveRecord& record : batch.archived)
      sink(DocumentOfRecord(std::move(record), batch.files.front()));
  } else {
    for (const Batch::File& file : batch.files) sink(ReadDocument(file));
  }
  for (Document& document : batch.faults) sink(std::move(document));
}

std::vector<RecordLine> LinesOf(const Batch& batch) {
  std::vector<RecordLine> lines;
  std::string_view rest = batch.lines;
  for (std::uint64_t number = batch.first_record; !rest.empty(); ++number) {
    const std::size_t newline = rest.find('\n');
    const std::size_t size = newline == std::string_view::npos ? rest.size() : newline + 1;
    const std::string_view line = rest.substr(0, size);
    const std::size_t at = lines.size();
    lines.push_back({line, batch.numbers.empty() ? number : batch.numbers[at], IsBlankLine(line)});
    rest.remove_prefix(size);
  }
  return lines;
}

RecordParser::RecordParser(const ReadOptions& options)
    : fields_(std::make_unique<const RecordFields>(options)) {}

RecordParser::~RecordParser() = default;

Document RecordParser::Parse(const Batch& batch, const RecordLine& line) const {
  Document document =
      ParseRecord(WithoutLineEnd(line.bytes), line.number, batch.files.front(), *fields_);
  if (const auto found = batch.line_faults.find(line.number); found != batch.line_faults.end())
    document.faults.insert(document.faults.end(), found->second.begin(), found->second.end());
  return document;
}

absl::StatusOr<Document> ReadFile(const std::string& path, const ReadOptions& options) {
  if (path == "-") return ReadStdin(options);
  const Place place = PlaceOf(path);
  Batch::File file;
  file.path = place.file;
  file.id = EncodePath(ArgumentName(place.file));
  struct stat status {};
  if (::stat(place.file.c_str(), &status) != 0 && errno == ENOENT) {
    return absl::NotFoundError("'" + EncodePath(place.file) + "' does not exist");
  }
  if (S_ISDIR(status.st_mode)) {
    return absl::InvalidArgumentError("'" + EncodePath(place.file) + "' is a folder, not a file");
  }
  OpenedFile opened;
  if (const auto fault = OpenRegular(place.file, &opened)) return StatusOf(*fault, place.file);
  file.bytes = static_cast<std::uint64_t>(opened.state.bytes);
  const FileType type = TypeOfName(place.file);
  if (type == FileType::kRecords || (type == FileType::kJson && HoldsRecords(place.file))) {
    RecordStream lines(std::move(file));
    return ReadRecord(&lines, place, options);
  }
  if (type == FileType::kParquet) {
    RecordStream rows(std::move(file), options);
    return ReadRecord(&rows, place, options);
  }
  if (type == FileType::kWarc) {
    ReadCounts counts;
    WarcStream records(std::move(file), &counts);
    return ReadRecord(&records, place, options);
  }
  if (place.record != 0) {
    return absl::NotFoundError("'" + EncodePath(place.file) + "' is no file of records");
  }
  return ReadDocument(file);
}

}  // namespace textkin
