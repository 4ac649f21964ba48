// The records of a finished scan, and what of them the filter takes out.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "filter_block.h"
#include "textkin/filter.h"
#include "textkin/hash.h"
#include "textkin/report.h"
#include "textkin/result.h"

namespace textkin {

// A range of a record's text that goes, in code points.
struct TextCut {
  Span removed;
  std::string reason;  // "passage", or the kind of a mark
  std::string kept;    // the part that has the passage; empty for a mark
  Span in_kept;
};

struct ScannedRecord {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::string id;
  std::string record_id;
  std::string text_hash;
  OrderKey key;
  std::uint64_t tokens = 0;
  bool is_whole = true;        // not an anthology that was split
  std::uint32_t rank = kNone;  // in the order of the policy
  // Why it is removed; `kept_for` is none where it stays.
  std::uint32_t kept_for = kNone;
  std::string kept_part;  // id of the part of the kept record
  std::string verdict;
  double resemblance = 0;
  double containment = 0;
  std::vector<CharRanges> passages;  // of a removed record with the one that it is removed for
  std::vector<TextCut> cuts;         // of one that stays
};

class ScannedRecords {
 public:
  // Reads the result of a scan in `folder`; `ids` are those of the input in its order.
  absl::Status Read(const std::string& folder, const std::vector<std::string>& ids,
                    const FilterOptions& options);

  // The record with this id; null where the scan has none.
  const ScannedRecord* Find(std::string_view id) const;
  // The number of the record that has the part with this id; kNone for others.
  std::uint32_t NumberOf(std::string_view id) const;
  const ScannedRecord& operator[](std::uint32_t number) const { return records_[number]; }
  // That stay although they are in clusters whose pairs the scan does not list whole.
  std::uint64_t incomplete() const { return incomplete_; }

 private:
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return HashBytes(text); }
  };
  // Two kin, of which the second has the share of the first that a removal asks for.
  struct KinPair {
    std::uint32_t removed = 0;
    std::uint32_t kept = 0;
    std::string kept_part;
    std::string verdict;
    double resemblance = 0;
    double containment = 0;
  };
  struct SharedPassage {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::string part_a, part_b;
    Span in_a, in_b;
  };

  absl::Status ReadRecords(const std::string& folder, KeepPolicy policy, bool with_marks);
  absl::Status ReadDepths(const std::string& folder);
  absl::Status ReadKin(const std::string& folder);
  absl::Status ReadSharedPassages(const std::string& folder);
  void Rank();
  void RemoveKin();
  void CutPassages();
  absl::Status CountIncomplete(const std::string& folder);

  std::vector<ScannedRecord> records_;  // in the order of the input
  absl::flat_hash_map<std::string, std::uint32_t, StringHash, std::equal_to<>> by_id_;
  std::vector<std::uint32_t> order_;
  std::vector<KinPair> kin_;
  std::vector<SharedPassage> passages_;
  std::uint64_t incomplete_ = 0;
};

}  // namespace textkin
