// Families are traced on all threads; their rows are put in order at the end.

#include "provenance.h"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

#include "sites.h"

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

absl::Status WriteEvents(const Collection& collection, const std::vector<Family>& families,
                         OutputFolder* folder) {
  absl::StatusOr<OutputFile> file = folder->Open("events.jsonl");
  if (!file.ok()) return file.status();
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
  return file->Close();
}

class Tracer {
 public:
  Tracer(const Collection& collection, PartReader* parts)
      : collection_(collection), parts_(*parts), ledger_(collection) {}

  std::vector<PartFacts> FactsOf(const std::vector<PartId>& ids, const ParallelFor& parallel) {
    std::vector<PartFacts> facts(ids.size());
    parallel(ids.size(), [&](std::size_t i) { facts[i] = FactsOf(ids[i]); });
    return facts;
  }

  void Trace(const Family& family,
             std::vector<std::pair<std::pair<PartId, PartId>, std::string>>* rows, RunReport* run) {
    std::vector<std::pair<std::pair<PartId, PartId>, std::string>> mine;
    const std::vector<Edge> edges = FindEdges(family);
    std::shared_ptr<const ReadyPart> source;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const Edge& edge = edges[i];
      if (i == 0 || edges[i - 1].source != edge.source) source = parts_.Ready(edge.source);
      const std::shared_ptr<const ReadyPart> derived = parts_.Ready(edge.derived);
      std::string row;
      AppendEdgeRow(SideOf(edge.source, *source, {}), SideOf(edge.derived, *derived, derived->kept),
                    edge, &row);
      mine.emplace_back(std::pair(edge.source, edge.derived), std::move(row));
      if (IsDirected(edge.relation)) ledger_.Add(edge, source->text, derived->text, derived->kept);
    }
    const std::lock_guard lock(mutex_);
    for (auto& row : mine) rows->push_back(std::move(row));
    for (const Edge& edge : edges)
      ++run->edges_by_relation[std::string(RelationName(edge.relation))];
  }

  absl::Status status() const { return status_; }
  const SiteLedger& ledger() const { return ledger_; }

 private:
  PartFacts FactsOf(PartId part) {
    PartFacts facts;
    facts.part = part;
    facts.site = collection_.site_number(part);
    facts.is_inner = collection_.is_inner(part);
    Extracted document;
    const absl::Status status = collection_.LoadDocument(collection_.WholeOf(part), &document);
    if (!status.ok()) {
      const std::lock_guard lock(mutex_);
      if (status_.ok()) status_ = status;
      return facts;
    }
    facts.dates = std::move(document.document.dates);
    const std::shared_ptr<const ReadyPart> ready = parts_.Ready(part);
    facts.watermarks = WatermarksOf(ready->text, ready->marks);
    return facts;
  }

  EdgeSide SideOf(PartId part, const ReadyPart& ready, std::span<const Span> kept) const {
    return {{collection_.id(part), ready.text, collection_.char_begin(part)}, kept};
  }

  const Collection& collection_;
  PartReader& parts_;
  SiteLedger ledger_;
  std::mutex mutex_;
  absl::Status status_;
};

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

absl::Status WriteEdges(const Collection& collection, const MatchResult& result,
                        std::vector<PairEvents> events, bool write_events, PartReader* parts,
                        const ParallelFor& parallel, const std::atomic<bool>* cancel,
                        OutputFolder* folder, EdgeFindings* findings, RunReport* run) {
  absl::StatusOr<OutputFile> file = folder->Open("edges.jsonl");
  if (!file.ok()) return file.status();
  Join(result.matches, &events);
  Tracer tracer(collection, parts);
  std::vector<PartFacts> facts = tracer.FactsOf(PartsOf(events), parallel);
  if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) return absl::OkStatus();
  if (!tracer.status().ok()) return tracer.status();
  std::vector<Family> families = MakeFamilies(std::move(events), std::move(facts));
  LearnHabits(&families, parallel);
  run->families = families.size();
  if (write_events) {
    const absl::Status status = WriteEvents(collection, families, folder);
    if (!status.ok()) return status;
  }
  std::vector<std::pair<std::pair<PartId, PartId>, std::string>> rows;
  parallel(families.size(), [&](std::size_t i) { tracer.Trace(families[i], &rows, run); });
  std::sort(rows.begin(), rows.end());
  for (const auto& [ends, row] : rows) file->Write(row);
  findings->filtered = tracer.ledger().Filtered();
  absl::StatusOr<OutputFile> sites = folder->Open("sites.json");
  if (!sites.ok()) return sites.status();
  sites->Write(SitesJson(tracer.ledger().Sites(), tracer.ledger().Copies()));
  const absl::Status status = file->Close();
  const absl::Status sites_status = sites->Close();
  return status.ok() ? sites_status : status;
}

}  // namespace textkin
