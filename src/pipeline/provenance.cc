// Families are traced on all threads; their rows are put in order at the end.

#include "provenance.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "anachronism.h"
#include "lost_rows.h"
#include "textkin/scratch.h"
#include "textkin/utf8.h"
#include "threads.h"

namespace textkin {
namespace {

// Drops pairs of one template, and notes which are identical.
void Join(const std::vector<Match>& matches, std::vector<PairEvents>* events) {
  std::size_t out = 0;
  for (PairEvents& pair : *events) {
    const auto match = std::lower_bound(matches.begin(), matches.end(), std::pair(pair.a, pair.b),
                                        [](const Match& one, std::pair<PartId, PartId> wanted) {
                                          return std::pair(one.a, one.b) < wanted;
                                        });
    if (match != matches.end() && match->a == pair.a && match->b == pair.b) {
      if (match->verdict == Verdict::kSameTemplate) continue;
      pair.identical = match->verdict == Verdict::kIdentical;
    }
    PairEvents& place = (*events)[out++];
    if (&place != &pair) place = std::move(pair);
  }
  events->resize(out);
}

// Pairs whose events are in memory at a time, but for families that have more: some 8 MB.
constexpr std::size_t kPairsInMemory = 8192;

// Calls use(families) for one run of families after another, with their events.
template <typename Use>
absl::Status ForEachRun(std::span<const Family> families, const EventStore& events,
                        const Use& use) {
  while (!families.empty()) {
    std::vector<Family> run;
    std::size_t pairs = 0;
    for (; run.size() < families.size() && pairs < kPairsInMemory; pairs += run.back().pairs.size())
      run.push_back(families[run.size()]);
    for (Family& family : run) {
      for (PairEvents& pair : family.pairs) {
        if (const absl::Status status = events.Load(&pair); !status.ok()) return status;
      }
    }
    families = families.subspan(run.size());
    if (const absl::Status status = use(&run); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// The counts of all families.
absl::StatusOr<SiteHabits> HabitsOf(std::span<const Family> families, const EventStore& events,
                                    const ParallelFor& parallel) {
  SiteHabits habits;
  const absl::Status status = ForEachRun(families, events, [&](const std::vector<Family>* run) {
    for (const auto& [site, counts] : CountHabits(*run, parallel)) habits[site].Add(counts);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return habits;
}

void WriteEvents(const Collection& collection, const std::vector<Family>& families,
                 OutputFile* file) {
  std::string row;
  for (const Family& family : families) {
    const std::vector<PairContext> contexts = ContextsOf(family);
    for (std::size_t i = 0; i < contexts.size(); ++i) {
      row.clear();
      const PairEvents& pair = family.pairs[i];
      AppendEventsRow(collection.id(pair.a), collection.id(pair.b), pair, contexts[i], &row);
      file->Write(row);
    }
  }
}

// Rows in scratch until all are there and can be put in order.
class StoredRows {
 public:
  explicit StoredRows(Scratch scratch) : scratch_(std::move(scratch)) {}

  absl::Status Add(const std::vector<EdgeRow>& rows) {
    for (const EdgeRow& row : rows) {
      const std::uint64_t offset = std::exchange(end_, end_ + row.row.size());
      places_.push_back({row.source, row.derived, offset, row.row.size()});
      if (absl::Status status = scratch_.Write(offset, row.row); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  // As they are, but for what edit(source, derived, &row) changes.
  template <typename Edit>
  absl::Status Write(OutputFile* file, const Edit& edit) {
    std::sort(places_.begin(), places_.end());
    std::string row;
    for (const Place& place : places_) {
      const absl::Status status = scratch_.Read(place.offset, place.bytes, &row);
      if (!status.ok()) return status;
      edit(place.source, place.derived, &row);
      file->Write(row);
    }
    return absl::OkStatus();
  }
  absl::Status Write(OutputFile* file) {
    return Write(file, [](PartId, PartId, std::string*) {});
  }

 private:
  struct Place {
    PartId source;
    PartId derived;
    std::uint64_t offset;
    std::size_t bytes;

    friend auto operator<=>(const Place&, const Place&) = default;
  };

  Scratch scratch_;
  std::vector<Place> places_;
  std::uint64_t end_ = 0;
};

absl::Status FindFacts(const Collection& collection, PartId part, bool dates, PartReader* parts,
                       PartFacts* facts) {
  facts->part = part;
  facts->site = collection.site_number(part);
  facts->is_inner = collection.is_inner(part);
  Extracted document;
  const absl::Status status = collection.LoadDocument(collection.WholeOf(part), &document);
  if (!status.ok()) return status;
  if (dates) facts->dates = std::move(document.document.dates);
  const PartText text = parts->Text(part);
  facts->watermarks = WatermarksOf(text.text, text.marks);
  return status;
}

EdgeSide SideOf(const Collection& collection, PartId part, const PartText& text,
                std::span<const Span> kept) {
  return {{collection.id(part), text.text, collection.char_begin(part)}, kept};
}

// The rows of the edges of a family, told to the ledger.
void RowsOf(const FamilyGraph& graph, const Collection& collection, PartReader* parts,
            SiteLedger* ledger, TracedRows* rows) {
  const std::vector<Edge>& edges = graph.edges;
  std::vector<TextEdge> directed;
  PartText source;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    if (i == 0 || edges[i - 1].source != edge.source) source = parts->Text(edge.source);
    const PartText derived = parts->Text(edge.derived);
    rows->edges.push_back({edge.source, edge.derived, ""});
    AppendEdgeRow(SideOf(collection, edge.source, source, {}),
                  SideOf(collection, edge.derived, derived, derived.kept), edge,
                  edge.lost_source ? LostIdOf(collection, graph.lost[*edge.lost_source]) : "",
                  &rows->edges.back().row);
    for (const PartId part : FindMisdated(edge, source, derived)) rows->misdated.push_back(part);
    if (!IsDirected(edge.relation)) continue;
    ledger->Add(edge, source.text, derived.text, derived.kept);
    directed.push_back({edge.source, edge.derived, collection.WholeOf(edge.source),
                        collection.WholeOf(edge.derived)});
  }
  rows->for_circles = EdgesForCircles(directed);
}

std::uint64_t KeptChars(const PartText& part) {
  std::uint64_t chars = 0;
  for (const Span& span : part.kept)
    chars += CountCodePoints(std::string_view(part.text).substr(span.begin, span.end - span.begin));
  return chars;
}

// A row for every text of an anthology that an edge leads to or from.
void ContainsRows(const std::vector<Edge>& edges, const Collection& collection, PartReader* parts,
                  std::vector<EdgeRow>* rows) {
  std::set<PartId> inner;
  for (const Edge& edge : edges) {
    for (const PartId part : {edge.source, edge.derived}) {
      if (collection.is_inner(part)) inner.insert(part);
    }
  }
  for (const PartId part : inner) {
    const PartId whole = collection.WholeOf(part);
    DocumentEdge edge;
    edge.source = collection.id(part);
    edge.derived = collection.id(whole);
    edge.relation = Relation::kContains;
    edge.share = static_cast<double>(KeptChars(parts->Text(part))) /
                 static_cast<double>(std::max<std::uint64_t>(1, KeptChars(parts->Text(whole))));
    rows->push_back({part, whole, ""});
    AppendDocumentEdgeRow(edge, &rows->back().row);
  }
}

void MakeDistinct(std::vector<PartId>* parts) {
  std::sort(parts->begin(), parts->end());
  parts->erase(std::unique(parts->begin(), parts->end()), parts->end());
}

PartId PartOf(std::uint64_t number) { return static_cast<PartId>(number); }

std::vector<EdgeRow> MutualRows(const Collection& collection, std::span<const CircleEdge> circles,
                                RunReport* run) {
  std::vector<EdgeRow> rows;
  for (const MutualPair& pair : FindMutual(circles)) {
    const PartId a = PartOf(pair.a), b = PartOf(pair.b);
    rows.push_back(
        {a, b, MutualRow(collection.id(a), collection.id(b), collection.id(PartOf(pair.circle)))});
    ++run->edges_by_relation[std::string(RelationName(Relation::kMutual))];
  }
  return rows;
}

// Writes the rows of texts and documents, those in circles with their names.
absl::Status WriteWithCircles(const Collection& collection, std::span<const TextEdge> edges,
                              StoredRows* rows, OutputFile* file, RunReport* run) {
  const std::vector<CircleEdge> circles = FindCircles(edges);
  const absl::Status status = rows->Add(MutualRows(collection, circles, run));
  if (!status.ok()) return status;
  return rows->Write(file, [&](PartId source, PartId derived, std::string* row) {
    const auto found =
        std::lower_bound(circles.begin(), circles.end(), std::pair(source, derived),
                         [](const CircleEdge& one, const std::pair<PartId, PartId>& wanted) {
                           return std::pair(one.edge.source, one.edge.derived) <
                                  std::pair<std::uint64_t, std::uint64_t>(wanted);
                         });
    if (found != circles.end() && found->edge.source == source && found->edge.derived == derived)
      NameCircle(collection.id(PartOf(found->circle)), row);
  });
}

}  // namespace

std::string MutualRow(std::string_view a, std::string_view b, std::string_view circle) {
  DocumentEdge edge;
  edge.source = a;
  edge.derived = b;
  edge.reason = "text_both_ways";
  std::string row;
  AppendDocumentEdgeRow(edge, &row);
  NameCircle(circle, &row);
  return row;
}

std::vector<std::uint64_t> WatermarksOf(std::string_view text, std::span<const Mark> marks) {
  std::vector<std::uint64_t> keys;
  Tokens tokens;
  for (const Mark& mark : marks) {
    if (mark.kind != MarkKind::kWatermark) continue;
    Normalize(text, std::span(&mark.span, 1), Folding::kFull, &tokens);
    std::string words;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens.kind[i] == TokenKind::kNumber) continue;
      words.append(reinterpret_cast<const char*>(&tokens.symbol[i]), sizeof tokens.symbol[i]);
    }
    keys.push_back(HashBytes(words));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::vector<PartId> PartsOf(const std::vector<PairEvents>& events) {
  std::vector<PartId> parts;
  for (const PairEvents& pair : events) {
    parts.push_back(pair.a);
    parts.push_back(pair.b);
  }
  MakeDistinct(&parts);
  return parts;
}

absl::StatusOr<std::vector<PartFacts>> FactsOf(const Collection& collection,
                                               const std::vector<PairEvents>& events, bool dates,
                                               PartReader* parts, const ParallelFor& parallel) {
  const std::vector<PartId> ids = PartsOf(events);
  std::vector<PartFacts> facts(ids.size());
  std::vector<absl::Status> statuses(ids.size());
  parallel(ids.size(), [&](std::size_t i) {
    statuses[i] = FindFacts(collection, ids[i], dates, parts, &facts[i]);
  });
  for (const absl::Status& status : statuses)
    if (!status.ok()) return status;
  return facts;
}

TracedRows TraceFamilies(const std::vector<Family>& families, bool quotes, PartReader* parts,
                         const Collection& collection, const ParallelFor& parallel,
                         SiteLedger* ledger, RunReport* run) {
  TracedRows rows;
  std::mutex mutex;
  parallel(families.size(), [&](std::size_t i) {
    TracedRows mine;
    const FamilyGraph graph = TraceFamily(families[i]);
    RowsOf(graph, collection, parts, ledger, &mine);
    const std::size_t between_parts = mine.edges.size();
    ContainsRows(graph.edges, collection, parts, &mine.edges);
    for (const LostSource& lost : graph.lost) {
      mine.lost.push_back({lost.copies.front(), lost.copies.front(),
                           LostRowOf(families[i], lost, quotes, collection, parts)});
    }
    const std::lock_guard lock(mutex);
    if (const std::size_t contains = mine.edges.size() - between_parts; contains > 0)
      run->edges_by_relation[std::string(RelationName(Relation::kContains))] += contains;
    for (const Edge& edge : graph.edges)
      ++run->edges_by_relation[std::string(RelationName(edge.relation))];
    for (EdgeRow& row : mine.edges) rows.edges.push_back(std::move(row));
    for (EdgeRow& row : mine.lost) rows.lost.push_back(std::move(row));
    rows.for_circles.insert(rows.for_circles.end(), mine.for_circles.begin(),
                            mine.for_circles.end());
    rows.misdated.insert(rows.misdated.end(), mine.misdated.begin(), mine.misdated.end());
  });
  std::sort(rows.edges.begin(), rows.edges.end());
  std::sort(rows.lost.begin(), rows.lost.end());
  std::sort(rows.for_circles.begin(), rows.for_circles.end());
  MakeDistinct(&rows.misdated);
  return rows;
}

absl::Status WriteEdges(const Collection& collection, const MatchResult& result,
                        const EventStore& events, const EdgeOptions& options, PartReader* parts,
                        const ParallelFor& parallel, const std::atomic<bool>* cancel,
                        OutputFolder* folder, EdgeFindings* findings, RunReport* run) {
  absl::StatusOr<OutputFile> file = folder->Open("edges.jsonl");
  if (!file.ok()) return file.status();
  std::optional<OutputFile> event_file;
  if (options.write_events) {
    absl::StatusOr<OutputFile> opened = folder->Open("events.jsonl");
    if (!opened.ok()) return opened.status();
    event_file.emplace(*std::move(opened));
  }
  absl::StatusOr<OutputFile> lost_file = folder->Open("lost.jsonl");
  if (!lost_file.ok()) return lost_file.status();
  absl::StatusOr<Scratch> scratch = Scratch::Create(folder->partial(), options.row_memory);
  if (!scratch.ok()) return scratch.status();
  absl::StatusOr<Scratch> lost_scratch = Scratch::Create(folder->partial(), options.row_memory);
  if (!lost_scratch.ok()) return lost_scratch.status();
  StoredRows rows(*std::move(scratch)), lost(*std::move(lost_scratch));
  std::vector<TextEdge> for_circles;
  std::vector<PairEvents> pairs = events.Pairs();
  Join(result.matches, &pairs);
  absl::StatusOr<std::vector<PartFacts>> facts =
      FactsOf(collection, pairs, options.dates, parts, parallel);
  if (IsSet(cancel)) return absl::OkStatus();
  if (!facts.ok()) return facts.status();
  const std::vector<Family> families = MakeFamilies(std::move(pairs), *std::move(facts));
  run->families = families.size();
  const absl::StatusOr<SiteHabits> habits = HabitsOf(families, events, parallel);
  if (!habits.ok()) return habits.status();
  SiteLedger ledger(collection);
  absl::Status status = ForEachRun(families, events, [&](std::vector<Family>* some) {
    if (IsSet(cancel)) return absl::CancelledError("interrupted");
    LearnHabits(*habits, some, parallel);
    if (event_file) WriteEvents(collection, *some, &*event_file);
    const TracedRows traced =
        TraceFamilies(*some, options.quotes, parts, collection, parallel, &ledger, run);
    for_circles.insert(for_circles.end(), traced.for_circles.begin(), traced.for_circles.end());
    findings->misdated.insert(findings->misdated.end(), traced.misdated.begin(),
                              traced.misdated.end());
    if (absl::Status stored = rows.Add(traced.edges); !stored.ok()) return stored;
    return lost.Add(traced.lost);
  });
  if (status.ok()) status = WriteWithCircles(collection, for_circles, &rows, &*file, run);
  if (status.ok()) status = lost.Write(&*lost_file);
  if (status.ok()) status = lost_file->Close();
  if (status.ok() && event_file) status = event_file->Close();
  if (!status.ok()) return status;
  const SiteCounts counts = ledger.Counts();
  findings->filtered = ledger.Filtered(counts);
  MakeDistinct(&findings->misdated);
  absl::StatusOr<OutputFile> sites = folder->Open("sites.json");
  if (!sites.ok()) return sites.status();
  sites->Write(SitesJson(counts.Sites(), counts.Copies()));
  status = file->Close();
  const absl::Status sites_status = sites->Close();
  return status.ok() ? sites_status : status;
}

}  // namespace textkin
