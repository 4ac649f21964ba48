// Stages 1 to 4 over a whole collection: every document read, extracted, normalized and sketched
// once.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "part_batch.h"
#include "textkin/index.h"
#include "textkin/pipeline.h"
#include "textkin/read.h"
#include "textkin/scratch.h"

namespace textkin {

// One part: its row of documents.jsonl, its text, the kept spans and the marks of this text.
struct StoredPart {
  std::string row;
  std::vector<Span> kept;   // in bytes of `text`, whatever stands before the part in its document
  std::vector<Mark> marks;  // likewise
  std::string text;
};

// All parts of a collection. In memory: the sketches, the ids and 72 bytes more a part.
//
// A document that is split is numbered among the parts, because it has its row and its text, but
// its sketch is empty: it matches nothing, its texts do.
class Collection {
 public:
  // `sketches`: an empty table, which may spill.
  Collection(Scratch scratch, SketchTable sketches)
      : scratch_(std::move(scratch)), sketches_(std::move(sketches)) {}

  std::size_t size() const { return places_.size(); }  // rows
  const SketchTable& sketches() const { return sketches_; }
  std::string_view id(PartId part) const { return IdOfSlot(order_[part]); }
  std::string_view site(PartId part) const { return sites_[places_[order_[part]].site]; }
  // 0: no site. The numbers depend on the order of reading.
  std::uint32_t site_number(PartId part) const { return places_[order_[part]].site; }
  std::size_t sites() const { return sites_.size(); }  // number 0 included
  std::size_t text_size(PartId part) const { return places_[order_[part]].text.bytes; }
  // Whether it is a text of an anthology, which its document's text holds too.
  bool is_inner(PartId part) const { return places_[order_[part]].is_inner; }
  // Code points of its document before the part.
  std::uint32_t char_begin(PartId part) const { return places_[order_[part]].char_begin; }

  // Reads a part back; `text_too` false leaves the text. Aborted when the text lies in a file that
  // has changed since it was collected. For several threads at once.
  absl::Status Load(PartId part, bool text_too, StoredPart* stored) const;

  // The rank of a part in the collection that this one is a piece of, and the size of that one;
  // where nobody said otherwise, this is all there is.
  std::uint64_t rank(PartId part) const { return ranks_.empty() ? part : ranks_[part]; }
  std::uint64_t all() const { return ranks_.empty() ? size() : all_; }
  void SetRanks(std::vector<std::uint64_t> ranks, std::uint64_t all) {
    ranks_ = std::move(ranks);
    all_ = all;
  }

  // The document that a text of an anthology belongs to; any other part itself.
  PartId WholeOf(PartId part) const;
  // A document as it was extracted, with all marks that it has by now; for no part that is inner,
  // and not under strict.
  absl::Status LoadDocument(PartId whole, Extracted* extracted) const;
  // The FracMinHash values of a document in so many parts, sorted.
  std::vector<std::uint32_t> Content(PartId whole, std::size_t parts) const;
  // Takes the rows, kept spans and sketches of all parts of one document from a batch that AddParts
  // made. Not from several threads at a time.
  absl::Status ReplaceDocument(PartId whole, const PartBatch& batch);

  // A document as it stands now, as AddExtracted would have made it.
  absl::Status Unload(PartId whole, PartBatch* batch) const;

  const DocumentTotals& totals() const { return totals_; }

 private:
  friend class Collector;

  struct Place {
    std::uint64_t row = 0;       // offset in scratch; the kept spans and the marks follow the row
    std::uint32_t row_size = 0;  // bytes
    std::uint32_t kept = 0;      // spans
    std::uint32_t marks = 0;
    TextPlace text;                // in the source; or in scratch, inside the document's text
    std::uint32_t facts_size = 0;  // bytes, behind the text
    std::uint32_t source = kScratch;
    std::uint64_t text_hash = 0;  // of a text in a source
    std::uint32_t site = 0;
    std::uint32_t char_begin = 0;
    bool is_inner = false;
  };
  static constexpr std::uint32_t kScratch = 0;

  absl::Status LoadText(const Place& place, std::string* text) const;

  std::string_view IdOfSlot(std::uint32_t slot) const {
    return std::string_view(ids_).substr(id_begin_[slot], id_begin_[slot + 1] - id_begin_[slot]);
  }

  Scratch scratch_;
  std::uint64_t scratch_end_ = 0;
  std::vector<std::shared_ptr<const TextSource>> sources_ = {nullptr};  // [kScratch]: no file
  DocumentTotals totals_;
  SketchTable sketches_;
  std::vector<Place> places_;  // by slot, the order of arrival
  std::string ids_;
  std::vector<std::uint64_t> id_begin_ = {0};
  std::vector<std::string> sites_ = {""};
  std::vector<std::uint32_t> order_;  // by PartId: slots; the texts of a document follow its own
  std::vector<PartId> part_of_slot_;
  std::vector<std::uint64_t> ranks_;
  std::uint64_t all_ = 0;
};

// Reads everything that `reader` lists, and adds it to `index`, where there is one; then takes from
// the index what it holds beside. The result does not depend on the number of threads, nor on which
// documents the index held already.
absl::StatusOr<Collection> Collect(BatchReader* reader, const ScanOptions& options,
                                   const StageOptions& stages, Scratch scratch,
                                   SketchTable sketches, IndexWriter* index, ProgressSink* progress,
                                   const std::atomic<bool>* cancel);

}  // namespace textkin
