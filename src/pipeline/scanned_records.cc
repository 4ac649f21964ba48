// From the rows of a scan to decisions, in the order of a policy.

#include "scanned_records.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

namespace textkin {
namespace {

// Share of a removed record's shingles that the kept one has, where the removed one is the longer:
// most of what goes stays elsewhere.
constexpr double kLeastRemovedShare = .5;

OrderKey KeyOfRow(KeepPolicy policy, const result::DocumentRow& row) {
  std::vector<DateClaim> dates;
  for (const result::DateRow& date : row.dates) dates.push_back({date.value, date.kind});
  return MakeOrderKey(policy, {row.chars, dates, !row.faults.empty(), row.masks, row.tokens});
}

Span SpanOf(const result::Range& range) { return {range.begin, range.end}; }

bool Overlap(const std::vector<TextCut>& cuts, Span span) {
  return std::ranges::any_of(cuts, [&](const TextCut& cut) {
    return cut.removed.begin < span.end && span.begin < cut.removed.end;
  });
}

}  // namespace

absl::Status ScannedRecords::Read(const std::string& folder, const std::vector<std::string>& ids,
                                  const FilterOptions& options) {
  records_.resize(ids.size());
  for (std::uint32_t i = 0; i < ids.size(); ++i) {
    records_[i].id = ids[i];
    by_id_.emplace(ids[i], i);
  }
  const bool strips = options.action == FilterAction::kStrip;
  absl::Status status = ReadRecords(folder, options.keep, strips);
  if (status.ok() && options.keep == KeepPolicy::kSource) status = ReadDepths(folder);
  if (status.ok()) status = ReadKin(folder);
  if (status.ok()) status = ReadSharedPassages(folder);
  if (!status.ok()) return status;
  Rank();
  RemoveKin();
  if (strips) CutPassages();
  return CountIncomplete(folder);
}

const ScannedRecord* ScannedRecords::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &records_[found->second];
}

std::uint32_t ScannedRecords::NumberOf(std::string_view id) const {
  auto found = by_id_.find(id);
  if (found == by_id_.end()) found = by_id_.find(id.substr(0, id.rfind('#')));
  return found == by_id_.end() ? ScannedRecord::kNone : found->second;
}

absl::Status ScannedRecords::ReadRecords(const std::string& folder, KeepPolicy policy,
                                         bool with_marks) {
  return result::ReadDocuments(folder, [&](result::DocumentRow& row) {
    const std::uint32_t number = NumberOf(row.id);
    if (number == ScannedRecord::kNone) return true;  // a file that could not be read
    ScannedRecord& record = records_[number];
    if (!row.part_of.empty()) {
      record.is_whole = false;
      return true;
    }
    record.record_id = std::move(row.record_id);
    record.text_hash = std::move(row.text_hash);
    record.tokens = row.tokens;
    record.key = KeyOfRow(policy, row);
    if (!with_marks) return true;
    for (result::MarkRow& mark : row.marks)
      record.cuts.push_back({SpanOf(mark.range), std::move(mark.kind), "", {}});
    return true;
  });
}

// The longest way from a root, along edges that say who copied whom.
absl::Status ScannedRecords::ReadDepths(const std::string& folder) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  std::vector<std::uint32_t> sources(records_.size());  // that are not placed yet
  const absl::Status status = result::ReadEdges(folder, [&](result::EdgeRow& edge) {
    const std::uint32_t source = NumberOf(edge.source), derived = NumberOf(edge.derived);
    if (!edge.directed || edge.relation == "contains" || source == derived) return true;
    if (source == ScannedRecord::kNone || derived == ScannedRecord::kNone) return true;
    edges.emplace_back(source, derived);
    ++sources[derived];
    return true;
  });
  if (!status.ok()) return status;
  std::sort(edges.begin(), edges.end());
  std::vector<std::uint32_t> ready;
  for (std::uint32_t i = 0; i < records_.size(); ++i) {
    if (sources[i] == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    const std::uint32_t source = ready.back();
    ready.pop_back();
    auto edge = std::lower_bound(edges.begin(), edges.end(), std::pair(source, 0u));
    for (; edge != edges.end() && edge->first == source; ++edge) {
      std::uint64_t& depth = records_[edge->second].key.first;
      depth = std::max(depth, records_[source].key.first + 1);
      if (--sources[edge->second] == 0) ready.push_back(edge->second);
    }
  }
  return status;
}

absl::Status ScannedRecords::ReadKin(const std::string& folder) {
  return result::ReadPairs(folder, [&](result::PairRow& pair) {
    const std::uint32_t a = NumberOf(pair.a), b = NumberOf(pair.b);
    if (pair.verdict == "same_template" || a == b) return true;
    if (a == ScannedRecord::kNone || b == ScannedRecord::kNone) return true;
    const auto add = [&](std::uint32_t removed, std::uint32_t kept, const std::string& kept_part,
                         double containment) {
      const bool is_shorter = records_[removed].tokens <= records_[kept].tokens;
      if (!records_[removed].is_whole) return;
      if (!is_shorter && containment < kLeastRemovedShare) return;
      kin_.push_back({removed, kept, kept_part, pair.verdict, pair.resemblance, containment});
    };
    add(a, b, pair.b, pair.containment_a);
    add(b, a, pair.a, pair.containment_b);
    return true;
  });
}

absl::Status ScannedRecords::ReadSharedPassages(const std::string& folder) {
  return result::ReadPassages(folder, [&](result::PassageRow& row) {
    const std::uint32_t a = NumberOf(row.a.document), b = NumberOf(row.b.document);
    if (a == b || a == ScannedRecord::kNone || b == ScannedRecord::kNone) return true;
    passages_.push_back({a, b, std::move(row.a.document), std::move(row.b.document),
                         SpanOf(row.a.range), SpanOf(row.b.range)});
    return true;
  });
}

void ScannedRecords::Rank() {
  order_.resize(records_.size());
  std::iota(order_.begin(), order_.end(), 0u);
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t x, std::uint32_t y) {
    return records_[x].key < records_[y].key;
  });
  for (std::uint32_t i = 0; i < order_.size(); ++i) records_[order_[i]].rank = i;
}

void ScannedRecords::RemoveKin() {
  // By the removed record's rank, then by that of the one that would be kept for it.
  std::sort(kin_.begin(), kin_.end(), [&](const KinPair& x, const KinPair& y) {
    const auto key = [&](const KinPair& pair) {
      return std::tuple(records_[pair.removed].rank, records_[pair.kept].rank,
                        std::string_view(pair.kept_part));
    };
    return key(x) < key(y);
  });
  absl::flat_hash_map<std::string_view, std::uint32_t> kept_text;
  auto pair = kin_.begin();
  for (const std::uint32_t number : order_) {
    ScannedRecord& record = records_[number];
    for (; pair != kin_.end() && pair->removed == number; ++pair) {
      const ScannedRecord& kept = records_[pair->kept];
      if (record.kept_for != ScannedRecord::kNone || kept.rank > record.rank) continue;
      if (kept.kept_for != ScannedRecord::kNone) continue;
      record.kept_for = pair->kept;
      record.kept_part = std::move(pair->kept_part);
      record.verdict = std::move(pair->verdict);
      record.resemblance = pair->resemblance;
      record.containment = pair->containment;
    }
    if (record.tokens == 0 || record.kept_for != ScannedRecord::kNone) continue;
    // Equal texts are kin also where a large cluster does not list the pair.
    const auto [same, is_new] = kept_text.emplace(record.text_hash, number);
    if (is_new) continue;
    record.kept_for = same->second;
    record.kept_part = records_[same->second].id;
    record.verdict = "identical";
    record.resemblance = record.containment = 1;
  }
  for (const SharedPassage& passage : passages_) {
    const auto add = [&](std::uint32_t removed, Span in_removed, std::string_view kept_part,
                         Span in_kept) {
      ScannedRecord& record = records_[removed];
      if (record.kept_for == ScannedRecord::kNone || record.kept_part != kept_part) return;
      record.passages.push_back({in_removed, in_kept});
    };
    add(passage.a, passage.in_a, passage.part_b, passage.in_b);
    add(passage.b, passage.in_b, passage.part_a, passage.in_a);
  }
}

void ScannedRecords::CutPassages() {
  // The record of the higher rank is b.
  for (SharedPassage& passage : passages_) {
    if (records_[passage.a].rank < records_[passage.b].rank) continue;
    std::swap(passage.a, passage.b);
    std::swap(passage.part_a, passage.part_b);
    std::swap(passage.in_a, passage.in_b);
  }
  std::sort(passages_.begin(), passages_.end(), [&](const auto& x, const auto& y) {
    const auto key = [&](const SharedPassage& passage) {
      return std::tuple(records_[passage.b].rank, records_[passage.a].rank, passage.in_b.begin,
                        passage.in_a.begin);
    };
    return key(x) < key(y);
  });
  std::vector<std::vector<TextCut>> marks(records_.size());
  for (std::size_t i = 0; i < records_.size(); ++i) marks[i].swap(records_[i].cuts);
  for (const SharedPassage& passage : passages_) {
    const ScannedRecord& kept = records_[passage.a];
    ScannedRecord& record = records_[passage.b];
    if (kept.kept_for != ScannedRecord::kNone || record.kept_for != ScannedRecord::kNone) continue;
    // What was cut there itself is found, if anywhere, in the record that it was cut for.
    if (Overlap(kept.cuts, passage.in_a)) continue;
    record.cuts.push_back({passage.in_b, "passage", passage.part_a, passage.in_a});
  }
  for (std::size_t i = 0; i < records_.size(); ++i) {
    std::vector<TextCut>& cuts = records_[i].cuts;
    cuts.insert(cuts.end(), std::make_move_iterator(marks[i].begin()),
                std::make_move_iterator(marks[i].end()));
    if (records_[i].kept_for != ScannedRecord::kNone) cuts.clear();
  }
}

absl::Status ScannedRecords::CountIncomplete(const std::string& folder) {
  return result::ReadClusters(folder, [&](result::ClusterRow& cluster) {
    if (cluster.complete) return true;
    std::uint64_t staying = 0;
    for (const std::string& member : cluster.members) {
      const std::uint32_t number = NumberOf(member);
      staying +=
          number != ScannedRecord::kNone && records_[number].kept_for == ScannedRecord::kNone;
    }
    incomplete_ += staying > 0 ? staying - 1 : 0;
    return true;
  });
}

}  // namespace textkin
