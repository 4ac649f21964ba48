// What truth and result must agree about: ids, and the lengths of texts.

#include <string_view>
#include <tuple>
#include <utility>

#include "collection.h"

namespace textkin::eval {
namespace {

class Checker {
 public:
  Checker(const Names& names, Truth* truth, Result* result, Problems* problems)
      : names_(names), truth_(*truth), result_(*result), problems_(*problems) {}

  void Run() {
    CheckTruthRows();
    for (const ResultRow& row : result_.rows) KnownToTruth(row.id, "result documents.jsonl");
    CheckMembers();
    if (truth_.edges) CheckEnds("truth edges.jsonl", *truth_.edges);
    if (result_.edges) CheckEnds("result edges.jsonl", *result_.edges);
    if (truth_.lost) CheckLost("truth lost.jsonl", *truth_.lost);
    if (result_.lost) CheckLost("result lost.jsonl", *result_.lost);
    if (truth_.passages) CheckPassages("truth passages.jsonl", &*truth_.passages);
    if (result_.passages) CheckPassages("result passages.jsonl", &*result_.passages);
  }

 private:
  bool KnownToTruth(Name id, const std::string& where) {
    if (truth_.row_of.contains(id)) return true;
    problems_.AddId(ProblemKind::kNotInTruth, id, where, names_);
    return false;
  }

  // A row that repeats an id is a node of its own that nothing can find.
  void CheckTruthRows() {
    for (std::size_t i = 0; i < truth_.rows.size(); ++i) {
      TruthRow& row = truth_.rows[i];
      row.found = truth_.row_of.at(row.id) == i;
      if (!result_.row_of.contains(row.id)) {
        problems_.AddId(ProblemKind::kNotInResult, row.id, "truth documents.jsonl", names_);
        row.found = false;
      }
      if (row.part_of != kNoName && !KnownToTruth(row.part_of, "truth documents.jsonl"))
        row.found = false;
      if (row.range && !IsInside(row)) {
        problems_.Add(ProblemKind::kOutside, "truth documents.jsonl: " + names_.Text(row.id));
        row.found = false;
      }
    }
  }

  bool IsInside(const TruthRow& row) const {
    if (row.range->begin > row.range->end) return false;
    if (row.part_of == kNoName) return true;
    const std::optional<std::uint64_t> length = LengthOf(row.part_of);
    return !length || row.range->end <= *length;
  }

  void CheckMembers() {
    absl::flat_hash_set<Name> seen;
    for (const std::vector<Name>& members : result_.clusters) {
      for (const Name member : members) {
        KnownToTruth(member, "result clusters.jsonl");
        if (!result_.row_of.contains(member))
          problems_.AddId(ProblemKind::kNotInResult, member, "result clusters.jsonl", names_);
        if (!seen.insert(member).second)
          problems_.AddId(ProblemKind::kDuplicate, member, "result clusters.jsonl", names_);
      }
    }
  }

  template <typename Edge>
  void CheckEnds(const std::string& where, const std::vector<Edge>& edges) {
    for (const Edge& edge : edges) {
      if (edge.source == kNoName) continue;
      KnownToTruth(edge.source, where);
      KnownToTruth(edge.derived, where);
    }
  }

  void CheckLost(const std::string& where, const std::vector<LostCopies>& lost) {
    for (const LostCopies& copies : lost) {
      for (const Name copy : copies) KnownToTruth(copy, where);
    }
  }

  void CheckPassages(const std::string& where, std::vector<Passage>* passages) {
    for (Passage& passage : *passages) {
      if (!passage.IsPlaced()) continue;
      const bool a = Place(where, &passage.a);
      const bool b = Place(where, &passage.b);
      if (a && b) {
        Order(&passage);
      } else {
        passage.a.document = passage.b.document = kNoName;
      }
    }
  }

  // Lets `side` name its whole document. False when truth does not know that, or the range lies
  // outside. A part that only the result has is no problem here: ranges count in the whole.
  bool Place(const std::string& where, PassageSide* side) {
    const Name given = side->document;
    side->document = WholeOf(given);
    if (!KnownToTruth(side->document, where)) return false;
    const std::optional<std::uint64_t> length = LengthOf(side->document);
    const bool inside =
        side->range.begin < side->range.end && (!length || side->range.end <= *length);
    if (!inside) {
      problems_.Add(ProblemKind::kOutside, where + ": " + names_.Text(given) + " [" +
                                               std::to_string(side->range.begin) + ", " +
                                               std::to_string(side->range.end) + ")");
    }
    return inside;
  }

  void Order(Passage* passage) const {
    const auto key = [&](const PassageSide& side) {
      return std::tuple<std::string_view, std::uint64_t, std::uint64_t>(
          names_.Text(side.document), side.range.begin, side.range.end);
    };
    if (key(passage->b) < key(passage->a)) std::swap(passage->a, passage->b);
  }

  Name WholeOf(Name id) const {
    if (const TruthRow* row = truth_.Find(id); row != nullptr)
      return row->part_of == kNoName ? id : row->part_of;
    const ResultRow* row = result_.Find(id);
    return row == nullptr || row->part_of == kNoName ? id : row->part_of;
  }

  // Truth's word comes first: the result is what is being checked.
  std::optional<std::uint64_t> LengthOf(Name whole) const {
    const TruthRow* row = truth_.Find(whole);
    if (row != nullptr && row->range) return row->range->end;
    const ResultRow* found = result_.Find(whole);
    return found == nullptr ? std::nullopt : found->chars;
  }

  const Names& names_;
  Truth& truth_;
  Result& result_;
  Problems& problems_;
};

}  // namespace

void Check(const Names& names, Truth* truth, Result* result, Problems* problems) {
  Checker(names, truth, result, problems).Run();
}

}  // namespace textkin::eval
