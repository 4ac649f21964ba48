// A WARC record as a document.

#pragma once

#include <cstdint>

#include "textkin/document.h"
#include "textkin/read.h"

namespace textkin {

enum class RecordKind : std::uint8_t {
  kPage,     // or a text; of `response`, what answered with success
  kOther,    // requests, images, redirections, ...
  kDamaged,  // an answer without its HTTP header
};
RecordKind KindOf(const Batch::ArchiveRecord& record);

// Takes transfer and content encodings off, decodes, and puts in what the headers say. What is
// wrong is a fault of the document. For a record of kPage.
Document DocumentOfRecord(Batch::ArchiveRecord record, const Batch::File& file);

// The document without text that stands for a record: its id and path.
Document StartOfRecord(std::uint64_t number, const Batch::File& file);

}  // namespace textkin
