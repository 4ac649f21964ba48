// What a persistent index has of the records of a stream.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "filter_record.h"
#include "textkin/index.h"

namespace textkin {

// For several threads.
class AgainstIndex {
 public:
  // InvalidArgument for an index without texts: nothing in it could be verified. Otherwise as
  // IndexReader::Open.
  static absl::StatusOr<std::unique_ptr<AgainstIndex>> Open(const std::string& folder);

  const IndexSettings& settings() const { return reader_->settings(); }

  // How many nodes of matching it has; `visit` is called for all of them.
  std::uint64_t parts() const { return reader_->counts().parts; }
  absl::Status ForEachPart(const IndexReader::VisitSketch& visit) const {
    return reader_->ForEachSketch(visit);
  }
  // The part with the text of its whole document, in which its kept ranges count.
  absl::Status Load(const IndexedPart& part, FilterRecord* record) const;

 private:
  explicit AgainstIndex(std::unique_ptr<IndexReader> reader) : reader_(std::move(reader)) {}

  std::unique_ptr<IndexReader> reader_;
};

}  // namespace textkin
