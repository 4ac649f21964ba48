// Two passes: the first one reads and stores, then records are decided in the order of a policy,
// the second one reads again and writes.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "filter_passes.h"
#include "filter_run.h"
#include "textkin/hash.h"

namespace textkin {
namespace {

// Records decided at once, read back for it: some 20 MB.
constexpr std::size_t kOrderedRecords = 2048;

// A line that is not blank, by its place in the input. 56 bytes.
struct StoredLine {
  static constexpr std::uint64_t kNowhere = UINT64_MAX;
  static constexpr std::uint8_t kStays = UINT8_MAX;

  OrderKey key;
  std::uint64_t hash = 0;          // of its bytes
  std::uint64_t place = kNowhere;  // in the store; nowhere: no usable text
  std::uint64_t note = 0;          // offset in the scratch of notes
  std::uint32_t receipt = 0;       // bytes of the note: the receipt, then the annotation
  std::uint32_t annotation = 0;
  std::uint8_t verdict = kStays;
  bool has_faults = false;  // looked for again in the second pass
};

class OrderedFilter {
 public:
  OrderedFilter(const FilterRun& run, RecordStore store, Scratch notes)
      : run_(run), store_(std::move(store)), notes_(std::move(notes)) {}

  // The first pass.
  absl::Status Read();
  // What `against` has, which may be null, comes before all records.
  absl::Status Decide(const AgainstIndex* against);
  // The second pass.
  absl::Status Write(FilterWriter* writer);

 private:
  // Records for which the index is passed over at once, and the pass.
  std::size_t RecordsPerMeeting(const Greedy& greedy) const;
  absl::Status MeetIndex(std::span<const std::uint32_t> lines, bool is_last, Greedy* greedy) const;
  absl::Status StoreBlock(const RecordBlock& block, const ParsedBlock& parsed);
  absl::Status LoadRecords(std::span<const std::uint32_t> lines,
                           std::vector<FilterRecord>* records) const;
  absl::Status StoreNotes(std::span<const std::uint32_t> lines,
                          const std::vector<std::optional<FilterKin>>& kin,
                          const std::vector<RecordNote>& notes);
  absl::Status WriteBlock(const RecordBlock& block, const RecordParser& parser,
                          FilterWriter* writer);
  absl::Status LoadNote(const StoredLine& line, RecordNote* note) const;
  std::uint64_t bytes() const { return lines_.capacity() * sizeof(StoredLine); }

  const FilterRun& run_;
  RecordStore store_;
  Scratch notes_;
  std::uint64_t notes_end_ = 0;
  std::vector<StoredLine> lines_;
  std::size_t next_ = 0;  // in the second pass
  std::uint64_t full_buckets_ = 0;
  std::uint64_t capped_ = 0;
  std::uint64_t spilled_ = 0;  // bytes of tables
};

absl::Status OrderedFilter::Read() {
  absl::StatusOr<RecordBlocks> blocks = RecordBlocks::Open(run_.options.read);
  if (!blocks.ok()) return blocks.status();
  const RecordParser parser(run_.options.read);
  while (true) {
    const absl::StatusOr<RecordBlock> block = blocks->Next();
    if (const absl::Status status = run_.CheckCancelled(); !status.ok()) return status;
    if (!block.ok()) return block.status();
    if (block->empty()) return absl::OkStatus();
    const ParsedBlock parsed =
        ParseBlock(*block, parser, run_.options.keep, run_.stages, run_.parallel);
    if (const absl::Status status = run_.CheckCancelled(); !status.ok()) return status;
    if (const absl::Status status = StoreBlock(*block, parsed); !status.ok()) return status;
    run_.Report("reading", lines_.size());
  }
}

absl::Status OrderedFilter::StoreBlock(const RecordBlock& block, const ParsedBlock& parsed) {
  for (std::size_t i = 0; i < parsed.lines.size(); ++i) {
    const ParsedLine& of = parsed.lines[i];
    if (of.is_blank) continue;
    StoredLine line;
    line.hash = HashBytes(block.lines[i].line.bytes);
    line.has_faults = !of.faults.empty();
    if (of.record != ParsedLine::kNoRecord) {
      const absl::StatusOr<std::uint64_t> place = store_.Add(parsed.records[of.record]);
      if (!place.ok()) return place.status();
      line.place = *place;
      line.key = parsed.keys[of.record];
    }
    lines_.push_back(line);
  }
  return absl::OkStatus();
}

absl::Status OrderedFilter::Decide(const AgainstIndex* against) {
  std::vector<std::uint32_t> order;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].place != StoredLine::kNowhere) order.push_back(static_cast<std::uint32_t>(i));
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return lines_[a].key < lines_[b].key; });
  Greedy greedy(run_.stages, run_.Match(), &store_);
  if (const absl::Status status = run_.LetSpill(&greedy); !status.ok()) return status;
  if (const absl::Status status = run_.TakeIndex(against, &greedy); !status.ok()) return status;
  std::vector<std::optional<FilterKin>> kin;
  std::vector<FilterRecord> records;
  std::size_t met = 0;  // records for which the index has been passed over
  for (std::size_t begin = 0; begin < order.size(); begin += kOrderedRecords) {
    if (greedy.has_index() && begin == met) {
      met = std::min(order.size(), met + RecordsPerMeeting(greedy));
      const absl::Status status =
          MeetIndex(std::span(order).subspan(begin, met - begin), met == order.size(), &greedy);
      if (!status.ok()) return status;
    }
    const std::span<const std::uint32_t> lines =
        std::span(order).subspan(begin, std::min(kOrderedRecords, order.size() - begin));
    absl::Status status = LoadRecords(lines, &records);
    if (status.ok()) status = greedy.Decide(records, run_.parallel, &kin);
    if (!status.ok()) return status;
    const absl::StatusOr<std::vector<RecordNote>> notes = MakeNotes(run_, records, kin, greedy);
    if (status = run_.CheckCancelled(); !status.ok()) return status;
    if (!notes.ok()) return notes.status();
    status = StoreNotes(lines, kin, *notes);
    if (status.ok()) status = run_.CheckMemory(greedy, bytes());
    if (!status.ok()) return status;
    run_.Report("matching", begin + lines.size());
  }
  full_buckets_ = greedy.full_buckets();
  capped_ = greedy.capped_records();
  spilled_ = greedy.spilled_bytes();
  return absl::OkStatus();
}

// A multiple of what is decided at once.
std::size_t OrderedFilter::RecordsPerMeeting(const Greedy& greedy) const {
  const std::size_t most = run_.WaitingMemory() / (greedy.BytesPerSought() * kOrderedRecords);
  return std::max<std::size_t>(1, most) * kOrderedRecords;
}

absl::Status OrderedFilter::MeetIndex(std::span<const std::uint32_t> lines, bool is_last,
                                      Greedy* greedy) const {
  Sketch sketch;
  for (const std::uint32_t line : lines) {
    const absl::Status status = store_.LoadSketch(lines_[line].place, &sketch);
    if (!status.ok()) return status;
    greedy->Seek(sketch);
  }
  return run_.MeetIndex(is_last, greedy);
}

absl::Status OrderedFilter::LoadRecords(std::span<const std::uint32_t> lines,
                                        std::vector<FilterRecord>* records) const {
  records->assign(lines.size(), {});
  std::vector<absl::Status> statuses(lines.size());
  run_.parallel(lines.size(), [&](std::size_t i) {
    statuses[i] = store_.Load(lines_[lines[i]].place, &(*records)[i]);
  });
  for (const absl::Status& status : statuses) {
    if (!status.ok()) return status;
  }
  return run_.CheckCancelled();
}

absl::Status OrderedFilter::StoreNotes(std::span<const std::uint32_t> lines,
                                       const std::vector<std::optional<FilterKin>>& kin,
                                       const std::vector<RecordNote>& notes) {
  std::string bytes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!kin[i]) continue;
    StoredLine& line = lines_[lines[i]];
    line.verdict = static_cast<std::uint8_t>(kin[i]->match.verdict);
    line.note = notes_end_ + bytes.size();
    line.receipt = static_cast<std::uint32_t>(notes[i].receipt.size());
    line.annotation = static_cast<std::uint32_t>(notes[i].annotation.size());
    bytes.append(notes[i].receipt).append(notes[i].annotation);
  }
  const absl::Status status = notes_.Write(notes_end_, bytes);
  notes_end_ += bytes.size();
  return status;
}

absl::Status OrderedFilter::LoadNote(const StoredLine& line, RecordNote* note) const {
  std::string bytes;
  const absl::Status status =
      notes_.Read(line.note, std::size_t{line.receipt} + line.annotation, &bytes);
  note->receipt = bytes.substr(0, line.receipt);
  note->annotation = bytes.substr(line.receipt);
  return status;
}

absl::Status OrderedFilter::Write(FilterWriter* writer) {
  absl::StatusOr<RecordBlocks> blocks = RecordBlocks::Open(run_.options.read);
  if (!blocks.ok()) return blocks.status();
  const RecordParser parser(run_.options.read);
  while (!writer->reader_gone()) {
    const absl::StatusOr<RecordBlock> block = blocks->Next();
    if (const absl::Status status = run_.CheckCancelled(); !status.ok()) return status;
    if (!block.ok()) return block.status();
    if (block->empty()) break;
    if (const absl::Status status = WriteBlock(*block, parser, writer); !status.ok()) return status;
    run_.Report("writing", next_);
  }
  if (!writer->reader_gone() && next_ != lines_.size())
    return absl::AbortedError("the input became shorter while it was read");
  FilterSummary* summary = writer->summary();
  summary->full_buckets = full_buckets_;
  summary->capped_records = capped_;
  summary->spilled_bytes = spilled_;
  summary->reader_gone = writer->reader_gone();
  return writer->Commit();
}

absl::Status OrderedFilter::WriteBlock(const RecordBlock& block, const RecordParser& parser,
                                       FilterWriter* writer) {
  for (const BlockLine& taken : block.lines) {
    const auto& [batch, stored] = taken;
    if (stored.is_blank) {
      writer->Pass(taken);
      continue;
    }
    const std::string id = batch->files.front().id + "#" + std::to_string(stored.number);
    if (next_ == lines_.size() || lines_[next_].hash != HashBytes(stored.bytes))
      return absl::AbortedError("record '" + id + "' changed while it was read");
    const StoredLine& line = lines_[next_++];
    if (line.has_faults) WriteFaulty(taken, id, parser.Parse(*batch, stored).faults, writer);
    if (line.place == StoredLine::kNowhere) continue;
    RecordNote note;
    const bool stays = line.verdict == StoredLine::kStays;
    if (!stays) {
      if (const absl::Status status = LoadNote(line, &note); !status.ok()) return status;
    }
    WriteRecord(run_.options.action, taken, id,
                stays ? std::string_view() : VerdictName(static_cast<Verdict>(line.verdict)), note,
                writer);
  }
  WriteLost(block, writer);
  return writer->Flush();
}

}  // namespace

absl::StatusOr<FilterSummary> FilterInTwoPasses(const FilterOptions& options,
                                                const AgainstIndex* against, ProgressSink* progress,
                                                const std::atomic<bool>* cancel) {
  const FilterRun run(options, 2, progress, cancel);
  absl::StatusOr<RecordStore> store =
      RecordStore::Create(options.scratch_folder, run.ScratchMemory());
  if (!store.ok()) return store.status();
  absl::StatusOr<Scratch> notes = Scratch::Create(options.scratch_folder, 0);
  if (!notes.ok()) return notes.status();
  absl::StatusOr<FilterWriter> writer = FilterWriter::Open(options, cancel, run.passes);
  if (!writer.ok()) return writer.status();
  OrderedFilter filter(run, *std::move(store), *std::move(notes));
  absl::Status status = filter.Read();
  if (status.ok()) status = filter.Decide(against);
  if (status.ok()) status = filter.Write(&*writer);
  if (!status.ok()) return status;
  return *writer->summary();
}

}  // namespace textkin
