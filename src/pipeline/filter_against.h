// What a persistent index has of the records of a stream.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "filter_record.h"
#include "textkin/index.h"

namespace textkin {

// A part of a document of an index.
struct IndexedPart {
  IndexNumber document = 0;
  std::uint32_t part = 0;
};

// For several threads.
class AgainstIndex {
 public:
  // InvalidArgument for an index without texts: nothing in it could be verified. Otherwise as
  // IndexReader::Open.
  static absl::StatusOr<std::unique_ptr<AgainstIndex>> Open(const std::string& folder);

  const IndexSettings& settings() const { return reader_->settings(); }

  // Calls `visit` for all parts that are nodes of matching, by the number of their documents.
  using Visit = std::function<absl::Status(const IndexedPart&, std::string id, Sketch&&)>;
  absl::Status ForEachPart(const Visit& visit) const;
  // The part with the text of its whole document, in which its kept ranges count.
  absl::Status Load(const IndexedPart& part, FilterRecord* record) const;

 private:
  explicit AgainstIndex(std::unique_ptr<IndexReader> reader) : reader_(std::move(reader)) {}

  std::unique_ptr<IndexReader> reader_;
};

}  // namespace textkin
