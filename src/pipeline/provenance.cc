// Families are traced on all threads; their rows are put in order at the end.

#include "provenance.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "textkin/scratch.h"
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

  absl::Status Add(const EdgeRow& edge) {
    const std::uint64_t offset = std::exchange(end_, end_ + edge.row.size());
    places_.push_back({edge.source, edge.derived, offset, edge.row.size()});
    return scratch_.Write(offset, edge.row);
  }

  absl::Status Write(OutputFile* file) {
    std::sort(places_.begin(), places_.end());
    std::string row;
    for (const Place& place : places_) {
      const absl::Status status = scratch_.Read(place.offset, place.bytes, &row);
      if (!status.ok()) return status;
      file->Write(row);
    }
    return absl::OkStatus();
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

absl::Status FindFacts(const Collection& collection, PartId part, PartReader* parts,
                       PartFacts* facts) {
  facts->part = part;
  facts->site = collection.site_number(part);
  facts->is_inner = collection.is_inner(part);
  Extracted document;
  const absl::Status status = collection.LoadDocument(collection.WholeOf(part), &document);
  if (!status.ok()) return status;
  facts->dates = std::move(document.document.dates);
  const std::shared_ptr<const ReadyPart> ready = parts->Ready(part);
  facts->watermarks = WatermarksOf(ready->text, ready->marks);
  return status;
}

EdgeSide SideOf(const Collection& collection, PartId part, const ReadyPart& ready,
                std::span<const Span> kept) {
  return {{collection.id(part), ready.text, collection.char_begin(part)}, kept};
}

// The rows of the edges of a family, told to the ledger.
void RowsOf(const std::vector<Edge>& edges, const Collection& collection, PartReader* parts,
            SiteLedger* ledger, std::vector<EdgeRow>* rows) {
  std::shared_ptr<const ReadyPart> source;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    if (i == 0 || edges[i - 1].source != edge.source) source = parts->Ready(edge.source);
    const std::shared_ptr<const ReadyPart> derived = parts->Ready(edge.derived);
    rows->push_back({edge.source, edge.derived, ""});
    AppendEdgeRow(SideOf(collection, edge.source, *source, {}),
                  SideOf(collection, edge.derived, *derived, derived->kept), edge,
                  &rows->back().row);
    if (IsDirected(edge.relation)) ledger->Add(edge, source->text, derived->text, derived->kept);
  }
}

}  // namespace

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
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

absl::StatusOr<std::vector<PartFacts>> FactsOf(const Collection& collection,
                                               const std::vector<PairEvents>& events,
                                               PartReader* parts, const ParallelFor& parallel) {
  const std::vector<PartId> ids = PartsOf(events);
  std::vector<PartFacts> facts(ids.size());
  std::vector<absl::Status> statuses(ids.size());
  parallel(ids.size(),
           [&](std::size_t i) { statuses[i] = FindFacts(collection, ids[i], parts, &facts[i]); });
  for (const absl::Status& status : statuses)
    if (!status.ok()) return status;
  return facts;
}

std::vector<EdgeRow> TraceFamilies(const std::vector<Family>& families, PartReader* parts,
                                   const Collection& collection, const ParallelFor& parallel,
                                   SiteLedger* ledger, RunReport* run) {
  std::vector<EdgeRow> rows;
  std::mutex mutex;
  parallel(families.size(), [&](std::size_t i) {
    std::vector<EdgeRow> mine;
    const std::vector<Edge> edges = FindEdges(families[i]);
    RowsOf(edges, collection, parts, ledger, &mine);
    const std::lock_guard lock(mutex);
    for (EdgeRow& row : mine) rows.push_back(std::move(row));
    for (const Edge& edge : edges)
      ++run->edges_by_relation[std::string(RelationName(edge.relation))];
  });
  std::sort(rows.begin(), rows.end());
  return rows;
}

absl::Status WriteEdges(const Collection& collection, const MatchResult& result,
                        const EventStore& events, bool write_events, PartReader* parts,
                        std::uint64_t row_memory, const ParallelFor& parallel,
                        const std::atomic<bool>* cancel, OutputFolder* folder,
                        EdgeFindings* findings, RunReport* run) {
  absl::StatusOr<OutputFile> file = folder->Open("edges.jsonl");
  if (!file.ok()) return file.status();
  std::optional<OutputFile> event_file;
  if (write_events) {
    absl::StatusOr<OutputFile> opened = folder->Open("events.jsonl");
    if (!opened.ok()) return opened.status();
    event_file.emplace(*std::move(opened));
  }
  absl::StatusOr<Scratch> scratch = Scratch::Create(folder->partial(), row_memory);
  if (!scratch.ok()) return scratch.status();
  StoredRows rows(*std::move(scratch));
  std::vector<PairEvents> pairs = events.Pairs();
  Join(result.matches, &pairs);
  absl::StatusOr<std::vector<PartFacts>> facts = FactsOf(collection, pairs, parts, parallel);
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
    for (const EdgeRow& edge : TraceFamilies(*some, parts, collection, parallel, &ledger, run)) {
      if (absl::Status stored = rows.Add(edge); !stored.ok()) return stored;
    }
    return absl::OkStatus();
  });
  if (status.ok()) status = rows.Write(&*file);
  if (status.ok() && event_file) status = event_file->Close();
  if (!status.ok()) return status;
  const SiteCounts counts = ledger.Counts();
  findings->filtered = ledger.Filtered(counts);
  absl::StatusOr<OutputFile> sites = folder->Open("sites.json");
  if (!sites.ok()) return sites.status();
  sites->Write(SitesJson(counts.Sites(), counts.Copies()));
  status = file->Close();
  const absl::Status sites_status = sites->Close();
  return status.ok() ? sites_status : status;
}

}  // namespace textkin
