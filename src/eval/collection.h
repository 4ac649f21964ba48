// Truth and result as loaded, before anything is compared.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "problems.h"
#include "textkin/names.h"

namespace textkin::eval {

// Half-open, in code points of a document's text.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  std::uint64_t Length() const { return end - begin; }
};

struct PassageSide {
  Name document = kNoName;
  Range range;
};

// A passage of either folder. Operations and `stock` are truth's alone; sorted, each once. One
// without documents could not be read or placed: a case that nothing detects, or a detection of
// nothing.
struct Passage {
  PassageSide a;
  PassageSide b;
  std::vector<Name> operations;
  bool stock = false;  // words that both have without a copy between them

  bool IsPlaced() const { return a.document != kNoName; }
};

struct TruthRow {
  Name id = kNoName;
  Name family = kNoName;
  Name part_of = kNoName;
  Name site = kNoName;
  Name template_name = kNoName;
  Name twin = kNoName;  // the first document with the same words, itself included
  std::optional<Range> range;
  bool split = false;
  bool found = false;            // set by Check: the result has the document, and the row is sound
  std::vector<Name> operations;  // sorted, each once
  std::vector<Name> flags;
};

struct TruthEdge {
  Name source = kNoName;
  Name derived = kNoName;
  bool via_lost = false;
  std::vector<Name> operations;  // sorted, each once
};

// Of either folder: documents that come from one which is not in the collection.
using LostCopies = std::vector<Name>;

struct Truth {
  std::vector<TruthRow> rows;                     // one a line, also of an id that stood before
  absl::flat_hash_map<Name, std::size_t> row_of;  // the first row of an id
  std::optional<std::vector<TruthEdge>> edges;
  std::optional<std::vector<LostCopies>> lost;  // an empty one could not be read
  std::optional<std::vector<Passage>> passages;

  const TruthRow* Find(Name id) const {
    const auto found = row_of.find(id);
    return found == row_of.end() ? nullptr : &rows[found->second];
  }

  // The first of a node's twins; itself where it has none.
  Name TwinsOf(Name id) const {
    const TruthRow* row = Find(id);
    return row == nullptr || row->twin == kNoName ? id : row->twin;
  }
};

struct ResultRow {
  Name id = kNoName;
  Name part_of = kNoName;
  Name site = kNoName;
  std::optional<std::uint64_t> chars;
  std::vector<Name> flags;
};

// One without ends could not be read.
struct ResultEdge {
  Name source = kNoName;
  Name derived = kNoName;
  bool directed = false;
  bool direct = false;  // `copies` or `contains`: nothing in between
  double confidence = 0;
  double confidence_direct = 0;
  double share = 0;
};

struct Result {
  std::vector<ResultRow> rows;
  absl::flat_hash_map<Name, std::size_t> row_of;
  std::vector<std::vector<Name>> clusters;  // members
  std::optional<std::vector<ResultEdge>> edges;
  std::optional<std::vector<LostCopies>> lost;  // an empty one could not be read
  std::optional<std::vector<Passage>> passages;

  const ResultRow* Find(Name id) const {
    const auto found = row_of.find(id);
    return found == row_of.end() ? nullptr : &rows[found->second];
  }
};

absl::StatusOr<Truth> LoadTruth(const std::string& folder, Names* names, Problems* problems);
absl::StatusOr<Result> LoadResult(const std::string& folder, Names* names, Problems* problems);

// Compares the ids and ranges of both, adds to *problems, sets TruthRow::found, and takes the
// documents from passages that cannot be placed. Afterwards passages name whole documents, a before
// b.
void Check(const Names& names, Truth* truth, Result* result, Problems* problems);

}  // namespace textkin::eval
