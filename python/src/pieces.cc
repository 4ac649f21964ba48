// A scan in pieces: documents that travel packed, and what is decided where some have met.

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <optional>

#include "bindings.h"
#include "numbers.h"
#include "piece_options.h"
#include "textkin/hash.h"
#include "textkin/piece.h"

namespace textkin::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;

void RaiseIfBad(const absl::Status& status) {
  if (!status.ok()) Raise(status);
}

// Runs `work` without the interpreter's lock.
template <typename Work>
auto Unlocked(const Work& work) {
  const nb::gil_scoped_release released;
  return work();
}

void InitPieceOptions(PieceOptions* made, const nb::dict& read, std::string_view preset,
                      std::optional<double> threshold, std::uint64_t seed, bool passages,
                      bool quotes, bool provenance) {
  ScanOptions options;
  options.read = ReadOptionsOf(read);
  options.preset = ValueOrRaise(ParsePreset(preset));
  options.threshold = threshold.value_or(OptionsOf(options.preset).threshold);
  options.seed = seed;
  options.passages = passages && options.preset != Preset::kStrict;
  options.quotes = quotes;
  options.provenance = provenance && options.passages;
  RaiseIfBad(CheckPieceOptions(options));
  new (made) PieceOptions{std::move(options)};
}

nb::tuple TupleOf(const PackedDocument& document) {
  nb::list parts;
  for (const std::string& part : document.parts) parts.append(nb::str(part.c_str(), part.size()));
  return nb::make_tuple(nb::str(document.id.c_str(), document.id.size()),
                        nb::str(document.site.c_str(), document.site.size()), parts,
                        document.text_bytes, Bytes(document.bytes));
}

nb::list TuplesOf(const std::vector<PackedDocument>& documents) {
  nb::list tuples;
  for (const PackedDocument& document : documents) tuples.append(TupleOf(document));
  return tuples;
}

// Collects what `pack` gives to its sink.
template <typename Pack>
nb::list Packed(const Pack& pack) {
  std::vector<PackedDocument> documents;
  Unlocked([&] {
    pack([&](PackedDocument&& document) { documents.push_back(std::move(document)); });
    return true;
  });
  return TuplesOf(documents);
}

Batch::File FileOf(const nb::tuple& file) {
  const auto path = nb::cast<nb::bytes>(file[0]);
  return {std::string(ViewOf(path)), nb::cast<std::string>(file[1]), nb::cast<std::string>(file[2]),
          nb::cast<std::uint64_t>(file[3])};
}

// ([(path, id, site, bytes, holds records)], packed documents that the walk gave up, files of other
// types)
nb::tuple ListFilesOf(const PieceOptions& options) {
  ListedFiles listed = ValueOrRaise(Unlocked([&] { return ListFiles(options.scan.read); }));
  nb::list files;
  for (const auto& [file, holds_records] : listed.files) {
    files.append(nb::make_tuple(Bytes(file.path), file.id, file.site, file.bytes, holds_records));
  }
  nb::list faults = Packed(
      [&](const PackedSink& sink) { PackFaults(std::move(listed.faults), options.scan, sink); });
  return nb::make_tuple(files, faults, listed.counts.other_types);
}

nb::list PackFile(const PieceOptions& options, const nb::tuple& file) {
  Batch batch;
  batch.files.push_back(FileOf(file));
  return Packed([&](const PackedSink& sink) { PackBatch(std::move(batch), options.scan, sink); });
}

nb::list PackLines(const PieceOptions& options, std::string id, std::string site,
                   std::uint64_t first_record, const nb::bytes& lines) {
  Batch batch;
  batch.is_lines = true;
  batch.first_record = first_record;
  batch.lines = ViewOf(lines);
  batch.files.emplace_back();
  batch.files.back().id = std::move(id);
  batch.files.back().site = std::move(site);
  return Packed([&](const PackedSink& sink) { PackBatch(std::move(batch), options.scan, sink); });
}

nb::list PackRecords(const PieceOptions& options, const std::vector<std::string>& ids,
                     const std::vector<std::string>& records) {
  return Packed([&](const PackedSink& sink) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      PackRecord(ids[i], records[i], options.scan, sink);
    }
  });
}

// The runs of lines of one file of records.
class RecordRuns {
 public:
  explicit RecordRuns(const nb::tuple& file) : reader_(OpenRecords(FileOf(file))) {}

  // (number of the first, lines, documents that are faults), or None.
  nb::object Next(const PieceOptions& options) {
    std::unique_ptr<Batch> batch = ValueOrRaise(Unlocked([&] { return reader_->Next(); }));
    if (batch == nullptr) return nb::none();
    nb::list faults = Packed(
        [&](const PackedSink& sink) { PackFaults(std::move(batch->faults), options.scan, sink); });
    return nb::make_tuple(batch->first_record, Bytes(batch->lines), faults);
  }

 private:
  std::unique_ptr<BatchReader> reader_;
};

nb::bytes SketchBytes(const Sketch& sketch) {
  std::string bytes(reinterpret_cast<const char*>(sketch.minhash.data()), sizeof sketch.minhash);
  bytes.append(reinterpret_cast<const char*>(&sketch.simhash), sizeof sketch.simhash);
  bytes.append(reinterpret_cast<const char*>(&sketch.shingles), sizeof sketch.shingles);
  return Bytes(bytes);
}

// [(shingles, content, sketch, values, fingerprints)] of the parts of a document; `content` is
// empty where there are no tokens.
nb::list SketchesOfDocument(const PieceOptions& options, const nb::bytes& packed) {
  const std::vector<PackedPart> parts = ValueOrRaise(
      Unlocked([&] { return SketchesOf(ViewOf(packed), options.scan, options.scan.passages); }));
  nb::list result;
  for (const PackedPart& part : parts) {
    const Hash128& content = part.sketch.content;
    const std::vector<std::uint64_t> halves = {content.high, content.low};
    result.append(nb::make_tuple(
        part.sketch.shingles, content == Hash128{} ? nb::bytes("", 0) : BytesOf(halves),
        SketchBytes(part.sketch), BytesOf(part.sketch.frac), BytesOf(part.fingerprints)));
  }
  return result;
}

nb::bytes TextHashOf(const PieceOptions& options, const nb::bytes& packed, std::size_t part) {
  const Hash128 hash =
      ValueOrRaise(Unlocked([&] { return TextHash(ViewOf(packed), part, options.scan); }));
  return BytesOf(std::vector<std::uint64_t>{hash.high, hash.low});
}

// In the order of the unsigned hash.
std::int64_t DrawOf(std::string_view id) {
  return static_cast<std::int64_t>(HashBytes(id) ^ std::uint64_t{1} << 63);
}

nb::bytes LearnSiteOf(std::string_view site, const nb::list& documents) {
  const std::vector<std::string_view> views = ViewsOf(documents);
  return Bytes(ValueOrRaise(Unlocked([&] { return LearnSiteModel(site, views); })));
}

SiteModels SiteModelsOf(const nb::list& encoded) {
  return ValueOrRaise(SiteModels::Of(ViewsOf(encoded)));
}

nb::object MarkBySite(const SiteModels& models, const PieceOptions& options,
                      const nb::bytes& packed) {
  const std::optional<std::string> marked =
      ValueOrRaise(Unlocked([&] { return models.Mark(ViewOf(packed), options.scan); }));
  return marked ? nb::object(Bytes(*marked)) : nb::none();
}

// ([keys of each part], [keys of tails]), as signed numbers.
nb::tuple LineKeysOfDocument(const PieceOptions& options, const nb::bytes& packed) {
  const LineKeys keys =
      ValueOrRaise(Unlocked([&] { return LineKeysOf(ViewOf(packed), options.scan); }));
  const auto signed_keys = [](const std::vector<std::uint64_t>& of_part) {
    return std::vector<std::int64_t>(of_part.begin(), of_part.end());
  };
  std::vector<std::vector<std::int64_t>> heads;
  for (const auto& of_part : keys.heads) heads.push_back(signed_keys(of_part));
  return nb::make_tuple(heads, signed_keys(keys.tails));
}

std::unique_ptr<Piece> MakePiece(const PieceOptions& options, const std::string& folder) {
  return ValueOrRaise(Piece::Create(options.scan, folder));
}

void AddToPiece(Piece& piece, const nb::list& packed, const nb::list& ranks,
                const nb::list& active) {
  const std::vector<std::string_view> documents = ViewsOf(packed), flags = ViewsOf(active);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const std::vector<Rank> of_parts = NumbersOf<Rank>(nb::cast<nb::bytes>(ranks[i]));
    const std::vector<std::uint8_t> of_flags(flags[i].begin(), flags[i].end());
    RaiseIfBad(piece.Add(documents[i], of_parts, of_flags));
  }
}

void ClosePiece(Piece& piece) {
  RaiseIfBad(Unlocked([&] { return piece.Close(); }));
}

nb::list MarkTeasersOf(Piece& piece, const std::vector<std::string>& ids) {
  return TuplesOf(ValueOrRaise(Unlocked([&] { return piece.MarkTeasers(ids); })));
}

// ([(a, b, verdict, one site, cluster, row)], [(representative, members, row, open)])
nb::tuple DecidePiece(Piece& piece, const nb::bytes& a, const nb::bytes& b) {
  const std::vector<Rank> first = NumbersOf<Rank>(a), second = NumbersOf<Rank>(b);
  std::vector<RankPair> candidates;
  for (std::size_t i = 0; i < first.size(); ++i) candidates.push_back({first[i], second[i]});
  const PieceMatches matches = ValueOrRaise(Unlocked([&] { return piece.Decide(candidates); }));
  nb::list pairs, clusters;
  for (const MatchedPair& pair : matches.pairs) {
    pairs.append(nb::make_tuple(pair.a, pair.b, static_cast<int>(pair.verdict), pair.is_one_site,
                                pair.cluster, pair.row));
  }
  for (const MatchedCluster& cluster : matches.clusters) {
    clusters.append(
        nb::make_tuple(cluster.representative, cluster.members, cluster.row, cluster.is_open));
  }
  return nb::make_tuple(pairs, clusters);
}

// `pairs`: (a, b, verdict, cluster)
nb::bytes LearnRulesOf(Piece& piece, const std::vector<std::tuple<Rank, Rank, int, Rank>>& pairs,
                       const std::string& synonyms, Rank all) {
  std::vector<MatchedPair> matched;
  for (const auto& [a, b, verdict, cluster] : pairs) {
    matched.push_back({a, b, static_cast<Verdict>(verdict), false, cluster, ""});
  }
  return Bytes(ValueOrRaise(Unlocked([&] { return piece.LearnRules(matched, synonyms, all); })));
}

using SpunTuple = std::tuple<Rank, std::string, std::string,
                             std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>>;
using WordsTuple = std::tuple<std::uint32_t, bool, Rank, std::string>;

std::pair<std::vector<SpunTuple>, std::vector<WordsTuple>> FindSpunIn(Piece& piece,
                                                                      const nb::bytes& rules) {
  const PieceSpin found = ValueOrRaise(Unlocked([&] { return piece.FindSpun(ViewOf(rules)); }));
  std::vector<SpunTuple> parts;
  for (const SpunRow& row : found.parts) {
    SpunTuple& tuple =
        parts.emplace_back(row.part, row.id, row.site, std::tuple_element_t<3, SpunTuple>());
    for (const RuleTrace& trace : row.at_work) {
      std::get<3>(tuple).emplace_back(trace.rule, trace.uses, trace.left);
    }
  }
  std::vector<WordsTuple> words;
  for (const RuleWords& one : found.words) {
    words.emplace_back(one.rule, one.of_to, one.part, one.words);
  }
  return {std::move(parts), std::move(words)};
}

// ([(a, b, verdict, passages, rows, events)], [(part, key, site)]); `pairs`: (a, b, verdict)
nb::tuple AlignIn(Piece& piece, const std::vector<std::tuple<Rank, Rank, int>>& pairs,
                  const nb::bytes& rules) {
  std::vector<JobPair> jobs;
  for (const auto& [a, b, verdict] : pairs) jobs.push_back({a, b, verdict});
  const PieceAlignment alignment =
      ValueOrRaise(Unlocked([&] { return piece.Align(jobs, ViewOf(rules)); }));
  nb::list aligned, watermarks;
  for (const AlignedPair& pair : alignment.pairs) {
    aligned.append(
        nb::make_tuple(pair.a, pair.b, pair.verdict, pair.passages, pair.rows, Bytes(pair.events)));
  }
  for (const WatermarkUse& use : alignment.watermarks) {
    watermarks.append(nb::make_tuple(use.part, static_cast<std::int64_t>(use.key), use.site));
  }
  return nb::make_tuple(aligned, watermarks);
}

using HomesOfKeys = std::vector<std::pair<std::int64_t, std::string>>;

// `pairs`: (a, b, verdict, events)
std::vector<AlignedPair> AlignedPairsOf(const nb::list& pairs) {
  std::vector<AlignedPair> aligned;
  for (const nb::handle item : pairs) {
    const auto pair = nb::cast<nb::tuple>(item);
    const auto events = nb::cast<nb::bytes>(pair[3]);
    aligned.push_back({nb::cast<Rank>(pair[0]), nb::cast<Rank>(pair[1]), nb::cast<int>(pair[2]), 1,
                       "", std::string(ViewOf(events))});
  }
  return aligned;
}

// Encoded; `homes`: (key, site)
nb::bytes CountHabitsIn(Piece& piece, const nb::list& pairs, const HomesOfKeys& homes) {
  const std::vector<AlignedPair> aligned = AlignedPairsOf(pairs);
  const Homes of_keys(homes.begin(), homes.end());
  return Bytes(ValueOrRaise(Unlocked([&] { return piece.CountHabits(aligned, of_keys); })));
}

nb::bytes SumHabitsOf(const nb::list& encoded) {
  return Bytes(ValueOrRaise(SumHabits(ViewsOf(encoded))));
}

// ([(source, derived, row)], [(part, site, type)], encoded counts of sites, families,
//  [(first copy, row of lost.jsonl)], [(source, derived, their documents, the ids of these)],
//  [misdated part])
nb::tuple TraceIn(Piece& piece, const nb::list& pairs, const HomesOfKeys& homes,
                  const nb::bytes& habits) {
  const std::vector<AlignedPair> aligned = AlignedPairsOf(pairs);
  const Homes of_keys(homes.begin(), homes.end());
  const PieceEdges found =
      ValueOrRaise(Unlocked([&] { return piece.Trace(aligned, of_keys, ViewOf(habits)); }));
  nb::list edges, left_out;
  for (const TracedEdge& edge : found.edges) {
    edges.append(nb::make_tuple(edge.source, edge.derived, edge.row));
  }
  for (const LeftOut& one : found.left_out) {
    left_out.append(nb::make_tuple(one.part, one.site, one.type));
  }
  nb::list for_circles;
  for (const EdgeForCircles& one : found.for_circles) {
    for_circles.append(nb::make_tuple(one.source, one.derived, one.source_document,
                                      one.derived_document, one.source_id, one.derived_id));
  }
  return nb::make_tuple(edges, left_out, Bytes(found.sites), found.families, nb::cast(found.lost),
                        for_circles, nb::cast(found.misdated));
}

using TupleForCircles = std::tuple<Rank, Rank, Rank, Rank, std::string, std::string>;

// [(source, derived, the row's ending that names the circle, or the row of a mutual pair)]
std::vector<std::tuple<Rank, Rank, std::string, std::string>> FindCircleRowsOf(
    const std::vector<TupleForCircles>& edges) {
  std::vector<EdgeForCircles> for_circles;
  for (const auto& [source, derived, of_source, of_derived, source_id, derived_id] : edges) {
    for_circles.push_back({source, derived, of_source, of_derived, source_id, derived_id});
  }
  std::vector<std::tuple<Rank, Rank, std::string, std::string>> rows;
  for (CircleRow& row : FindCircleRows(for_circles)) {
    rows.emplace_back(row.source, row.derived, std::move(row.ending), std::move(row.mutual));
  }
  return rows;
}

std::vector<std::pair<Rank, std::string>> RowsIn(
    Piece& piece, const std::vector<std::pair<Rank, std::string>>& flags) {
  return ValueOrRaise(Unlocked([&] { return piece.Rows(flags); }));
}

nb::bytes SampledOf(const nb::bytes& ranks, Rank all) {
  std::vector<std::uint8_t> sampled;
  for (const Rank rank : NumbersOf<Rank>(ranks)) sampled.push_back(IsSampled(rank, all));
  return BytesOf(sampled);
}

// Indexes.
std::vector<std::size_t> DrawPairs(const nb::bytes& a, const nb::bytes& b,
                                   const nb::bytes& one_site) {
  const std::vector<Rank> first = NumbersOf<Rank>(a), second = NumbersOf<Rank>(b);
  const auto is_one_site = NumbersOf<std::uint8_t>(one_site);
  std::vector<TeachingPair> pairs;
  for (std::size_t i = 0; i < first.size(); ++i) {
    pairs.push_back({first[i], second[i], is_one_site[i] != 0});
  }
  return DrawTeachingPairs(pairs);
}

nb::str RuleRowsFrom(const nb::bytes& rules, const std::vector<SpunTuple>& spun,
                     const std::vector<WordsTuple>& words) {
  std::vector<SpunRow> rows;
  for (const auto& [part, id, site, traces] : spun) {
    SpunRow& row = rows.emplace_back(SpunRow{part, id, site, {}});
    for (const auto& [rule, uses, left] : traces) row.at_work.push_back({rule, uses, left});
  }
  std::vector<RuleWords> of_rules;
  for (const auto& [rule, of_to, part, text] : words) {
    of_rules.push_back({rule, of_to, part, text});
  }
  const std::string text = ValueOrRaise(RuleRows(ViewOf(rules), rows, of_rules));
  return nb::str(text.data(), text.size());
}

std::pair<std::string, std::vector<std::pair<std::string, int>>> SumSitesOf(
    const nb::list& encoded) {
  SummedSites summed = ValueOrRaise(SumSites(ViewsOf(encoded)));
  return {std::move(summed.json), std::move(summed.habits)};
}

void AddDocuments(nb::module_& module) {
  nb::class_<PieceOptions>(module, "PieceOptions")
      .def("__init__", &InitPieceOptions, nb::kw_only(), "read"_a, "preset"_a, "threshold"_a.none(),
           "seed"_a, "passages"_a, "quotes"_a, "provenance"_a)
      .def_prop_ro("threshold", [](const PieceOptions& options) { return options.scan.threshold; });
  nb::class_<RecordRuns>(module, "RecordRuns")
      .def(nb::init<nb::tuple>(), "file"_a)
      .def("next", &RecordRuns::Next, "options"_a);
  nb::class_<SiteModels>(module, "SiteModels").def("mark", &MarkBySite, "options"_a, "packed"_a);
  module.def("list_files", &ListFilesOf, "options"_a);
  module.def("pack_file", &PackFile, "options"_a, "file"_a);
  module.def("pack_lines", &PackLines, "options"_a, "id"_a, "site"_a, "first_record"_a, "lines"_a);
  module.def("pack_records", &PackRecords, "options"_a, "ids"_a, "records"_a);
  module.def("sketches", &SketchesOfDocument, "options"_a, "packed"_a);
  module.def("text_hash", &TextHashOf, "options"_a, "packed"_a, "part"_a);
  module.def("draw", &DrawOf, "id"_a);
  module.def("learn_site", &LearnSiteOf, "site"_a, "documents"_a);
  module.def("site_models", &SiteModelsOf, "encoded"_a);
  module.def("line_keys", &LineKeysOfDocument, "options"_a, "packed"_a);
  module.attr("MIN_SITE_DOCUMENTS") = kMinSiteDocuments;
  module.attr("MAX_SITE_DOCUMENTS") = kMaxSiteDocuments;
  module.attr("MAX_SITE_BYTES") = kMaxSiteBytes;
  module.attr("MAX_LEARNT_BYTES") = kMaxLearntBytes;
  module.attr("COMPARED_BEGINNINGS") = ComparedBeginnings();
}

}  // namespace

void AddPieces(nb::module_& module) {
  AddDocuments(module);
  nb::class_<Piece>(module, "Piece")
      .def("add", &AddToPiece, "packed"_a, "ranks"_a, "active"_a)
      .def("close", &ClosePiece)
      .def("set_rarity", &Piece::SetRarity, "rarity"_a)
      .def("mark_teasers", &MarkTeasersOf, "ids"_a)
      .def("decide", &DecidePiece, "a"_a, "b"_a)
      .def("learn_rules", &LearnRulesOf, "pairs"_a, "synonyms"_a, "all"_a)
      .def("find_spun", &FindSpunIn, "rules"_a)
      .def("align", &AlignIn, "pairs"_a, "rules"_a)
      .def("count_habits", &CountHabitsIn, "pairs"_a, "homes"_a)
      .def("trace", &TraceIn, "pairs"_a, "homes"_a, "habits"_a)
      .def("rows", &RowsIn, "flags"_a);
  module.def("piece", &MakePiece, "options"_a, "folder"_a);
  module.def("is_sampled", &SampledOf, "ranks"_a, "all"_a);
  module.def("draw_pairs", &DrawPairs, "a"_a, "b"_a, "one_site"_a);
  module.def("rule_rows", &RuleRowsFrom, "rules"_a, "spun"_a, "words"_a);
  module.def("sum_habits", &SumHabitsOf, "encoded"_a);
  module.def("sum_sites", &SumSitesOf, "encoded"_a);
  module.attr("NO_CIRCLE") = nb::str(kNoCircle.data(), kNoCircle.size());
  module.def("find_circle_rows", &FindCircleRowsOf, "edges"_a);
}

}  // namespace textkin::python
