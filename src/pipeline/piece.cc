// A piece is a small collection that knows the ranks of its parts in the large one.

#include "textkin/piece.h"

#include <algorithm>
#include <utility>

#include "cluster_rows.h"
#include "collector.h"
#include "memory_shares.h"
#include "packed_document.h"
#include "part_reader.h"
#include "passages.h"
#include "piece_codec.h"
#include "provenance.h"
#include "spin.h"
#include "teaser_pass.h"
#include "textkin/scratch.h"

namespace textkin {
namespace {

class CollectedPiece : public Piece {
 public:
  CollectedPiece(const ScanOptions& options, Scratch scratch)
      : options_(options),
        stages_(OptionsOf(options.preset)),
        collector_(std::move(scratch), SketchTable()) {
    stages_.shingle.seed = options.seed;
  }

  absl::Status Add(std::string_view packed, std::span<const Rank> ranks,
                   std::span<const std::uint8_t> active) override {
    PartBatch batch;
    if (absl::Status status = UnpackDocument(packed, &batch); !status.ok()) return status;
    const std::size_t parts = batch.entries.size();
    if ((!ranks.empty() && ranks.size() != parts) || (!active.empty() && active.size() != parts)) {
      return absl::InvalidArgumentError("a document has another number of parts");
    }
    for (std::size_t i = 0; i < active.size(); ++i) {
      if (active[i] == 0) batch.entries[i].sketch = Sketch();
    }
    for (const Rank rank : ranks) ranks_.push_back(static_cast<std::uint64_t>(rank));
    collector_.Store(batch, nullptr, 0);
    return absl::OkStatus();
  }

  absl::Status Close() override {
    absl::StatusOr<Collection> collection = collector_.Finish();
    if (!collection.ok()) return collection.status();
    collection_.emplace(*std::move(collection));
    // Ids and ranks have one order.
    std::sort(ranks_.begin(), ranks_.end());
    collection_->SetRanks(ranks_, collection_->size());
    parts_.emplace(*collection_, stages_, MemoryShares::kMostReady);
    return absl::OkStatus();
  }

  void SetRarity(Rarity rarity) override { parts_->SetRarity(std::move(rarity)); }

  absl::StatusOr<std::vector<PackedDocument>> MarkTeasers(
      std::span<const std::string> ids) override {
    if (absl::Status status = textkin::MarkTeasers(options_, stages_, SerialFor, &*collection_);
        !status.ok()) {
      return status;
    }
    std::vector<PackedDocument> documents;
    for (const std::string& id : ids) {
      PackedDocument document;
      document.id = id;
      PartBatch batch;
      if (absl::Status status = collection_->Unload(PartOfId(id), &batch); !status.ok()) {
        return status;
      }
      document.site = batch.entries.front().site;
      document.text_bytes = batch.entries.front().text.bytes;
      for (const PartBatch::Entry& entry : batch.entries) document.parts.push_back(entry.id);
      document.bytes = PackDocument(batch);
      documents.push_back(std::move(document));
    }
    return documents;
  }

  absl::StatusOr<PieceMatches> Decide(std::span<const RankPair> candidates) override {
    std::vector<std::pair<PartId, PartId>> pairs;
    for (const RankPair& pair : candidates) pairs.emplace_back(PartOf(pair.a), PartOf(pair.b));
    const PartLoader loader = parts_->Loader(options_.passages && !stages_.strict);
    const absl::StatusOr<MatchResult> result = MatchCandidates(
        collection_->sketches(), loader, pairs, MatchOptionsOf(options_), SerialFor);
    if (!result.ok()) return result.status();
    if (absl::Status status = parts_->status(); !status.ok()) return status;
    return InRanks(*result);
  }

  absl::StatusOr<std::string> LearnRules(std::span<const MatchedPair> pairs,
                                         const std::string& synonyms, Rank all) override {
    absl::StatusOr<std::vector<SpinRule>> given = ParseSynonyms(synonyms);
    if (!given.ok()) return given.status();
    collection_->SetRanks(ranks_, static_cast<std::uint64_t>(all));
    const SpinTeaching teaching =
        LearnSpin(*collection_, ResultOf(pairs), *std::move(given), &*parts_, SerialFor);
    if (absl::Status status = parts_->status(); !status.ok()) return status;
    if (teaching.book.rules().empty()) return "";
    EncodedTeaching encoded;
    encoded.rules.assign(teaching.book.rules().begin(), teaching.book.rules().end());
    encoded.counts = teaching.spun.counts();
    for (const PartId part : teaching.known) encoded.known.push_back(RankOf(part));
    return Encode(encoded);
  }

  absl::StatusOr<PieceSpin> FindSpun(std::string_view rules) override {
    absl::StatusOr<SpinTeaching> teaching = Teaching(rules);
    if (!teaching.ok()) return teaching.status();
    SpinTraces traces = TraceSpin(*collection_, *teaching, &*parts_, SerialFor);
    PieceSpin found;
    for (SpunPart& spun : traces.parts) {
      found.parts.push_back({RankOf(spun.part), std::string(collection_->id(spun.part)),
                             std::string(collection_->site(spun.part)), std::move(spun.at_work)});
    }
    for (std::size_t i = 0; i < traces.first.size(); ++i) {
      const PartId part = traces.first[i];
      if (part == SpinTraces::kNone) continue;
      const auto rule = static_cast<std::uint32_t>(i / 2);
      const bool of_to = i % 2 == 1;
      found.words.push_back(
          {rule, of_to, RankOf(part), WordsOf(*teaching, rule, of_to, part, &*parts_)});
    }
    if (absl::Status status = parts_->status(); !status.ok()) return status;
    return found;
  }

  absl::StatusOr<PieceAlignment> Align(std::span<const JobPair> pairs,
                                       std::string_view rules) override {
    const absl::StatusOr<SpinTeaching> teaching = Teaching(rules);
    if (!teaching.ok()) return teaching.status();
    PieceAlignment alignment;
    std::vector<PairEvents> traced;  // of which only the parts count
    for (const JobPair& pair : pairs) {
      const std::pair<PartId, PartId> ends(PartOf(pair.a), PartOf(pair.b));
      Aligned aligned = AlignPair(*collection_, ends, teaching->book, options_.quotes,
                                  options_.provenance, &*parts_);
      if (aligned.passages == 0) continue;
      alignment.pairs.push_back({pair.a, pair.b, pair.verdict, aligned.passages,
                                 std::move(aligned.rows),
                                 options_.provenance ? Encode(aligned.events) : ""});
      if (pair.verdict == static_cast<int>(Verdict::kSameTemplate)) continue;
      traced.emplace_back();
      std::tie(traced.back().a, traced.back().b) = ends;
    }
    for (const PartId part : PartsOf(traced)) {
      const PartText text = parts_->Text(part);
      for (const std::uint64_t key : WatermarksOf(text.text, text.marks)) {
        alignment.watermarks.push_back({RankOf(part), key, std::string(collection_->site(part))});
      }
    }
    if (absl::Status status = parts_->status(); !status.ok()) return status;
    return alignment;
  }

  absl::StatusOr<std::string> CountHabits(std::span<const AlignedPair> pairs,
                                          const Homes& homes) override {
    const absl::StatusOr<std::vector<Family>> families = FamiliesOf(pairs, homes);
    if (!families.ok()) return families.status();
    const std::map<std::uint32_t, std::string_view> names = SiteNames();
    NamedHabits habits;
    for (const auto& [site, counts] : textkin::CountHabits(*families, SerialFor)) {
      habits.emplace(names.at(site), counts);
    }
    return Encode(habits);
  }

  absl::StatusOr<PieceEdges> Trace(std::span<const AlignedPair> pairs, const Homes& homes,
                                   std::string_view habits) override {
    absl::StatusOr<std::vector<Family>> found = FamiliesOf(pairs, homes);
    if (!found.ok()) return found.status();
    std::vector<Family>& families = *found;
    NamedHabits of_all;
    if (absl::Status status = Decode(habits, &of_all); !status.ok()) return status;
    LearnHabits(HabitsHere(of_all), &families, SerialFor);
    SiteLedger ledger(*collection_);
    RunReport run;
    PieceEdges edges;
    edges.families = families.size();
    TracedRows rows =
        TraceFamilies(families, options_.quotes, &*parts_, *collection_, SerialFor, &ledger, &run);
    for (EdgeRow& edge : rows.edges)
      edges.edges.push_back({RankOf(edge.source), RankOf(edge.derived), std::move(edge.row)});
    for (EdgeRow& one : rows.lost) edges.lost.emplace_back(RankOf(one.source), std::move(one.row));
    for (const TextEdge& one : rows.for_circles) edges.for_circles.push_back(InRanks(one));
    for (const auto& [part, type] : ledger.left_out()) {
      edges.left_out.push_back(
          {RankOf(part), std::string(collection_->site(part)), static_cast<int>(type)});
    }
    for (const PartId part : rows.misdated) edges.misdated.push_back(RankOf(part));
    edges.sites = Encode(ledger.Counts());
    if (absl::Status status = parts_->status(); !status.ok()) return status;
    return edges;
  }

  absl::StatusOr<std::vector<std::pair<Rank, std::string>>> Rows(
      const std::vector<std::pair<Rank, std::string>>& flags) override {
    std::vector<std::pair<Rank, std::string>> rows;
    StoredPart stored;
    for (PartId part = 0; part < collection_->size(); ++part) {
      const absl::Status status = collection_->Load(part, /*text_too=*/false, &stored);
      if (!status.ok()) return status;
      rows.emplace_back(RankOf(part), std::move(stored.row));
    }
    for (const auto& [part, flag] : flags) AddFlagToRow(flag, &rows[PartOf(part)].second);
    return rows;
  }

 private:
  Rank RankOf(PartId part) const { return static_cast<Rank>(collection_->rank(part)); }

  // Of a part that is here.
  PartId PartOf(Rank rank) const {
    const auto found =
        std::lower_bound(ranks_.begin(), ranks_.end(), static_cast<std::uint64_t>(rank));
    return static_cast<PartId>(found - ranks_.begin());
  }

  PartId PartOfId(std::string_view id) const {
    PartId begin = 0;
    auto end = static_cast<PartId>(collection_->size());
    while (begin < end) {
      const PartId middle = begin + (end - begin) / 2;
      if (collection_->id(middle) < id) {
        begin = middle + 1;
      } else {
        end = middle;
      }
    }
    return begin;
  }

  EdgeForCircles InRanks(const TextEdge& edge) const {
    const auto part = [](std::uint64_t number) { return static_cast<PartId>(number); };
    return {RankOf(part(edge.source)),
            RankOf(part(edge.derived)),
            RankOf(part(edge.source_document)),
            RankOf(part(edge.derived_document)),
            std::string(collection_->id(part(edge.source_document))),
            std::string(collection_->id(part(edge.derived_document)))};
  }

  PieceMatches InRanks(const MatchResult& result) const {
    PieceMatches matches;
    std::vector<Rank> cluster_of(collection_->size(), -1);
    const std::vector<bool> open = FindOpenClusters(result);
    for (std::size_t i = 0; i < result.clusters.size(); ++i) {
      const Cluster& cluster = result.clusters[i];
      MatchedCluster row{RankOf(cluster.representative), {}, "", open[i]};
      for (const PartId member : cluster.members) {
        cluster_of[member] = row.representative;
        row.members.push_back(RankOf(member));
      }
      AppendClusterRow(MakeClusterRow(*collection_, cluster), &row.row);
      matches.clusters.push_back(std::move(row));
    }
    for (const Match& match : result.matches) {
      MatchedPair pair;
      pair.a = RankOf(match.a);
      pair.b = RankOf(match.b);
      pair.verdict = match.verdict;
      pair.is_one_site = collection_->site(match.a) == collection_->site(match.b);
      if (cluster_of[match.a] == cluster_of[match.b]) pair.cluster = cluster_of[match.a];
      AppendPairRow(collection_->id(match.a), collection_->id(match.b), match, &pair.row);
      matches.pairs.push_back(std::move(pair));
    }
    return matches;
  }

  // As much of a result as rules are learnt from.
  MatchResult ResultOf(std::span<const MatchedPair> pairs) const {
    MatchResult result;
    std::map<Rank, std::vector<PartId>> clusters;
    for (const MatchedPair& pair : pairs) {
      Match match;
      match.a = PartOf(pair.a);
      match.b = PartOf(pair.b);
      match.verdict = pair.verdict;
      result.matches.push_back(match);
      std::vector<PartId>& members = clusters[pair.cluster];
      members.push_back(match.a);
      members.push_back(match.b);
    }
    for (auto& [representative, members] : clusters) {
      Cluster cluster;
      cluster.members = std::move(members);
      result.clusters.push_back(std::move(cluster));
    }
    return result;
  }

  // Empty rules are none.
  absl::StatusOr<SpinTeaching> Teaching(std::string_view rules) const {
    SpinTeaching teaching;
    if (rules.empty()) return teaching;
    EncodedTeaching encoded;
    if (absl::Status status = Decode(rules, &encoded); !status.ok()) return status;
    teaching.book = SpinRuleBook(std::move(encoded.rules));
    teaching.spun = SpunParts(std::move(encoded.counts));
    for (const Rank rank : encoded.known) {
      const PartId part = PartOf(rank);
      if (part < collection_->size() && RankOf(part) == rank) teaching.known.push_back(part);
    }
    return teaching;
  }

  absl::StatusOr<std::vector<Family>> FamiliesOf(std::span<const AlignedPair> pairs,
                                                 const Homes& homes) {
    std::vector<PairEvents> events;
    for (const AlignedPair& pair : pairs) {
      if (pair.verdict == static_cast<int>(Verdict::kSameTemplate)) continue;
      events.emplace_back();
      if (absl::Status status = Decode(pair.events, &events.back()); !status.ok()) return status;
      events.back().a = PartOf(pair.a);
      events.back().b = PartOf(pair.b);
      events.back().identical = pair.verdict == static_cast<int>(Verdict::kIdentical);
    }
    absl::StatusOr<std::vector<PartFacts>> facts =
        FactsOf(*collection_, events, options_.dates, &*parts_, SerialFor);
    if (!facts.ok()) return facts.status();
    if (absl::Status status = parts_->status(); !status.ok()) return status;
    return MakeFamilies(std::move(events), *std::move(facts), HomesHere(homes));
  }

  std::map<std::uint32_t, std::string_view> SiteNames() const {
    std::map<std::uint32_t, std::string_view> names;
    for (PartId part = 0; part < collection_->size(); ++part) {
      names[collection_->site_number(part)] = collection_->site(part);
    }
    return names;
  }

  std::map<std::string_view, std::uint32_t> SiteNumbers() const {
    std::map<std::string_view, std::uint32_t> numbers;
    for (const auto& [number, name] : SiteNames()) numbers[name] = number;
    return numbers;
  }

  // Sites that are not here count as one: they matter in the sum alone.
  SiteHabits HabitsHere(const NamedHabits& of_all) const {
    const std::map<std::string_view, std::uint32_t> numbers = SiteNumbers();
    SiteHabits here;
    for (const auto& [name, counts] : of_all) {
      const auto number = numbers.find(name);
      here[number == numbers.end() ? UINT32_MAX : number->second].Add(counts);
    }
    return here;
  }

  // By the numbers that sites have here; a site that is not here is none of them.
  MarkHomes HomesHere(const Homes& homes) const {
    const std::map<std::string_view, std::uint32_t> numbers = SiteNumbers();
    MarkHomes here;
    for (const auto& [key, site] : homes) {
      const auto number = numbers.find(site);
      here[key] = number == numbers.end() ? UINT32_MAX : number->second;
    }
    return here;
  }

  std::vector<std::uint64_t> ranks_;  // by part
  const ScanOptions options_;
  StageOptions stages_;
  Collector collector_;
  std::optional<Collection> collection_;
  std::optional<PartReader> parts_;
};

}  // namespace

absl::Status CheckPieceOptions(const ScanOptions& options) {
  if (!(options.threshold > 0 && options.threshold <= 1)) {
    return absl::InvalidArgumentError("the threshold must be above 0 and at most 1");
  }
  if (options.sketch != CandidateSketch::kMinHash) {
    return absl::InvalidArgumentError("a scan in pieces has minhash sketches only");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Piece>> Piece::Create(const ScanOptions& options,
                                                     const std::string& folder) {
  if (absl::Status status = CheckPieceOptions(options); !status.ok()) return status;
  absl::StatusOr<Scratch> scratch = Scratch::Create(folder, kScratchMemory);
  if (!scratch.ok()) return scratch.status();
  return std::make_unique<CollectedPiece>(options, *std::move(scratch));
}

absl::StatusOr<std::string> RuleRows(std::string_view rules, std::span<const SpunRow> spun,
                                     std::span<const RuleWords> words) {
  if (rules.empty()) return "";
  EncodedTeaching encoded;
  if (absl::Status status = Decode(rules, &encoded); !status.ok()) return status;
  const SpinRuleBook book(std::move(encoded.rules));
  std::vector<std::string> texts[2];
  std::vector<Rank> first[2];
  for (const bool of_to : {false, true}) {
    texts[of_to].resize(book.rules().size());
    first[of_to].assign(book.rules().size(), INT64_MAX);
  }
  for (const RuleWords& one : words) {
    Rank& lowest = first[one.of_to][one.rule];
    if (one.part >= lowest) continue;
    lowest = one.part;
    texts[one.of_to][one.rule] = one.words;
  }
  std::vector<SpunText> by_id;
  for (const SpunRow& row : spun) by_id.push_back({row.id, row.site, row.at_work});
  return RuleRowsOf(book, texts[0], texts[1], by_id);
}

absl::StatusOr<std::string> SumHabits(std::span<const std::string_view> encoded) {
  NamedHabits sum;
  for (const std::string_view bytes : encoded) {
    NamedHabits habits;
    if (absl::Status status = Decode(bytes, &habits); !status.ok()) return status;
    for (const auto& [name, counts] : habits) sum[name].Add(counts);
  }
  return Encode(sum);
}

std::vector<CircleRow> FindCircleRows(std::span<const EdgeForCircles> edges) {
  std::vector<TextEdge> texts;
  std::map<std::uint64_t, std::string_view> ids;
  const auto number = [](Rank rank) { return static_cast<std::uint64_t>(rank); };
  for (const EdgeForCircles& edge : edges) {
    texts.push_back({number(edge.source), number(edge.derived), number(edge.source_document),
                     number(edge.derived_document)});
    ids[texts.back().source_document] = edge.source_id;
    ids[texts.back().derived_document] = edge.derived_id;
  }
  std::vector<CircleRow> rows;
  const std::vector<CircleEdge> circles = FindCircles(texts);
  for (const CircleEdge& one : circles) {
    CircleRow& row = rows.emplace_back(CircleRow{static_cast<Rank>(one.edge.source),
                                                 static_cast<Rank>(one.edge.derived),
                                                 std::string(kNoCircle), ""});
    NameCircle(ids.at(one.circle), &row.ending);
  }
  for (const MutualPair& pair : FindMutual(circles)) {
    rows.push_back({static_cast<Rank>(pair.a), static_cast<Rank>(pair.b), "",
                    MutualRow(ids.at(pair.a), ids.at(pair.b), ids.at(pair.circle))});
  }
  return rows;
}

absl::StatusOr<SummedSites> SumSites(std::span<const std::string_view> encoded) {
  SiteCounts sum;
  for (const std::string_view bytes : encoded) {
    SiteCounts counts;
    if (absl::Status status = Decode(bytes, &counts); !status.ok()) return status;
    sum.Add(counts);
  }
  SummedSites summed;
  summed.json = SitesJson(sum.Sites(), sum.Copies());
  for (const auto& [name, site] : sum.sites) {
    for (const auto& [type, work] : site.works) {
      if (sum.IsHabit(name, type)) summed.habits.emplace_back(name, static_cast<int>(type));
    }
  }
  return summed;
}

}  // namespace textkin
