// What a persistent index has of the records of a stream.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "filter_record.h"
#include "kin_judge.h"
#include "textkin/index.h"

namespace textkin {

// Why a record is removed.
struct FilterKin {
  std::uint32_t number = 0;  // of the kept record, from 0; of a document in the index
  Match match;               // a: the removed record, b: the kept one
  bool in_index = false;
  std::uint32_t part = 0;  // of the document in the index
};

// For several threads.
class AgainstIndex {
 public:
  // InvalidArgument for an index without texts: nothing in it could be verified. Otherwise as
  // IndexReader::Open.
  static absl::StatusOr<std::unique_ptr<AgainstIndex>> Open(const std::string& folder,
                                                            bool holders_too);

  const IndexSettings& settings() const { return reader_->settings(); }

  // The first of the candidates, the most alike before the others, that `record` is kin to.
  absl::StatusOr<std::optional<FilterKin>> FindKin(const KinJudge& judge,
                                                   FilterRecord* record) const;
  // The part that FindKin has named, with the text of its whole document, in which its kept ranges
  // count.
  absl::Status Load(const FilterKin& kin, FilterRecord* record) const;

 private:
  AgainstIndex(std::unique_ptr<IndexReader> reader, bool holders_too)
      : reader_(std::move(reader)), holders_too_(holders_too) {}

  std::unique_ptr<IndexReader> reader_;
  bool holders_too_;
};

}  // namespace textkin
