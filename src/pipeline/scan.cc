// The scan: all stages in order.

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <deque>
#include <filesystem>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "cluster_rows.h"
#include "collect.h"
#include "event_store.h"
#include "memory_shares.h"
#include "output_folder.h"
#include "part_reader.h"
#include "passages.h"
#include "provenance.h"
#include "rewordings.h"
#include "site_pass.h"
#include "spin.h"
#include "teaser_pass.h"
#include "textkin/piece.h"
#include "textkin/pipeline.h"
#include "textkin/result.h"
#include "textkin/scratch.h"
#include "threads.h"

namespace textkin {
namespace {

// Share of --memory that new documents of an index take beside all that a scan holds.
constexpr std::uint64_t kIndexShare = 4;

absl::Status CheckOptions(const ScanOptions& options) {
  if (!(options.threshold > 0 && options.threshold <= 1)) {
    return absl::InvalidArgumentError("--threshold must be above 0 and at most 1");
  }
  if (options.threads == 0 || options.threads > kMaxThreads) {
    return absl::InvalidArgumentError("--threads must be from 1 to " + std::to_string(kMaxThreads));
  }
  if (options.output.empty()) return absl::InvalidArgumentError("--output is missing");
  return absl::OkStatus();
}

// Wall clock by stage.
class Stopwatch {
 public:
  explicit Stopwatch(RunReport* run) : run_(*run) {}
  // At the end of a stage, which leaves holes in the heap: together a fifth of the memory at
  // 400,000 documents.
  void Lap(const std::string& stage) {
    ::malloc_trim(0);
    const auto now = std::chrono::steady_clock::now();
    run_.seconds.emplace_back(stage, std::chrono::duration<double>(now - start_).count());
    start_ = now;
  }

 private:
  RunReport& run_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// `changed`: parts whose text could not be compared, because its file has changed since it was
// read. Their rows get the fault, and *totals counts it.
absl::Status WriteDocuments(const Collection& collection, const SpinFindings& spin,
                            const EdgeFindings& edges, const std::set<PartId>& changed,
                            DocumentTotals* totals, OutputFolder* folder) {
  static const Fault kFault = {FaultCode::kChanged,
                               "the file changed before the text could be compared"};
  absl::StatusOr<OutputFile> file = folder->Open("documents.jsonl");
  if (!file.ok()) return file.status();
  StoredPart stored;
  auto spun = spin.parts.begin();
  for (PartId part = 0; part < collection.size(); ++part) {
    if (const absl::Status status = collection.Load(part, false, &stored); !status.ok())
      return status;
    if (spun != spin.parts.end() && spun->part == part) {
      AddFlagToRow("spun", &stored.row);
      ++spun;
    }
    if (std::binary_search(edges.filtered.begin(), edges.filtered.end(), part))
      AddFlagToRow("filtered", &stored.row);
    if (std::binary_search(edges.misdated.begin(), edges.misdated.end(), part))
      AddFlagToRow("anachronism", &stored.row);
    if (changed.contains(part)) {
      totals->faulty += AddFaultToRow(kFault, &stored.row) ? 1 : 0;
      ++totals->faults[FaultCodeText(kFault.code)];
    }
    file->Write(stored.row);
  }
  return file->Close();
}

absl::Status WritePairs(const Collection& collection, const MatchResult& result,
                        OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("pairs.jsonl");
  if (!file.ok()) return file.status();
  std::string row;
  for (const Match& match : result.matches) {
    row.clear();
    AppendPairRow(collection.id(match.a), collection.id(match.b), match, &row);
    file->Write(row);
  }
  return file->Close();
}

absl::Status WriteClusters(const Collection& collection, const MatchResult& result,
                           OutputFolder* folder) {
  absl::StatusOr<OutputFile> lines = folder->Open("clusters.jsonl");
  if (!lines.ok()) return lines.status();
  absl::StatusOr<OutputFile> array = folder->Open("clusters.json");
  if (!array.ok()) return array.status();
  array->Write("[");
  std::string row;
  for (const Cluster& cluster : result.clusters) {
    array->Write(row.empty() ? "\n" : ",\n");
    row.clear();
    AppendClusterRow(MakeClusterRow(collection, cluster), &row);
    array->Write(row);
    lines->Write(row);
    lines->Write("\n");
  }
  array->Write("\n]\n");
  const absl::Status status = lines->Close();
  const absl::Status array_status = array->Close();
  return status.ok() ? array_status : status;
}

// The file for the text of `id`. A name that is too long for the file system, or taken by a folder,
// is replaced by the hash of the id.
absl::StatusOr<OutputFile> OpenTextFile(const std::string& id, OutputFolder* folder) {
  const std::string name = "text/" + id + ".txt";
  std::error_code error;
  std::filesystem::create_directories(
      std::filesystem::path(folder->partial() + "/" + name).parent_path(), error);
  if (!error) {
    absl::StatusOr<OutputFile> file = folder->Open(name);
    if (file.ok() || absl::IsResourceExhausted(file.status())) return file;
  }
  return folder->Open("text/~" + Hex(HashBytes128(id)) + ".txt");
}

absl::Status WriteTexts(const Collection& collection, OutputFolder* folder) {
  std::error_code error;
  std::filesystem::create_directories(folder->partial() + "/text", error);
  if (error) return SystemError("making the folder of texts", error.value());
  StoredPart stored;
  for (PartId part = 0; part < collection.size(); ++part) {
    if (collection.is_inner(part)) continue;
    if (absl::Status status = collection.Load(part, true, &stored); !status.ok()) return status;
    absl::StatusOr<OutputFile> file = OpenTextFile(std::string(collection.id(part)), folder);
    if (!file.ok()) return file.status();
    file->Write(stored.text);
    if (absl::Status status = file->Close(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// The report is made from the files that are written by now, and from the texts.
absl::Status WriteHtml(const Collection& collection, const RunReport& run, bool texts,
                       const std::atomic<bool>* cancel, OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("report.html");
  if (!file.ok()) return file.status();
  result::TextOf text_of;
  if (texts) {
    text_of = [&](const result::TextRequest& wanted) -> absl::StatusOr<std::optional<std::string>> {
      // Row k of documents.jsonl is part k.
      StoredPart stored;
      const absl::Status status =
          collection.Load(static_cast<PartId>(wanted.row), /*text_too=*/true, &stored);
      // Its file has changed; the row says so.
      if (absl::IsAborted(status)) return std::optional<std::string>();
      if (!status.ok()) return status;
      return std::optional<std::string>(std::move(stored.text));
    };
  }
  const absl::Status status =
      result::WriteReport(folder->partial(), RunJson(run), text_of, result::ReportLimits(), cancel,
                          [&](std::string_view bytes) { file->Write(bytes); });
  const absl::Status closed = file->Close();
  return status.ok() ? closed : status;
}

// The graph for other programs, where edges.jsonl has been written.
absl::Status WriteGraphs(const std::atomic<bool>* cancel, OutputFolder* folder) {
  using result::ExportFormat;
  if (!result::HasEdges(folder->partial())) return absl::OkStatus();
  const std::pair<const char*, ExportFormat> files[] = {
      {"provenance.json", ExportFormat::kProv},
      {"provenance.graphml", ExportFormat::kGraphml},
      {"provenance.dot", ExportFormat::kDot},
  };
  std::deque<OutputFile> open;
  std::vector<result::GraphExport> graphs;
  for (const auto& [name, format] : files) {
    absl::StatusOr<OutputFile> file = folder->Open(name);
    if (!file.ok()) return file.status();
    OutputFile& opened = open.emplace_back(*std::move(file));
    graphs.push_back({format, false, [&opened](std::string_view bytes) { opened.Write(bytes); }});
  }
  absl::Status status = result::ExportGraphs(folder->partial(), graphs, cancel);
  for (OutputFile& file : open) status.Update(file.Close());
  return status;
}

absl::Status WriteRun(const RunReport& run, OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("run.json");
  if (!file.ok()) return file.status();
  file->Write(RunJson(run));
  return file->Close();
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

void AddResources(RunReport* run) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  run->peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  run->cpu_seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
}

std::string JoinedWords(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

// Everything that the result depends on, so that a run can be repeated from it.
void AddSettings(const ScanOptions& options, RunReport* run) {
  run->inputs = options.input_names.empty() ? options.read.inputs : options.input_names;
  std::sort(run->inputs.begin(), run->inputs.end());  // their order changes nothing
  std::map<std::string, std::string>& settings = run->settings;
  char threshold[32];
  *std::to_chars(threshold, threshold + sizeof threshold - 1, options.threshold).ptr = '\0';
  settings["preset"] = PresetName(options.preset);
  settings["threshold"] = threshold;
  settings["sketch"] = options.sketch == CandidateSketch::kMinHash ? "minhash" : "simhash";
  settings["seed"] = std::to_string(options.seed);
  settings["include"] = JoinedWords(options.read.include);
  settings["exclude"] = JoinedWords(options.read.exclude);
  settings["follow"] = options.read.follow_links ? "true" : "false";
  settings["text-key"] = options.read.text_key;
  settings["id-key"] = options.read.id_key;
  settings["url-key"] = options.read.url_key;
  settings["date-key"] = options.read.date_key;
  settings["site-key"] = options.read.site_key;
  settings["passages"] = options.passages && options.preset != Preset::kStrict ? "true" : "false";
  settings["provenance"] = options.provenance && settings["passages"] == "true" ? "true" : "false";
  settings["dates"] = options.dates ? "true" : "false";
  settings["quotes"] = options.quotes ? "true" : "false";
  settings["report"] = options.report ? "true" : "false";
  settings["index"] = options.index;
  settings["synonyms"] = options.synonyms;
  settings["write-text"] = options.write_text ? "true" : "false";
}

void AddCounts(const Collection& collection, const DocumentTotals& totals,
               const MatchResult& result, const ReadCounts& read, RunReport* run) {
  run->documents = totals.documents;
  run->split = totals.split;
  run->parts = collection.size() - run->split;
  run->bytes = totals.stored_bytes;
  run->other_types = read.other_types;
  run->other_examples = read.other_examples;
  run->other_records = read.other_records;
  run->faults_by_code = totals.faults;
  run->limits_by_name = totals.limits;
  run->clusters = result.clusters.size();
  for (const Cluster& cluster : result.clusters) run->clustered += cluster.members.size();
  constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> cluster_of(collection.size(), kNone);
  for (std::uint32_t i = 0; i < result.clusters.size(); ++i) {
    for (const PartId member : result.clusters[i].members) cluster_of[member] = i;
  }
  for (const Match& match : result.matches) {
    ++run->pairs_by_verdict[std::string(VerdictName(match.verdict))];
    const bool together =
        cluster_of[match.a] == cluster_of[match.b] && cluster_of[match.a] != kNone;
    run->pairs_across += match.verdict != Verdict::kSameTemplate && !together ? 1 : 0;
  }
}

// A scan of an index alone.
class NoInput : public BatchReader {
 public:
  absl::StatusOr<std::unique_ptr<Batch>> Next() override { return std::unique_ptr<Batch>(); }
  const ReadCounts& counts() const override { return counts_; }

 private:
  const ReadCounts counts_;
};

absl::StatusOr<std::unique_ptr<BatchReader>> OpenInputs(const ReadOptions& read, bool may_be_none) {
  if (read.inputs.empty() && may_be_none) return std::make_unique<NoInput>();
  return BatchReader::Open(read);
}

// The index of the options, to be read and added to. Null where there is none.
absl::StatusOr<std::unique_ptr<IndexWriter>> OpenIndex(const ScanOptions& options,
                                                       const std::atomic<bool>* cancel) {
  if (options.index.empty()) return std::unique_ptr<IndexWriter>();
  if (options.preset == Preset::kStrict && options.sketch == CandidateSketch::kSimHash) {
    return absl::InvalidArgumentError("--sketch simhash: an index of preset strict has none");
  }
  WriterOptions writing;
  writing.wait = options.wait;
  writing.memory = PostingMemory(options.memory / kIndexShare);
  writing.cancel = cancel;
  absl::StatusOr<std::unique_ptr<IndexWriter>> index = IndexWriter::Open(options.index, writing);
  if (!index.ok()) return index.status();
  const IndexSettings& settings = (*index)->committed().settings();
  const std::string preset(PresetName(options.preset));
  if (settings.preset != preset || settings.seed != options.seed) {
    return absl::FailedPreconditionError(
        "the index in '" + options.index + "' was made with preset " + settings.preset +
        " and seed " + std::to_string(settings.seed) + ", and this scan has preset " + preset +
        " and seed " + std::to_string(options.seed));
  }
  if (!settings.texts) {
    return absl::FailedPreconditionError("the index in '" + options.index +
                                         "' holds no texts, which a scan needs");
  }
  return index;
}

absl::StatusOr<Rewordings> RewordingsOf(const Collection& collection,
                                        std::span<const std::uint32_t> group_of,
                                        const OutputFolder& folder, const MemoryShares& shares,
                                        const ParallelFor& parallel, PartReader* parts) {
  absl::StatusOr<Scratch> pairs = Scratch::Create(folder.partial(), 0);
  if (!pairs.ok()) return pairs.status();
  absl::StatusOr<Scratch> sums = Scratch::Create(folder.partial(), 0);
  if (!sums.ok()) return sums.status();
  return FindRewordings(collection, group_of, parts,
                        {*std::move(pairs), shares.fingerprints, {*std::move(sums), shares.pairs}},
                        parallel);
}

absl::StatusOr<ScanSummary> ScanChecked(const ScanOptions& options, ProgressSink* progress,
                                        const std::atomic<bool>* cancel) {
  ScanSummary summary;
  RunReport& run = summary.run;
  Stopwatch stopwatch(&run);
  StageOptions stages = OptionsOf(options.preset);
  stages.shingle.seed = options.seed;

  if (options.overwrite) {
    const absl::Status status = CheckInputsOutside(options.output, options.read.inputs);
    if (!status.ok()) return status;
  }

  absl::StatusOr<std::vector<SpinRule>> given = ReadSynonyms(options.synonyms);
  if (!given.ok()) return given.status();

  // Read, extract, normalize, sketch.
  ReadOptions read = options.read;
  read.cancel = cancel;
  absl::StatusOr<std::unique_ptr<BatchReader>> reader =
      OpenInputs(read, /*may_be_none=*/!options.index.empty());
  if (!reader.ok()) return reader.status();
  absl::StatusOr<std::unique_ptr<IndexWriter>> index = OpenIndex(options, cancel);
  if (!index.ok()) return index.status();
  absl::StatusOr<std::unique_ptr<OutputFolder>> folder =
      OutputFolder::Create(options.output, options.overwrite);
  if (!folder.ok()) return folder.status();
  const MemoryShares shares(options.memory);
  absl::StatusOr<Scratch> scratch = Scratch::Create((*folder)->partial(), shares.texts);
  if (!scratch.ok()) return scratch.status();
  absl::StatusOr<Scratch> signatures = Scratch::Create((*folder)->partial(), 0);
  if (!signatures.ok()) return signatures.status();
  SketchTable sketches;
  sketches.SpillTo(*std::move(signatures), shares.signatures);
  absl::StatusOr<Collection> collection =
      Collect(reader->get(), options, stages, std::move(*scratch), std::move(sketches),
              index->get(), progress, cancel);
  if (!collection.ok()) return collection.status();
  stopwatch.Lap("read");

  // Learn what sites do to their texts, and mark it.
  if (stages.extract.marks) {
    if (progress != nullptr) progress->Update({"marking", collection->totals().documents, 0, 0});
    const ParallelFor parallel = MakeParallelFor(cancel);
    absl::Status marked = MarkSites(options, stages, parallel, &*collection);
    if (marked.ok()) marked = MarkTeasers(options, stages, parallel, &*collection);
    if (IsSet(cancel)) return absl::CancelledError("interrupted");
    if (!marked.ok()) return marked;
    stopwatch.Lap("mark");
  }

  // Match.
  if (progress != nullptr) progress->Update({"matching", collection->totals().documents, 0, 0});
  MatchOptions match_options = MatchOptionsOf(options);
  match_options.list_memory = shares.lists;
  match_options.content_memory = shares.contents;
  const bool passages = options.passages && !stages.strict;
  PartReader parts(*collection, stages, shares.ready);
  const ParallelFor parallel = MakeParallelFor(cancel);
  FingerprintTable fingerprints;
  Rewordings reworded;
  if (passages) {
    absl::StatusOr<Scratch> runs = Scratch::Create((*folder)->partial(), 0);
    if (!runs.ok()) return runs.status();
    fingerprints.SpillTo(*std::move(runs), shares.fingerprints);
    FingerprintParts(
        *collection, [&](PartId part) { return parts.Fingerprints(part); }, parallel,
        &fingerprints);
    const std::vector<std::uint32_t> groups = GroupBySketch(collection->sketches(), parallel);
    parts.SetRarity(Rarity::Count(fingerprints, groups, parallel));
    absl::StatusOr<Scratch> alignments = Scratch::Create((*folder)->partial(), 0);
    if (!alignments.ok()) return alignments.status();
    parts.KeepAlignments(*std::move(alignments));
    stopwatch.Lap("fingerprint");
    if (stages.align.bags) {
      absl::StatusOr<Rewordings> found =
          RewordingsOf(*collection, groups, **folder, shares, parallel, &parts);
      if (!found.ok()) return found.status();
      reworded = *std::move(found);
      stopwatch.Lap("reword");
    }
  }
  const PartLoader loader = parts.Loader(passages);
  const absl::StatusOr<MatchResult> result =
      MatchParts(collection->sketches(), loader, match_options, parallel, reworded.pairs);
  if (IsSet(cancel)) return absl::CancelledError("interrupted");
  if (!result.ok()) return result.status();
  if (absl::Status status = parts.status(); !status.ok()) return status;
  if (absl::Status status = collection->sketches().status(); !status.ok()) return status;
  stopwatch.Lap("match");

  // Align, then learn what was spun and write the passages.
  SpinFindings spin;
  EdgeFindings edges;
  if (passages) {
    if (progress != nullptr) progress->Update({"aligning", collection->size(), 0, 0});
    absl::StatusOr<Scratch> sums = Scratch::Create((*folder)->partial(), 0);
    if (!sums.ok()) return sums.status();
    absl::StatusOr<PassageJobs> jobs = FindPassageJobs(
        fingerprints, *result, parts.rarity(), PairSpill{*std::move(sums), shares.pairs}, parallel);
    if (!jobs.ok()) return jobs.status();
    if (absl::Status status = fingerprints.status(); !status.ok()) return status;
    run.spilled_bytes = fingerprints.spilled_bytes();
    fingerprints = FingerprintTable();
    jobs->Add(std::move(reworded.pairs));
    run.spilled_bytes += jobs->spilled_bytes + reworded.spilled_bytes;
    run.formulas = jobs->formulas;
    run.aligned_pairs = jobs->pairs.size();
    parts.SettleAlignments();
    AlignJobs(*jobs, &parts, parallel);
    if (IsSet(cancel)) return absl::CancelledError("interrupted");
    if (absl::Status status = parts.status(); !status.ok()) return status;
    stopwatch.Lap("align");
    if (progress != nullptr) progress->Update({"learning", collection->size(), 0, 0});
    spin = FindSpin(*collection, *result, std::move(*given), &parts, parallel);
    if (IsSet(cancel)) return absl::CancelledError("interrupted");
    if (absl::Status status = parts.status(); !status.ok()) return status;
    if (absl::Status status = WriteRules(*collection, spin, folder->get()); !status.ok()) {
      return status;
    }
    stopwatch.Lap("spin");
    if (progress != nullptr) progress->Update({"quoting", collection->size(), 0, 0});
    absl::StatusOr<Scratch> event_bytes = Scratch::Create((*folder)->partial(), shares.rows);
    if (!event_bytes.ok()) return event_bytes.status();
    EventStore events(*std::move(event_bytes));
    const absl::StatusOr<std::uint64_t> written =
        WritePassages(*collection, *jobs, spin.book, options.quotes, &parts,
                      options.provenance ? &events : nullptr, parallel, cancel, folder->get());
    if (IsSet(cancel)) return absl::CancelledError("interrupted");
    if (!written.ok()) return written.status();
    if (absl::Status status = parts.status(); !status.ok()) return status;
    run.passages = *written;
    stopwatch.Lap("passages");
    if (options.provenance) {
      if (progress != nullptr) progress->Update({"tracing", collection->size(), 0, 0});
      const absl::Status traced =
          WriteEdges(*collection, *result, events,
                     {options.quotes, options.write_events, options.dates, shares.rows}, &parts,
                     parallel, cancel, folder->get(), &edges, &run);
      if (IsSet(cancel)) return absl::CancelledError("interrupted");
      if (!traced.ok()) return traced;
      if (absl::Status status = parts.status(); !status.ok()) return status;
      stopwatch.Lap("provenance");
    }
  }

  // Report.
  if (progress != nullptr) progress->Update({"writing", collection->totals().documents, 0, 0});
  DocumentTotals totals = collection->totals();
  absl::Status status =
      WriteDocuments(*collection, spin, edges, parts.changed(), &totals, folder->get());
  if (status.ok()) status = WritePairs(*collection, *result, folder->get());
  if (status.ok()) status = WriteClusters(*collection, *result, folder->get());
  if (status.ok() && options.write_text) status = WriteTexts(*collection, folder->get());
  if (status.ok()) status = WriteGraphs(cancel, folder->get());
  stopwatch.Lap("write");
  AddSettings(options, &run);
  AddCounts(*collection, totals, *result, (*reader)->counts(), &run);
  if (status.ok() && options.report) {
    if (progress != nullptr) progress->Update({"reporting", totals.documents, 0, 0});
    status = WriteHtml(*collection, run, options.quotes, cancel, folder->get());
    stopwatch.Lap("report");
  }
  run.spilled_bytes += collection->sketches().spilled_bytes();
  AddResources(&run);
  if (status.ok()) status = WriteRun(run, folder->get());
  if (IsSet(cancel)) return absl::CancelledError("interrupted");
  // First the index: its documents change no result, and a result without them in it would.
  if (status.ok() && *index != nullptr) status = (*index)->Commit();
  if (status.ok()) status = (*folder)->Commit();
  if (!status.ok()) return status;
  summary.faulty_documents = totals.faulty;
  return summary;
}

}  // namespace

absl::StatusOr<ScanSummary> Scan(const ScanOptions& options, ProgressSink* progress,
                                 const std::atomic<bool>* cancel) {
  ScanOptions resolved = options;
  if (resolved.threads == 0) resolved.threads = std::max(1u, std::thread::hardware_concurrency());
  if (resolved.memory == 0) resolved.memory = HalfOfMachine();
  if (absl::Status status = CheckOptions(resolved); !status.ok()) return status;
  absl::StatusOr<ScanSummary> summary = absl::UnknownError("not run");
  const absl::Status ran = RunOnThreads(resolved.threads, [&](unsigned threads) {
    resolved.threads = threads;
    summary = ScanChecked(resolved, progress, cancel);
    return summary.status();
  });
  if (!ran.ok()) return ran;
  return summary;
}

}  // namespace textkin
