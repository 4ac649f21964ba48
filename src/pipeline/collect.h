// Stages 1 to 4 over a whole collection: every document read, extracted, normalized and sketched
// once.

#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scratch.h"
#include "textkin/pipeline.h"

namespace textkin {

// One part as it lies in the scratch file: its row of documents.jsonl, its kept spans, the
// document's text.
struct StoredPart {
  std::string row;
  std::vector<Span> kept;
  std::string text;
};

// All parts of a collection. In memory: the sketches, the ids and 40 bytes more a part.
class Collection {
 public:
  explicit Collection(Scratch scratch) : scratch_(std::move(scratch)) {}

  std::size_t size() const { return places_.size(); }
  const SketchTable& sketches() const { return sketches_; }
  std::string_view id(PartId part) const { return IdOfSlot(order_[part]); }
  std::string_view site(PartId part) const { return sites_[places_[order_[part]].site]; }

  // Reads a part back; `text_too` false leaves the text.
  absl::Status Load(PartId part, bool text_too, StoredPart* stored) const;

  // Counts over all documents.
  struct Totals {
    std::uint64_t stored_bytes = 0;
    std::uint64_t faulty = 0;                     // documents with a fault
    std::map<std::string, std::uint64_t> faults;  // by code
    std::map<std::string, std::uint64_t> limits;  // by name

    void Add(const Document& document);
    void Add(const Totals& other);
  };
  const Totals& totals() const { return totals_; }

 private:
  friend class Collector;

  struct Place {
    std::uint64_t offset = 0;     // in the scratch file
    std::uint32_t row_size = 0;   // bytes
    std::uint32_t kept = 0;       // spans
    std::uint32_t text_size = 0;  // bytes
    std::uint32_t site = 0;
  };

  std::string_view IdOfSlot(std::uint32_t slot) const {
    return std::string_view(ids_).substr(id_begin_[slot], id_begin_[slot + 1] - id_begin_[slot]);
  }

  Scratch scratch_;
  Totals totals_;
  SketchTable sketches_;
  std::vector<Place> places_;  // by slot, the order of arrival
  std::string ids_;
  std::vector<std::uint64_t> id_begin_ = {0};
  std::vector<std::string> sites_ = {""};
  std::vector<std::uint32_t> order_;  // by PartId: slots
};

// Reads everything that `reader` lists. The result does not depend on the number of threads.
absl::StatusOr<Collection> Collect(BatchReader* reader, const ScanOptions& options,
                                   const StageOptions& stages, Scratch scratch,
                                   ProgressSink* progress, const std::atomic<bool>* cancel);

}  // namespace textkin
