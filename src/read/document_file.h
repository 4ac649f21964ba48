// A whole file as one document.

#pragma once

#include <string>

#include "textkin/document.h"
#include "textkin/read.h"

namespace textkin {

// Reads, decompresses and decodes the file. What goes wrong is a fault of the document.
Document ReadDocument(const Batch::File& file);

// As ReadDocument for an open descriptor that is not owned: stdin. Its content says what it is:
// HTML, or text.
Document ReadDocumentFrom(int fd, const Batch::File& file);

// Makes `document` of bytes as they are stored in a file of its format: decodes them, judges them,
// and finds the metadata.
void FillDocument(std::string bytes, Document* document);

}  // namespace textkin
